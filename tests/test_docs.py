from __future__ import annotations

import doctest
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import click
import pytest

from bot.__main__ import main
from bot.settings import PREFIX, Settings

HOME = Path(__file__).parent.parent
PAPERS = sorted(
    path.relative_to(HOME).as_posix()
    for pattern in ("*.md", "docs/*.md", "bot/*.md", "locales/*.md", "benchmarks/*.md")
    for path in HOME.glob(pattern)
)
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
COMMAND = re.compile(r"(?:^|\s|bin/)saualnama[ \t]+(\S.*)", re.MULTILINE)
ROOMS = ("bot", "scoring", "storage", "locales", "tests", "docs", "deploy", "benchmarks", ".ci")
TREE = re.compile(rf"({'|'.join(map(re.escape, ROOMS))})/[\w./*-]*")


@dataclass(frozen=True, slots=True)
class Code:
    """A piece of code in a paper; `whole` where it is a block of its own."""

    language: str
    text: str
    whole: bool


def read(name: str) -> str:
    """A paper's text."""
    return (HOME / name).read_text(encoding="utf-8")


def codes(name: str) -> Iterator[Code]:
    """All code in a paper: blocks, then words between backticks."""
    text = read(name)
    for language, block in FENCED.findall(text):
        yield Code(language, block, whole=True)
    for span in INLINE.findall(FENCED.sub("", text)):
        yield Code("", span, whole=False)


def parse(words: list[str]) -> None:
    """Parse a command line of ours without running it; UsageError where that is impossible."""
    command: click.Command = main
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        name, *words = words
        if name not in command.commands:
            raise click.UsageError(f"there is no command {name}")
        command = command.commands[name]
    try:
        command.make_context(command.name, words)
    except click.exceptions.Exit:  # --help and --version end here
        return


def test_a_command_that_is_none_would_be_found() -> None:
    """The check of command lines sees an unknown command, an unknown option, a missing word."""
    parse(["wave", "open", "2026"])
    for line in ("wavee", "wave reopen", "demo --twice", "export"):
        with pytest.raises(click.UsageError):
            parse(line.split())


@pytest.mark.parametrize("name", PAPERS)
def test_commands_parse(name: str) -> None:
    """Every `saualnama …` in a paper is a command with options that exist."""
    for code in codes(name):
        if code.language not in {"", "sh", "console"}:
            continue
        for line in COMMAND.findall(code.text):
            words = shlex.split(line.split(" #")[0].replace("…", ""))
            try:
                parse(words)
            except click.UsageError as error:
                # In a sentence a command may be named without what it needs.
                if code.whole or not isinstance(error, click.MissingParameter):
                    pytest.fail(f"{name}: saualnama {line}: {error.format_message()}")


@pytest.mark.parametrize("name", PAPERS)
def test_targets_exist(name: str) -> None:
    """Every `make …` in a paper is a target of the Makefile."""
    targets = set(re.findall(r"^([\w./-]+):", read("Makefile"), re.MULTILINE))
    told = {
        target
        for code in codes(name)
        for target in re.findall(r"^make (?:-C \S+ )?([\w./-]+)", code.text, re.MULTILINE)
    }
    assert told <= targets


@pytest.mark.parametrize("name", [*PAPERS, ".env.example", "deploy/compose.yaml", "Makefile"])
def test_variables_exist(name: str) -> None:
    """Every variable that is named is a setting, or one that the tests read."""
    tests = "".join(path.read_text(encoding="utf-8") for path in HOME.glob("tests/**/*.py"))
    known = {PREFIX + one.name.upper() for one in fields(Settings)}
    known |= {word for word in ("SAUALNAMA_TEST_POSTGRESQL", "SAUALNAMA_CHAOS") if word in tests}
    assert set(re.findall(PREFIX + r"[A-Z_]+", read(name))) <= known


@pytest.mark.parametrize("name", PAPERS)
def test_python_runs(name: str) -> None:
    """A block of Python compiles; one that shows a session says what it says."""
    for code in codes(name):
        if code.language != "python":
            continue
        if ">>>" not in code.text:
            compile(code.text, name, "exec")
            continue
        session = doctest.DocTestParser().get_doctest(code.text, {}, name, name, 0)
        assert doctest.DocTestRunner(verbose=False).run(session).failed == 0


@pytest.mark.parametrize("name", PAPERS)
def test_links_lead_somewhere(name: str) -> None:
    """A relative link or picture is there, and a heading that is pointed at stands in its page."""
    for link in LINK.findall(FENCED.sub("", read(name))):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, heading = link.partition("#")
        target = (HOME / name).parent / path if path else HOME / name
        assert target.exists(), link
        if heading:
            titles = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            anchors = {re.sub(r"[^\w -]", "", t).strip().lower().replace(" ", "-") for t in titles}
            assert heading in anchors, link


@pytest.mark.parametrize("name", PAPERS)
def test_files_that_are_named_exist(name: str) -> None:
    """A paper that sends a reader to a file sends them to one that is there."""
    named = {code.text for code in codes(name) if TREE.fullmatch(code.text)}
    assert [path for path in named if not any(HOME.glob(path))] == []
