"""What goes wrong is told once, in the log, and never with a secret in it."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable
from types import TracebackType
from urllib.parse import quote

TOKEN = re.compile(r"\b\d{5,}:[A-Za-z0-9_-]{30,}\b")
TALKATIVE = ("telegram", "httpx", "httpcore", "apscheduler", "alembic", "aiohttp", "matplotlib")


class Discreet(logging.Formatter):
    """Blanks out tokens and secrets in the finished text, tracebacks included."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        """Know the secrets, as they are and as they stand in a URL."""
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")
        words = {form for secret in secrets if secret for form in (secret, quote(secret, safe=""))}
        longest_first = sorted(words, key=len, reverse=True)
        self._secrets = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def format(self, record: logging.LogRecord) -> str:
        """Format, then blank out."""
        return self.blank(super().format(record))

    def blank(self, text: str) -> str:
        """The text without secrets."""
        return TOKEN.sub("<token>", self._secrets.sub("<secret>", text))


def listen(secrets: Iterable[str], level: int = logging.INFO) -> None:
    """Send all logs, and the exceptions that nobody caught, through one discreet formatter."""
    formatter = Discreet(secrets)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)

    def uncaught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        logging.getLogger("saualnama").critical("ended by", exc_info=(kind, error, trace))

    sys.excepthook = uncaught
