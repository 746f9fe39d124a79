"""What the Bot API answers when it says no."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a defect of this program
    """A request that Telegram would refuse.

    `code` is the HTTP status and `error_code`, `description` the text as Telegram words it,
    `retry_after` seconds for a 429, `moved` the new id of a group that became a supergroup.
    """

    def __init__(
        self,
        code: int,
        description: str,
        retry_after: int | None = None,
        moved: int | None = None,
    ) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.retry_after = retry_after
        self.moved = moved


def bad(description: str) -> Refusal:
    """A 400 with Telegram's prefix."""
    return Refusal(400, f"Bad Request: {description}")


def forbidden(description: str) -> Refusal:
    """A 403 with Telegram's prefix."""
    return Refusal(403, f"Forbidden: {description}")
