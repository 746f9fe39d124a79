"""README.md: who was asked and how, what came of it, what was withheld, and how to cite it.

Every language has its part, one after the other; the headings follow what AAPOR's and ESOMAR's
codes ask to be told (methodology §3.5).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import reduce
from pathlib import Path

from bot.exporting.blocks import VOICE
from bot.exporting.counts import Cell
from bot.exporting.order import INTERNAL, Story
from bot.exporting.papers import PAPERS
from bot.texts import Say
from scoring import balance, index, paper
from scoring.codebook import OURS
from scoring.evidence import FEW_CITIES
from scoring.flags import FAST, FLAGS, SECONDS, STRAIGHT
from scoring.groups import GROUPS
from scoring.outcomes import COMPLETE, OUTCOMES
from scoring.sensitivity import CHANGE, UNFLAGGED, counts
from scoring.tally import Tally

NAMES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "responses.sav": ("sav", {"program": "SPSS"}),
    "responses.dta": ("dta", {"program": "Stata"}),
    "recompute.R": ("recompute", {}),
    "recompute.py": ("recompute", {}),
    "interviews.qdpx": ("interviews", {"standard": "REFI-QDA 1.0"}),
    "codebook.xml": ("ddi", {"standard": "DDI-Codebook 2.5"}),
}
"""Files whose words are not under their own names, and the values of those words."""

PROGRAMS = {"sav": "SPSS", "dta": "Stata", "parquet": "Parquet", "xlsx": "Excel"}
"""For whom the formats beside CSV are."""

NOT_TOLD = "—"
"""Stands in a table where a number would tell of few."""


def write(path: Path, story: Story, files: Collection[str]) -> None:
    """Write README.md; `files` are the export's, without the manifest."""
    texts = story.order.texts
    parts = [_part(story, texts.speaking(code), files) for code in texts.languages]
    path.write_text("\n---\n\n".join("\n".join(lines) + "\n" for lines in parts), encoding="utf-8")


def _part(story: Story, say: Say, files: Collection[str]) -> Iterator[str]:
    yield f"# {say('readme-title', date=story.order.day)}\n"
    yield say("readme-intro")
    for title, lines in (
        ("files", _files(story, say, files)),
        ("about", _about(story, say)),
        ("sample", _sample(story, say)),
        ("outcomes", _outcomes(story, say)),
        ("flags", _flags(story, say)),
        ("method", _method(story, say)),
        ("protection", _protection(story, say)),
        ("recompute", _recompute(say, files)),
        ("cite", _cite(story, say)),
    ):
        found = list(lines)
        if found:
            yield f"\n## {say(f'readme-{title}')}\n"
            yield from found


def _files(story: Story, say: Say, files: Collection[str]) -> Iterator[str]:
    blocks = {one.id for one in story.order.office.instruments.values()}
    for name in sorted({*files, "manifest.json"} - {"README.md"}):
        if name.startswith(VOICE):  # they are named in the list of open answers
            continue
        word, values = NAMES.get(name, (name.partition(".")[0], {}))
        if word in blocks:
            program = PROGRAMS.get(name.rpartition(".")[2])
            told = say("readme-file-block-for", program=program) if program else ""
            yield f"- `{name}` — {told or say('readme-file-block')}"
            continue
        yield f"- `{name}` — {say(f'readme-file-{word}', **values)}"
    yield ""
    names = {"spss": "SPSS", "stata": "Stata", "parquet": "Parquet", "excel": "Excel"}
    yield say("readme-labels", **names, letters=".a–.e")


def _about(story: Story, say: Say) -> Iterator[str]:
    order, settings = story.order, story.order.office.settings
    yield f"- {say('readme-conductor', operator=settings.operator, contact=settings.contact)}"
    named = ", ".join(dict.fromkeys(wave.instrument for wave in order.waves))
    yield f"- {say('readme-instrument', names=named or order.office.instrument.name)}"
    for key in ("population", "selection", "mode"):
        yield f"- {say(f'readme-{key}')}"
    for wave in order.waves:
        begun = wave.opened_at.astimezone(settings.zone).date()
        if wave.closed_at is None:
            yield f"- {say('readme-wave-open', name=wave.name, begun=begun)}"
        else:
            ended = wave.closed_at.astimezone(settings.zone).date()
            yield f"- {say('readme-wave', name=wave.name, begun=begun, ended=ended)}"
    for key in ("precision", "weights", "processing", "limits"):
        yield f"- {say(f'readme-{key}')}"


def _sample(story: Story, say: Say) -> Iterator[str]:
    """The responses by group and city, over all waves."""
    counts: dict[tuple[str, str], int] = {}
    for (_, _, city, group), tally in story.tallies.items():
        counts[group, city] = counts.get((group, city), 0) + tally.responses
    cities = sorted({city for _, city in counts})
    found = {group for group, _ in counts}
    groups = [*(g for g in GROUPS if g in found), *sorted(found - set(GROUPS))]
    head = ["", *(say(f"city-{city}") for city in cities), say("tables-all")]
    yield f"| {' | '.join(head)} |"
    yield f"|---|{'---:|' * (len(cities) + 1)}"
    for group in groups:
        row = [counts.get((group, city), 0) for city in cities]
        name = say(OURS.get(group, f"group-{group}.report"))
        yield f"| {name} | {' | '.join(map(str, [*row, sum(row)]))} |"
    whole = [sum(counts.get((group, city), 0) for group in groups) for city in cities]
    yield f"| {say('tables-all')} | {' | '.join(map(str, [*whole, sum(whole)]))} |"


def _outcomes(story: Story, say: Say) -> Iterator[str]:
    """Starts, consent, completion and break-off; no response rate: nobody counts invitations."""
    funnel, outcomes = story.funnel, story.counting.outcomes
    begun = outcomes.total()
    rows: list[tuple[str, object]] = [
        ("starts", funnel.started),
        ("agreed", _of(funnel.agreed, funnel.started, say)),
        ("declined", _of(funnel.declined, funnel.started, say)),
        ("withdrawn", funnel.withdrawn),
        ("begun", begun),
        *((name, _of(outcomes[name], begun, say)) for name in OUTCOMES),
    ]
    if story.order.whole and funnel.agreed:
        rows.append(("consented", _of(outcomes[COMPLETE], funnel.agreed, say)))
    minutes = story.counting.minutes(story.order.office.settings.minimum_cell)
    if minutes is not None:
        rows.append(("minutes", say("picture-mean", value=minutes)))
    yield say("readme-outcomes-text", aapor="AAPOR")
    yield "\n| | |\n|---|---:|"
    for key, value in rows:
        yield f"| {say(f'readme-outcome-{key}')} | {value} |"
    yield ""
    yield say("readme-no-rate")


def _of(part: int, whole: int, say: Say) -> str:
    """A count with its percent, which each language writes in its own way."""
    if not whole:
        return str(part)
    percent = say("picture-mean", value=100 * part / whole)
    return f"{part} ({say('digest-percent', percent=percent)})"


def _flags(story: Story, say: Say) -> Iterator[str]:
    """How many responses deserve a second look, and what the indices are without these."""
    by_city: dict[tuple[str, str, str], list[Cell]] = {}
    for cell in sorted(story.tallies):
        by_city.setdefault(cell[:3], []).append(cell)
    if not by_city:
        return
    yield say("readme-flags-text", seconds=SECONDS, column="`quality`", table="`statistics.csv`")
    found = {(row.wave, row.city, row.id, row.statistic): row.estimate for row in story.without}
    asked = {name: story.order.office.instruments[name].indices for name, _, _ in by_city}
    indices = {one.id: one.key for many in asked.values() for one in many}
    head = [f"readme-flag-{one}" for one in ("complete", FLAGS[STRAIGHT], FLAGS[FAST])]
    names = [*map(say, head), *(say(f"{key}.report") for key in indices.values())]
    yield f"\n| | {' | '.join(names)} |"
    yield f"|---|{'---:|' * len(names)}"
    for (_, wave, city), cells in by_city.items():
        whole = reduce(Tally.__add__, (story.tallies[cell] for cell in cells))
        marked = [story.flagged.get(cell, {}) for cell in cells]
        many = counts(whole, marked, story.order.few)
        row = [str(whole.complete), *(str(many.get(flag, NOT_TOLD)) for flag in (STRAIGHT, FAST))]
        for name in indices:
            now, change = (found.get((wave, city, name, one)) for one in (UNFLAGGED, CHANGE))
            told = () if now is None or change is None else (now - change, now)
            row.append(" → ".join(say("picture-mean", value=one) for one in told) or NOT_TOLD)
        yield f"| {wave}, {say(f'city-{city}')} | {' | '.join(row)} |"


def _method(story: Story, say: Say) -> Iterator[str]:
    yield f"- {say('readme-method-paper', method=f'`{paper.METHOD}`')}"
    yield f"- {say('readme-method-index', method=f'`{index.METHOD}`')}"
    yield f"- {say('readme-method-balance', method=f'`{balance.METHOD}`')}"
    yield f"- {say('readme-compared', table='`statistics.csv`', cities=FEW_CITIES)}"
    if shares := story.order.shares:
        told = ", ".join(f"{say(f'group-{g}.report')} {part:g}%" for g, part in shares.items())
        yield f"- {say('readme-shares', shares=told, table='`statistics.csv`')}"
    yield f"- {say('readme-missing', unknown='−8', skipped='−9', unreached='−7')}"
    yield f"- {say('readme-small', minimum=story.order.office.settings.minimum_cell)}"


def _protection(story: Story, say: Say) -> Iterator[str]:
    done = story.coarsening
    if story.order.tier == INTERNAL:
        yield say("readme-internal", k=done.after)
        return
    minimum = story.order.office.settings.minimum_cell
    yield say("readme-shared", minimum=minimum, before=done.before, after=done.after)
    yield ""
    steps = (
        ("technical", done.technical),
        ("groups", done.groups),
        ("languages", done.languages),
        ("times", done.times),
        ("left-out", done.left_out),
        ("veiled", story.counts["veiled"]),
    )
    taken = [f"- {say(f'readme-{key}', rows=rows)}" for key, rows in steps if rows]
    if coarsened := story.counts["known"]:
        told = say("readme-known", minimum=minimum, withheld="−5", rows=coarsened)
        taken.append(f"- {told}")
    taken += [f"- {say('readme-months')}"] if done.months else []
    taken += [] if done.linkable else [f"- {say('readme-unlinked')}"]
    yield from taken or [say("readme-nothing")]
    if story.order.open:
        yield ""
        yield say("readme-open", waves=", ".join(story.order.open))


def _recompute(say: Say, files: Collection[str]) -> Iterator[str]:
    if "recompute.py" in files:
        names = {name: f"`{name}.csv`" for name in ("indices", "statistics")}
        yield say("readme-recompute-text", answers="`responses.csv`", **names)
        yield "\n    Rscript recompute.R\n    python recompute.py\n"
        yield say("readme-verify")
        yield "\n    python recompute.py --verify CODE"


def _cite(story: Story, say: Say) -> Iterator[str]:
    order = story.order
    yield say("readme-cite-text")
    yield ""
    for cited in PAPERS:
        yield f"- {cited}"
    waves = ", ".join(wave.name for wave in order.waves)
    title = say("readme-title", date=order.day)
    yield f"- {order.office.settings.operator} ({order.day.year}). {title} [{waves}]"
