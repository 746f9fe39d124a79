"""When an item is asked: a small, total language over earlier answers and the stakeholder group.

    SI1 >= 4 and not (group == "officials" or IV2 in ["none", "unsure"])
    "budget" in IV3                     an option of a multiple choice

A comparison with an answer that was not given is false, whatever it says: so every expression has
a value for every record. Parsed once; an expression's text is one and the same however it was
written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Value = int | str | frozenset[str]
Literal = int | str
GROUP = "group"
ORDERED = ("<", "<=", ">", ">=")
OPERATORS = ("==", "!=", *ORDERED)

_TOKEN = re.compile(
    r"""\s*(?:(?P<word>[A-Za-z][A-Za-z0-9_]*)|(?P<number>-?[0-9]{1,9})(?![A-Za-z0-9_])
    |"(?P<string>[^"\n]*)"|(?P<sign>==|!=|<=|>=|[<>()\[\],])|(?P<end>$))""",
    re.VERBOSE,
)
_DEPTH = 20


class ConditionError(ValueError):
    """A condition cannot be read; the message says where and what to write."""


@dataclass(frozen=True, slots=True)
class Compare:
    """An answer beside a value."""

    item: str
    sign: str
    value: Literal


@dataclass(frozen=True, slots=True)
class OneOf:
    """An answer among values."""

    item: str
    values: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class Has:
    """An option among those chosen."""

    item: str
    option: str


@dataclass(frozen=True, slots=True)
class Not:
    """What does not hold."""

    of: Condition


@dataclass(frozen=True, slots=True)
class Both:
    """Two that both hold."""

    left: Condition
    right: Condition


@dataclass(frozen=True, slots=True)
class Either:
    """Two of which one holds at least."""

    left: Condition
    right: Condition


Condition = Compare | OneOf | Has | Not | Both | Either


def holds(condition: Condition, values: Mapping[str, Value | None]) -> bool:
    """Say whether it holds for these answers; `values` has None for an answer not given."""
    match condition:
        case Both(left, right):
            return holds(left, values) and holds(right, values)
        case Either(left, right):
            return holds(left, values) or holds(right, values)
        case Not(of):
            return not holds(of, values)
        case Has(item, option):
            chosen = values.get(item)
            return isinstance(chosen, frozenset) and option in chosen
        case OneOf(item, among):
            return values.get(item) in among
        case Compare(item, sign, value):
            return _compared(values.get(item), sign, value)


def _compared(given: Value | None, sign: str, value: Literal) -> bool:
    if given is None or type(given) is not type(value):
        return False
    if sign in {"==", "!="}:
        return (given == value) is (sign == "==")
    if not isinstance(given, int) or not isinstance(value, int):
        return False
    return {"<": given < value, "<=": given <= value, ">": given > value, ">=": given >= value}[
        sign
    ]


def parts(condition: Condition) -> Iterator[Compare | OneOf | Has]:
    """Give the comparisons in it, from left to right."""
    match condition:
        case Both(left, right) | Either(left, right):
            yield from parts(left)
            yield from parts(right)
        case Not(of):
            yield from parts(of)
        case _:
            yield condition


def text(condition: Condition) -> str:
    """Return the expression's one text; `parse` reads it back to the same."""
    match condition:
        case Both(left, right):
            return f"{_inside(left, Either)} and {_inside(right, Either, Both)}"
        case Either(left, right):
            return f"{text(left)} or {_inside(right, Either)}"
        case Not(of):
            return f"not {_inside(of, Either, Both)}"
        case Has(item, option):
            return f'"{option}" in {item}'
        case OneOf(item, values):
            return f"{item} in [{', '.join(map(_literal, values))}]"
        case Compare(item, sign, value):
            return f"{item} {sign} {_literal(value)}"


def _inside(condition: Condition, *weaker: type) -> str:
    inner = text(condition)
    return f"({inner})" if isinstance(condition, weaker) else inner


def _literal(value: Literal) -> str:
    return str(value) if isinstance(value, int) else f'"{value}"'


def parse(source: str) -> Condition:
    """Read an expression.

    Raises:
        ConditionError: it is not one.
    """
    reader = _Reader(source)
    found = reader.either(0)
    if reader.kind != "end":
        raise reader.fault("and, or, or the end")
    return found


class _Reader:
    """Recursive descent: `or` binds weakest, then `and`, then `not`."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._next = 0
        self.kind, self.value = "", ""
        self.step()

    def step(self) -> str:
        """Go one token further; the one that was here."""
        was = self.value
        found = _TOKEN.match(self._source, self._next)
        if found is None:
            place = self._source[self._next :].strip()[:20]
            raise ConditionError(f'cannot read {place!r}: names, numbers, "words", and signs only')
        self.kind = str(found.lastgroup)
        self.value = found[self.kind]
        self._next = found.end()
        return was

    def fault(self, wanted: str) -> ConditionError:
        """An error that says what should stand here."""
        return ConditionError(f"{self.value or 'the end'!r} stands where {wanted} should stand")

    def word(self, *words: str) -> bool:
        """Step over one of these words, if it is here."""
        if self.kind in {"word", "sign"} and self.value in words:
            self.step()
            return True
        return False

    def either(self, depth: int) -> Condition:
        if depth > _DEPTH:
            raise ConditionError(f"more than {_DEPTH} brackets or nots inside each other: simplify")
        found = self.both(depth)
        while self.word("or"):
            found = Either(found, self.both(depth))
        return found

    def both(self, depth: int) -> Condition:
        found = self.single(depth)
        while self.word("and"):
            found = Both(found, self.single(depth))
        return found

    def single(self, depth: int) -> Condition:
        if self.word("not"):
            if depth > _DEPTH:
                raise ConditionError(f"more than {_DEPTH} nots inside each other: simplify")
            return Not(self.single(depth + 1))
        if self.word("("):
            found = self.either(depth + 1)
            self.need(")")
            return found
        if self.kind == "string":
            option = self.step()
            self.need("in")
            return Has(self.name(), option)
        item = self.name()
        if self.word("in"):
            return OneOf(item, self.several())
        if self.kind != "sign" or self.value not in OPERATORS:
            raise self.fault("==, !=, <, <=, >, >= or in")
        sign = self.step()
        return Compare(item, sign, self.literal())

    def several(self) -> tuple[Literal, ...]:
        self.need("[")
        found = [self.literal()]
        while self.word(","):
            found.append(self.literal())
        self.need("]")
        return tuple(found)

    def name(self) -> str:
        if self.kind != "word" or self.value in {"and", "or", "not", "in"}:
            raise self.fault("an item's id or group")
        return self.step()

    def literal(self) -> Literal:
        if self.kind == "number":
            return int(self.step())
        if self.kind == "string":
            return self.step()
        raise self.fault('a number or a code in quotes, such as "yes"')

    def need(self, word: str) -> None:
        if not self.word(word):
            raise self.fault(word)
