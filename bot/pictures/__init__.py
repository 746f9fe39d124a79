"""Digests as pictures, for a phone held upright."""
