"""Interviews after they were given: transcribed, coded by two, agreed on, exchanged, quoted."""
