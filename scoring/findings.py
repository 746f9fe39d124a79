"""All that a digest says, as data: frozen once, so that every language says the same for ever."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from enum import Enum
from typing import Any

from scoring import figures as cities
from scoring import plain
from scoring.balance.coverage import Coverage
from scoring.balance.emphasis import Facet
from scoring.balance.performance import Performance
from scoring.balance.published import BlockFigures
from scoring.claims import Claim, Part
from scoring.figures import CityFigures
from scoring.interviews.published import InterviewFigures
from scoring.tally import Tally

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O and U, which are misread or make words."""

ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
SYMBOLS = 8


@dataclass(frozen=True, slots=True)
class Past:
    """The indices of an earlier wave as they were published, by city."""

    wave: str
    figures: tuple[CityFigures, ...]


@dataclass(frozen=True, slots=True)
class Seal:
    """What ties a city's figures to its data: SHA-256 of `salt` and the data (`sealed`).

    The salt is known to whoever holds the data; without it, a hash over few people's answers
    could be found by trying. `n` people stand behind the figures.
    """

    n: int
    salt: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What a digest says of a wave: figures, claims, and what they were made of and how.

    `closed` is None while the wave is open. `wanted` are the people wanted of each group in each
    city, `begun` the questionnaires so far and `withdrawn` those of them that were taken back.
    `history` holds earlier waves, oldest first. `blocks` are the further blocks' figures, by block
    and city, `performance` by city and contrast; `coverages` and `facets` are of documents. `seals`
    are the shown cities', and by city and block, parted by a space, those of blocks. `interviews`
    are as a report told them last: a digest passes them on.
    """

    operator: str
    wave: str
    instrument: str
    methods: tuple[str, ...]
    minimum: int
    opened: date
    closed: date | None
    made: date
    wanted: Mapping[str, int]
    begun: int
    withdrawn: int
    figures: tuple[CityFigures, ...]
    claims: tuple[Claim, ...] = ()
    history: tuple[Past, ...] = ()
    seals: Mapping[str, Seal] = field(default_factory=dict)
    blocks: tuple[BlockFigures, ...] = ()
    performance: Mapping[str, Mapping[str, Performance]] = field(default_factory=dict)
    coverages: tuple[Coverage, ...] = ()
    facets: tuple[Facet, ...] = ()
    interviews: InterviewFigures | None = None

    @property
    def final(self) -> bool:
        """Whether the wave is closed."""
        return self.closed is not None

    @property
    def asked(self) -> tuple[str, ...]:
        """The instruments that are told of, the core first."""
        return tuple(dict.fromkeys([self.instrument, *(one.instrument for one in self.blocks)]))

    def sha256(self) -> str:
        """Return the hash of all data behind the digest: of its cities' seals."""
        seals = sorted(self.seals.items())
        lines = [f"{city} {seal.sha256}\n" for city, seal in seals]
        return hashlib.sha256("".join(lines).encode()).hexdigest()


def sealed(salt: str, wave: str, city: str, whole: Tally) -> str:
    """Return the SHA-256, in hexadecimal, of a city's data in a wave.

    The data are how many responses have each code, item by item: the same whoever answered in
    which order. Hashed is a JSON list without spaces, `[salt,wave,city,{item:{code:count}}]`,
    codes `1`-`5 ? - .` and items sorted.
    """
    items = {item: whole.item(item) for item in whole.layout.places.items}
    text = json.dumps([salt, wave, city, items], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def seals(
    found: Sequence[CityFigures],
    wholes: Mapping[str, Tally],
    wave: str,
    salt: str,
    before: Findings | None,
) -> dict[str, Seal]:
    """Seal every shown city: held figures keep the seal of the data that they came from."""
    past = {city.city: city for city in before.figures} if before else {}
    known = before.seals if before else {}
    made: dict[str, Seal] = {}
    for city in found:
        last = past.get(city.city)
        if city.shown and last and city.city in known and same_ratings(city, last):
            made[city.city] = known[city.city]
        elif city.shown:
            sha256 = sealed(salt, wave, city.city, wholes[city.city])
            made[city.city] = Seal(city.basis, salt, sha256)
    return made


def block_seals(
    found: Sequence[BlockFigures],
    wholes: Mapping[tuple[str, str], Tally],
    wave: str,
    salt: str,
    before: Findings | None,
) -> dict[str, Seal]:
    """Seal every shown block of a city, as `seals` does; `wholes` are by block and city."""
    past = {(one.instrument, one.city): one for one in before.blocks} if before else {}
    made: dict[str, Seal] = {}
    for one in found:
        if not one.basis:
            continue
        name, last = f"{one.city} {one.instrument}", past.get((one.instrument, one.city))
        if before and last and name in before.seals and replace(last, n=one.n) == one:
            made[name] = before.seals[name]
        else:
            sha256 = sealed(salt, wave, one.city, wholes[one.instrument, one.city])
            made[name] = Seal(one.basis, salt, sha256)
    return made


def compared(
    now: Mapping[str, Mapping[str, Performance]],
    found: Sequence[CityFigures],
    before: Findings | None,
) -> dict[str, Mapping[str, Performance]]:
    """Return the contrasts that may be told: they move when the city's own figures move."""
    past = {city.city: city for city in before.figures} if before else {}
    told: dict[str, Mapping[str, Performance]] = {}
    for city in found:
        last = past.get(city.city)
        if city.shown and before and last and same_ratings(city, last):
            told[city.city] = before.performance.get(city.city, {})
        elif city.shown:
            told[city.city] = now.get(city.city, {})
    return told


def same_ratings(city: CityFigures, last: CityFigures) -> bool:
    """Say whether what is told of a city's ratings is what was told last."""
    kept = ("indices", "items", "views", "behind", "basis")
    return all(getattr(city, name) == getattr(last, name) for name in kept)


def bare(found: Sequence[CityFigures]) -> tuple[CityFigures, ...]:
    """Return figures with nothing but the indices, for a history."""
    return tuple(replace(city, items=(), views={}, behind={}) for city in found)


def code(text: str) -> str:
    """Return the short code of a digest's JSON: 40 bits of its SHA-256, eight symbols."""
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:5], "big")
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(SYMBOLS)))


def spelled(text: str) -> str:
    """Return a code as it is kept, however it was typed: `k7qm-2xwd`, with O for 0."""
    return text.strip().upper().translate(ALIKE)


def to_json(findings: Findings) -> str:
    """Write findings as JSON; nothing is rounded."""
    return json.dumps(asdict(findings), separators=(",", ":"), default=_written)


def _written(value: object) -> str:
    return value.value if isinstance(value, Enum) else str(value)


def from_json(text: str) -> Findings:
    """Read what `to_json` wrote; ValueError, KeyError or TypeError for anything else."""
    found = json.loads(text)
    heard = found["interviews"]
    made = {
        "methods": tuple(found["methods"]),
        "opened": date.fromisoformat(found["opened"]),
        "closed": date.fromisoformat(found["closed"]) if found["closed"] else None,
        "made": date.fromisoformat(found["made"]),
        "figures": cities.read(found["figures"]),
        "claims": tuple(_claim(one) for one in found["claims"]),
        "history": tuple(Past(p["wave"], cities.read(p["figures"])) for p in found["history"]),
        "seals": {city: Seal(**seal) for city, seal in found["seals"].items()},
        "blocks": tuple(plain.read(BlockFigures, one) for one in found["blocks"]),
        "performance": {
            city: {contrast: plain.read(Performance, one) for contrast, one in parts.items()}
            for city, parts in found["performance"].items()
        },
        "coverages": tuple(plain.read(Coverage, one) for one in found["coverages"]),
        "facets": tuple(plain.read(Facet, one) for one in found["facets"]),
        "interviews": heard and plain.read(InterviewFigures, heard),
    }
    return Findings(**{**found, **made})


def _claim(claim: dict[str, Any]) -> Claim:
    values = {k: tuple(v) if isinstance(v, list) else v for k, v in claim["values"].items()}
    return Claim(Part(claim["part"]), claim["rule"], claim["key"], values, claim["grounds"])
