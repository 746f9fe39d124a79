"""The 2022 paper's part of a digest: blocks, contrasts and documents, from the record's tallies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import reduce

from sqlalchemy import Connection

from bot.rating import RATING, loaded
from scoring import findings
from scoring.analysis import CONTRAST
from scoring.balance import METHOD, said
from scoring.balance.coverage import coverage, packaged
from scoring.balance.emphasis import emphasis
from scoring.balance.performance import Performance, performance
from scoring.balance.published import BlockFigures, block_figures
from scoring.claims import Claim, Part
from scoring.figures import CityFigures
from scoring.findings import Findings
from scoring.instrument import Instrument
from scoring.places import CONTRASTS
from scoring.tally import Layout, Tally
from storage.people import WaveRow
from storage.tallies import Cell

Held = Mapping[Cell, bytes]
"""The tallies of a wave."""

Cells = dict[tuple[str, str], Tally]


@dataclass(frozen=True, slots=True)
class Terms:
    """How figures are told: of what, the smallest cell, the cities' order, what was told before.

    `final` says that the wave is closed.
    """

    instruments: Mapping[str, Instrument]
    minimum: int
    order: tuple[str, ...]
    final: bool
    past: Findings | None

    @property
    def closes(self) -> bool:
        """Whether this is the first word on a closed wave; what it said once, it says for ever."""
        return self.final and self.past is not None and not self.past.final


def cells(held: Held, layout: Layout) -> Cells:
    """Return the tallies of one vector by city and group."""
    return {
        (city, group): layout.from_bytes(counts)
        for (_, city, group, vector), counts in held.items()
        if vector == layout.key
    }


def told(
    found: Findings, connection: Connection, wave: WaveRow, held: Held, terms: Terms
) -> Findings:
    """Return findings with the blocks of the wave, the contrasts of its core, and documents."""
    instruments = terms.instruments
    names = [name for name in wave.blocks.split() if name in instruments]
    by_block = {name: cells(held, Layout(instruments[name])) for name in names}
    blocks = tuple(
        one for name in names for one in _block(instruments[name], by_block[name], terms)
    )
    wholes = {(name, city): whole for name in names for city, whole in sums(by_block[name]).items()}
    core = instruments[wave.instrument]
    compared = findings.compared(
        performances(core, held, found.figures, terms.minimum), found.figures, terms.past
    )
    indicators = loaded(connection, RATING)
    known = packaged()
    salt = next((seal.salt for seal in found.seals.values()), "")
    made = replace(
        found,
        blocks=blocks,
        performance=compared,
        coverages=tuple(coverage(known.declared, one) for one in known.crosswalks)
        if indicators
        else (),
        facets=emphasis(indicators) if indicators else (),
        seals={
            **found.seals,
            **findings.block_seals(blocks, wholes, wave.name, salt, terms.past),
        },
    )
    methods = (*found.methods, METHOD) if blocks or compared or indicators else found.methods
    return replace(made, methods=methods, claims=claimed(made))


def _block(instrument: Instrument, held: Cells, terms: Terms) -> tuple[BlockFigures, ...]:
    if not any(one.kind != CONTRAST for one in instrument.analyses):
        return ()
    return block_figures(
        instrument,
        held,
        terms.past.blocks if terms.past else (),
        terms.minimum,
        final=terms.final,
        closes=terms.closes,
        order=terms.order,
    )


def sums(held: Mapping[tuple[str, str], Tally]) -> dict[str, Tally]:
    """Return the cities' tallies: the sums of their groups'."""
    parts: dict[str, list[Tally]] = {}
    for (city, _), tally in held.items():
        parts.setdefault(city, []).append(tally)
    return {city: reduce(Tally.__add__, tallies) for city, tallies in parts.items()}


def performances(
    core: Instrument, held: Held, figures: tuple[CityFigures, ...], minimum: int
) -> dict[str, dict[str, Performance]]:
    """Return each city's contrasts, those alone of whose items every figure is shown."""
    contrasts = [one for one in core.analyses if one.kind == CONTRAST]
    if not contrasts:
        return {}
    shown = {city.city: {i.id for i in city.items if i.score is not None} for city in figures}
    return {
        city: {
            one.id: performance(one, whole.index(one.id), minimum)
            for one in contrasts
            if {*one.items} <= shown.get(city, set())
        }
        for city, whole in sums(cells(held, Layout(core, CONTRASTS))).items()
    }


def claimed(found: Findings) -> tuple[Claim, ...]:
    """Return all claims of findings: those made already, and those of blocks and documents."""
    parts = _parts(found)
    more = sum(map(said.comparisons, parts))
    claims = [_counted(one, more) for one in found.claims]
    claims += [claim for one in parts for claim in said.licensed(one)]
    order = list(Part)
    return tuple(sorted(claims, key=lambda one: order.index(one.part)))


def _counted(claim: Claim, more: int) -> Claim:
    """Let the claim that tells the number of comparisons tell all of them."""
    if claim.rule != "R12":
        return claim
    return replace(claim, values={**claim.values, "count": int(str(claim.values["count"])) + more})


def _parts(found: Findings) -> list[said.Findings]:
    """Return what is told of: block by block, and what stands beside the blocks."""
    blocks = [
        said.Findings(
            expectations={one.city: one.expectations for one in own if one.expectations},
            problems={one.city: one.problems for one in own if one.problems},
            final=found.final,
        )
        for own in (
            [one for one in found.blocks if one.instrument == name]
            for name in dict.fromkeys(one.instrument for one in found.blocks)
        )
    ]
    sides = {
        (city, contrast): one
        for city, of in found.performance.items()
        for contrast, one in of.items()
    }
    beside = said.Findings(
        performance=sides, coverages=found.coverages, facets=found.facets, final=found.final
    )
    return [*blocks, beside]
