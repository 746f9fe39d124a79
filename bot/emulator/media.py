"""Photos, documents and voices: what came in, and what a message carries of it."""

from __future__ import annotations

import mimetypes
from pathlib import PurePath
from typing import Any, Final

from .refusals import bad
from .requests import Upload
from .world import File, Json, World

LARGEST_PHOTO: Final = 10 * 1024 * 1024
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8"
_SIDES: Final = 10_000
_RATIO: Final = 20
# Markers of a JPEG that hold its size.
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def attach(world: World, kind: str, value: object, params: dict[str, Any]) -> Json:
    """The part of a `Message` that holds a file.

    `kind` is "photo", "document" or "voice"; `value` an upload, an `attach://` name among
    `params`, or the file_id of a file that this Telegram keeps.
    """
    if isinstance(value, str) and value.startswith("attach://"):
        value = params.get(value.removeprefix("attach://"))
    if isinstance(value, Upload):
        if not value.data:
            raise bad("file must be non-empty")
        name = PurePath(value.name).name or "file"
        mime = mimetypes.guess_type(name)[0] or value.mime
        if kind == "photo":
            _check_photo(value.data)
        file = world.keep(name, mime, value.data)
    elif isinstance(value, str) and value in world.files:
        file = world.files[value]
        if kind == "photo":
            _check_photo(file.data)
    elif isinstance(value, str) and value.startswith(("http://", "https://")):
        raise bad("failed to get HTTP URL content")
    else:
        raise bad("wrong file identifier/HTTP URL specified")
    if kind == "voice":
        return voice(file, int(params.get("duration") or 0))
    return photo(file) if kind == "photo" else {"document": described(file)}


def voice(file: File, seconds: int) -> Json:
    """The voice of a message, so many seconds long."""
    return {
        "voice": {
            "file_id": file.id,
            "file_unique_id": file.id[:12],
            "duration": seconds,
            "mime_type": file.mime,
            "file_size": len(file.data),
        }
    }


def described(file: File) -> Json:
    """What all kinds of files tell of themselves; complete for a `Document`."""
    return {
        "file_id": file.id,
        "file_unique_id": file.id[:12],
        "file_name": file.name,
        "mime_type": file.mime,
        "file_size": len(file.data),
    }


def photo(file: File) -> Json:
    """The photo of a message, in its only size."""
    width, height = size_of(file.data)
    return {
        "photo": [
            {
                "file_id": file.id,
                "file_unique_id": file.id[:12],
                "width": width,
                "height": height,
                "file_size": len(file.data),
            }
        ]
    }


def _check_photo(data: bytes) -> None:
    if len(data) > LARGEST_PHOTO:
        raise bad("file is too big for a photo")
    width, height = size_of(data)
    if not width or not height:
        raise bad("IMAGE_PROCESS_FAILED")
    if width + height > _SIDES or max(width, height) > _RATIO * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height in pixels of a PNG or JPEG; (0, 0) for anything else."""
    if data.startswith(_PNG) and data[12:16] == b"IHDR":
        return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    if not data.startswith(_JPEG):
        return 0, 0
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:  # noqa: PLR2004 - the byte that begins a marker
        if data[at + 1] in _FRAMES:
            return int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7])
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return 0, 0
