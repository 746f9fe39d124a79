"""Use cases of the team: recompute, digest, status. Nothing here knows Telegram."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

from bot.editor import Editor
from bot.facts import CityResult, IndexResult
from bot.interviewer import Survey
from bot.newsroom import Newsroom
from bot.schedule import last_firing, period
from bot.settings import Settings
from scoring import paper
from scoring.figures import CityFigures, city_figures
from scoring.instrument import Instrument
from scoring.tally import Layout, Tally
from storage import digests, tallies, waves
from storage.archive import Archive
from storage.digests import Edition
from storage.people import WaveRow
from storage.tallies import Cell, Counted

log = logging.getLogger(__name__)

PUBLIC_FACTOR = 2  # a public city figure needs twice the minimum cell
CHUNK = 1000  # responses counted in one transaction: people's taps wait for no more


@dataclass(frozen=True, slots=True)
class Audit:
    """The cells whose running tally differs from a full recount."""

    cells: int
    responses: int
    different: tuple[Cell, ...]


class Office:
    """What the clock and the coordinators ask for."""

    def __init__(
        self, archive: Archive, instrument: Instrument, settings: Settings, newsroom: Newsroom
    ) -> None:
        """Keep what is asked, where it is kept and who writes about it."""
        self.archive = archive
        self.instrument = instrument
        self.settings = settings
        self.newsroom = newsroom
        self.editor = Editor(instrument, settings)
        self.layout = Layout(instrument)

    # The tallies

    async def recompute(self) -> int:
        """Bring the tallies up to date; how many responses had changed."""
        done = 0
        while taken := await self.archive.write(
            lambda c: tallies.apply_changes(c, self.recount, CHUNK)
        ):
            done += taken
        return done

    def apply_all(self, connection: Connection) -> None:
        """The same inside a transaction of the caller's."""
        while tallies.apply_changes(connection, self.recount, CHUNK):
            pass

    def recount(
        self, gone: Sequence[Counted], come: Sequence[Counted], cells: Mapping[Cell, bytes]
    ) -> dict[Cell, bytes]:
        """The touched cells with what goes taken out and what comes put in."""
        counted = [*gone, *come]
        touched = sorted({one.cell for one in counted})
        rows = {cell: row for row, cell in enumerate(touched)}

        def vectors(of: Sequence[Counted]) -> NDArray[np.int64]:
            return self.layout.count_cells(
                [one.answers for one in of],
                [one.complete for one in of],
                [rows[one.cell] for one in of],
                len(touched),
            )

        change = vectors(come) - vectors(gone)
        return {
            cell: (self._tally(cells.get(cell)) + self.layout.tally(change[row])).to_bytes()
            for cell, row in rows.items()
        }

    def _tally(self, counts: bytes | None) -> Tally:
        return self.layout.from_bytes(counts) if counts else self.layout.zero()

    def rebuild(self, connection: Connection) -> dict[Cell, Tally]:
        """Count everything anew from what the running tallies say they hold."""
        whole: dict[Cell, Tally] = {}
        for chunk in tallies.counted(connection):
            groups: dict[Cell, list[Counted]] = {}
            for one in chunk:
                groups.setdefault(one.cell, []).append(one)
            for cell, of in groups.items():
                vector = self.layout.count([o.answers for o in of], [o.complete for o in of])
                whole[cell] = whole.get(cell, self.layout.zero()) + self.layout.tally(vector)
        return whole

    def replace(self, connection: Connection) -> int:
        """Put a full rebuild in the place of the running tallies; how many cells it has."""
        tallies.alone(connection)
        cells = {cell: tally.to_bytes() for cell, tally in self.rebuild(connection).items()}
        tallies.replace(connection, cells)
        return len(cells)

    def verify(self, connection: Connection) -> Audit:
        """Compare the running tallies with a full rebuild; an empty cell equals an absent one."""
        rebuilt = {cell: tally.to_bytes() for cell, tally in self.rebuild(connection).items()}
        running = tallies.every(connection)
        zero = self.layout.zero().to_bytes()
        cells = rebuilt.keys() | running.keys()
        different = tuple(
            sorted(cell for cell in cells if rebuilt.get(cell, zero) != running.get(cell, zero))
        )
        people = sum(self.layout.from_bytes(counts).responses for counts in rebuilt.values())
        return Audit(len(cells), people, different)

    # Figures

    def cells(
        self, connection: Connection, wave_id: int, city: str | None = None
    ) -> dict[tuple[str, str], Tally]:
        """The tallies of a wave by city and group."""
        return {
            (cell[1], cell[2]): self.layout.from_bytes(counts)
            for cell, counts in tallies.every(connection, wave_id, city).items()
        }

    def figures(self, connection: Connection, wave_id: int) -> tuple[CityFigures, ...]:
        """What may be said to coordinators of each city."""
        return city_figures(
            self.instrument,
            self.cells(connection, wave_id),
            self.settings.minimum_cell,
            self.settings.cities,
        )

    def city_result(self, connection: Connection, survey: Survey, city: str) -> CityResult | None:
        """What a city looks like so far, for its people."""
        wave = survey.wave or waves.latest(connection)
        if wave is None:
            return None
        whole = sum(self.cells(connection, wave.id, city).values(), start=self.layout.zero())
        needed = PUBLIC_FACTOR * self.settings.minimum_cell
        if whole.answered < needed:
            return CityResult(city, whole.answered, needed)
        found = []
        for index in self.instrument.indices:
            tally = whole.index(index.id)
            score = paper.score(tally.sums, tally.counts)
            if (
                min(tally.counts) >= needed
                and score.total is not None
                and score.percent is not None
            ):
                found.append(IndexResult(index.id, score.total, score.maximum, score.percent))
        return CityResult(city, whole.answered, needed, tuple(found))

    # Digests

    async def claim_due(self, now: datetime) -> bool:
        """Claim the digest that the clock asks for; False where there is none."""
        return await self.archive.write(lambda c: self._claim_due(c, now))

    def _claim_due(self, connection: Connection, now: datetime) -> bool:
        channel = self.settings.channel_id
        if channel is None:
            return False
        # A wave that was closed meanwhile has its last word before the next one is told of.
        wave = digests.unfinished(connection, channel) or waves.latest(connection)
        if wave is None:
            return False
        settings = self.settings
        fired = last_firing(settings.digest_cron, settings.zone, now=now, after=wave.opened_at)
        if fired is None or period(fired) <= (digests.last_period(connection, channel) or ""):
            return False
        return self.claim(connection, channel, period(fired), wave, now)

    async def claim_now(self, now: datetime) -> bool:
        """Claim a digest that a person asked for; False where there is no wave."""

        def work(connection: Connection) -> bool:
            wave = waves.latest(connection)
            channel = self.settings.channel_id
            if wave is None or channel is None:
                return False
            return self.claim(connection, channel, f"asked {now.isoformat()}", wave, now)

        return await self.archive.write(work)

    def claim(
        self, connection: Connection, channel: str, name: str, wave: WaveRow, now: datetime
    ) -> bool:
        """Claim a period with its content frozen, so that every language says the same."""
        self.apply_all(connection)
        before = digests.last_content(connection, channel, wave.id)
        edition = self.editor.edition(connection, wave, now, before)
        posts = [
            (language, part)
            for language in self.settings.channel_languages
            for part in self.newsroom.parts(edition, language)
        ]
        return digests.claim(connection, channel, name, wave.id, edition, posts)

    def edition(self, connection: Connection, wave: WaveRow, now: datetime) -> Edition:
        """What a digest would say now, without claiming or sending anything."""
        before = digests.last_content(connection, self.settings.channel_id or "", wave.id)
        return self.editor.edition(connection, wave, now, before)
