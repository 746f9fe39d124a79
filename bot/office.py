"""Use cases of the team: recompute, digest, status. Nothing here knows Telegram."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import compress
from typing import TYPE_CHECKING

from sqlalchemy import Connection

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bot.digests.newsroom import Newsroom

from bot import library
from bot.beside import beside
from bot.digests import balance
from bot.digests.editor import Editor
from bot.settings import Settings
from bot.timing.schedule import last_firing, period
from scoring.figures import CityFigures, city_figures
from scoring.instrument import Instrument
from scoring.places import MAIN
from scoring.tally import Layout, Tally, layouts
from storage import digests, tallies, waves
from storage.archive import Archive
from storage.digests import Edition
from storage.people import WaveRow
from storage.tallies import Cell, Counted

log = logging.getLogger(__name__)

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
        self.layout = Layout(instrument)
        known = {**library.instruments(settings.instruments), instrument.name: instrument}
        self.instruments = known
        self.editor = Editor(known, instrument.name, settings)
        self._kept = {name: kept for name, one in known.items() if (kept := layouts(one))}
        self.layouts = {one.key: one for kept in self._kept.values() for one in kept}

    def blocks(self, wave: WaveRow | None) -> tuple[Instrument, ...]:
        """The further blocks of a wave that this version has."""
        names = wave.blocks.split() if wave else ()
        return tuple(self.instruments[name] for name in names if name in self.instruments)

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

    def standing(self, connection: Connection) -> dict[Cell, bytes]:
        """The tallies as of now: what waits to be counted is counted, and nothing is written."""
        return tallies.standing(connection, self.recount)

    def recount(
        self, gone: Counted, come: Counted, cells: Mapping[Cell, bytes]
    ) -> dict[Cell, bytes]:
        """The touched cells with what goes taken out and what comes put in."""
        from scoring.counting import added

        change = dict(self._counted(come))
        for cell, vector in self._counted(gone):
            change[cell] = change[cell] - vector if cell in change else -vector
        return {cell: added(cells.get(cell), vector) for cell, vector in change.items()}

    def rebuild(self, connection: Connection) -> dict[Cell, NDArray[np.int64]]:
        """Count everything anew from what the running tallies say they hold."""
        whole: dict[Cell, NDArray[np.int64]] = {}
        for found in beside(lambda some: [*self._counted(some)], tallies.counted(connection)):
            for cell, vector in found:
                whole[cell] = whole[cell] + vector if cell in whole else vector
        return whole

    def _counted(self, counted: Counted) -> Iterator[tuple[Cell, NDArray[np.int64]]]:
        """Give every vector that responses come to, by its cell."""
        import numpy as np

        from scoring.counting import count_vectors

        met: defaultdict[Cell, int] = defaultdict(lambda: len(met))
        numbers = np.fromiter(map(met.__getitem__, counted.cells), np.int64, len(counted.answers))
        for name, kept in self._kept.items():
            cells = sorted(cell for cell in met if cell[3] == name)
            if not cells:
                continue
            rows = np.full(len(met), -1)
            rows[[met[cell] for cell in cells]] = range(len(cells))
            own = rows[numbers]
            here = (own >= 0).tolist()
            tables = count_vectors(
                kept,
                [*compress(counted.answers, here)],
                [*compress(counted.complete, here)],
                own[own >= 0].tolist(),
                len(cells),
            )
            for layout, table in zip(kept, tables, strict=True):
                for (wave, city, group, _), vector in zip(cells, table, strict=True):
                    yield (wave, city, group, layout.key), vector

    def replace(self, connection: Connection) -> int:
        """Put a full rebuild in the place of the running tallies; how many cells it has."""
        from scoring.counting import added

        tallies.alone(connection)
        cells = {cell: added(None, vector) for cell, vector in self.rebuild(connection).items()}
        tallies.replace(connection, cells)
        return len(cells)

    def verify(self, connection: Connection) -> Audit:
        """Compare the running tallies with a full rebuild; an empty cell equals an absent one."""
        from scoring.counting import added

        rebuilt = self.rebuild(connection)
        running = tallies.every(connection)
        cells = rebuilt.keys() | running.keys()
        zeros = {name: layout.zero().to_bytes() for name, layout in self.layouts.items()}

        def differs(cell: Cell) -> bool:
            zero = zeros.get(cell[3], b"")
            counted = added(None, rebuilt[cell]) if cell in rebuilt else zero
            return counted != running.get(cell, zero)

        people = sum(
            int(vector[0]) for cell, vector in rebuilt.items() if self.layouts[cell[3]].part == MAIN
        )
        return Audit(len(cells), people, tuple(sorted(filter(differs, cells))))

    # Figures

    def cells(
        self, connection: Connection, wave_id: int, city: str | None = None
    ) -> dict[tuple[str, str], Tally]:
        """The tallies of a wave by city and group."""
        return balance.cells(tallies.every(connection, wave_id, city), self.layout)

    def figures(self, connection: Connection, wave_id: int) -> tuple[CityFigures, ...]:
        """What may be said to coordinators of each city."""
        return city_figures(
            self.instrument,
            self.cells(connection, wave_id),
            self.settings.minimum_cell,
            self.settings.cities,
        )

    # Digests

    async def claim_due(self, now: datetime) -> bool:
        """Claim the digest that the clock asks for; False where there is none."""
        return await self.archive.write(lambda c: self._claim_due(c, now))

    def _claim_due(self, connection: Connection, now: datetime) -> bool:
        channel = self.settings.channel_id or ""  # without one, people are told all the same
        # A wave that was closed meanwhile has its last word before the next one is told of.
        wave = digests.unfinished(connection, channel) or waves.latest(connection)
        # Once it had it, nothing more is said unasked until a wave is opened.
        if wave is None or digests.finished(connection, channel, wave):
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
            for language in (self.settings.channel_languages if channel else ())
            for part in self.newsroom.parts(edition, language)
        ]
        return digests.claim(connection, channel, name, wave.id, edition, posts)

    def edition(self, connection: Connection, wave: WaveRow, now: datetime) -> Edition:
        """What a digest would say now, without claiming or sending anything."""
        before = digests.last_content(connection, self.settings.channel_id or "", wave.id)
        return self.editor.edition(connection, wave, now, before)
