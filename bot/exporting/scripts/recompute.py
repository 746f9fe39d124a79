"""Recompute indices.csv from responses.csv, and say where they differ.

    python recompute.py [FOLDER]

It needs pandas only. For each figure that is not suppressed: n, the paper's total and percent
(method paper-2025, whole numbers rounded half up), the unrounded total and the index on a 0-100
scale (method precise-1). The exit status is 0 if all agree and 1 if one does not.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

LOWEST, HIGHEST = 1, 5
TOLERANCE = 1e-9
FIGURES = ("n", "total", "percent", "total_unrounded", "index")


def read(path: Path) -> pd.DataFrame:
    """Read a file with every cell as text."""
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def half_up(numerator: int, denominator: int) -> int:
    """Round a fraction of whole numbers to the nearest one, ties upward."""
    return (2 * numerator + denominator) // (2 * denominator)


def figures(ratings: pd.DataFrame) -> dict[str, float]:
    """Compute one row of indices.csv from the ratings of its items, gaps where there is none."""
    sums = [int(ratings[item].sum()) for item in ratings.columns]
    counts = [int(ratings[item].count()) for item in ratings.columns]
    many = len(sums)
    total = sum(half_up(s, n) for s, n in zip(sums, counts, strict=True))
    unrounded = sum(s / n for s, n in zip(sums, counts, strict=True))
    return {
        "n": int(ratings.notna().any(axis=1).sum()),
        "total": total,
        "percent": half_up(100 * total, HIGHEST * many),
        "total_unrounded": unrounded,
        "index": 100 * (unrounded / many - LOWEST) / (HIGHEST - LOWEST),
    }


def main(folder: Path) -> int:
    """Compare every figure; return the exit status."""
    book = read(folder / "codebook.csv")
    book = book[(book["file"] == "responses.csv") & (book["index"] != "")]
    responses = read(folder / "responses.csv")
    ratings = responses[list(book["name"])].apply(pd.to_numeric)
    asked = ratings.notna().groupby(responses["wave"]).any()
    ratings = ratings.where(ratings >= LOWEST)  # -7, -8 and -9 are no ratings
    published = read(folder / "indices.csv")
    published = published[published["suppressed"] == "false"]
    wrong = 0
    for row in published.to_dict("records"):
        of = (responses["wave"] == row["wave"]) & (responses["city"] == row["city"])
        if row["stakeholder_group"] != "all":
            of &= responses["stakeholder_group"] == row["stakeholder_group"]
        column = "index" if row["level"] == "index" else "name"
        items = [
            name for name in book[book[column] == row["id"]]["name"] if asked[name][row["wave"]]
        ]
        found = figures(ratings.loc[of, items])
        for name in FIGURES:
            if abs(found[name] - float(row[name])) > TOLERANCE:
                wrong += 1
                place = " ".join(row[key] for key in ("wave", "city", "stakeholder_group", "id"))
                sys.stdout.write(f"{place} {name}: {row[name]} published, {found[name]} found\n")
    total = len(published) * len(FIGURES)
    sys.stdout.write(f"{total - wrong} of {total} figures agree\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
