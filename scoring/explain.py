"""How a number came about: people, counts, formula, result, so that each can be traced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scoring import index as precise
from scoring import paper
from scoring.analysis import GAPS, Analysis
from scoring.balance import METHOD
from scoring.balance.gap import both, differences, paired
from scoring.balance.performance import performance
from scoring.figures import may_be_shown
from scoring.instrument import DONT_KNOW, NOT_REACHED, RATINGS, SKIPPED
from scoring.interval import PRIOR
from scoring.tally import Tally

Step = tuple[str, str]
"""What a step is, and how it comes out."""

CODES = (*RATINGS, DONT_KNOW, SKIPPED, NOT_REACHED)


def item(whole: Tally, name: str, minimum: int) -> Iterator[Step]:
    """Explain an item of a city; KeyError if it is not asked.

    Where too few rated it, only how many; the counts would tell what each of them said.
    """
    counts = whole.item(name)
    asked = whole.layout.instrument.item(name)
    n = sum(counts[code] for code in RATINGS)
    total = sum(int(code) * counts[code] for code in RATINGS)
    of, where = whole.answered, "anything of the block"
    if any(one.id == asked.index for one in whole.layout.instrument.indices):
        of, where = whole.index(asked.index).n, "the index"
    yield f"people who rated {where}", str(of)
    yield "people who rated the item, n", str(n)
    if not may_be_shown(n, of, minimum):
        yield "shown", f"no: it needs at least {minimum} and half of those who rated {where}"
        return
    yield "counts", "  ".join(f"{code}: {counts[code]}" for code in CODES)
    yield "sum of ratings, S", str(total)
    yield "paper score", f"half-up(S / n) = half-up({total} / {n}) = {paper.half_up(total, n)}"
    exact = precise.item(counts)
    yield "mean", f"S / n = {total} / {n} = {exact.mean}"
    yield "standard deviation", str(exact.sd)
    yield f"95% interval = {_interval(counts, exact)}", f"{exact.low} to {exact.high}"


def _interval(counts: Mapping[str, int], exact: precise.ItemScore) -> str:
    """Say by which formula an item's interval was found, §2.2."""
    if exact.n > 1 and precise.item_t_interval(counts) == (exact.low, exact.high):
        return f"mean ± t({exact.n - 1}) * sd / √n"
    return f"2.5% and 97.5% quantiles of Σ k * p_k, p Dirichlet of counts + {PRIOR}"


def gap(whole: Tally, element: str, minimum: int) -> Iterator[Step]:
    """Explain an element's gap, importance less performance within people; method balance-1."""
    declared = whole.layout.instrument.analysis(GAPS)
    items = dict(declared.of)[element] if declared else ()
    joint = whole.joint(*items)
    n = sum(map(sum, joint))
    yield "people who rated anything of it", str(whole.answered)
    yield f"people who rated both {' and '.join(items)}, n", str(n)
    if n < max(minimum, 2) or 2 * n < whole.answered:
        yield "shown", f"no: it needs at least {minimum} and half of those who rated anything"
        return
    apart = differences(joint)
    total = sum(d * count for d, count in apart.items())
    yield "differences d", "  ".join(f"{d}: {apart[d]}" for d in sorted(apart) if apart[d])
    for name, score in zip(("importance", "performance"), both(joint), strict=True):
        yield name, f"{score.mean} ({score.low} to {score.high})"
    found = paired(joint)
    yield METHOD, f"gap = sum of d / n = {total} / {n} = {found.points}"
    yield METHOD, f"standard error within people = {found.se}"
    yield METHOD, f"95% interval = gap ± t({n - 1}) * error: {found.low} to {found.high}"
    yield METHOD, f"p of Student's paired t = {found.p}"


def contrast(whole: Tally, one: Analysis, minimum: int) -> Iterator[Step]:
    """Explain the difference of two sides of the ratings; method balance-1."""
    both_sides = whole.index(one.id)
    found = performance(one, both_sides, minimum)
    yield "people who rated any of both sides, n", str(found.n)
    if found.difference is None:
        yield "shown", f"no: each item needs at least {minimum} and half of them"
        return
    means = {
        item.id: s / n
        for item, s, n in zip(
            both_sides.index.items, both_sides.sums, both_sides.counts, strict=True
        )
    }
    for (side, items), value in zip(one.of, (found.first, found.second), strict=True):
        parts = " + ".join(f"{means[item]}" for item in items)
        yield side, f"25 * (({parts}) / {len(items)} - 1) = {value}"
    apart = found.difference
    yield METHOD, f"difference = {apart.points}, standard error within people = {apart.se}"
    yield METHOD, f"95% interval = ± t({found.n - 1}) * error: {apart.low} to {apart.high}"


def index(whole: Tally, name: str, minimum: int) -> Iterator[Step]:
    """Explain an index of a city by both methods, paper-2025 and precise-1."""
    tally = whole.index(name)
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
