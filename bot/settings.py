"""Settings: environment variables and `.env`, read once, all faults reported together."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, get_type_hints
from zoneinfo import ZoneInfo

from dotenv import dotenv_values

from bot import keys, readers
from bot.readers import Secret
from scoring.groups import GROUPS
from storage.archive import parse_url

PREFIX, FILE = "SAUALNAMA_", ".env"
LANGUAGES = ("kk", "ru", "en")
EMBEDDED = Secret("sqlite:///saualnama.sqlite3")

Codes = tuple[str, ...]


class SettingsError(ValueError):
    """Settings that cannot be used; `faults` names each variable and what to do."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        """Keep the faults in the order of the settings."""
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All that an operator can set: how it is read, and what it is where nothing is written.

    Secrets never show in a repr.
    """

    telegram_token: Annotated[Secret | None, readers.token] = None
    telegram_token_file: Annotated[Path | None, Path] = None
    telegram_api_url: Annotated[str, readers.url] = "https://api.telegram.org"
    database_url: Annotated[Secret, readers.database] = EMBEDDED
    secret_key: Annotated[Secret | None, readers.key] = None
    channel_id: Annotated[str | None, readers.channel] = None
    coordinator_ids: Annotated[tuple[int, ...], readers.every(readers.whole(1))] = ()
    channel_languages: Annotated[Codes, readers.every(readers.one_of(*LANGUAGES))] = ("kk", "ru")
    cities: Annotated[Codes, readers.every(readers.city)] = ("shu", "ayagoz", "shalkar")
    digest_cron: Annotated[str, readers.cron] = "0 9 * * mon"
    timezone: Annotated[str, readers.zone] = "Asia/Almaty"
    minimum_cell: Annotated[int, readers.whole(1)] = 5
    wanted: Annotated[Codes, readers.every(readers.wanted)] = ("10",)
    shares: Annotated[Codes, readers.shares] = ()
    vouched_groups: Annotated[Codes, readers.every(readers.one_of(*GROUPS))] = ()
    operator: Annotated[str, str] = "Saualnama"
    contact: Annotated[str, str] = "—"
    sponsor: Annotated[str, str] = "—"
    webhook_url: Annotated[str | None, readers.url] = None
    webhook_listen: Annotated[str, readers.address] = "127.0.0.1:8443"
    webhook_secret: Annotated[Secret | None, readers.webhook_secret] = None
    health_listen: Annotated[str | None, readers.address] = None
    instruments: Annotated[Path | None, Path] = None
    voice_megabytes: Annotated[int, readers.whole(1, 20)] = 20

    @property
    def embedded(self) -> bool:
        """Whether the database is a file of our own."""
        return parse_url(self.database_url.text).get_backend_name() == "sqlite"

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the cron setting and of every date that is shown."""
        return ZoneInfo(self.timezone)

    def token(self) -> str:
        """The bot's token.

        Raises:
            SettingsError: there is none, or its file cannot be read.
        """
        if self.telegram_token is not None:
            return self.telegram_token.text
        if self.telegram_token_file is not None:
            try:
                token = self.telegram_token_file.read_text().strip()
            except OSError as error:
                fault = f"{PREFIX}TELEGRAM_TOKEN_FILE: cannot be read ({error.strerror})"
                raise SettingsError((fault,)) from None
            try:
                return readers.token(token).text
            except ValueError:
                fault = f"{PREFIX}TELEGRAM_TOKEN_FILE: holds no bot token"
                raise SettingsError((fault,)) from None
        raise SettingsError(
            (f"{PREFIX}TELEGRAM_TOKEN: not set: get one from @BotFather and put it here",)
        )

    def key(self) -> bytes:
        """The secret key; with the embedded database it is made once and kept beside it."""
        if self.secret_key is not None:
            return self.secret_key.text.encode()
        database = parse_url(self.database_url.text).database or ":memory:"
        if database == ":memory:":
            return secrets.token_bytes(32)
        return keys.kept(Path(database).with_suffix(".key"))

    def secrets(self) -> tuple[str, ...]:
        """What must never be said."""
        key = self.key()
        password = parse_url(self.database_url.text).password
        held = (self.token(), key.decode(), self.webhook_secret_for(key), str(password or ""))
        return tuple(secret for secret in held if secret)

    def webhook_secret_for(self, key: bytes) -> str:
        """What Telegram says to our webhook to be let in; derived from the key if not set."""
        if self.webhook_secret is not None:
            return self.webhook_secret.text
        return hashlib.blake2b(key, digest_size=32, person=b"saualnama-hook").hexdigest()


def load(overrides: Mapping[str, str | None] | None = None) -> Settings:
    """Read the settings: what is given here goes before the environment, and that before `.env`.

    An empty text is none.

    Raises:
        SettingsError: with all faults at once.
    """
    chosen, written = overrides or {}, _written()
    values: dict[str, Any] = {}
    faults: dict[str, str] = {}
    hints = get_type_hints(Settings, include_extras=True)
    for name, hint in hints.items():
        (read,) = hint.__metadata__
        text = chosen.get(name, written.get(_variable(name)))
        try:
            values |= {name: read(text)} if text else {}
        except ValueError as error:
            faults[name] = str(error)
    settings = Settings(**values)
    if settings.secret_key is None and not settings.embedded:
        advice = "needed with PostgreSQL, the same for all workers: at least 16 random characters"
        faults.setdefault("secret_key", advice)
    if faults:
        named = [name for name in hints if name in faults]
        raise SettingsError(tuple(f"{_variable(name)}: {faults[name]}" for name in named))
    return settings


def _variable(name: str) -> str:
    return PREFIX + name.upper()


def _written() -> Mapping[str, str | None]:
    try:
        of_file = dotenv_values(FILE)
    except (OSError, ValueError) as error:
        raise SettingsError((f"{FILE}: cannot be read as UTF-8 text ({error})",)) from None
    return {**of_file, **{name: text for name, text in os.environ.items() if text}}
