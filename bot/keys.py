"""The secret key of an embedded database: made once, kept beside it."""

from __future__ import annotations

import contextlib
import secrets
from pathlib import Path


def kept(path: Path) -> bytes:
    """Return the key of this file, which is made where there is none."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _make(path)
    return path.read_text().strip().encode()


def _make(path: Path) -> None:
    """Make a key that is there whole or not at all, and only once."""
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    fresh.touch(mode=0o600)
    fresh.write_text(secrets.token_hex(32))
    with contextlib.suppress(FileExistsError):  # another process was faster: its key counts
        path.hardlink_to(fresh)
    fresh.unlink()
