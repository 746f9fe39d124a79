"""The conversation: Telegram in, Telegram out, the clock, the command line."""
