"""Recompute an export's figures from its answers, or a posted digest, and say where they differ.

    python recompute.py [FOLDER]
    python recompute.py --verify CODE [FOLDER]

It needs pandas only; without a folder it takes the one that it lies in. With `--verify` the digest
of that code is looked up in digests.json: the fingerprint of each city's answers and every figure
that was posted are computed anew. They agree as long as no answer was given, changed or withdrawn
since the digest.

Of indices.csv, for each figure that is not suppressed: n, the paper's total and percent (method
paper-2025, whole numbers rounded half up), the unrounded total and the index on a 0-100 scale
(method precise-1). Of statistics.csv, n and estimate of an item's shares of high and low ratings,
and of what further blocks come to: importance, performance and gap of an element (of the people who
rated both), severity of a problem, its share of ratings 4 and 5, and how much graver one problem is
than another (of those who rated both).
The exit status is 0 if all agree and 1 if one does not.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

LOWEST, HIGHEST = 1, 5
TOLERANCE = 1e-9
SIGNS = {"1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "?": -8, "-": -9, ".": -7}
NOT_ASKED, NOT_REACHED = -6, -7
FIGURES = ("n", "total", "percent", "total_unrounded", "index")
HIGH, LOW = 4, 2
PAIRED = ("importance", "performance", "gap")
SINGLE = ("severity", "top", "bottom")
Figure = tuple[str, str, str, float]
"""Where it stands and what it is called, as it was published, and as it is found."""


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


def read_ratings(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return the codebook's items, the responses, and every code given as a number."""
    book = read(folder / "codebook.csv")
    book = book[(book["file"] == "responses.csv") & (book["index"] != "")]
    responses = read(folder / "responses.csv")
    return book, responses, responses[list(book["name"])].apply(pd.to_numeric)


def verify(folder: Path, code: str) -> int:
    """Compare a digest's fingerprints and figures; return the exit status."""
    posted = json.loads((folder / "digests.json").read_text(encoding="utf-8"))
    found = next((one for one in posted if one["code"] == code), None)
    if found is None:
        sys.stdout.write(f"no digest {code} in {folder / 'digests.json'}\n")
        return 1
    book, responses, given = read_ratings(folder)
    wrong = [
        line for city in found["cities"] for line in _city(found, city, book, responses, given)
    ]
    wrong += [line for city in found["cities"] for line in _blocks(folder, found, city, responses)]
    for line in wrong:
        sys.stdout.write(f"{line}\n")
    cities = len(found["cities"])
    if not wrong:
        sys.stdout.write(f"digest {code}: all figures of {cities} cities agree with the data\n")
    else:
        sys.stdout.write(
            f"digest {code}: these data are not those of the digest: answers were given, changed "
            "or withdrawn since, or rows were left out of this export\n"
        )
    return 1 if wrong else 0


def _city(
    digest: dict[str, Any],
    city: dict[str, Any],
    book: pd.DataFrame,
    responses: pd.DataFrame,
    given: pd.DataFrame,
) -> Iterator[str]:
    """Give a line for everything of a city that does not agree."""
    of = (responses["wave"] == digest["wave"]) & (responses["city"] == city["city"])
    rows = given.loc[of].dropna(axis="columns", how="all")
    if _fingerprint(city["salt"], digest["wave"], city["city"], rows) != city["sha256"]:
        yield f"{city['city']}: the fingerprint of {len(rows)} responses is another one"
    ratings = rows.where(rows >= LOWEST)
    for level, column in (("indices", "index"), ("items", "name")):
        for one in city[level]:
            items = [item for item in book[book[column] == one["id"]]["name"] if item in rows]
            if one["total"] is None or not items or not ratings[items].notna().any().all():
                continue
            made = figures(ratings[items])
            exact = "index" if level == "indices" else "mean"
            known = {"n": one["n"], "total": one["total"], exact: one[exact]}
            known |= {"percent": one["percent"]} if level == "indices" else {}
            made["mean"] = made["total_unrounded"]
            for key, value in known.items():
                if abs(made[key] - value) > TOLERANCE:
                    yield f"{city['city']} {one['id']} {key}: {value} posted, {made[key]} found"


def _fingerprint(salt: str, wave: str, city: str, rows: pd.DataFrame) -> str:
    counts = {
        item: {sign: int((rows[item] == value).sum()) for sign, value in SIGNS.items()}
        for item in rows.columns
    }
    text = json.dumps([salt, wave, city, counts], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _blocks(
    folder: Path, digest: dict[str, Any], city: dict[str, Any], responses: pd.DataFrame
) -> Iterator[str]:
    """Give a line for every further block of a city whose answers are other ones."""
    of = (responses["wave"] == digest["wave"]) & (responses["city"] == city["city"])
    people = responses.loc[of, "response_id"]
    for block in city["blocks"]:
        path = folder / block["file"]
        if not path.exists():
            yield f"{city['city']}: {block['file']} is not in this export"
            continue
        rows = read(path)
        own = rows["response_id"].isin(people) & (rows["instrument"] == block["instrument"])
        given = rows.loc[own, block["items"]].apply(pd.to_numeric).replace(NOT_ASKED, NOT_REACHED)
        found = _fingerprint(block["salt"], digest["wave"], city["city"], given)
        if found != block["sha256"]:
            yield f"{city['city']}: the fingerprint of {block['file']} is another one"


def indices(folder: Path) -> Iterator[Figure]:
    """Compute indices.csv anew."""
    book, responses, ratings = read_ratings(folder)
    asked = ratings.notna().groupby(responses["wave"]).any()
    ratings = ratings.where(ratings >= LOWEST)  # -7, -8 and -9 are no ratings
    published = read(folder / "indices.csv")
    published = published[published["suppressed"] == "false"]
    for row in published.to_dict("records"):
        of = (responses["wave"] == row["wave"]) & (responses["city"] == row["city"])
        if row["stakeholder_group"] != "all":
            of &= responses["stakeholder_group"] == row["stakeholder_group"]
        column = "index" if row["level"] == "index" else "name"
        items = [
            name for name in book[book[column] == row["id"]]["name"] if asked[name][row["wave"]]
        ]
        found = figures(ratings.loc[of, items])
        place = " ".join(row[key] for key in ("wave", "city", "stakeholder_group", "id"))
        yield from ((place, name, row[name], found[name]) for name in FIGURES)


def statistics(folder: Path) -> Iterator[Figure]:
    """Compute anew what of statistics.csv single ratings and further blocks come to."""
    book = read(folder / "codebook.csv")
    book = book[book["index"] != ""]
    columns = {
        row["name" if row["file"] == "responses.csv" else "index"]: (row["file"], row["name"])
        for row in book.to_dict("records")
    }
    tables = {file: _block(folder / file, book) for file in set(book["file"])}
    responses = read(folder / "responses.csv")
    published = read(folder / "statistics.csv")
    told = published["statistic"].isin([*PAIRED, *SINGLE, "order"])
    for row in published[told].to_dict("records"):
        of = (responses["wave"] == row["wave"]) & (responses["city"] == row["city"])
        file, names = _rated(row, columns)
        ratings = tables[file][names].reindex(responses["response_id"][of]).dropna()
        about = [row[key] for key in ("wave", "city", "id", "second", "statistic")]
        place = " ".join(word for word in about if word != "none")
        yield place, "n", row["n"], len(ratings)
        yield place, "estimate", row["estimate"], _estimate(row["statistic"], ratings)


def _block(path: Path, book: pd.DataFrame) -> pd.DataFrame:
    """Read a block's ratings by response, gaps where there is none."""
    names = list(book[book["file"] == path.name]["name"])
    rows = read(path).set_index("response_id")
    given: pd.DataFrame = rows[names].apply(pd.to_numeric)
    return given.where(given >= LOWEST)


def _rated(row: dict[Any, Any], columns: dict[str, tuple[str, str]]) -> tuple[str, list[str]]:
    """Return the file and the columns whose ratings a row rests on, by whoever gave them all."""
    name = row["id"]
    parts = [f"{name}.importance", f"{name}.performance"]
    if row["statistic"] not in PAIRED:
        parts = [name] if row["statistic"] in SINGLE else [row["first"], row["second"]]
    found = [columns[part] for part in parts]
    return found[0][0], [column for _, column in found]


def _estimate(statistic: str, ratings: pd.DataFrame) -> float:
    first, last = ratings.iloc[:, 0], ratings.iloc[:, -1]
    if statistic == "top":
        return float((first >= HIGH).mean())
    if statistic == "bottom":
        return float((first <= LOW).mean())
    if statistic in {"gap", "order"}:
        return float((first - last).mean())
    return float((last if statistic == "performance" else first).mean())


def main(folder: Path) -> int:
    """Compare every figure; return the exit status."""
    compared = [*indices(folder), *statistics(folder)]
    wrong = 0
    for place, name, published, found in compared:
        if not abs(found - float(published)) <= TOLERANCE:  # what cannot be computed differs, too
            wrong += 1
            sys.stdout.write(f"{place} {name}: {published} published, {found} found\n")
    sys.stdout.write(f"{len(compared) - wrong} of {len(compared)} figures agree\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    words, own = sys.argv[1:], Path(__file__).parent
    if words[:1] == ["--verify"] and len(words) > 1:
        sys.exit(verify(Path(words[2]) if len(words) > 2 else own, words[1].upper()))  # noqa: PLR2004
    sys.exit(main(Path(words[0]) if words else own))
