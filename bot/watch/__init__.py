"""For those who watch the bot: log, metrics, status."""
