"""A folder that is whole or absent: it is filled aside, and takes its place in one step."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class FolderError(ValueError):
    """A folder cannot be written; the message says what to do."""


@contextmanager
def whole(directory: Path) -> Iterator[Path]:
    """Give a folder to fill, which becomes `directory` at the end, or is gone after an error.

    Raises:
        FolderError: the directory holds something.
    """
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise FolderError(f"{directory} is not empty: name a new folder, or empty this one first")
    directory.parent.mkdir(parents=True, exist_ok=True)
    # Beside its place, so that the last step is one rename on one disk; readable by its owner.
    staged = Path(tempfile.mkdtemp(prefix=f".{directory.name}-", dir=directory.parent))
    try:
        yield staged
        staged.replace(directory)
    except BaseException:
        shutil.rmtree(staged, ignore_errors=True)
        raise
