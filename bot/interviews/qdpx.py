"""A project of the REFI-QDA standard 1.0 (.qdpx): what ATLAS.ti, MAXQDA, NVivo and others exchange.

A zip of `project.qde` (XML, urn:QDA-XML:project:1.0) and `sources/*.txt`. A passage's positions
count Unicode code points from 0, and its end is the first after it, as in the standard's §10.2 and
its example; sources are UTF-8 without a mark, and a line ends with LF, which counts one.
"""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from scoring.interviews.passages import Mark, Marks, distinct
from scoring.interviews.themes import NONE, Theme

NAMESPACE = "urn:QDA-XML:project:1.0"
Q = f"{{{NAMESPACE}}}"
OURS = uuid.UUID("8f1c7a1e-6d55-4f0b-9a39-4c8f6d1e2b70")  # drawn once: it makes ids our own
QUOTABLE = "quotable"
"""The code of passages worth quoting, beside the themes; `none` says that no theme applies."""


class ProjectError(ValueError):
    """A file is no project that can be read; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Source:
    """A text by its name, and each coder's marks; an empty tuple says that no theme applies."""

    name: str
    text: str
    marks: Mapping[str, Marks] = field(default_factory=dict)


def write(
    title: str, themes: Sequence[Theme], sources: Sequence[Source], made: datetime, language: str
) -> bytes:
    """Return a project; themes are named in a language. The same project, the same bytes."""
    moment = made.astimezone(UTC)
    root = ET.Element("Project", {"name": title, "origin": "Saualnama", "xmlns": NAMESPACE})
    root.set("creationDateTime", f"{moment:%Y-%m-%dT%H:%M:%SZ}")
    coders = sorted({coder for one in sources for coder in one.marks})
    if coders:
        users = ET.SubElement(root, "Users")
        for coder in coders:
            ET.SubElement(users, "User", {"guid": _guid("user", coder), "name": coder})
    codes = ET.SubElement(ET.SubElement(root, "CodeBook"), "Codes")
    for theme in themes:
        _code(codes, theme.code, theme.labels[language], theme.definitions[language])
    for name in (NONE, QUOTABLE):
        _code(codes, name, name, "")
    if sources:
        told = ET.SubElement(root, "Sources")
        for one in sources:
            _source(told, one)
    ET.indent(root)
    files = {"project.qde": ET.tostring(root, encoding="utf-8", xml_declaration=True)}
    files |= {f"sources/{_guid('file', one.name)}.txt": one.text.encode() for one in sources}
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, data in files.items():
            packed.writestr(zipfile.ZipInfo(path, moment.timetuple()[:6]), data)
    return content.getvalue()


def _guid(kind: str, *names: object) -> str:
    return str(uuid.uuid5(OURS, "/".join(map(str, (kind, *names)))))


def _code(codes: ET.Element, code: str, name: str, definition: str) -> None:
    about = {"guid": _guid("code", code), "name": name, "isCodable": "true"}
    element = ET.SubElement(codes, "Code", about)
    if definition:
        ET.SubElement(element, "Description").text = definition


def _source(parent: ET.Element, one: Source) -> None:
    path = f"internal://{_guid('file', one.name)}.txt"
    about = {"guid": _guid("source", one.name), "name": one.name, "plainTextPath": path}
    element = ET.SubElement(parent, "TextSource", about)
    for coder, marks in sorted(one.marks.items()):
        places: dict[tuple[int, int], list[Mark]] = {}
        for mark in marks:
            places.setdefault((mark.start, mark.stop), []).append(mark)
        for (start, stop), here in sorted(places.items()):
            where = {"startPosition": str(start), "endPosition": str(stop)}
            names = [one.name, coder, start, stop]
            about = {"guid": _guid("selection", *names), **where}
            about["creatingUser"] = _guid("user", coder)
            selection = ET.SubElement(element, "PlainTextSelection", about)
            quotable = [QUOTABLE] if any(mark.quote for mark in here) else []
            for code in (*sorted(mark.theme for mark in here), *quotable):
                _coding(selection, coder, code, *names)
    for coder, marks in sorted(one.marks.items()):
        if not marks:
            _coding(element, coder, NONE, one.name, coder)


def _coding(parent: ET.Element, coder: str, code: str, *names: object) -> None:
    about = {"guid": _guid("coding", *names, code), "creatingUser": _guid("user", coder)}
    coding = ET.SubElement(parent, "Coding", about)
    ET.SubElement(coding, "CodeRef", {"targetGUID": _guid("code", code)})


def read(content: bytes, themes: Sequence[Theme]) -> list[Source]:
    """Return a project's texts with their marks; codes are known by id, or by a label or code.

    Raises:
        ProjectError: it is no project, or holds a code that is not in the codebook.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            files = {name.lower(): packed.read(name) for name in packed.namelist()}
        # expat bounds what entities grow to, and the file is the coordinator's own.
        root = ET.fromstring(files["project.qde"])  # noqa: S314
    except (zipfile.BadZipFile, KeyError, ET.ParseError):
        raise ProjectError("not a REFI-QDA project: export it as .qdpx from your tool") from None
    codes = _codes(root, themes)
    users = {_id(one, "guid"): one.get("name", "") for one in root.iter(f"{Q}User")}
    return [_read(one, files, codes, users) for one in root.iter(f"{Q}TextSource")]


def _id(element: ET.Element, name: str) -> str:
    """An id without the braces and capitals that some tools write."""
    return element.get(name, "").strip("{}").lower()


def _codes(root: ET.Element, themes: Sequence[Theme]) -> dict[str, str]:
    """Our codes by the ids that the project gives them; one that we do not have is a fault."""
    known = {_guid("code", code): code for code in (NONE, QUOTABLE, *(t.code for t in themes))}
    named = {code: code for code in known.values()}
    named |= {label: theme.code for theme in themes for label in theme.labels.values()}
    found = {
        _id(one, "guid"): known.get(_id(one, "guid")) or named.get(one.get("name", ""), "")
        for one in root.iter(f"{Q}Code")
    }
    used = {_id(one, "targetGUID") for one in root.iter(f"{Q}CodeRef")}
    names = {_id(one, "guid"): one.get("name", "") for one in root.iter(f"{Q}Code")}
    if strange := sorted(names.get(code, code) for code in used if not found.get(code)):
        raise ProjectError(
            f"the codebook has no theme {', '.join(strange)}: "
            "take it in with `saualnama interviews themes import`, or take the code out"
        )
    return found


def _read(
    source: ET.Element,
    files: Mapping[str, bytes],
    codes: Mapping[str, str],
    users: Mapping[str, str],
) -> Source:
    written = _text(source, files)
    text = written.replace("\r\n", "\n")
    found: dict[str, list[Mark]] = {}
    quotable: set[tuple[str, int, int]] = set()
    for selection in source.iter(f"{Q}PlainTextSelection"):
        places = [int(selection.get(name, "0")) for name in ("startPosition", "endPosition")]
        start, stop = (len(written[:place].replace("\r\n", "\n")) for place in places)
        for coder, code in _given(selection, codes, users):
            if code == QUOTABLE:
                quotable.add((coder, start, stop))
            else:
                found.setdefault(coder, []).append(Mark(start, stop, code))
    for coder, _ in _given(source, codes, users):
        found.setdefault(coder, [])
    marks = {
        coder: distinct(
            [
                Mark(one.start, one.stop, one.theme, (coder, one.start, one.stop) in quotable)
                for one in own
                if one.theme != NONE
            ]
        )
        for coder, own in found.items()
    }
    return Source(source.get("name", ""), text, marks)


def _given(
    element: ET.Element, codes: Mapping[str, str], users: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Who gave which code to what stands directly in an element."""
    for coding in element.findall(f"{Q}Coding"):
        who = _id(coding, "creatingUser") or _id(element, "creatingUser")
        for code in coding.findall(f"{Q}CodeRef"):
            yield users.get(who, ""), codes[_id(code, "targetGUID")]


def _text(source: ET.Element, files: Mapping[str, bytes]) -> str:
    """A source's text as its tool wrote it."""
    inline = source.findtext(f"{Q}PlainTextContent")
    path = source.get("plainTextPath", "").replace("internal://", "sources/").lower()
    if inline is None and path not in files:
        raise ProjectError(f"{source.get('name')}: its text is not in the project; export it anew")
    try:
        return inline if inline is not None else files[path].decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ProjectError(f"{source.get('name')}: its text is not UTF-8; export it anew") from None
