"""Findings for a digest, made from the reference answers as the editor makes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, reduce

from bot.digests.balance import claimed
from scoring import evidence, index, paper
from scoring.balance.coverage import coverage, packaged
from scoring.balance.performance import performance
from scoring.balance.published import block_figures
from scoring.batches import steady
from scoring.figures import CityFigures, city_figures
from scoring.findings import Findings, Past, bare, seals, to_json
from scoring.groups import GROUPS
from scoring.sentences import licensed
from scoring.tally import Tally
from tests.survey import INSTRUMENT, answers, cells, reference
from tests.vectors import (
    COMPARED,
    EXPECTATIONS,
    PROBLEMS,
    TWO_SIDES,
    counted,
    rows,
    severities,
    wishes,
)

ORDER = ("shu", "ayagoz", "shalkar")
CODE = "K7QM2XWD"
Cells = Mapping[tuple[str, str], Tally]


def tell(  # noqa: PLR0913 - what a digest is about, by name
    found: Cells,
    before: Findings | None = None,
    *,
    order: Sequence[str] = ORDER,
    minimum: int = 5,
    final: bool = False,
    earlier: Cells | None = None,
    wanted: int = 10,
) -> Findings:
    """What a digest says of cells after the one before; `earlier` is the wave before."""
    figures = city_figures(INSTRUMENT, found, minimum, order)
    if before:
        closes = final and not before.final
        figures = steady(figures, before.figures, minimum, final=closes)
    past = city_figures(INSTRUMENT, earlier or {}, minimum, order)
    made = evidence.gather(
        INSTRUMENT, found, figures, minimum, GROUPS, final=final, earlier=earlier
    )
    parts: dict[str, list[Tally]] = {}
    for (city, _), tally in found.items():
        parts.setdefault(city, []).append(tally)
    wholes = {city: reduce(Tally.__add__, tallies) for city, tallies in parts.items()}
    return Findings(
        operator="Institute",
        wave="2025-05",
        instrument=INSTRUMENT.name,
        methods=(paper.METHOD, index.METHOD),
        minimum=minimum,
        opened=date(2025, 5, 18),
        closed=date(2025, 5, 25) if final else None,
        made=date(2025, 5, 26),
        wanted=dict.fromkeys(GROUPS, wanted),
        begun=sum(city.responses for city in figures),
        withdrawn=0,
        figures=figures,
        claims=licensed(made),
        history=(Past("2024-05", bare(past)),) if past else (),
        seals=seals(figures, wholes, "2025-05", "salt", before),
    )


def told(figures: Sequence[CityFigures], before: Findings | None = None) -> Findings:
    """What a digest says of figures as they are, without any claim."""
    return Findings(
        operator="Institute",
        wave="2025-05",
        instrument=INSTRUMENT.name,
        methods=(paper.METHOD, index.METHOD),
        minimum=5,
        opened=date(2025, 5, 18),
        closed=None,
        made=date(2025, 5, 26),
        wanted=dict.fromkeys(GROUPS, 10),
        begun=sum(city.responses for city in figures),
        withdrawn=before.withdrawn if before else 0,
        figures=tuple(figures),
    )


@cache
def three() -> Findings:
    """The paper's three cities in the final digest."""
    return tell(cells(reference()), final=True)


@cache
def one() -> Findings:
    """One city, of everybody."""
    return tell(cells([{**row, "city": "shu"} for row in reference()]))


@cache
def two_waves() -> Findings:
    """The second wave of the three cities, in which everybody rated every city."""
    found = cells(reference("vectors_wave2.csv"))
    return tell(found, final=True, earlier=cells(reference("vectors.csv")))


@cache
def many(wanted: int = 10) -> Findings:
    """88 cities, every third of them small, in two waves."""
    rows = reference()
    spread = [
        {**rows[(7 * number + k) % len(rows)], "city": f"c{number:02d}"}
        for number in range(88)
        for k in range((3, 9, 21)[number % 3])
    ]
    found = cells(spread)
    return tell(found, order=(), earlier=found, wanted=wanted)


def balanced(*, final: bool = True) -> Findings:
    """The three cities with the 2022 paper's blocks answered in Shu, as R's vectors have them."""
    found = tell(cells(reference()), final=final)
    people = rows("vectors_expectation.csv")
    blocks = [
        one
        for layout, text in ((EXPECTATIONS, wishes), (PROBLEMS, severities))
        for one in block_figures(
            layout.instrument,
            {
                ("shu", group): counted(
                    layout, [text(row) for row in people if row["stakeholder_group"] == group]
                )
                for group in GROUPS
            },
            (),
            5,
            final=final,
            closes=False,
            order=ORDER,
        )
    ]
    shu = [answers(row) for row in reference() if row["city"] == "shu"]
    sides = {one.id: performance(one, counted(TWO_SIDES, shu).index(one.id)) for one in COMPARED}
    known = packaged()
    made = replace(
        found,
        blocks=tuple(blocks),
        performance={"shu": sides},
        coverages=tuple(coverage(known.declared, one) for one in known.crosswalks),
    )
    return replace(made, claims=claimed(made))


def expecting(found: Findings) -> Findings:
    """The same where every city that is shown expects what Shu does."""
    (block,) = (one for one in balanced().blocks if one.expectations)
    shown = [city.city for city in found.figures if city.shown]
    return replace(found, blocks=tuple(replace(block, city=city) for city in shown))


EMPTY = to_json(told(()))
"""What a digest says while nobody has answered, as the record keeps it."""
