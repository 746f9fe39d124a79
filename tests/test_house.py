from __future__ import annotations

import ast
import os
import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from fnmatch import fnmatch
from pathlib import Path

import pytest

from bot.readers import Secret
from bot.settings import PREFIX, Settings

HOME = Path(__file__).parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")
BINARY = {".png", ".jpg", ".svg", ".xlsx", ".woff2"}
TARGETS = {"demo", "test", "chaos", "check", "lock", "clean", "help"}

# The brackets keep this file from finding itself.
MACHINE = re.compile(r"(?<![\w.}*-])/(?:work|root|farm|home)\b")
INDEX = re.compile(r"py[p]i\.org|python[h]osted\.|index-url[ =]+http")
TOKEN = re.compile(r"\b\d{8,10}:[A-Za-z0-9_-]{35}\b")


def text(name: str) -> str:
    """A file of the house."""
    return (HOME / name).read_text(encoding="utf-8")


def project() -> dict[str, object]:
    """The project's own description."""
    found: dict[str, object] = tomllib.loads(text("pyproject.toml"))["project"]
    return found


def kept() -> Iterator[Path]:
    """Every text file that is the project's: what .gitignore names is not."""
    ignored = [".git", *(line.rstrip("/") for line in text(".gitignore").splitlines() if line)]
    for folder, folders, files in os.walk(HOME):
        folders[:] = [f for f in folders if not any(fnmatch(f, i) for i in ignored)]
        for name in files:
            path = Path(folder, name)
            if path.suffix not in BINARY and not any(fnmatch(name, i) for i in ignored):
                yield path


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_hashes(name: str) -> None:
    """What is installed is what was looked at: each pin carries hashes, and no address."""
    pins = re.split(r"^(?=\w)", text(name), flags=re.MULTILINE)[1:]
    assert len(pins) > 20
    for pin in pins:
        assert re.match(r"[\w.-]+(\[[\w,-]+\])?==[\w.!+]+( ; [^\n]+)? \\\n", pin), pin[:80]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", pin), pin[:80]
    assert "://" not in text(name)


def test_the_locks_hold_what_the_project_asks_for() -> None:
    """A dependency that was added was locked, and the tests run on what people run."""
    run, dev = (
        {*re.findall(r"^([\w.-]+)(?:\[.*\])?==(\S+)", text(n), re.MULTILINE)} for n in LOCKS
    )
    wanted = project()["dependencies"]
    assert isinstance(wanted, list)
    names = {re.split(r"[^\w.-]", line)[0].lower().replace(".", "-") for line in wanted}
    assert names <= {name for name, _ in run}
    assert run <= dev


def test_no_file_tells_of_the_machine_it_was_written_on() -> None:
    """No path of a machine, no package index, and nothing that looks like a token."""
    faults = [
        f"{path.relative_to(HOME)}: {found[0]}"
        for path in kept()
        for pattern in (MACHINE, INDEX, TOKEN)
        if (found := pattern.search(path.read_text(encoding="utf-8")))
    ]
    assert faults == []


def test_locales_hold_data_only() -> None:
    """Translators meet words and lists, and no code."""
    files = [path for path in kept() if path.is_relative_to(HOME / "locales")]
    assert {path.suffix for path in files} == {".ftl", ".txt", ".md", ".py"}
    (code,) = (path for path in files if path.suffix == ".py")
    (only,) = ast.parse(code.read_bytes()).body
    assert isinstance(only, ast.Expr)


def test_the_commands_of_make_are_few_and_told() -> None:
    """Each target is known, said by `make help`, and no file's name."""
    makefile = text("Makefile")
    assert {*re.findall(r"^([a-z]+):", makefile, re.MULTILINE)} == TARGETS
    assert {*re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE)} == TARGETS
    (phony,) = re.findall(r"^\.PHONY: (.+)", makefile, re.MULTILINE)
    assert set(phony.split()) == TARGETS


def _written(value: object) -> str:
    """A default as an operator would write it."""
    if value is None:
        return ""
    if isinstance(value, Secret):
        return value.text
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)


def test_the_example_names_every_setting_with_its_default() -> None:
    """An operator finds all that can be set in .env.example, and nothing else."""
    defaults = {PREFIX + one.name.upper(): _written(one.default) for one in fields(Settings)}
    told = re.findall(r"^#(" + PREFIX + r"\w+)=(.*)$", text(".env.example"), re.MULTILINE)
    assert dict(told) == defaults
    assert len(told) == len(defaults)


def test_no_line_of_the_example_is_in_force() -> None:
    """Copying .env.example changes nothing."""
    assert [line for line in text(".env.example").splitlines() if line and line[0] != "#"] == []


def test_the_version_is_told_once_and_the_same() -> None:
    """The package, the changelog's newest entry and the citation name one version."""
    changelog = text("CHANGELOG.md")
    released = re.findall(r"^## \[([\d.]+)\] - (\S+)$", changelog, re.MULTILINE)
    assert re.findall(r"^## (.+)$", changelog, re.MULTILINE)[0] == "[Unreleased]"
    days = [date.fromisoformat(day) for _, day in released]
    assert days == sorted(days, reverse=True)
    version, day = released[0]
    assert project()["version"] == version
    citation = text("CITATION.cff")
    assert re.findall(r"^version: (.+)$", citation, re.MULTILINE) == [version]
    assert re.findall(r"^date-released: (.+)$", citation, re.MULTILINE) == [day]


def test_every_dependency_has_its_reason() -> None:
    """docs/decisions.md says for each library why it is this one."""
    wanted = project()["dependencies"]
    assert isinstance(wanted, list)
    reasons = text("docs/decisions.md").lower()
    names = [re.split(r"[^\w.-]", line)[0].lower() for line in wanted]
    assert [name for name in names if f"`{name}`" not in reasons] == []
