"""INSERT … ON CONFLICT: both databases have it, and SQLAlchemy spells it by dialect."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy.dialects import postgresql, sqlite

from storage.models import Base

INSERTS: Final[Mapping[str, Callable[[type[Base]], sqlite.Insert | postgresql.Insert]]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}
"""The insert that takes ON CONFLICT, by the name of a connection's dialect."""
