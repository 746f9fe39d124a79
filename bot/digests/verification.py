"""What stands behind a digest, for whoever has its code: in words and as plain data. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.digests.city import line
from bot.digests.message import DETAIL
from bot.texts import Say
from scoring.findings import Findings
from scoring.instrument import Instrument
from scoring.tally import Layout
from storage.digests import Edition

EXAMPLE = "/verify K7QM2XWD"


def told(edition: Edition | None, found: Findings | None, code: str, say: Say) -> str:
    """Answer `/verify`, in Telegram's HTML; `code` is what was asked for."""
    if not code:
        return line(say("verify-ask", example=EXAMPLE))
    if edition is None or found is None:
        return line(say("verify-unknown", code=code))
    return "\n".join([*_what(edition.code, found, say), *tied(edition.code, found, say)])


def _what(code: str, found: Findings, say: Say) -> Iterator[str]:
    yield f"<b>{line(say('verify-found', code=code, wave=found.wave, date=found.made))}</b>"
    yield line(say("verify-final" if found.final else "verify-open"))
    yield line(say("verify-instrument", instrument=", ".join(found.asked)))
    yield line(say("verify-methods", methods=", ".join(found.methods)))
    yield line(say("verify-weights"))


def tied(code: str, found: Findings, say: Say) -> Iterator[str]:
    """What ties a digest to the data, and how that is checked, in Telegram's HTML."""
    seals = [(city.city, found.seals[city.city]) for city in found.figures if city.shown]
    for city, seal in seals[:DETAIL]:
        people = say("digest-people", count=seal.n)
        yield line(say("picture-line", city=say(f"city-{city}"), told=people))
    if seals[DETAIL:]:
        yield line(say("verify-more", count=len(seals[DETAIL:])))
    digest = found.sha256()
    head, _, tail = line(say("verify-hash", algorithm="SHA-256", hash=digest)).partition(digest)
    yield f"{head}<code>{digest}</code>{tail}"
    yield ""
    yield line(say("verify-how", command=f"saualnama verify {code} --export DIR"))
    yield line(say("verify-limits"))


def record(code: str, found: Findings, instruments: Mapping[str, Instrument]) -> dict[str, Any]:
    """Return what a program needs to check a digest: its figures, and what ties them to data.

    `instruments` are those that are known, by name.
    """
    return {
        "code": code,
        "wave": found.wave,
        "made_on": str(found.made),
        "final": found.final,
        "instrument": found.instrument,
        "methods": [*found.methods],
        "weights": "none: every answer counts once",
        "sha256": found.sha256(),
        "cities": [
            {
                "city": city.city,
                "n": found.seals[city.city].n,
                "salt": found.seals[city.city].salt,
                "sha256": found.seals[city.city].sha256,
                "indices": [
                    {"id": i.id, "n": i.n, "total": i.total, "percent": i.percent, "index": i.index}
                    for i in city.indices
                ],
                "items": [
                    {"id": i.id, "n": i.n, "total": i.score, "mean": i.mean} for i in city.items
                ],
                "blocks": [*_blocks(found, city.city, instruments)],
            }
            for city in found.figures
            if city.shown
        ],
    }


def _blocks(
    found: Findings, city: str, instruments: Mapping[str, Instrument]
) -> Iterator[dict[str, Any]]:
    """Give the blocks whose figures were told of a city, with the ratings that are sealed."""
    for one in found.blocks:
        seal = found.seals.get(f"{city} {one.instrument}")
        if one.city == city and seal and one.instrument in instruments:
            asked = instruments[one.instrument]
            yield {
                "instrument": one.instrument,
                "file": f"{asked.id}.csv",
                "items": [*Layout(asked).places.items],
                "n": seal.n,
                "salt": seal.salt,
                "sha256": seal.sha256,
            }
