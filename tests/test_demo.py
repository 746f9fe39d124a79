from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from bot.demo.stage import PAPER


@pytest.fixture(name="shown", scope="module")
def _shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """What `saualnama demo --once` printed, and its folder."""
    folder = tmp_path_factory.mktemp("demo")
    done = subprocess.run(
        [sys.executable, "-m", "bot", "demo", "--once", "--directory", str(folder)],
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
        env={k: v for k, v in os.environ.items() if not k.startswith("SAUALNAMA_")},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout, next(folder.iterdir())


@pytest.mark.timeout(240)
def test_the_demo_shows_the_papers_tables(shown: tuple[str, Path]) -> None:
    """53 simulated people answer through the bot; totals and percents are the paper's."""
    printed, _ = shown
    lines = [line.split() for line in printed.splitlines()]
    for city, indices in PAPER.items():
        for index, (total, percent) in indices.items():
            line = next(line for line in lines if line[:2] == [city, index])
            maximum = 35 if index == "SCRI" else 40
            assert line[3:6] == [f"{total}/{maximum}", str(percent), "%"]


@pytest.mark.timeout(240)
def test_the_demo_leaves_the_data_and_the_pictures(shown: tuple[str, Path]) -> None:
    """Its folder holds a whole export, further blocks too, and four pictures a language."""
    _, folder = shown
    rows = pd.read_csv(folder / "export" / "responses.csv")
    assert len(rows) == 53
    assert set(rows["status"]) == {"complete"}
    for name, width in (("expectations-2022", 16), ("problems-2022", 7)):
        block = pd.read_csv(folder / "export" / f"{name}.csv")
        assert set(block["response_id"]) == set(rows["response_id"])
        assert set(block["status"]) == {"complete"}
        assert block.iloc[:, 3:].shape == (53, width)
        assert block.iloc[:, 3:].isin(range(1, 6)).all(axis=None)
    interview = pd.read_csv(folder / "export" / "interview-2022.csv")
    assert len(interview) == 9 + 5 + 4 + 12, "everybody but residents"
    page = (folder / "report" / "report.html").read_text("utf-8")
    assert "Мамандар не дейді" in page
    assert "Ең бастысы — су" not in page, "groups of a city are too small to be quoted"
    names = {path.name for path in folder.glob("digest-*.png")}
    assert names == {f"digest-{number}.png" for number in range(1, 13)}
    report = {path.name: path.stat().st_size for path in (folder / "report").iterdir()}
    assert report.keys() == {"report.html", "report.pdf"}
    assert min(report.values()) > 10_000
    assert json.loads((folder / "export" / "manifest.json").read_text())["responses"] == 53


@pytest.mark.timeout(240)
def test_the_demo_tells_no_secret(shown: tuple[str, Path]) -> None:
    """Neither what is printed nor the bot's log holds the token."""
    printed, folder = shown
    log = (folder / "bot.log").read_text()
    assert "at work" in log
    assert "demonstration-of-saualnama" not in printed + log
