"""The fieldwork's part of the digest: who answered, who is missing, and what moved. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.digests.city import line
from bot.texts import Say
from scoring.changes import moves
from scoring.findings import Findings

NEEDED = 2
"""At most so many groups are named as missing: a call to all is a call to none."""


def fieldwork(found: Findings, say: Say, *, first: bool) -> str:
    """Write who answered against who is wanted, and which groups are missing most."""
    cities, wanted = found.figures, found.wanted
    counts = {group: sum(city.groups.get(group, 0) for city in cities) for group in wanted}
    title, finished = collected(found, say)
    lines = [f"<b>{line(title)}</b>", *map(line, _groups(counts, wanted, len(cities), say))]
    lines.append(line(finished))
    goal = {group: number * len(cities) for group, number in wanted.items()}
    named = missing(counts, goal)
    if named and not found.final:  # of a closed wave nobody is needed any more
        lines.append(line(say("digest-missing", groups=groups(named, say))))
    if first:
        lines.append(line(say("digest-first")))
    return "\n".join(lines)


def collected(found: Findings, say: Say) -> tuple[str, str]:
    """Say how many answered, against how many are wanted; and how many of them to the end."""
    cities = found.figures
    count, every = sum(city.n for city in cities), sum(found.wanted.values()) * len(cities)
    title = (
        say("digest-sample-wanted", count=count, wanted=every)
        if every
        else say("digest-sample", count=count)
    )
    finished = sum(city.complete for city in cities)
    if count and finished == count:
        return title, say("digest-finished-all")
    return title, say("digest-finished", count=finished)


def _groups(
    counts: Mapping[str, int], wanted: Mapping[str, int], cities: int, say: Say
) -> Iterator[str]:
    for group, count in counts.items():
        name, aim = say(f"group-{group}.report"), wanted[group] * cities
        if aim:
            yield say("digest-group-wanted", name=name, count=count, wanted=aim)
        else:
            yield say("digest-group", name=name, count=count)


def missing(counts: Mapping[str, int], wanted: Mapping[str, int]) -> list[str]:
    """Return the groups with the smallest share of who is wanted, below it, fewest first."""
    short = [group for group, aim in wanted.items() if counts.get(group, 0) < aim]
    return sorted(short, key=lambda group: counts.get(group, 0) / wanted[group])[:NEEDED]


def groups(codes: Sequence[str], say: Say) -> str:
    """Name groups one after the other."""
    return ", ".join(say(f"group-{group}.report") for group in codes)


def moved(found: Findings, before: Findings, say: Say, *, names: bool) -> str:
    """Write what moved since the last digest, and why."""
    change = moves(found, before)

    def places(cities: Sequence[str]) -> str:
        if names:
            return ", ".join(say(f"city-{city}") for city in cities)
        return say("digest-cities", count=len(cities))

    lines: list[str] = []
    if change.begun:
        lines.append(say("digest-moved-new", count=change.begun))
    if change.withdrawn:
        lines.append(say("digest-moved-withdrawn", count=change.withdrawn))
    if change.closed:
        lines.append(say("digest-moved-final"))
    if change.anew:
        key = "digest-moved-anew" + ("-closed" if change.closed else "")
        values = {} if change.closed else {"minimum": found.minimum}
        lines.append(say(key, cities=places(change.anew), **values))
    if change.held:
        lines.append(say("digest-moved-held", cities=places(change.held), minimum=found.minimum))
    if change.method:
        told = ", ".join((found.instrument, *found.methods))
        lines.append(say("digest-moved-method", methods=told))
    lines = lines or [say("digest-moved-none")]
    return "\n".join([f"<b>{line(say('digest-moved'))}</b>", *map(line, lines)])
