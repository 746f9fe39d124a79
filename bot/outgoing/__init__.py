"""Doors out: how screens and digests reach Telegram."""

import os

# From its next major version on, python-telegram-bot gives durations as timedelta; we read them so.
os.environ.setdefault("PTB_TIMEDELTA", "true")
