"""The command line's rooms: what stands behind each command."""
