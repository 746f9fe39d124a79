"""What became of a questionnaire that was begun, in the words of AAPOR. Pure.

AAPOR, Standard Definitions: at least 80% of the items answered is a complete, 50 to 79% a partial,
fewer a break-off; "don't know" is an answer, a refusal and silence are not (methodology §3.5).
"""

from __future__ import annotations

from scoring.instrument import NOT_REACHED, SKIPPED

COMPLETE, PARTIAL, BREAK_OFF = "complete", "partial", "break-off"
OUTCOMES = (COMPLETE, PARTIAL, BREAK_OFF)


def outcome(answers: str) -> str:
    """Return the outcome of a response from its codes, one character an item."""
    silent = answers.count(SKIPPED) + answers.count(NOT_REACHED)
    return outcome_of(len(answers) - silent, len(answers))


def outcome_of(answered: int, items: int) -> str:
    """Return the outcome of a response that answers so many of its items."""
    if 100 * answered >= 80 * items:
        return COMPLETE
    return PARTIAL if 100 * answered >= 50 * items else BREAK_OFF
