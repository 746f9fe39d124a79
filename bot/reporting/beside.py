"""What stands beside the ratings and in no score: the paper's profiles, and notes of evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.reporting.document import Block, Points, Table, Words
from bot.texts import Say
from scoring.documents.profiles import FACETS, profiles
from scoring.findings import Findings
from storage.notes import NoteRow


def towns(found: Findings, say: Say) -> Iterator[Block]:
    """Write the cities as the paper prints them, with its source and day."""
    known = profiles()
    for one in (known[city.city] for city in found.figures if city.city in known):
        low, high = one.population
        told = [(say(f"report-{facet}"), say(f"town-{one.city}.{facet}")) for facet in FACETS]
        head = (say("report-facet"), say("report-told"))
        yield Table(say(f"city-{one.city}"), head, tuple(told), words=True)
        text = say("town-population", low=low, high=high)
        yield Words(f"{text} {say('town-doubtful')}" if one.doubtful else text, small=True)
        yield Words(say("report-source", source=one.source, date=one.dated), small=True)


def evidence(found: Findings, notes: Sequence[NoteRow], say: Say) -> Iterator[Block]:
    """Write what documents show of the cities told of; never who noted it."""
    cities = {city.city for city in found.figures}
    chosen = [note for note in notes if note.city in cities]
    if not chosen:
        return
    yield Words(say("report-evidence-about"))
    items = {item.id for city in found.figures for item in city.items}
    names = {item: say(f"{item}.short") for item in sorted(items)}
    yield Points(tuple(_note(note, names.get(note.subject, note.subject), say) for note in chosen))


def _note(note: NoteRow, subject: str, say: Say) -> str:
    source = ", ".join(text for text in (note.title, note.link or note.file_name) if text)
    about = say(
        "report-note",
        city=say(f"city-{note.city}"),
        subject=subject,
        date=note.dated,
        shows=note.shows,
    )
    return f"{about} {say('report-note-source', source=source)}" if source else about
