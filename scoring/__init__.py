"""The method: what is asked, in which order, and what it is worth.

Pure: no network, no clock, no database; the only thing read is this package's own data.
"""
