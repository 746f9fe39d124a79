"""What the command line does, behind its options."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import segno
from sqlalchemy.exc import SQLAlchemyError

from bot import library
from bot.app import Saualnama
from bot.console.desk import wave_of
from bot.digests.message import plain
from bot.invitations import LIMIT, Invitations
from bot.office import Office
from bot.opening import open_archive
from bot.outgoing.connection import StartError, connected
from bot.outgoing.poster import Poster
from bot.reporting import report
from bot.settings import Settings, SettingsError, load
from bot.texts import TextError, Texts
from scoring.groups import GROUPS
from scoring.instrument import InstrumentError
from scoring.instrument import load as instrument
from storage import letters
from storage.digests import Edition
from storage.upgrade import SchemaError
from storage.waves import WaveError

LABEL = re.compile(r"[A-Za-z0-9_-]+")


def faults() -> list[str]:
    """All that keeps the bot from working: settings, texts, instrument, database."""
    found: list[str] = []
    settings: Settings | None = None
    try:
        settings = load()
        settings.token()
    except SettingsError as error:
        found.extend(error.faults)
    try:
        texts = Texts().checked()
        found.extend(_unnamed(texts, settings.cities if settings else ()))
    except TextError as error:
        found.append(f"texts: {error}")
    try:
        instrument()
    except InstrumentError as error:
        found.extend(f"instrument: {fault}" for fault in error.faults)
    if settings:
        try:
            open_archive(settings).close()
        except (SchemaError, SQLAlchemyError, OSError) as error:
            reason = str(error).splitlines()[0]
            found.append(f"SAUALNAMA_DATABASE_URL: {reason}")
    return found


def _unnamed(texts: Texts, cities: Sequence[str]) -> Iterator[str]:
    """Cities that have no name in a language."""
    for language in texts.languages:
        for city in cities:
            try:
                texts.speaking(language)(f"city-{city}")
            except TextError:
                yield f"SAUALNAMA_CITIES: {city} has no name in locales/{language}/places.ftl"


def drafted(desk: Office, languages: Sequence[str]) -> list[str]:
    """What a digest would say now, as plain text."""
    wave = wave_of(desk, None)
    with desk.archive.begin() as connection:
        desk.apply_all(connection)
        edition = desk.edition(connection, wave, datetime.now(UTC))
    return [
        plain(text) for language in languages for text in desk.newsroom.draft(edition, language)
    ]


def reported(desk: Office, directory: Path, wave: str | None, language: str) -> Edition:
    """Write the report of the newest digest, after its claim to newer interviews; what it tells."""
    say = library.texts(desk.settings.instruments).speaking(language)
    with desk.archive.begin() as connection:
        report.claim(connection, desk.settings, wave)
    with desk.archive.read() as connection:
        return report.write(connection, directory, desk.settings, say, wave)


async def post_digest(desk: Office) -> int:
    """Post a digest now; how many messages it took."""
    async with connected(desk.settings) as bot:
        if not await desk.claim_now(datetime.now(UTC)):
            raise WaveError("there is no wave to tell of: `saualnama wave open NAME`")
        return await Poster(bot, desk, desk.newsroom, lambda: datetime.now(UTC)).post_due()


async def retried(settings: Settings, number: int) -> bool:
    """Apply a dead letter again; False where it died once more."""
    archive = open_archive(settings)
    try:
        worker = Saualnama(settings, archive, library.texts(settings.instruments))
        letter = await archive.write(lambda c: letters.reopen(c, number))
        before = await archive.look(lambda c: len(letters.every(c)))
        await worker.ingest.take([json.loads(letter.raw)])
        return before == await archive.look(lambda c: len(letters.every(c)))
    finally:
        archive.close()


def draw(link: str, city: str, path: Path) -> None:
    """Draw a link's code; as a PDF, on a poster for a city."""
    if path.suffix.lower() != ".pdf":
        segno.make(link, error="m").save(str(path), scale=12, border=4)
        return
    from bot.console.placard import poster
    from bot.pictures.page import typefaces

    texts = Texts()
    says = [texts.speaking(code) for code in texts.languages]
    path.write_bytes(poster(link, city, instrument().minutes, says, typefaces()))


async def invitation(settings: Settings, words: Sequence[str | None]) -> str:
    """The link that opens the bot with city, group, language and a label of its own: for many."""
    group, payload = words[1], "_".join(_invited(settings, words))
    if group in settings.vouched_groups:
        raise StartError(
            f"{group} is among SAUALNAMA_VOUCHED_GROUPS, and a link for many vouches for nobody: "
            "add --single-use with the number of people, or leave --group out"
        )
    if len(payload) > LIMIT:
        raise StartError(f"{words[-1]}: a label has at most 40 latin letters and digits")
    (link,) = await _linked(settings, [payload])
    return link


async def invitations(settings: Settings, words: Sequence[str | None], many: int) -> list[str]:
    """So many single-use links, each for one person of a group; nothing is stored of them."""
    told = _invited(settings, words)
    if words[1] is None:
        raise StartError("--single-use needs a --group: that is what an invitation vouches for")
    maker = Invitations(settings.key())
    try:
        made = [maker.make(told) for _ in range(many)]
    except ValueError as error:
        raise StartError(f"{error}: shorten or leave out --label") from None
    return await _linked(settings, made)


def _invited(settings: Settings, words: Sequence[str | None]) -> list[str]:
    """The words of an invitation, checked."""
    city, group, _, label = words
    if city not in settings.cities:
        raise StartError(f"{city} is not among SAUALNAMA_CITIES: {', '.join(settings.cities)}")
    if group and group not in GROUPS:
        raise StartError(f"{group} is not a group: choose from {', '.join(GROUPS)}")
    if label and not LABEL.fullmatch(label):
        raise StartError(f"{label}: a label has at most 40 latin letters and digits")
    return [word for word in words if word]


async def _linked(settings: Settings, payloads: Sequence[str]) -> list[str]:
    async with connected(settings) as bot:
        return [f"https://t.me/{bot.username}?start={payload}" for payload in payloads]
