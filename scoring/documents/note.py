"""A note of evidence: what a document shows about one item or indicator in one city. Pure.

In chat a note is one message. Its first line holds codes in any order: city, item or indicator,
and the document's day. A line that is a link is the link; of the others the first is the title,
and the rest says what the document shows:

    shu SCRI1 2025-05-20
    Coverage report of the operator
    https://…
    4G reaches nine of ten households.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from scoring import tabular
from scoring.tabular import Fault, TableError

NEEDED = ("city", "subject", "dated", "title", "shows")
COLUMNS = (*NEEDED, "link", "file", "noted_by")
LINK = re.compile(r"https?://[^\s/]+\S*")
LONGEST = {"title": 300, "shows": 2000, "link": 500, "file": 200, "noted_by": 32}
"""Characters; a note is a note."""


@dataclass(frozen=True, slots=True)
class Note:
    """What was noted; `link` and `file` are "" where there is none, one of them is there."""

    city: str
    subject: str
    dated: date
    title: str
    shows: str
    link: str = ""
    file: str = ""
    noted_by: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """Which codes a note may name."""

    cities: Collection[str]
    subjects: Collection[str]


def message(text: str, file: str, known: Known, today: date) -> Note | tuple[str, ...]:
    """Read a note from a message, without the command before it.

    Returns the note, or the fields that are missing or wrong: city, subject, dated, title, shows,
    source (neither a link nor a file). Without a day the document is of `today`.
    """
    first, *lines = text.strip().split("\n")
    fields = {"city": "", "subject": "", "dated": str(today), "link": "", "file": file}
    for word in first.split():
        fields[_kind(word, known)] = word
    fields["city"] = fields["city"].lower()
    fields["subject"] = _spelled(fields["subject"], known)
    told = [line.strip() for line in lines if line.strip()]
    links = [line for line in told if LINK.fullmatch(line)]
    words = [line for line in told if line not in links[:1]]
    fields["link"] = links[0] if links else ""
    fields["title"], fields["shows"] = (words[0] if words else ""), "\n".join(words[1:])
    wrong = _wrong(fields, known)
    return tuple(wrong) if wrong else _note(fields)


def _kind(word: str, known: Known) -> str:
    if re.fullmatch(r"\d[\d./-]+", word):
        return "dated"
    return "city" if word.lower() in known.cities else "subject"


def _spelled(word: str, known: Known) -> str:
    """Return a code as it is known, however its letters were typed."""
    return next((code for code in known.subjects if code.lower() == word.lower()), word)


def table(rows: Sequence[Sequence[str]], known: Known) -> tuple[Note, ...]:
    """Return the notes under a row of columns' names; TableError tells all faults."""
    records, faults = tabular.records(rows, NEEDED, COLUMNS.__contains__, COLUMNS)
    found: list[Note] = []
    for number, record in records:
        fields = dict.fromkeys(COLUMNS, "") | record
        wrong = _wrong(fields, known)
        columns = {"source": "link"}
        faults += [Fault(number, columns.get(name, name), _told(name, fields)) for name in wrong]
        if not wrong:
            found.append(_note(fields))
    if faults:
        raise TableError(faults)
    return tuple(found)


def _wrong(fields: dict[str, str], known: Known) -> list[str]:
    wrong: list[str] = []
    if fields["city"] not in known.cities:
        wrong.append("city")
    if fields["subject"] not in known.subjects:
        wrong.append("subject")
    if _day(fields["dated"]) is None:
        wrong.append("dated")
    wrong += [name for name in ("title", "shows") if not fields[name]]
    wrong += [n for n, most in LONGEST.items() if len(fields.get(n, "")) > most and n not in wrong]
    if fields["link"] and not LINK.fullmatch(fields["link"]) and "link" not in wrong:
        wrong.append("link")
    if not fields["link"] and not fields["file"]:
        wrong.append("source")
    return wrong


def _told(name: str, fields: dict[str, str]) -> str:
    text = fields.get(name, "")
    wrong = {
        "city": f"{text!r} is not among SAUALNAMA_CITIES",
        "subject": f"{text!r} is neither an item nor an indicator of a catalogue",
        "dated": f"{text!r} is no day; write it as 2025-05-20",
        "source": "there is neither a link nor a file; give one of them",
        "link": f"{text!r} is no link; write https://…",
    }
    if len(text) > LONGEST.get(name, len(text)):
        return f"has {len(text)} characters; {LONGEST[name]} fit"
    return wrong.get(name, "is empty; write it")


def _day(text: str) -> date | None:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _note(fields: dict[str, str]) -> Note:
    return Note(
        city=fields["city"],
        subject=fields["subject"],
        dated=date.fromisoformat(fields["dated"]),
        title=fields["title"],
        shows=fields["shows"],
        link=fields["link"],
        file=fields["file"],
        noted_by=fields.get("noted_by", ""),
    )
