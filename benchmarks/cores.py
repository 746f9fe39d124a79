"""What processes use of the cores, and what they are allowed to use (Linux)."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

PERIOD: Final = 100_000
"""Microseconds in which a process may use its share: what containers are given."""
TICKS: Final = os.sysconf("SC_CLK_TCK")


def used(pids: Sequence[int]) -> float:
    """Seconds of CPU of some processes so far, user and system."""
    ticks = 0
    for pid in pids:
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
            ticks += sum(map(int, stat.rpartition(")")[2].split()[11:13]))
    return ticks / TICKS


@contextlib.contextmanager
def allowed(pids: Sequence[int], share: float | None) -> Iterator[None]:
    """Let each process use so much of a core, all its threads together; None: all it gets.

    Raises:
        OSError: this machine's control groups are not ours to make: it takes root on Linux.
    """
    if share is None:
        yield
        return
    old = Path("/sys/fs/cgroup/cpu")  # version 1, where each resource has a tree of its own
    root = old if old.is_dir() else Path("/sys/fs/cgroup")
    groups = [root / f"saualnama-{pid}" for pid in pids]
    quota = round(share * PERIOD)
    try:
        for pid, group in zip(pids, groups, strict=True):
            group.mkdir()
            if old.is_dir():
                (group / "cpu.cfs_period_us").write_text(str(PERIOD), encoding="ascii")
                (group / "cpu.cfs_quota_us").write_text(str(quota), encoding="ascii")
            else:
                (group / "cpu.max").write_text(f"{quota} {PERIOD}", encoding="ascii")
            (group / "cgroup.procs").write_text(str(pid), encoding="ascii")
        yield
    finally:
        for group in groups:
            if group.is_dir():
                for left in (group / "cgroup.procs").read_text(encoding="ascii").split():
                    (root / "cgroup.procs").write_text(left, encoding="ascii")
                group.rmdir()
