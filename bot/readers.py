"""What an operator writes, read: a text becomes a value, or a ValueError that says what to do."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.timing.schedule import trigger
from scoring.groups import GROUPS
from storage.archive import parse_url

SHARE = r"([a-z]+)=(?=[0-9.]*[1-9])[0-9]+(\.[0-9]+)?"

T = TypeVar("T")
Reader = Callable[[str], T]


@dataclass(frozen=True, slots=True)
class Secret:
    """A text that does not show where what holds it is shown."""

    text: str = field(repr=False)


def like(pattern: str, advice: str) -> Reader[str]:
    """Read what has this form."""

    def read(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(advice)
        return text

    return read


def one_of(*codes: str) -> Reader[str]:
    """Read one of some codes."""
    return like("|".join(codes), f"choose from {', '.join(codes)}")


def whole(least: int, most: int | None = None) -> Reader[int]:
    """Read a whole number from `least` to `most`."""
    limits = f"from {least} on" if most is None else f"from {least} to {most}"

    def read(text: str) -> int:
        if not re.fullmatch("[0-9]{1,18}", text) or not least <= int(text) <= (most or int(text)):
            raise ValueError(f"write a whole number {limits}")
        return int(text)

    return read


def every(read: Reader[T]) -> Reader[tuple[T, ...]]:
    """Read what commas separate, each once; whether it may be nothing, `read` judges."""

    def read_all(text: str) -> tuple[T, ...]:
        parts = [part.strip() for part in text.split(",") if part.strip()]
        return tuple(dict.fromkeys(map(read, parts or [""])))

    return read_all


def hidden(read: Reader[str]) -> Reader[Secret]:
    """Read what nobody should see."""
    return lambda text: Secret(read(text))


def database(text: str) -> Secret:
    """Read the URL of one of the databases that are tested; it may hold a password."""
    parse_url(text)
    return Secret(text)


def url(text: str) -> str:
    """Read a web address; no slash ends it."""
    form = like(r"https?://[^\s/]+(/\S*)?", "not a URL: write https://host or http://host:port")
    return form(text).rstrip("/")


def zone(text: str) -> str:
    """Read the name of a time zone."""
    try:
        return ZoneInfo(text).key
    except (KeyError, ValueError, OSError):
        raise ValueError("not an IANA time zone: write for instance Asia/Almaty") from None


def cron(text: str) -> str:
    """Read when something happens again and again."""
    try:
        trigger(text, ZoneInfo("UTC"))
    except ValueError as error:
        advice = f"not a five-field cron ({error}): write for instance 0 9 * * mon"
        raise ValueError(advice) from None
    return text


def shares(text: str) -> tuple[str, ...]:
    """Read the percent of each stakeholder group in the population."""
    parts = every(str)(text)
    told = [match[1] for match in (re.fullmatch(SHARE, part) for part in parts) if match]
    if sorted(told) != sorted(GROUPS) or len(told) < len(parts):
        example = "officials=2,planners=1,ict=2,society=90,researchers=5"
        raise ValueError(f"write the percent of every group, once, above 0: {example}")
    return parts


token = hidden(
    like(
        r"\d{5,}:[A-Za-z0-9_-]{30,}",
        "not a bot token: copy it whole from @BotFather (digits:letters)",
    )
)
key = hidden(like(r"(?s:.{16,})", "too short: use at least 16 random characters"))
webhook_secret = hidden(
    like(r"[A-Za-z0-9_-]{1,256}", "Telegram takes 1 to 256 latin letters, digits, _ and -")
)
channel = like(r"-\d+|@[A-Za-z]\w{3,}", "not a channel: write -100… or @name")
address = like(r"[^\s:]+:\d{1,5}", "write host:port, for instance 127.0.0.1:8443")
city = like(
    r"[a-z][a-z0-9-]{0,29}",  # a button and an invitation have room for it
    "write codes such as shu,ayagoz: small latin letters and digits",
)
wanted = like(
    rf"(({'|'.join(GROUPS)})=)?[0-9]+",
    "write 10 for every group, or one for each: officials=5,society=30",
)
