"""The data package: what each file of an export holds, for programs (frictionless, v1). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scoring.variables import MISSING, Variable

KEYS: Mapping[str, list[str]] = {
    "responses.csv": ["response_id"],
    "answers.csv": ["response_id", "item"],
    "indices.csv": ["wave", "city", "stakeholder_group", "level", "id"],
    "statistics.csv": ["wave", "city", "id", "statistic", "first", "second"],
    "notes.csv": ["note_id"],
    "codebook.csv": ["file", "name"],
    "open_answers.csv": ["response_id", "item", "ordinal"],
    "transcripts.csv": ["response_id", "item", "ordinal"],
    "codes.csv": ["response_id", "item", "ordinal", "coder", "start", "end", "theme"],
    "themes.csv": ["version", "theme"],
    "quotations.csv": ["number"],
}


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A written file: name, SHA-256, length in bytes, rows of data (None if not a table)."""

    name: str
    sha256: str
    bytes: int
    rows: int | None


def descriptor(
    name: str, created: str, files: Iterable[FileEntry], columns: Sequence[Variable]
) -> dict[str, Any]:
    """Return the content of datapackage.json; `created` is a day."""
    return {
        "profile": "tabular-data-package",
        "name": name,
        "created": f"{created}T00:00:00Z",
        "resources": [_resource(file, columns) for file in files if file.name.endswith(".csv")],
    }


def _resource(file: FileEntry, columns: Sequence[Variable]) -> dict[str, Any]:
    return {
        "name": file.name.removesuffix(".csv"),
        "path": file.name,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
        "schema": _schema(file.name, [one for one in columns if one.file == file.name]),
    }


def _schema(file: str, columns: Sequence[Variable]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in columns],
        "primaryKey": KEYS.get(file, ["response_id"]),
        "missingValues": ["", *(MISSING if any(column.missing for column in columns) else ())],
    }
    schema["missingValues"] += sorted({code for column in columns for code in column.unasked})
    if file != "responses.csv" and columns[0].name == "response_id":
        reference = {"resource": "responses", "fields": ["response_id"]}
        schema["foreignKeys"] = [{"fields": ["response_id"], "reference": reference}]
    return schema


def _field(column: Variable) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": column.required}
    if column.minimum is not None:
        constraints["minimum"] = column.minimum
    if column.maximum is not None:
        constraints["maximum"] = column.maximum
    if column.codes and column.type == "string":
        constraints["enum"] = list(column.codes)
    found: dict[str, Any] = {"name": column.name, "type": column.type, "constraints": constraints}
    if column.type == "boolean":
        found |= {"trueValues": ["true"], "falseValues": ["false"]}
    return found
