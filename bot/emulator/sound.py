"""A voice message that every player opens: silence in Ogg Opus, made to length (RFC 3533, 7845)."""

from __future__ import annotations

import struct
from typing import Final

_SERIAL: Final = 1
_FRAME: Final = b"\xf8\xff\xfe"
"""20 ms of silence in Opus."""
_SAMPLES: Final = 960
_A_PAGE: Final = 50
_FIRST, _LAST = 2, 4


def silence(seconds: int = 3) -> bytes:
    """Return a sound of so many seconds, one page a second."""
    head = b"OpusHead" + struct.pack("<BBHIHB", 1, 1, 0, 48_000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 9) + b"saualnama" + struct.pack("<I", 0)
    pages = [_page(0, 0, _FIRST, [head]), _page(1, 0, 0, [tags])]
    for number in range(1, seconds + 1):
        flag = _LAST if number == seconds else 0
        pages.append(_page(number + 1, number * _A_PAGE * _SAMPLES, flag, [_FRAME] * _A_PAGE))
    return b"".join(pages)


def _page(number: int, samples: int, flag: int, packets: list[bytes]) -> bytes:
    lengths = bytes(len(packet) for packet in packets)
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, flag, samples, _SERIAL, number, 0, len(lengths))
    page = head + lengths + b"".join(packets)
    return page[:22] + struct.pack("<I", _checksum(page)) + page[26:]


def _checksum(data: bytes) -> int:
    found = 0
    for byte in data:
        found ^= byte << 24
        for _ in range(8):
            found = (found << 1) ^ (0x04C11DB7 if found & 0x80000000 else 0)
        found &= 0xFFFFFFFF
    return found
