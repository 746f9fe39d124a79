"""Doors in: how updates reach the record."""
