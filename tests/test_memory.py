"""Nothing in memory grows with the number of people whom the bot knows."""

from __future__ import annotations

import gc
import types
from pathlib import Path

from bot.app import Saualnama
from bot.opening import open_archive, open_first_wave
from bot.settings import load
from tests.mailroom import Mailroom
from tests.town import INSTRUMENT, TEXTS

PLACES = (type, types.ModuleType, types.FunctionType, types.BuiltinFunctionType)
SLACK = 60  # objects: caches of the database's library that fill at their own pace


def _held(worker: Saualnama) -> int:
    """How many objects can be reached from a worker, classes, modules and functions left out."""
    gc.collect()
    found: dict[int, object] = {}
    waiting: list[object] = [worker]
    while waiting:
        one = waiting.pop()
        if id(one) not in found and not isinstance(one, PLACES):
            found[id(one)] = one
            waiting += gc.get_referents(one)
    return len(found)


async def test_known_people_cost_no_memory(tmp_path: Path) -> None:
    """After ten times as many people have answered, a worker holds as much as before."""
    chosen = load(
        {
            "telegram_token": "1234567890:" + "nobody-listens-there-at-all" + "0" * 8,
            "telegram_api_url": "http://127.0.0.1:9",
            "database_url": f"sqlite:///{tmp_path / 'memory.sqlite3'}",
            "secret_key": "a key for tests only",
        }
    )
    archive = open_archive(chosen)
    open_first_wave(archive, INSTRUMENT, chosen)
    worker = Saualnama(chosen, archive, TEXTS)
    town = Mailroom(archive)
    sizes = []
    for crowd in (range(1, 16), range(16, 31), range(31, 181)):
        for person in crowd:
            chat = 7_000_000_000 + person
            await worker.take([*town.entry(chat), *town.answers(chat, "123")])
        await worker.speaker.finish(0)
        await worker.clock.tick()
        await worker.clock.note()
        sizes.append(_held(worker))
    assert sizes[2] <= sizes[1] + SLACK, sizes
    await worker.transport.shutdown()
    archive.close()
