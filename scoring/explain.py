"""How a number came about: people, counts, formula, result, so that each can be traced."""

from __future__ import annotations

from collections.abc import Iterator

from scoring import index as precise
from scoring import paper
from scoring.figures import may_be_shown
from scoring.instrument import DONT_KNOW, NOT_REACHED, RATINGS, SKIPPED
from scoring.tally import IndexTally, Tally

Step = tuple[str, str]
"""What a step is, and how it comes out."""

CODES = (*RATINGS, DONT_KNOW, SKIPPED, NOT_REACHED)


def item(whole: Tally, name: str, minimum: int) -> Iterator[Step]:
    """Explain an item of a city; KeyError if it is not asked.

    Where too few rated it, only how many; the counts would tell what each of them said.
    """
    counts = whole.item(name)
    asked = whole.layout.instrument.item(name)
    rated = whole.index(asked.index)
    place = [one.id for one in rated.index.items].index(name)
    n, total = rated.counts[place], rated.sums[place]
    yield "people who rated the index", str(rated.n)
    yield "people who rated the item, n", str(n)
    if not may_be_shown(n, rated.n, minimum):
        yield "shown", f"no: it needs at least {minimum} and half of those who rated the index"
        return
    yield "counts", "  ".join(f"{code}: {counts[code]}" for code in CODES)
    yield "sum of ratings, S", str(total)
    yield "paper score", f"half-up(S / n) = half-up({total} / {n}) = {paper.half_up(total, n)}"
    exact = precise.item(counts)
    yield "mean", f"S / n = {total} / {n} = {exact.mean}"
    yield "standard deviation", str(exact.sd)
    yield "95% interval", f"{exact.low} to {exact.high}"


def index(tally: IndexTally, minimum: int) -> Iterator[Step]:
    """Explain an index of a city by both methods, paper-2025 and precise-1."""
    many = len(tally.counts)
    yield "people who rated the index, n", str(tally.n)
    pairs = zip(tally.index.items, tally.sums, tally.counts, strict=True)
    few = [one.id for one, _, n in pairs if not may_be_shown(n, tally.n, minimum)]
    if few:
        yield "shown", f"no: too few rated {', '.join(few)}"
        return
    scores = []
    for one, s, n in zip(tally.index.items, tally.sums, tally.counts, strict=True):
        scores.append(paper.half_up(s, n))
        yield one.id, f"S / n = {s} / {n} = {s / n}, half-up {scores[-1]}"
    printed, exact = paper.score(tally.sums, tally.counts), precise.score(tally)
    yield paper.METHOD, f"total = {' + '.join(map(str, scores))} = {printed.total}"
    top = tally.index.maximum
    yield paper.METHOD, f"percent = half-up(100 * {printed.total} / {top}) = {printed.percent}"
    yield precise.METHOD, f"sum of means = {exact.total}"
    yield precise.METHOD, f"index = 100 * ({exact.total} / {many} - 1) / 4 = {exact.value}"
    error = precise.standard_error(tally)
    yield precise.METHOD, f"standard error from influence values = {error}"
    yield (
        precise.METHOD,
        f"95% interval = index ± t({tally.n - 1}) * error: {exact.low} to {exact.high}",
    )
