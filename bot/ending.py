"""The word to end: it is heard once, and a process that has heard it ends for certain."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading

log = logging.getLogger(__name__)

BREAK_SECONDS = 9.0  # from the word to end; a lock or a server that is waited for is left then


def word() -> asyncio.Event:
    """An event that SIGTERM or SIGINT sets; threads that wait for a database hold up no end.

    What they had in hand was not acknowledged: it is as if the process had been killed.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, _end, stop)
    return stop


def _end(stop: asyncio.Event) -> None:
    if not stop.is_set():
        stop.set()
        last = threading.Timer(BREAK_SECONDS, _break_off)
        last.daemon = True
        last.start()


def _break_off() -> None:
    log.warning("something did not end in time: it is left as it is")
    os._exit(0)
