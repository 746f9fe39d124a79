"""What may be said of plans and indicators: claims of documents, rules D1 to D3. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scoring.agreement import Trust
from scoring.balance.coverage import Coverage, technology_shares
from scoring.balance.emphasis import SIDES, Facet
from scoring.claims import Claim, Part, Value


def licensed(coverages: Sequence[Coverage], facets: Sequence[Facet]) -> Iterator[Claim]:
    """Give every claim that documents allow; the first coverage is the default reading."""
    yield from _coverage(coverages)
    yield from _emphasis(facets)
    if coverages:
        yield _technology()


def _coverage(coverages: Sequence[Coverage]) -> Iterator[Claim]:
    """Tell how far declared goals and monitored areas coincide, and by other readings, D1."""
    if not coverages or coverages[0].declared is None:
        return
    first = coverages[0]
    values: dict[str, Value] = {
        "declared": first.elements,
        "covered": first.elements - len(first.not_monitored),
    }
    yield Claim(Part.DOCUMENTS, "D1", "balance-coverage", values)
    if first.not_monitored:
        missing: dict[str, Value] = {"elements": first.not_monitored}
        yield Claim(Part.DOCUMENTS, "D1", "balance-coverage-not-monitored", missing)
    if first.not_declared:
        beside: dict[str, Value] = {"areas": first.not_declared}
        yield Claim(Part.DOCUMENTS, "D1", "balance-coverage-not-declared", beside)
    shares = [one.jaccard for one in coverages if one.jaccard is not None]
    if len(shares) > 1:
        ends: dict[str, Value] = {"low": 100 * min(shares), "high": 100 * max(shares)}
        ends["count"] = len(shares)
        yield Claim(Part.NOTES, "D1", "balance-coverage-readings", ends)


def _emphasis(facets: Sequence[Facet]) -> Iterator[Claim]:
    """Tell what the indicators lay weight on, D2; nothing while coders agree too little."""
    for facet in facets:
        if facet.id not in SIDES or not facet.coding.n:
            continue
        if facet.coding.alpha is None or not facet.coding.publishable:
            yield Claim(Part.UNSAID, "D2", f"balance-emphasis-{facet.id}-open")
            continue
        values: dict[str, Value] = {"count": facet.whole.n}
        one, other = SIDES[facet.id]
        values |= {"one": facet.whole.counts[one], "other": facet.whole.counts[other]}
        grounds = {"alpha": facet.coding.alpha}
        yield Claim(Part.DOCUMENTS, "D2", f"balance-emphasis-{facet.id}", values, grounds)
        if facet.coding.trust is Trust.TENTATIVE:
            yield Claim(Part.NOTES, "D2", f"balance-emphasis-{facet.id}-tentative")


def _technology() -> Claim:
    """Tell the largest share of technology indicators that the paper's counts allow, D3."""
    inside, beside = technology_shares()
    bounds: dict[str, Value] = {"inside": 100 * inside, "beside": 100 * beside}
    return Claim(Part.DOCUMENTS, "D3", "balance-technology-share", bounds)
