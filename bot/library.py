"""The instruments at hand: those that come with the package, and those of the operator's folder.

The folder holds one TOML file an instrument, and its words in `kk/`, `ru/` and `en/`, as the
package does.
"""

from __future__ import annotations

from pathlib import Path

from bot.texts import TextError, Texts
from scoring.analysis import CONTRAST, GAPS, SEVERITY
from scoring.instrument import Instrument, InstrumentError, load, names, parse


def instruments(folder: Path | None = None) -> dict[str, Instrument]:
    """Return every instrument by its name, `smart-city-2025/1`.

    Raises:
        InstrumentError: one cannot be used, or two have one name; all faults at once.
    """
    found = {one.name: one for one in map(load, names())}
    faults: list[str] = []
    for path in sorted(folder.glob("*.toml")) if folder else ():
        try:
            one = parse(path.read_text(encoding="utf-8"))
        except InstrumentError as error:
            faults += [f"{path.name}: {fault}" for fault in error.faults]
            continue
        if one.name in found:
            faults.append(f"{path.name}: {one.name} is there already; raise its version")
        found[one.name] = one
    faults += _shared(found)
    if faults:
        raise InstrumentError(tuple(faults))
    return found


def blocks(folder: Path | None, core: str) -> tuple[str, ...]:
    """Return the names of what may be offered after a core: the newest version of each other."""
    newest: dict[str, Instrument] = {}
    for one in sorted(instruments(folder).values(), key=lambda one: one.version):
        newest[one.id] = one
    further = (one for one in newest.values() if one.name != core and not one.indices)
    return tuple(sorted(one.name for one in further))


def texts(folder: Path | None = None) -> Texts:
    """Return the words of the package and of the folder."""
    return Texts(further=folder)


def unsaid(folder: Path | None = None) -> list[str]:
    """Return what an instrument's analyses are about and no text names, with the remedy.

    A digest could not tell of it.

    Raises:
        TextError: a text is broken, or stands in both.
    """
    words = texts(folder).checked()
    return [
        f"{one.name}: there is no text {key} in {language}; add it to the block's .ftl"
        for one in instruments(folder).values()
        for analysis in one.analyses
        for name in analysis.names
        for key in (pattern.format(name) for pattern in _NAMED[analysis.kind])
        for language in words.languages
        if not _said(words, language, key)
    ]


def _said(words: Texts, language: str, key: str) -> bool:
    try:
        return bool(words.speaking(language)(key))
    except TextError:
        return False


_NAMED = {
    GAPS: ("element-{}", "element-{}.inside"),
    SEVERITY: ("problem-{}", "problem-{}.quoted"),
    CONTRAST: ("side-{}.inside",),
}
"""By the kind of an analysis, the texts that each of its names needs."""


def _shared(found: dict[str, Instrument]) -> list[str]:
    """Ids that instruments share: one column of an export would mean two things."""
    owners: dict[str, str] = {}
    faults = []
    for one in found.values():
        for name in (column for item in one.items for column in item.columns):
            owner = owners.setdefault(name, one.id)
            if owner != one.id:
                faults.append(f"{one.name}: {name} is asked by {owner} already; choose another id")
    return faults
