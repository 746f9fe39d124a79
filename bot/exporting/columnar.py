"""responses.parquet and answers.parquet, by pyarrow: a stream, whatever the number of rows.

A rating's column holds ratings only, so that a mean is a mean; what kept a person from rating
stands beside it in a column of its own, `SCRI1_missing`. Both are empty where nothing was asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bot.texts import Texts
from scoring.codebook import MISSING, Variable

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped] # it has no types

REASON = "_missing"


def write(source: Path, columns: Iterable[Variable], texts: Texts) -> None:
    """Write a CSV's parquet file beside it; labels in every language are each field's metadata."""
    import pyarrow as pa
    from pyarrow import csv, parquet

    asked = [column for column in columns if column.file == source.name]
    kinds = {
        column.name: pa.int8()
        if column.missing
        else pa.date32()
        if column.type == "date"
        else pa.string()
        for column in asked
    }
    options = csv.ConvertOptions(column_types=kinds, null_values=[""], strings_can_be_null=True)
    fields = [field for column in asked for field in _fields(column, kinds[column.name], texts)]
    schema = pa.schema(fields)
    target = source.with_suffix(".parquet")
    with (
        csv.open_csv(source, convert_options=options) as batches,
        parquet.ParquetWriter(target, schema, compression="zstd") as file,
    ):
        for batch in batches:
            file.write_table(_told_apart(batch, asked, schema))


def _fields(column: Variable, kind: pa.DataType, texts: Texts) -> list[pa.Field]:
    import pyarrow as pa

    fields = [pa.field(column.name, kind, metadata=_words(column, column.codes, texts))]
    if column.missing:
        words = _words(column, MISSING, texts)
        fields.append(pa.field(column.name + REASON, kind, metadata=words))
    return fields


def _words(column: Variable, codes: Mapping[str, str], texts: Texts) -> dict[str, str]:
    found: dict[str, str] = {}
    for language in texts.languages:
        say = texts.speaking(language)
        found[f"label_{language}"] = say(column.key)
        if column.item:
            found[f"question_{language}"] = say(f"{column.item}.question")
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
            rated = compute.greater(values, 0)
            arrays.append(compute.if_else(rated, values, nothing))
            arrays.append(compute.if_else(rated, nothing, values))
        else:
            arrays.append(values)
    return pa.Table.from_arrays(arrays, schema=schema)
