"""What a digest is going to say: the record's tallies become findings, frozen once and for all."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import Connection

from bot.digests import balance, twofold
from bot.settings import Settings
from scoring import evidence, findings, index, paper
from scoring.batches import steady
from scoring.claims import Pair
from scoring.evidence import Cells, Texts
from scoring.figures import CityFigures, city_figures
from scoring.findings import Findings, Past
from scoring.groups import GROUPS
from scoring.instrument import Instrument
from scoring.sentences import licensed
from scoring.tally import Layout, Tally
from storage import digests, tallies, twice, waves
from storage.digests import Edition
from storage.people import WaveRow

WAVES = 5
"""At most so many earlier waves are shown beside the present one."""


class Editor:
    """Makes editions; reads the record and changes nothing."""

    def __init__(
        self, instruments: Mapping[str, Instrument], core: str, settings: Settings
    ) -> None:
        """Keep what is asked and how it is told."""
        self._instruments = instruments
        self._instrument = instrument = instruments[core]
        self._settings = settings
        self._layout = Layout(instrument)

    def edition(
        self, connection: Connection, wave: WaveRow, now: datetime, before: str | None
    ) -> Edition:
        """Freeze what is to be said of a wave after what was said `before`."""
        past = findings.from_json(before) if before else None
        content = findings.to_json(self.findings(connection, wave, now, past))
        return Edition(wave.name, findings.code(content), content, before, now)

    def findings(
        self, connection: Connection, wave: WaveRow, now: datetime, past: Findings | None
    ) -> Findings:
        """Return figures, claims and what they rest on."""
        settings, minimum = self._settings, self._settings.minimum_cell
        held = tallies.every(connection, wave.id)
        cells = balance.cells(held, self._layout)
        figures = city_figures(self._instrument, cells, minimum, settings.cities)
        final = wave.closed_at is not None
        if past:
            # What a closed wave has said once, it says for ever.
            closes = final and not past.final
            figures = steady(figures, past.figures, minimum, final=closes)
        history = self._history(connection, wave, past)
        earlier = self._comparable(connection, wave, history) if final else None
        found = evidence.gather(
            self._instrument,
            cells,
            figures,
            minimum,
            GROUPS,
            final=final,
            earlier=earlier[1] if earlier else None,
            returning=self._returning(connection, earlier[0], wave) if earlier else None,
            raters=self._raters(connection, wave) if final else None,
        )
        salt = secrets.token_hex(16)
        withdrawn = twice.withdrawn(connection, wave.id, wave.instrument)
        made = Findings(
            operator=settings.operator,
            wave=wave.name,
            instrument=wave.instrument,
            methods=(paper.METHOD, index.METHOD),
            minimum=minimum,
            opened=self._day(wave.opened_at),
            closed=self._day(wave.closed_at) if wave.closed_at else None,
            made=self._day(now),
            wanted=wanted(settings.wanted),
            begun=sum(city.responses for city in figures) + withdrawn,
            withdrawn=withdrawn,
            figures=figures,
            claims=licensed(found),
            history=history,
            seals=findings.seals(figures, balance.sums(cells), wave.name, salt, past),
            interviews=past.interviews if past else None,  # it is reports that tell of them
        )
        cities = tuple(settings.cities)
        terms = balance.Terms(self._instruments, minimum, cities, final, past)
        return balance.told(made, connection, wave, held, terms)

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self._settings.zone).date()

    def _cells(self, connection: Connection, wave: WaveRow) -> dict[Pair, Tally]:
        return balance.cells(tallies.every(connection, wave.id), self._layout)

    def _figures(self, cells: Cells) -> tuple[CityFigures, ...]:
        settings = self._settings
        return city_figures(self._instrument, cells, settings.minimum_cell, settings.cities)

    def _before(self, connection: Connection, wave: WaveRow) -> list[WaveRow]:
        """The closed waves before this one that asked the same."""
        same = [one for one in waves.every(connection) if one.instrument == wave.instrument]
        return [one for one in same if one.closed_at and one.opened_at < wave.opened_at][-WAVES:]

    def _history(
        self, connection: Connection, wave: WaveRow, past: Findings | None
    ) -> tuple[Past, ...]:
        """Earlier waves as they were told: in the last digest, in one of their own, or now."""
        told = {one.wave: one.figures for one in past.history} if past else {}
        found = []
        for one in self._before(connection, wave):
            if one.name not in told:
                own = digests.last_content(connection, self._settings.channel_id or "", one.id)
                own_figures = findings.from_json(own).figures if own else None
                told[one.name] = own_figures or self._figures(self._cells(connection, one))
            found.append(Past(one.name, findings.bare(told[one.name])))
        return tuple(found)

    def _comparable(
        self, connection: Connection, wave: WaveRow, history: Sequence[Past]
    ) -> tuple[WaveRow, Cells] | None:
        """The last wave, with the tallies of those cities that still are as they were told."""
        before = self._before(connection, wave)
        if not before:
            return None
        cells = self._cells(connection, before[-1])
        told = {city.city: city.indices for city in history[-1].figures}
        same = {c.city for c in self._figures(cells) if c.indices and c.indices == told.get(c.city)}
        return before[-1], {cell: tally for cell, tally in cells.items() if cell[0] in same}

    def _returning(
        self, connection: Connection, earlier: WaveRow, later: WaveRow
    ) -> dict[Pair, Texts]:
        found = twofold.returning(connection, earlier.id, later.id, self._instrument)
        return {(city, name): texts for city, parts in found for name, texts in parts.items()}

    def _raters(self, connection: Connection, wave: WaveRow) -> dict[tuple[str, str, str], Texts]:
        found: dict[tuple[str, str, str], Texts] = {}
        for (first, second), parts in twofold.raters(connection, wave.id, self._instrument):
            for name, texts in parts.items():
                found[name, first, second] = texts
                found[name, second, first] = [(two, one) for one, two in texts]
        return found


def wanted(told: Sequence[str]) -> dict[str, int]:
    """How many people are wanted of each group in each city; 0 of those that are not told."""
    own = {group: int(number) for group, _, number in (one.rpartition("=") for one in told)}
    return {group: own.get(group, own.get("", 0)) for group in GROUPS}
