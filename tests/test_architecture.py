from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

HOME = Path(__file__).parent.parent
ROOMS = ("bot", "scoring", "storage", "locales")

# Which rooms a room may enter. Nothing but tests and benchmarks enters bot.
MAY_ENTER = {
    "bot": {"bot", "scoring", "storage", "locales"},
    "scoring": {"scoring"},
    "storage": {"storage"},
    "locales": set[str](),
}

# All that the two strangers know of the world; bot is free, but for the doors below.
KNOWS = {
    "scoring": {"numpy", "scipy"},
    "storage": {"alembic", "numpy", "sqlalchemy"},
    "locales": set[str](),
}

# What reaches out of the process has no place in the method.
OUTWARD = {"asyncio", "http", "logging", "os", "pathlib", "socket", "sqlite3", "subprocess"}
OUTWARD |= {"tempfile", "threading", "time", "urllib"}

# A library and the only modules that know it.
DOORS = {
    "telegram": (
        "bot/app.py",
        "bot/timing/clock.py",  # its JobQueue drives the chores
        "bot/coordinator.py",
        "bot/interviews/chat.py",
        "bot/noting.py",
        "bot/profile.py",
        "bot/delivery/*",
        "bot/outgoing/*",
    ),
    "aiohttp": ("bot/outgoing/transport.py", "bot/emulator/*"),
    "starlette": ("bot/delivery/*",),
    "uvicorn": ("bot/delivery/*",),
    "fluent": ("bot/texts.py",),
    "matplotlib": ("bot/pictures/*",),
    "fpdf": ("bot/console/placard.py", "bot/reporting/pdf.py"),
    "segno": ("bot/console/commands.py", "bot/console/placard.py"),
    "numpy": ("bot/*", "scoring/*", "storage/columns.py"),
    "pandas": ("bot/exporting/*",),
    "xlsxwriter": ("bot/exporting/*", "bot/xlsform/writing.py"),
    "openpyxl": ("bot/spreadsheets.py",),
    "pyxform": ("bot/xlsform/reading.py",),
    "prometheus_client": ("bot/watch/meters.py",),
    "dotenv": ("bot/settings.py",),
    "alembic": ("storage/upgrade.py", "storage/migrations/*"),
}

HEAVY = (
    *("alembic", "fpdf", "matplotlib", "numpy", "openpyxl", "pandas", "pyarrow", "pyreadstat"),
    *("pyxform", "scipy", "segno", "xlsxwriter"),
)

LINES = 270
# Longer ones, each for a reason that a reader would agree with.
LONG = {
    "storage/models.py": "every table, on one page",
}


@cache
def modules() -> dict[str, Path]:
    """Every module of the rooms by its dotted name; a package goes by its own."""
    found = {}
    for room in ROOMS:
        for path in sorted((HOME / room).rglob("*.py")):
            name = ".".join(path.relative_to(HOME).with_suffix("").parts)
            found[name.removesuffix(".__init__")] = path
    return found


def place(path: Path) -> str:
    """A file's path as it is written in the tables above."""
    return path.relative_to(HOME).as_posix()


@cache
def imported(name: str, *, late: bool = True) -> tuple[str, ...]:
    """The dotted names that a module imports; without `late`, only those it needs to load."""
    return tuple(_imported(name, late=late))


def _imported(name: str, *, late: bool) -> Iterator[str]:
    path = modules()[name]
    package = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    tree = ast.parse(path.read_bytes())
    for node in ast.walk(tree) if late else tree.body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*start, *([node.module] if node.module else [])])
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                yield inner if inner in modules() else base


def library(name: str) -> str:
    """The first part of a dotted name."""
    return name.split(".", maxsplit=1)[0]


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_enters_only_the_rooms_it_may(room: str) -> None:
    """The arrows between the rooms are those of the map: scoring and storage are strangers."""
    arrows = [
        (name, target)
        for name in modules()
        if library(name) == room
        for target in imported(name)
        if library(target) in {*ROOMS, "tests", "benchmarks"}
    ]
    assert [arrow for arrow in arrows if library(arrow[1]) not in MAY_ENTER[room]] == []


@pytest.mark.parametrize("room", KNOWS)
def test_a_stranger_knows_only_its_own_libraries(room: str) -> None:
    """The method and the record see nothing of Telegram, and the method nothing of any I/O."""
    known = sys.stdlib_module_names | KNOWS[room] | set(ROOMS)
    known -= OUTWARD if room == "scoring" else set()
    strangers = [
        (name, target)
        for name in modules()
        if library(name) == room
        for target in imported(name)
        if library(target) not in known
    ]
    assert strangers == []


@pytest.mark.parametrize("guest", DOORS)
def test_a_library_comes_in_by_its_doors_only(guest: str) -> None:
    """A library that could spread is known to the few modules that are named for it."""
    trespassers = [
        place(path)
        for name, path in modules().items()
        if guest in map(library, imported(name))
        and not any(fnmatch(place(path), door) for door in DOORS[guest])
    ]
    assert trespassers == []


def test_the_emulator_knows_nothing_of_the_bot() -> None:
    """The Telegram on this machine stands alone, and the bot does not know that it is there."""
    arrows = [(name, target) for name in modules() for target in imported(name)]
    emulator = "bot.emulator"
    outward = [a for a in arrows if a[0].startswith(emulator) and library(a[1]) in ROOMS]
    assert [arrow for arrow in outward if not arrow[1].startswith(emulator)] == []
    inward = {name for name, target in arrows if target.startswith(emulator)}
    assert {name for name in inward if not name.startswith(emulator)} <= {
        "bot.demo.stage",
        "bot.demo.respondents",
    }


def test_the_map_of_the_conversation_names_its_rooms() -> None:
    """Each room of bot has its line in the map that stands there, and no other has."""
    text = (HOME / "bot/README.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| \[`(\w+)/`\]\(\1\)", text, re.MULTILINE)
    assert sorted(told) == sorted({path.parent.name for path in HOME.glob("bot/*/*.py")})


def test_no_module_needs_itself() -> None:
    """Modules load in one order: no cycle stands at the head of any file."""
    graph = {
        name: {target for target in imported(name, late=False) if target in modules()} - {name}
        for name in modules()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def loaded(*names: str) -> set[str]:
    """What a process has loaded once it knows some modules."""
    script = f"import {', '.join(names)}, sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=HOME, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_the_worker_starts_without_heavy_libraries() -> None:
    """What draws, counts and exports is loaded when it is first needed, not at the start."""
    found = loaded("bot.__main__", "bot.app")
    assert "bot.app" in found
    assert found.isdisjoint(HEAVY)
    assert not any(name.startswith("bot.emulator") for name in found)


def test_what_counts_starts_without_what_speaks() -> None:
    """A recount and an export's rows need neither Telegram nor words, and no memory for them."""
    found = loaded("bot.__main__", "bot.console.desk", "bot.exporting.rows")
    assert found.isdisjoint({"aiohttp", "babel", "bot.app", "fluent", "pandas", "telegram"})


def test_files_are_short() -> None:
    """A file is read in one sitting; a longer one is named here with its reason."""
    lengths = {
        place(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in modules().values()
        if "migrations" not in path.parts
    }
    assert {name for name, length in lengths.items() if length > LINES} == set(LONG)
