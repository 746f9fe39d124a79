"""`python -m bot.emulator --port 8081`: the emulator alone."""

from __future__ import annotations

import argparse
import asyncio
from contextlib import suppress

from .server import TOKEN, Emulator


async def _run(port: int, token: str) -> None:
    emulator = Emulator(token=token, record_calls=False)
    emulator.channel("Saualnama")
    emulator.person("Айгүл", "kk")
    address = await emulator.start(port)
    print(f"page:   {address}/\nAPI:    {address}\ntoken:  {token}", flush=True)  # noqa: T201 - a command
    try:
        await asyncio.Event().wait()
    finally:
        await emulator.stop()


def main() -> None:
    """Read the command line and serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m bot.emulator", description=__doc__)
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", default=TOKEN)
    options = parser.parse_args()
    with suppress(KeyboardInterrupt):
        asyncio.run(_run(options.port, options.token))


if __name__ == "__main__":
    main()
