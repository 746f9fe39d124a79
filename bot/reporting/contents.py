"""What a report tells, in its order (methodology §5): the frozen findings, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.digests import captions, verification
from bot.digests.message import plain, told
from bot.digests.sentences import spoken
from bot.reporting import balance, beside, results
from bot.reporting.document import Block, Picture, Report, Section, Words, points
from bot.reporting.fieldwork import fieldwork
from bot.reporting.interviews import Heard, interviews
from bot.texts import Say
from scoring.claims import Part
from scoring.findings import Findings, from_json
from storage.digests import Edition
from storage.notes import NoteRow

PICTURED = {Part.CHANGES: "waves", Part.VIEWS: "groups", Part.EXPECTATIONS: "expectations"}
TABLES = {
    Part.VIEWS: results.views,
    Part.EXPECTATIONS: balance.expectations,
    Part.PROBLEMS: balance.problems,
}
HEAD = (Part.STATUS, Part.LEVELS)
LAST = (Part.NOTES,)
WHOLE = {Part.STATUS, Part.NOTES}
"""Parts that are told of every city, however many there are."""


def report(
    edition: Edition,
    notes: Sequence[NoteRow],
    contact: str,
    say: Say,
    heard: Heard | None = None,
) -> Report:
    """Write a report of an edition; `contact` is whom to ask, `heard` what was said."""
    found = from_json(edition.content)
    before = from_json(edition.before) if edition.before else None
    sections = [
        Section(title, tuple(blocks))
        for title, blocks in _all(edition, found, before, notes, contact, say, heard)
    ]
    return Report(
        say.language,
        say("report-title"),
        tuple(dict.fromkeys(_head(found, edition.code, say))),
        tuple(section for section in sections if section.blocks),
    )


def _head(found: Findings, code: str, say: Say) -> Iterator[str]:
    yield say("digest-about", wave=found.wave, date=found.made)
    if found.closed:
        yield say("digest-final", opened=found.opened, closed=found.closed)
    else:
        yield say("sentence-provisional")
    yield from _claims(found, Part.STATUS, say)
    yield say("digest-conductor", operator=found.operator)
    yield say("picture-code", code=code)


def _all(  # noqa: PLR0913, PLR0917 - what a report is made of
    edition: Edition,
    found: Findings,
    before: Findings | None,
    notes: Sequence[NoteRow],
    contact: str,
    say: Say,
    heard: Heard | None,
) -> Iterator[tuple[str, Iterable[Block]]]:
    def drawn(*kinds: str) -> list[Block]:
        return [
            Picture(kind, plain(captions.caption(kind, found, say, edition.code)))
            for kind in captions.pictures(found)
            if kind in kinds
        ]

    if not any(city.responses for city in found.figures):
        yield say("report-fieldwork"), [Words(say("digest-empty"))]
    else:
        yield say("report-fieldwork"), fieldwork(found, before, say)
        levels = points(_claims(found, Part.LEVELS, say))
        yield say("report-indices"), [*results.indices(found, say), *levels, *drawn("cities")]
        parts = [part for part in Part if part not in {*HEAD, *LAST}]
        details = [*results.items(found, say), *drawn("profile", "items")]
        yield say("picture-all-items"), details
        for part in parts:
            blocks = points(_claims(found, part, say))
            blocks += TABLES[part](found, say) if part in TABLES else ()
            blocks += drawn(PICTURED[part]) if part in PICTURED else ()
            yield say(f"sentence-part-{part.value}"), blocks
    yield say("report-interviews"), interviews(found.interviews, heard, found.minimum, say)
    yield say("report-towns"), beside.towns(found, say)
    yield say("report-evidence"), beside.evidence(found, notes, say)
    yield say("sentence-part-notes"), points(_reading(found, say))
    yield say("digest-about-survey"), points(_about(found, contact, say))
    lines = filter(None, map(plain, verification.tied(edition.code, found, say)))
    yield (
        say("report-verify"),
        points([say("digest-verify", command=f"/verify {edition.code}"), *lines]),
    )


def _claims(found: Findings, part: Part, say: Say) -> Iterator[str]:
    claims = found.claims if part in WHOLE else told(found)
    return spoken([claim for claim in claims if claim.part is part], say)


def _reading(found: Findings, say: Say) -> Iterator[str]:
    yield from _claims(found, Part.NOTES, say)
    yield say("digest-note-interval")
    yield say("digest-note-sample")
    yield say("digest-small", minimum=found.minimum)


def _about(found: Findings, contact: str, say: Say) -> Iterator[str]:
    """What AAPOR and ESOMAR want to be told of a survey."""
    yield say("readme-conductor", operator=found.operator, contact=contact)
    yield say("readme-instrument", names=", ".join(found.asked))
    for key in ("population", "selection", "mode"):
        yield say(f"readme-{key}")
    if found.closed:
        yield say("readme-wave", name=found.wave, begun=found.opened, ended=found.closed)
    else:
        yield say("readme-wave-open", name=found.wave, begun=found.opened)
    yield say("verify-methods", methods=", ".join(found.methods))
    yield say("readme-precision")
    yield say("verify-weights")
    for key in ("processing", "limits"):
        yield say(f"readme-{key}")
