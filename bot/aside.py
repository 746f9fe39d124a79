"""Heavy work in a process of its own.

What draws and tabulates holds the interpreter's lock for long, also in a thread, and every tap
would wait for it. A process is started for one piece of work and ends with it: its memory is given
back, and it does not outlive the worker for longer than that.
"""

from __future__ import annotations

import asyncio
import logging
import pickle
import sys
from collections.abc import Callable, Sequence
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class AsideError(RuntimeError):
    """The work was not done."""


async def aside(
    secrets: Sequence[str], work: Callable[P, T], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Do `work`, a function of a module, with arguments that can be pickled.

    Raises:
        AsideError: it failed, or the process ended without a result; its log says why.
    """
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.aside"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        said, _ = await process.communicate(pickle.dumps((tuple(secrets), work, args, kwargs)))
    finally:
        if process.returncode is None:
            process.kill()
    if process.returncode or not said:
        raise AsideError(f"a process ended with status {process.returncode}")
    error, result = pickle.loads(said)  # noqa: S301 - what our own process has written
    if error is not None:
        raise error
    return result  # type: ignore[no-any-return]


def main() -> None:
    """Read the work, do it, write what came of it."""
    from bot.watch.trouble import listen

    out = sys.stdout.buffer
    sys.stdout = sys.stderr  # whoever prints does not spoil the answer
    secrets, work, args, kwargs = pickle.load(sys.stdin.buffer)  # noqa: S301 - see above
    listen(secrets)
    try:
        answer = pickle.dumps((None, work(*args, **kwargs)))
    except Exception as error:
        logging.getLogger("saualnama").exception("work aside failed")
        answer = pickle.dumps((AsideError(repr(error)), None))  # not every error can travel
    out.write(answer)
    out.flush()


if __name__ == "__main__":
    main()
