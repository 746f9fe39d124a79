"""Frozen dataclasses from the plain data that `dataclasses.asdict` and JSON leave of them."""

from __future__ import annotations

import functools
import types
from collections.abc import Mapping
from dataclasses import is_dataclass
from enum import Enum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Made = TypeVar("Made")


def read(kind: type[Made], data: Any) -> Made:  # noqa: ANN401 - JSON
    """Return an object of a dataclass; TypeError or KeyError where the data are of another."""
    hints = _hints(kind)  # type: ignore[arg-type]  # a class can be hashed
    if set(data) != set(hints):
        raise KeyError(f"{kind.__name__} has {sorted(hints)}, not {sorted(data)}")
    return kind(**{name: _value(hints[name], value) for name, value in data.items()})


@functools.cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _value(hint: Any, value: Any) -> Any:  # noqa: ANN401 - JSON
    """Make a value of what its field is declared as."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin in {Union, types.UnionType}:
        inner = [part for part in parts if part is not type(None)]
        return None if value is None else _value(inner[0], value)
    if origin is tuple:
        each = parts[:1] * len(value) if parts[1:] == (...,) else parts
        return tuple(_value(part, one) for part, one in zip(each, value, strict=True))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {key: _value(parts[1], one) for key, one in value.items()}
    if is_dataclass(hint):
        return read(hint, value)  # type: ignore[arg-type]
    return hint(value) if isinstance(hint, type) and issubclass(hint, Enum) else value
