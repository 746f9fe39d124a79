"""Settings: environment variables and `.env`, read once, all faults reported together."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot import keys
from bot.timing.schedule import trigger
from scoring.groups import GROUPS
from storage.archive import DatabaseURLError, parse_url

PREFIX = "SAUALNAMA_"
LANGUAGES = ("kk", "ru", "en")
TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{30,}")
CODES = {
    "cities": (
        re.compile(r"[a-z][a-z0-9-]{0,29}"),  # a button and an invitation have room for it
        "write codes such as shu,ayagoz: small latin letters and digits",
    ),
    "wanted": (
        re.compile(rf"(({'|'.join(GROUPS)})=)?[0-9]+"),
        "write 10 for every group, or one for each: officials=5,society=30",
    ),
    "vouched_groups": (re.compile("|".join(("", *GROUPS))), f"choose from {', '.join(GROUPS)}"),
}
WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
SECRET_LENGTH = 16  # characters that nobody guesses

List = Annotated[tuple[str, ...], NoDecode]
SHARE = re.compile(r"[a-z]+=(?=[0-9.]*[1-9])[0-9]+(\.[0-9]+)?")
LISTS = ("coordinator_ids", "channel_languages", "cities", "wanted", "shares", "vouched_groups")


class SettingsError(ValueError):
    """Settings that cannot be used; `faults` names each variable and what to do."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        """Keep the faults in the order of the settings."""
        super().__init__("\n".join(faults))
        self.faults = faults


class Settings(BaseSettings):
    """All that an operator can set. Secrets never show in a repr."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    telegram_token: SecretStr | None = None
    telegram_token_file: Path | None = None
    telegram_api_url: str = "https://api.telegram.org"
    database_url: SecretStr = SecretStr("sqlite:///saualnama.sqlite3")
    secret_key: Annotated[SecretStr | None, Field(validate_default=True)] = None
    channel_id: str | None = None
    coordinator_ids: Annotated[tuple[int, ...], NoDecode] = ()
    channel_languages: List = ("kk", "ru")
    cities: List = ("shu", "ayagoz", "shalkar")
    digest_cron: str = "0 9 * * mon"
    timezone: str = "Asia/Almaty"
    minimum_cell: Annotated[int, Field(ge=1)] = 5
    wanted: List = ("10",)
    shares: List = ()
    vouched_groups: List = ()
    operator: str = "Saualnama"
    contact: str = "—"
    sponsor: str = "—"
    webhook_url: str | None = None
    webhook_listen: str = "127.0.0.1:8443"
    webhook_secret: SecretStr | None = None
    health_listen: str | None = None
    instruments: Path | None = None
    voice_megabytes: Annotated[int, Field(ge=1, le=20)] = 20

    @field_validator(*LISTS, mode="before")
    @classmethod
    def _separated(cls, value: Any) -> Any:  # noqa: ANN401 - whatever was written
        """Read a comma-separated list."""
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("telegram_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("not a bot token: copy it whole from @BotFather (digits:letters)")
        return value

    @field_validator("telegram_api_url", "webhook_url")
    @classmethod
    def _url(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"https?://[^\s/]+(/\S*)?", value):
            raise ValueError("not a URL: write https://host or http://host:port")
        return value.rstrip("/") if value else value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: SecretStr) -> SecretStr:
        try:
            parse_url(value.get_secret_value())
        except DatabaseURLError as error:
            raise ValueError(str(error)) from None
        return value

    @field_validator("channel_id")
    @classmethod
    def _channel(cls, value: str | None) -> str | None:
        if value and not re.fullmatch(r"-\d+|@[A-Za-z]\w{3,}", value):
            raise ValueError("not a channel: write -100… or @name")
        return value or None

    @field_validator("channel_languages")
    @classmethod
    def _languages(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        unknown = [code for code in value if code not in LANGUAGES]
        if unknown or not value:
            raise ValueError(f"choose from {', '.join(LANGUAGES)}, separated by commas")
        return tuple(dict.fromkeys(value))

    @field_validator("cities", "wanted", "vouched_groups")
    @classmethod
    def _codes(cls, value: tuple[str, ...], field: ValidationInfo) -> tuple[str, ...]:
        code, advice = CODES[field.field_name or ""]
        if not all(code.fullmatch(part) for part in value or ("",)):
            raise ValueError(advice)
        return tuple(dict.fromkeys(value))

    @field_validator("shares")
    @classmethod
    def _shares(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        told = sorted(part.partition("=")[0] for part in value if SHARE.fullmatch(part))
        if value and (told != sorted(GROUPS) or len(told) < len(value)):
            example = "officials=2,planners=1,ict=2,society=90,researchers=5"
            raise ValueError(f"write the percent of every group, once, above 0: {example}")
        return value

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError):
            raise ValueError("not an IANA time zone: write for instance Asia/Almaty") from None
        return value

    @field_validator("digest_cron")
    @classmethod
    def _cron(cls, value: str) -> str:
        try:
            trigger(value, ZoneInfo("UTC"))
        except ValueError as error:
            raise ValueError(
                f"not a five-field cron ({error}): write for instance 0 9 * * mon"
            ) from None
        return value

    @field_validator("webhook_listen", "health_listen")
    @classmethod
    def _listen(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"[^\s:]+:\d{1,5}", value):
            raise ValueError("write host:port, for instance 127.0.0.1:8443")
        return value

    @field_validator("secret_key")
    @classmethod
    def _key(cls, value: SecretStr | None, others: ValidationInfo) -> SecretStr | None:
        database = others.data.get("database_url")
        if value is None and database is not None and not _is_embedded(database):
            raise ValueError(
                "needed with PostgreSQL, the same for all workers: at least 16 random characters"
            )
        if value is not None and len(value.get_secret_value()) < SECRET_LENGTH:
            raise ValueError(f"too short: use at least {SECRET_LENGTH} random characters")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _webhook_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not WEBHOOK_SECRET.fullmatch(value.get_secret_value()):
            raise ValueError("Telegram takes 1 to 256 latin letters, digits, _ and -")
        return value

    @property
    def embedded(self) -> bool:
        """Whether the database is a file of our own."""
        return _is_embedded(self.database_url)

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
            return self.telegram_token.get_secret_value()
        if self.telegram_token_file is not None:
            try:
                token = self.telegram_token_file.read_text().strip()
            except OSError as error:
                fault = f"{PREFIX}TELEGRAM_TOKEN_FILE: cannot be read ({error.strerror})"
                raise SettingsError((fault,)) from None
            if TOKEN.fullmatch(token):
                return token
            raise SettingsError((f"{PREFIX}TELEGRAM_TOKEN_FILE: holds no bot token",))
        raise SettingsError(
            (f"{PREFIX}TELEGRAM_TOKEN: not set: get one from @BotFather and put it here",)
        )

    def key(self) -> bytes:
        """The secret key; with the embedded database it is made once and kept beside it."""
        if self.secret_key is not None:
            return self.secret_key.get_secret_value().encode()
        database = parse_url(self.database_url.get_secret_value()).database or ":memory:"
        if database == ":memory:":
            return secrets.token_bytes(32)
        return keys.kept(Path(database).with_suffix(".key"))

    def secrets(self) -> tuple[str, ...]:
        """What must never be said."""
        key = self.key()
        password = parse_url(self.database_url.get_secret_value()).password
        held = (self.token(), key.decode(), self.webhook_secret_for(key), str(password or ""))
        return tuple(secret for secret in held if secret)

    def webhook_secret_for(self, key: bytes) -> str:
        """What Telegram says to our webhook to be let in; derived from the key if not set."""
        if self.webhook_secret is not None:
            return self.webhook_secret.get_secret_value()
        return hashlib.blake2b(key, digest_size=32, person=b"saualnama-hook").hexdigest()


def _is_embedded(database: SecretStr) -> bool:
    return parse_url(database.get_secret_value()).get_backend_name() == "sqlite"


def load(overrides: Mapping[str, Any] | None = None) -> Settings:
    """Read the settings.

    Raises:
        SettingsError: with all faults at once.
    """
    try:
        return Settings(**(overrides or {}))
    except ValidationError as error:
        faults = []
        for fault in error.errors():
            name = PREFIX + str(fault["loc"][0]).upper() + ": " if fault["loc"] else ""
            faults.append(name + fault["msg"].removeprefix("Value error, "))
        raise SettingsError(tuple(faults)) from None
