"""The data, for researchers."""
