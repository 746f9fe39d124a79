"""A condition as XLSForm writes it under `relevant`, and back."""

from __future__ import annotations

import re

from scoring import conditions
from scoring.conditions import Both, Compare, Condition, ConditionError, Either, Has, Not, OneOf

_ITEM = r"\$\{(\w+)\}"
_SELECTED = re.compile(rf"selected\(\s*(?:'([^']*)'\s*,\s*{_ITEM}|{_ITEM}\s*,\s*'(\w+)')\s*\)")
_NUMBERS = re.compile(r"-?\d+(?: -?\d+)*")


def written(condition: Condition) -> str:
    """Return the condition in XPath."""
    match condition:
        case Both(left, right):
            return f"{_inner(left)} and {_inner(right)}"
        case Either(left, right):
            return f"{_inner(left)} or {_inner(right)}"
        case Not(of):
            return f"not({written(of)})"
        case Has(item, option):
            return f"selected(${{{item}}}, '{option}')"
        case OneOf(item, values):
            return f"selected('{' '.join(map(str, values))}', ${{{item}}})"
        case Compare(item, sign, value):
            told = value if isinstance(value, int) else f"'{value}'"
            return f"${{{item}}} {'=' if sign == '==' else sign} {told}"


def _inner(condition: Condition) -> str:
    text = written(condition)
    return f"({text})" if isinstance(condition, Both | Either) else text


def read(text: str) -> Condition:
    """Read XPath that says what a condition can say.

    Raises:
        ConditionError: it says something else.
    """
    if re.search(r"[\"\[\]]|!=\s*''|==", text):
        raise ConditionError("write ${item}, numbers and 'codes', =, selected(), not(), and, or")
    ours = _SELECTED.sub(_selected, text)
    ours = re.sub(r"\$\{(\w+)\}", r"\1", ours)
    ours = re.sub(r"'([^']*)'", r'"\1"', ours)
    ours = re.sub(r"(?<![<>!=])=(?!=)", "==", ours)
    return conditions.parse(re.sub(r"\bnot\s*\(", "not (", ours))


def _selected(found: re.Match[str]) -> str:
    values, item, chosen, option = found.groups()
    if chosen:
        return f"'{option}' in {chosen}"
    told = values.split()
    if _NUMBERS.fullmatch(values):
        return f"{item} in [{', '.join(told)}]"
    return f"{item} in [{', '.join(repr(one) for one in told)}]"
