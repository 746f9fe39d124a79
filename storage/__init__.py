"""The record: who answered what, when. Knows nothing of Telegram, words or method."""
