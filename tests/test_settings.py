from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from bot.digests.editor import wanted
from bot.settings import Settings, SettingsError, load

TOKEN = "12345678:" + "a" * 35
SECRET = "sixteen or more letters"


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No `.env` of the machine is read."""
    monkeypatch.chdir(tmp_path)


def _faults(**settings: str) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as raised:
        load(settings)
    return raised.value.faults


def test_the_defaults_are_those_of_the_manual() -> None:
    """Without any setting the bot asks three towns, in Almaty's time, in one file."""
    settings = load()
    assert settings.cities == ("shu", "ayagoz", "shalkar")
    assert settings.channel_languages == ("kk", "ru")
    assert (settings.digest_cron, settings.timezone) == ("0 9 * * mon", "Asia/Almaty")
    assert settings.minimum_cell == 5
    assert settings.embedded


def test_settings_are_read_from_the_environment_and_from_a_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The environment goes before `.env`; an empty variable is one that is not set."""
    Path(".env").write_text("SAUALNAMA_CITIES=shu\nSAUALNAMA_MINIMUM_CELL=7\n", encoding="utf-8")
    monkeypatch.setenv("SAUALNAMA_CITIES", "ayagoz, almaty,,ayagoz")
    monkeypatch.setenv("SAUALNAMA_COORDINATOR_IDS", "1, 2")
    monkeypatch.setenv("SAUALNAMA_WEBHOOK_URL", "")
    settings = load()
    assert settings.cities == ("ayagoz", "almaty")
    assert settings.minimum_cell == 7
    assert settings.coordinator_ids == (1, 2)
    assert settings.webhook_url is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("telegram_token", "12345678:short"),
        ("telegram_api_url", "api.telegram.org"),
        ("database_url", "mysql://here/there"),
        ("database_url", "a file"),
        ("secret_key", "known to few"),
        ("channel_id", "my channel"),
        ("coordinator_ids", "1,me"),
        ("channel_languages", "kk,de"),
        ("channel_languages", ","),
        ("cities", ","),
        ("cities", "shu,Алматы"),
        ("cities", "a_b"),
        ("vouched_groups", "officials,mayors"),
        ("cities", "x" * 31),
        ("wanted", "many"),
        ("wanted", "mayors=3"),
        ("shares", "officials=2,society=98"),
        ("shares", "officials=2,planners=1,ict=2,society=90,society=5"),
        ("shares", "officials=0,planners=1,ict=2,society=90,researchers=5"),
        ("digest_cron", "every monday"),
        ("timezone", "Almaty/Asia"),
        ("minimum_cell", "0"),
        ("webhook_url", "example.org/hook"),
        ("webhook_listen", "8443"),
        ("webhook_secret", "қ"),
        ("health_listen", "here:there"),
    ],
)
def test_a_wrong_setting_is_named_and_its_value_is_not_shown(name: str, value: str) -> None:
    """Each fault begins with its variable; what was written may be a secret."""
    (fault,) = _faults(**{name: value})
    assert fault.startswith(f"SAUALNAMA_{name.upper()}: ")
    assert name != "secret_key" or value not in fault


@pytest.mark.parametrize("cron", ["0 9 * * 7", "0 9 * * 1-5", "*/10 8-20 * * mon,thu"])
def test_a_cron_is_written_as_everywhere(cron: str) -> None:
    """Days may be numbers, Sunday both 0 and 7."""
    assert load({"digest_cron": cron}).digest_cron == cron


def test_all_faults_are_told_at_once() -> None:
    """An operator mends everything in one go, the key that PostgreSQL needs included."""
    faults = _faults(database_url="postgresql://bot@db/saualnama", timezone="x", cities=",")
    names = [fault.partition(":")[0] for fault in faults]
    assert names == ["SAUALNAMA_SECRET_KEY", "SAUALNAMA_CITIES", "SAUALNAMA_TIMEZONE"]


def test_secrets_show_nowhere() -> None:
    """No repr of the settings holds the token, the key or a password."""
    settings = load(
        {
            "telegram_token": TOKEN,
            "secret_key": SECRET,
            "webhook_secret": "hook-secret",
            "database_url": "postgresql://bot:password1@db/saualnama",
        }
    )
    shown = f"{settings!r} {settings}"
    for secret in (TOKEN, SECRET, "hook-secret", "password1"):
        assert secret not in shown


def test_the_token_may_stand_in_a_file() -> None:
    """A secret file serves as well; an absent or empty one is told of."""
    file = Path("token")
    settings = load({"telegram_token_file": str(file)})
    with pytest.raises(SettingsError, match="TOKEN_FILE: cannot be read"):
        settings.token()
    file.write_text("\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="TOKEN_FILE: holds no bot token"):
        settings.token()
    file.write_text(f"{TOKEN}\n", encoding="utf-8")
    assert settings.token() == TOKEN
    with pytest.raises(SettingsError, match="TELEGRAM_TOKEN: not set"):
        load().token()


def test_the_embedded_databases_key_is_made_once_and_read_by_its_owner_alone() -> None:
    """Restarts and processes that begin together have the same key."""
    settings = load({"database_url": "sqlite:///data/answers.sqlite3"})
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: settings.key(), range(32)))
    (key,) = keys
    assert len(key) == 64
    file = Path("data/answers.key")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(Path("data").iterdir()) == [file]
    assert load({"database_url": "sqlite:///data/answers.sqlite3"}).key() == key


def test_the_webhooks_secret_follows_from_the_key_unless_it_is_set() -> None:
    """All workers with one key let the same caller in."""
    settings = load({"secret_key": SECRET})
    assert settings.webhook_secret_for(settings.key()) == settings.webhook_secret_for(
        SECRET.encode()
    )
    assert SECRET not in settings.webhook_secret_for(settings.key())
    chosen = load({"webhook_secret": "chosen"})
    assert chosen.webhook_secret_for(b"key") == "chosen"


def test_settings_never_change_once_read() -> None:
    """Whoever holds the settings may rely on them."""
    with pytest.raises(FrozenInstanceError):
        Settings().timezone = "UTC"  # type: ignore[misc]


def test_who_is_wanted_is_one_number_or_one_a_group() -> None:
    """A number alone holds for every group that has none of its own; without it, nobody."""
    assert {*wanted(load().wanted).values()} == {10}
    some = wanted(load({"wanted": "society=30,5"}).wanted)
    assert (some["society"], some["ict"]) == (30, 5)
    assert wanted(load({"wanted": "society=30"}).wanted)["ict"] == 0


def test_a_file_that_is_no_text_is_told_of() -> None:
    """A `.env` that cannot be read is named; nothing of it is shown."""
    Path(".env").write_bytes("SAUALNAMA_CONTACT=кімге".encode("utf-16"))
    with pytest.raises(SettingsError, match=r"^\.env: cannot be read as UTF-8 text"):
        load()
