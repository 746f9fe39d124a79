"""Parquet files, by pyarrow: a stream, whatever the number of rows.

An item's column holds answers only, so that a mean is a mean; what kept a person from answering
stands beside it in a column of its own, `SCRI1_missing`. Both are empty where nothing was asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bot.texts import Texts
from scoring.variables import Variable

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped] # it has no types

REASON = "_missing"
BYTE = 127
"""What one byte holds: a rating, a choice, and most numbers."""


def write(source: Path, target: Path, columns: Iterable[Variable], texts: Texts) -> None:
    """Write a CSV's parquet file; labels in every language are each field's metadata."""
    import pyarrow as pa
    from pyarrow import csv, parquet

    asked = [column for column in columns if column.file == source.name]
    kinds = {column.name: _kind(column) for column in asked}
    options = csv.ConvertOptions(column_types=kinds, null_values=[""], strings_can_be_null=True)
    fields = [field for column in asked for field in _fields(column, kinds[column.name], texts)]
    schema = pa.schema(fields)
    with (
        csv.open_csv(source, convert_options=options) as batches,
        parquet.ParquetWriter(target, schema, compression="zstd") as file,
    ):
        for batch in batches:
            file.write_table(_told_apart(batch, asked, schema))


def _kind(column: Variable) -> pa.DataType:
    import pyarrow as pa

    if column.missing:
        return pa.int8() if (column.maximum or 0) <= BYTE else pa.int32()
    return pa.date32() if column.type == "date" else pa.string()


def _fields(column: Variable, kind: pa.DataType, texts: Texts) -> list[pa.Field]:
    import pyarrow as pa

    fields = [pa.field(column.name, kind, metadata=_words(column, column.codes, texts))]
    if column.missing:
        words = _words(column, column.absent, texts)
        fields.append(pa.field(column.name + REASON, pa.int8(), metadata=words))
    return fields


def _words(column: Variable, codes: Mapping[str, str], texts: Texts) -> dict[str, str]:
    found: dict[str, str] = {}
    for language in texts.languages:
        say = texts.speaking(language)
        found[f"label_{language}"] = say(column.key)
        if column.item:
            found[f"question_{language}"] = say(f"{column.item}.question")
        if column.note:
            found[f"note_{language}"] = say(column.note)
        found |= {f"value_{code}_{language}": say(key) for code, key in codes.items() if key}
    return found


def _told_apart(batch: pa.RecordBatch, columns: list[Variable], schema: pa.Schema) -> pa.Table:
    import pyarrow as pa
    from pyarrow import compute

    arrays = []
    for column in columns:
        values = batch.column(column.name)
        if column.missing:
            nothing = pa.nulls(len(values), values.type)
            given = compute.greater_equal(values, 0)
            arrays.append(compute.if_else(given, values, nothing))
            arrays.append(compute.if_else(given, nothing, values).cast(pa.int8()))
        else:
            arrays.append(values)
    return pa.Table.from_arrays(arrays, schema=schema)
