"""The clock: what is due when, and what the bot says first."""
