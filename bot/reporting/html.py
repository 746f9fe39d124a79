"""A report as one HTML page that needs nothing but itself. Pure."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from importlib import resources
from itertools import chain, repeat

from bot.reporting.document import Block, Picture, Points, Report, Section, Table, Words

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What the page may load: nothing from anywhere."""


_SMALL, _WORDS = ' class="small"', ' class="words"'


def page(report: Report, pictures: Mapping[str, Sequence[str]]) -> str:
    """Return the page; `pictures` are SVGs by kind, one or several of each."""
    return "\n".join([*_lines(report, pictures), ""])


def _lines(report: Report, pictures: Mapping[str, Sequence[str]]) -> Iterator[str]:
    style = (resources.files("bot.reporting") / "page.css").read_text(encoding="utf-8")
    title = escape(report.title)
    yield "<!DOCTYPE html>"
    yield f'<html lang="{report.language}">'
    yield '<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    yield f"<title>{title} · {escape(report.head[0])}</title>"
    yield f"<style>\n{style}</style>\n</head>\n<body>"
    yield f"<header>\n<h1>{title}</h1>"
    yield from (f"<p>{escape(line)}</p>" for line in report.head)
    yield "</header>\n<main>"
    for number, section in enumerate(report.sections, start=1):
        yield from _section(section, number, pictures)
    yield "</main>\n</body>\n</html>"


def _section(section: Section, number: int, pictures: Mapping[str, Sequence[str]]) -> Iterator[str]:
    yield f'<section aria-labelledby="part-{number}">'
    yield f'<h2 id="part-{number}">{escape(section.title)}</h2>'
    for block in section.blocks:
        yield from _block(block, pictures)
    yield "</section>"


def _block(block: Block, pictures: Mapping[str, Sequence[str]]) -> Iterator[str]:
    match block:
        case Words(text, small):
            yield f"<p{_SMALL if small else ''}>{escape(text)}</p>"
        case Points(lines):
            yield "<ul>"
            yield from (f"<li>{escape(line)}</li>" for line in lines)
            yield "</ul>"
        case Table():
            yield from _table(block)
        case Picture(kind, alt):
            for one, told in zip(pictures[kind], chain([alt], repeat("")), strict=False):
                drawn = base64.b64encode(one.encode()).decode()
                source = f"data:image/svg+xml;base64,{drawn}"
                yield f'<figure><img src="{source}" alt="{escape(told)}"></figure>'


def _table(table: Table) -> Iterator[str]:
    yield f'<div class="wide"><table{_WORDS if table.words else ""}>'
    yield f"<caption>{escape(table.caption)}</caption>"
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.head)
    yield f"<thead><tr>{heads}</tr></thead>\n<tbody>"
    for first, *others in table.rows:
        cells = "".join(f"<td>{escape(text)}</td>" for text in others)
        yield f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>'
    yield "</tbody></table></div>"
