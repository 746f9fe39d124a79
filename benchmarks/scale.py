"""`python -m benchmarks.scale`: a digest, a full recount and a wide CSV at a million responses.

Every repetition measures each contender once, one after another; told are medians. Ours runs in a
process of its own, so that its memory is its own.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import URL, create_engine, make_url, text

from benchmarks import country
from bot.digests.newsroom import Newsroom
from bot.office import Office
from bot.settings import Settings
from scoring.tally import layouts
from storage import waves
from storage.archive import Archive
from storage.upgrade import upgrade

SMALL, CHANGES = 10_000, (100, 1000)
NOW = datetime(2026, 6, 30, tzinfo=UTC)
CHANNEL = "@coordinators"


class Desk:
    """Ours at work: what a worker does, without Telegram."""

    def __init__(self, url: str) -> None:
        """Open an archive that was filled before."""
        self.archive = Archive(url)
        self.folder = tempfile.TemporaryDirectory()
        self.texts = country.texts(Path(self.folder.name) / "locales")
        settings = Settings(cities=country.CITIES, channel_id=CHANNEL)
        self.office = Office(
            self.archive, country.INSTRUMENT, settings, Newsroom(self.texts, settings)
        )
        gc.freeze()  # as the worker and the commands do

    def digest(self, many: int, seed: int) -> float:
        """Seconds from `many` changed responses to a claimed digest with its figures frozen."""
        with self.archive.begin() as connection:
            country.change(connection, many, seed)
        begun = time.perf_counter()
        asyncio.run(self.office.recompute())
        with self.archive.begin() as connection:
            wave = waves.latest(connection)
            assert wave is not None
            assert self.office.claim(connection, CHANNEL, f"{many} {seed}", wave, NOW)
        return time.perf_counter() - begun

    def job(self, many: int, seed: int) -> float:
        """Seconds for the tallies alone."""
        with self.archive.begin() as connection:
            country.change(connection, many, seed)
        begun = time.perf_counter()
        asyncio.run(self.office.recompute())
        return time.perf_counter() - begun

    def recount(self) -> float:
        """Seconds for a full recount of the tallies, put in their place."""
        begun = time.perf_counter()
        with self.archive.begin() as connection:
            self.office.replace(connection)
        return time.perf_counter() - begun

    def read(self) -> float:
        """Seconds for fetching what responses.csv is made of, and making nothing of it."""
        from storage.frames import blocks_of_responses

        begun = time.perf_counter()
        with self.archive.read() as connection:
            for _ in blocks_of_responses(connection):
                pass
        return time.perf_counter() - begun

    def wide(self, tier: str) -> float:
        """Seconds for responses.csv: read, pseudonymous, in random order, counted, written."""
        return self._rows(tier, wide=True)

    def rows(self, tier: str) -> float:
        """Seconds for responses.csv and answers.csv, 23 lines a response."""
        return self._rows(tier, wide=False)

    def export(self, tier: str) -> float:
        """Seconds for a whole export as CSV."""
        from bot.exporting.export import export

        begun = time.perf_counter()
        with self.archive.read() as connection:
            export(
                connection,
                Path(self.folder.name) / f"export {begun}",
                office=self.office,
                texts=self.texts,
                now=NOW,
                tier=tier,
                formats=("csv",),
            )
        return time.perf_counter() - begun

    def _rows(self, tier: str, *, wide: bool) -> float:
        from bot.exporting import raw
        from bot.exporting.counts import Counts
        from bot.exporting.kinds import Kinds
        from bot.exporting.order import Order

        begun = time.perf_counter()
        with self.archive.read() as connection, tempfile.TemporaryDirectory() as folder:
            order = Order(
                office=self.office,
                texts=self.texts,
                now=NOW,
                waves=waves.every(connection),
                wave=None,
                city=None,
                tier=tier,
                language="kk",
                formats=("csv",),
                key=b"of this run",
            )
            used = {country.INSTRUMENT.name: country.INSTRUMENT}
            named = {one.id: (one.instrument, one.name) for one in order.waves}
            counting = Counts(Kinds(named, order.zone))
            raw.write(connection, Path(folder), order, used, counting, long=not wide)
            return time.perf_counter() - begun


def serve(url: str) -> None:
    """Do what standard input asks for; answer with seconds and the peak of memory in MB."""
    desk = Desk(url)
    print(f"{_peak():.0f}", flush=True)
    for line in sys.stdin:
        name, *words = json.loads(line)
        seconds = getattr(desk, name)(*words)
        print(json.dumps([seconds, _peak()]), flush=True)


def _peak() -> float:
    # Not `ru_maxrss`: a process inherits that from the one that started it.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


class Asked:
    """A process that answers a line with a line."""

    def __init__(self, *command: str) -> None:
        """Start it and wait until it is ready."""
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        self.ready = self._process.stdout.readline().strip()

    def ask(self, line: str) -> Any:  # noqa: ANN401 - JSON
        """Return what it answers."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def close(self) -> None:
        """End it."""
        self._process.communicate()


@contextmanager
def ours(url: str) -> Iterator[Callable[..., tuple[float, float]]]:
    """A desk in a process of its own: ask it for seconds and megabytes."""
    asked = Asked(sys.executable, "-m", "benchmarks.scale", "--serve", url)
    try:
        yield lambda *words: tuple(asked.ask(json.dumps(words)))
    finally:
        asked.close()


def once(url: str, *words: object) -> tuple[float, float]:
    """Ask a fresh process once: its peak of memory is this work's."""
    with ours(url) as ask:
        return ask(*words)


def filled(where: URL, many: int) -> str:
    """Make and fill a database; return its URL."""
    url = where.render_as_string(hide_password=False)
    if where.get_backend_name() == "postgresql":
        server = create_engine(where.set(drivername="postgresql+psycopg", database="postgres"))
        with server.connect() as raw:
            connection = raw.execution_options(isolation_level="AUTOCOMMIT")
            connection.execute(text(f'DROP DATABASE IF EXISTS "{where.database}"'))
            connection.execute(text(f'CREATE DATABASE "{where.database}"'))
        server.dispose()
    archive = Archive(url)
    upgrade(archive)
    country.fill(archive, many)
    archive.close()
    once(url, "recount")
    return url


def measured(
    options: argparse.Namespace, folder: Path, name: str, where: Callable[[str], URL]
) -> None:
    """Measure one database and print what was found."""
    print(f"\n{name}: filling {options.responses:,} and {SMALL:,} responses", flush=True)
    large = filled(where("large"), options.responses)
    small = filled(where("small"), SMALL)
    idle = Asked(sys.executable, "-m", "benchmarks.scale", "--serve", large)
    print(f"memory before any work: {idle.ready} MB", flush=True)
    idle.close()
    with ours(large) as many, ours(small) as few:
        for kind in ("job", "digest"):
            for changes in CHANGES:
                pairs = [
                    (few(kind, changes, seed)[0], many(kind, changes, seed)[0])
                    for seed in range(options.repetitions + 1)  # the first one warms up
                ]
                one, other = (statistics.median(part) for part in zip(*pairs[1:], strict=True))
                print(
                    f"| {name}, {kind}, {changes} changed | {1000 * one:.0f} ms "
                    f"| {1000 * other:.0f} ms | {other / one:.2f} |",
                    flush=True,
                )
    csv = folder / "responses.csv"
    dump(large, csv)
    works = [
        ("tally", "recount", ()),
        ("copy", "read", ()),
        ("copy", "wide", ("internal",)),
        ("copy", "wide", ("shared",)),
    ]
    peer = None
    if options.peers:
        script = Path(__file__).parent / "peers" / "duckdb_table.py"
        indices = {
            section.index.id: [item.id for item in section.index.items]
            for layout in layouts(country.INSTRUMENT)
            for section in layout.sections
        }
        peer = Asked(options.peers, str(script), str(csv), str(folder), json.dumps(indices))
        print(f"DuckDB {peer.ready}", flush=True)
    for theirs, mine, words in works:
        pairs, peaks = [], []
        for _ in range(options.repetitions):
            duck = peer.ask(theirs) if peer else float("nan")
            seconds, peak = once(large, mine, *words)
            pairs.append((duck, seconds))
            peaks.append(peak)
        duck, seconds = (statistics.median(part) for part in zip(*pairs, strict=True))
        print(
            f"| {name}, {mine} {' '.join(words)} | {duck:.2f} s | {seconds:.2f} s "
            f"| {seconds / duck:.2f} times as long, {duck / seconds:.2f} of its rows/s "
            f"| {max(peaks):.0f} MB |",
            flush=True,
        )
    for work in ("rows", "export") if options.whole else ():
        seconds, peak = once(large, work, "shared")
        print(f"| {name}, {work} shared | | {seconds:.1f} s | | {peak:.0f} MB |", flush=True)
    if peer:
        peer.close()
        for path in folder.glob("peer.*"):
            path.unlink()


def dump(url: str, path: Path) -> None:
    """Write the responses as an analyst would get them, in the order in which they came."""
    import csv

    from scoring.instrument import VALUES
    from storage.columns import NONE
    from storage.frames import stream_responses

    names = "respondent_id,response_id,wave,city,stakeholder_group,language,status,started_on"
    heads = [*names.split(","), "completed_on", "instrument"]
    archive = Archive(url)
    with path.open("w", encoding="utf-8", newline="") as file, archive.read() as connection:
        writer = csv.writer(file)
        writer.writerow([*heads, *(item.id for item in country.INSTRUMENT.items)])
        for batch in stream_responses(connection):
            for row in zip(*batch, strict=True):
                key, person, wave, *about, answers, _, complete, started, completed = row
                days = (
                    "" if moment == NONE else str(datetime.fromtimestamp(moment, UTC).date())
                    for moment in (started, completed)
                )
                status = "complete" if complete else "partial"
                writer.writerow(
                    [
                        *(f"{person:016x}", f"{key:016x}", country.WAVES[wave - 1], *about, status),
                        *(*days, country.INSTRUMENT.name, *(VALUES[code] for code in answers)),
                    ]
                )
    archive.close()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale")
    parser.add_argument("--responses", type=int, default=1_000_000)
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--peers", help="a Python that has DuckDB: see README.md")
    parser.add_argument("--postgresql", help="a server's URL: databases are made and dropped there")
    parser.add_argument("--folder", type=Path, help="where the files go; some gigabytes")
    parser.add_argument("--whole", action="store_true", help="also a whole export, once")
    parser.add_argument("--serve", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(options.serve)
        return
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory(dir=options.folder) as place:
        folder = Path(place)
        measured(
            options,
            folder,
            "SQLite",
            lambda size: make_url(f"sqlite:///{folder / size}.sqlite3"),
        )
        if options.postgresql:
            server = make_url(options.postgresql)
            measured(
                options, folder, "PostgreSQL", lambda size: server.set(database=f"scale_{size}")
            )


if __name__ == "__main__":
    main()
