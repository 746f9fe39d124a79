"""The log: one JSON object a line, and never a secret in it, tracebacks included."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from types import TracebackType
from typing import Any
from urllib.parse import quote

import orjson

# No word boundary before it: in a URL it stands right behind "bot".
TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{30,}")
TALKATIVE = ("telegram", "httpx", "httpcore", "apscheduler", "alembic", "aiohttp", "matplotlib")


class Discreet(logging.Formatter):
    """Blanks out tokens and secrets in the finished text.

    A record's `facts` (given by `extra={"facts": {…}}`) become fields of its line; those of one
    update share its `update` number.
    """

    def __init__(self, secrets: Iterable[str] = (), *, lines: bool = False) -> None:
        """Know the secrets, as they are, in a URL and in JSON; `lines` for a terminal."""
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")
        words = {form for secret in secrets if secret for form in _forms(secret)}
        longest_first = sorted(words, key=len, reverse=True)
        self._secrets = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")
        self._lines = lines

    def format(self, record: logging.LogRecord) -> str:
        """Format, then blank out."""
        return self.blank(super().format(record) if self._lines else self._object(record))

    def _object(self, record: logging.LogRecord) -> str:
        said: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "said": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            said["trouble"] = self.formatException(record.exc_info)
        return orjson.dumps(said, default=repr).decode()

    def blank(self, text: str) -> str:
        """The text without secrets."""
        return TOKEN.sub("<token>", self._secrets.sub("<secret>", text))


def _forms(secret: str) -> tuple[str, str, str]:
    return secret, quote(secret, safe=""), orjson.dumps(secret).decode()[1:-1]


def blanked(text: str) -> str:
    """A text for the terminal: without tokens, and without the secrets that the log knows."""
    formatters = [handler.formatter for handler in logging.getLogger().handlers]
    known = [one for one in formatters if isinstance(one, Discreet)]
    return (known[0] if known else Discreet()).blank(text)


def listen(secrets: Iterable[str], level: int = logging.INFO) -> None:
    """Send all logs, and the exceptions that nobody caught, through one discreet formatter."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Discreet(secrets, lines=sys.stderr.isatty()))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(capture=True)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)

    def uncaught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        logging.getLogger("saualnama").critical("ended by", exc_info=(kind, error, trace))

    sys.excepthook = uncaught
