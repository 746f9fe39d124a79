"""DuckDB with the same responses in a table of its own, in the order in which they came.

    python duckdb_table.py RESPONSES.csv FOLDER INDICES

INDICES is JSON: the items of each index, the contrasts' too. Reads commands from standard input,
`copy` or `tally`, and answers each with its seconds. Both are tried with one thread and with all;
the faster way is kept. The tally is one query over columns made small and sums of doubles: of the
ways that were tried the fastest (a sum of integers, or a count with a filter, takes many times as
long).
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from itertools import combinations_with_replacement, product

import duckdb  # type: ignore[import-not-found]  # see ../peers.txt

TRAITS = ("wave", "city", "stakeholder_group")
CODES = (1, 2, 3, 4, 5, -8, -9, -7)


def load(source: str, folder: str) -> tuple[duckdb.DuckDBPyConnection, list[str]]:
    """Put the responses into a table as an analyst would: texts as texts, ratings as small."""
    connection = duckdb.connect(f"{folder}/peer.duckdb")
    heads = connection.execute(f"SELECT * FROM read_csv('{source}', all_varchar = true) LIMIT 0")
    names = [one[0] for one in heads.description or ()]
    items = names[names.index("instrument") + 1 :]
    columns = [name if name not in items else f"{name}::TINYINT AS {name}" for name in names]
    connection.execute(
        f"CREATE TABLE responses AS SELECT {', '.join(columns)} "
        f"FROM read_csv('{source}', all_varchar = true)"
    )
    connection.execute(
        "CREATE TABLE cells AS SELECT *, row_number() OVER ()::USMALLINT AS cell "
        f"FROM (SELECT DISTINCT {', '.join(TRAITS)} FROM responses)"
    )
    connection.execute(
        f"CREATE TABLE ratings AS SELECT cell, status = 'complete' AS complete, {', '.join(items)} "
        f"FROM responses JOIN cells USING ({', '.join(TRAITS)}) ORDER BY response_id"
    )
    return connection, items


def tally(items: list[str], indices: dict[str, list[str]]) -> str:
    """Return the query for all numbers of each cell (scoring/tally.py)."""

    def sums(*parts: str) -> str:
        return f"sum(({' * '.join(parts)})::DOUBLE)"

    def numbers() -> Iterator[str]:
        yield "count(*)"
        yield "sum(complete::DOUBLE)"
        for item, code in product(items, CODES):
            yield f"sum(({item} = {code})::DOUBLE)"
        for name, own in indices.items():
            yield f"sum(({' OR '.join(f'd_{one} > 0' for one in own)})::DOUBLE)"
            for one, other in combinations_with_replacement(own, 2):
                yield sums(f"d_{one}", f"d_{other}")
                yield sums(f"x_{one}", f"x_{other}")
                yield sums(f"x_{one}", f"x_{other}", f"w_{name}")
            for one, other in product(own, own):
                yield sums(f"x_{one}", f"d_{other}")
            for one in own:
                yield sums(f"x_{one}", f"w_{name}")
            for total in range(len(own), 5 * len(own) + 1):
                yield f"sum((t_{name} = {total})::DOUBLE)"

    ratings = [
        f"CASE WHEN {one} > 0 THEN {one} ELSE 0 END::DOUBLE AS x_{one}, "
        f"({one} > 0)::DOUBLE AS d_{one}"
        for one in items
    ]
    whole = [
        f"({' AND '.join(f'{one} > 0' for one in own)})::DOUBLE AS w_{name}"
        for name, own in indices.items()
    ]
    inner = f"SELECT cell, complete, {', '.join([*items, *ratings, *whole])} FROM ratings"
    totals = [
        f"({' + '.join(f'x_{one}' for one in own)}) * w_{name} AS t_{name}"
        for name, own in indices.items()
    ]
    return (
        f"SELECT cell, {', '.join(numbers())} "
        f"FROM (SELECT *, {', '.join(totals)} FROM ({inner})) GROUP BY cell"
    )


def main() -> None:
    source, folder, indices = sys.argv[1:]
    connection, items = load(source, folder)
    query = tally(items, json.loads(indices))
    works: dict[str, Callable[[], object]] = {
        "copy": lambda: connection.execute(f"COPY responses TO '{folder}/peer.csv' (FORMAT csv)"),
        "tally": lambda: connection.execute(query).fetchall(),
    }
    threads: dict[str, int] = {}

    def seconds(work: str, many: int) -> float:
        connection.execute(f"SET threads = {many}")
        begun = time.perf_counter()
        works[work]()
        return time.perf_counter() - begun

    for work in works:
        threads[work] = min(
            (1, os.cpu_count() or 1), key=lambda many: min(seconds(work, many) for _ in range(3))
        )
    print("ready", threads, flush=True)
    for line in sys.stdin:
        work = line.strip()
        print(seconds(work, threads[work]), flush=True)


if __name__ == "__main__":
    main()
