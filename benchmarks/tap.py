"""`python -m benchmarks.tap`: what a tap costs, ours and others', on the same emulator.

A tap is one callback query in, answerCallbackQuery and editMessageText out.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import uvloop

from benchmarks.bots import Contender, Running, contenders, running
from benchmarks.cores import allowed
from benchmarks.crowd import Crowd
from bot.emulator import Emulator, Fault

RATE: Final = 100.0
"""Taps a second where the bot is not saturated."""


@dataclass(frozen=True, slots=True)
class Result:
    """One bot in one run: CPU is milliseconds a tap, waits are milliseconds, memory megabytes.

    `lost` are people whose tap was not answered at all.
    """

    cpu: float
    taps_a_second: float
    steady_cpu: float
    steady_rate: float
    median_wait: float
    longest_wait: float  # 99 % wait less
    start_seconds: float
    start_memory: float
    memory: float
    lost: int


async def measure(who: Contender, options: argparse.Namespace) -> Result:
    """Start a bot on an emulator of its own, tap, end it."""
    emulator = Emulator(record_calls=False)
    if options.reply_ms:
        late = Fault(hang=options.reply_ms / 1000)
        emulator.faults = lambda *_: late
    await emulator.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            async with running(who, emulator, Path(folder)) as bot:
                with allowed([bot.pid], options.share):
                    return await _tapped(emulator, bot, options)
    finally:
        await emulator.stop()


async def _tapped(emulator: Emulator, bot: Running, options: argparse.Namespace) -> Result:
    clock, seconds = asyncio.get_running_loop().time, options.seconds
    start_memory = bot.resident()
    crowd = Crowd(emulator, options.people)
    crowd.begin()
    await crowd.last(options.warm)
    crowd.count()
    cpu, begun = bot.cpu(), clock()
    await crowd.last(seconds)
    taps = crowd.counted.taps
    # A bot that serves nobody any more has no cost a tap.
    saturated, taps_a_second = (bot.cpu() - cpu) / max(1, taps), taps / (clock() - begun)
    await crowd.keep(RATE, options.warm)
    crowd.count()
    cpu, begun = bot.cpu(), clock()
    await crowd.keep(RATE, seconds)
    steady = crowd.counted
    waits = sorted(steady.waits) or [math.inf]
    return Result(
        cpu=1000 * saturated,
        taps_a_second=taps_a_second,
        steady_cpu=1000 * (bot.cpu() - cpu) / max(1, steady.taps),
        steady_rate=steady.taps / (clock() - begun),
        median_wait=1000 * statistics.median(waits),
        longest_wait=1000 * waits[math.ceil(0.99 * len(waits)) - 1],
        start_seconds=bot.start_seconds,
        start_memory=start_memory,
        memory=bot.resident(),
        lost=steady.lost,
    )


def middle(results: Sequence[Result]) -> Result:
    """The median of each figure."""
    fields = Result.__dataclass_fields__
    return Result(**{name: statistics.median(getattr(r, name) for r in results) for name in fields})


def table(results: dict[str, list[Result]]) -> str:
    """A Markdown table: medians, and our CPU as a part of each bot's (with its spread)."""
    (ours, *_) = results.values()
    heads: tuple[str, ...] = (
        "bot",
        "CPU ms a tap",
        "ours / it",
        "taps/s",
        "CPU ms a tap at 100/s",
        "ours / it",
    )
    heads = (*heads, "wait ms p50 / p99", "people lost", "start s", "MB at start / end")
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for name, found in results.items():
        one = middle(found)
        saturated = _ratio([r.cpu for r in ours], [r.cpu for r in found])
        steady = _ratio([r.steady_cpu for r in ours], [r.steady_cpu for r in found])
        lines.append(
            f"| {name} | {one.cpu:.3f} | {saturated} | {one.taps_a_second:.0f} "
            f"| {one.steady_cpu:.2f}{_short(one)} | {steady} "
            f"| {one.median_wait:.1f} / {one.longest_wait:.1f} | {one.lost:.0f} "
            f"| {one.start_seconds:.2f} "
            f"| {one.start_memory:.0f} / {one.memory:.0f} |"
        )
    return "\n".join(lines)


def _ratio(ours: Sequence[float], theirs: Sequence[float]) -> str:
    """The median of the ratios of one repetition each, and the least and the most of them."""
    if ours == theirs:
        return "1"
    ratios = [mine / its for mine, its in zip(ours, theirs, strict=True)]
    return f"{statistics.median(ratios):.2f} ({min(ratios):.2f} – {max(ratios):.2f})"


def _short(one: Result) -> str:
    """What to say of a bot that did not keep up with the steady rate."""
    return "" if one.steady_rate > RATE * 0.97 else f" (only {one.steady_rate:.0f}/s)"


async def compare(options: argparse.Namespace) -> dict[str, list[Result]]:
    """All bots in turn, again and again."""
    chosen = [
        who
        for number, who in enumerate(contenders(options.peers, hooked=options.webhook))
        if number == 0 or options.only is None or options.only in who.name
    ]
    results: dict[str, list[Result]] = {who.name: [] for who in chosen}
    for number in range(options.repetitions):
        for who in chosen:
            result = await measure(who, options)
            results[who.name].append(result)
            words = f"{number + 1}/{options.repetitions} {who.name}: {result.cpu:.3f} ms a tap"
            print(f"{words}, {result.steady_cpu:.2f} at {RATE:.0f}/s", file=sys.stderr, flush=True)
    return results


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tap", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="3 repetitions of 3 seconds")
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=6.0, help="of each measurement")
    parser.add_argument("--warm", type=float, default=2.0, help="seconds before each of them")
    parser.add_argument("--people", type=int, default=32)
    parser.add_argument("--reply-ms", type=float, default=0.0, help="the API's delay of each call")
    parser.add_argument("--peers", metavar="PYTHON", help="a Python that has peers.txt installed")
    parser.add_argument("--share", type=float, help="of a core that a bot may use")
    parser.add_argument("--webhook", action="store_true", help="Telegram comes to the bot")
    parser.add_argument("--only", metavar="WORD", help="ours and the bots whose name holds it")
    options = parser.parse_args()
    if options.quick:
        options.repetitions, options.seconds = 3, 3.0
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        results = runner.run(compare(options))
    python, cores = platform.python_version(), len(os.sched_getaffinity(0))
    print(f"\nPython {python}, {cores} cores, {options.people} people, medians of")
    print(f"{options.repetitions} × {options.seconds:g} s\n")
    print(table(results))
    (ours, *_) = results.values()
    if any(one.lost for one in ours):
        sys.exit("Saualnama lost taps")


if __name__ == "__main__":
    main()
