"""The words: Fluent messages out of locales/, in each language that the bot speaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import chain
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle
    from fluent.syntax import ast

# A folder of locales/ and the locale whose numbers, dates and plurals it uses. Kazakh comes first.
LOCALES: Mapping[str, str] = {"kk": "kk", "ru": "ru", "en": "en-GB"}
ALIASES: Mapping[str, str] = {"kz": "kk", "kaz": "kk"}  # seen in custom language packs of Telegram


class TextError(LookupError):
    """A text is broken, absent, or lacks a value; the message names the file or the key."""


class Say:
    """Looks texts up in one language: `say("question-header", number=5, total=23)`."""

    def __init__(self, language: str, bundle: FluentBundle) -> None:
        self.language = language
        self._bundle = bundle
        self._plain: dict[str, str] = {}  # texts without values, as they were first asked for

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the text of `message` or `message.attribute`; dates are written long.

        Raises:
            TextError: there is no such text, or it needs a value that was not given.
        """
        if not values and (known := self._plain.get(key)) is not None:
            return known
        name, _, attribute = key.partition(".")
        try:
            message = self._bundle.get_message(name)
            pattern = message.attributes[attribute] if attribute else message.value
        except LookupError:
            pattern = None
        if pattern is None:
            raise TextError(f"{self.language}: there is no text {key!r}")
        text, errors = self._bundle.format_pattern(
            pattern, {name: _written(value) for name, value in values.items()}
        )
        if errors:
            raise TextError(f"{self.language}: {key!r}: {errors[0]}") from errors[0]
        if not values:
            self._plain[key] = str(text)
        return str(text)


class Texts:
    """All texts, each language loaded and checked when it is first spoken."""

    def __init__(
        self, folder: Traversable | None = None, further: Traversable | None = None
    ) -> None:
        """Say where they are; `further` is a folder like the first with more words."""
        self._folders = (folder or resources.files("locales"), *([further] if further else []))
        self._says: dict[str, Say] = {}

    def checked(self) -> Self:
        """Load every language, before anybody waits for it.

        Raises:
            TextError: an entry is broken or stands twice, or a language has no file.
        """
        for language in LOCALES:
            self.speaking(language)
        return self

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of the languages, in the order in which they are offered."""
        return tuple(LOCALES)

    def speaking(self, language: str) -> Say:
        """Return the texts of a language; TextError if the bot does not speak it.

        Raises what `checked` raises, of this language.
        """
        if language not in LOCALES:
            raise TextError(f"{language!r} is not one of {', '.join(LOCALES)}")
        if language not in self._says:
            self._says[language] = Say(language, _bundle(self._folders, language))
        return self._says[language]


def language_of(code: str | None) -> str | None:
    """Read Telegram's `language_code`: the language if the bot speaks it, else None."""
    first = (code or "").lower().replace("_", "-").split("-")[0]
    language = ALIASES.get(first, first)
    return language if language in LOCALES else None


def resources_of(folder: Traversable, language: str) -> Iterator[tuple[str, str, ast.Resource]]:
    """Each file of a language: its place, its source and its syntax tree, in order of names."""
    try:
        files = sorted((folder / language).iterdir(), key=lambda file: file.name)
    except OSError:
        files = []
    for file in files:
        if file.name.endswith(".ftl"):
            source = file.read_text(encoding="utf-8")
            yield f"{language}/{file.name}", source, _parsed(source)


@lru_cache(maxsize=256)
def _parsed(source: str) -> ast.Resource:
    """Parse a file once: that takes nearly all the time in which texts are loaded."""
    from fluent.runtime import FluentResource

    return FluentResource(source)


def _bundle(folders: Iterable[Traversable], language: str) -> FluentBundle:
    from fluent.runtime import FluentBundle
    from fluent.syntax import ast

    bundle = FluentBundle([LOCALES[language]], use_isolating=False)
    places: dict[str, str] = {}  # where each message and term stands
    for place, source, resource in chain.from_iterable(
        resources_of(folder, language) for folder in folders
    ):
        for entry in resource.body:
            if isinstance(entry, ast.BaseComment) or entry.span is None:
                continue
            here = f"{place}:{source.count(chr(10), 0, entry.span.start) + 1}"
            if not isinstance(entry, ast.Message | ast.Term):
                # Fluent skips what it cannot read, so a fault would lose a text in silence.
                raise TextError(f"{here}: cannot be read: {source[entry.span.start :][:40]!r}")
            name = ("-" if isinstance(entry, ast.Term) else "") + entry.id.name
            if name in places:
                raise TextError(f"{here}: {name!r} stands already at {places[name]}")
            places[name] = here
        bundle.add_resource(resource)
    if not places:
        raise TextError(f"{language}: no text found in locales/{language}")
    return bundle


def _written(value: object) -> object:
    from fluent.runtime.types import fluent_date

    # Babel's medium and short dates do not serve Kazakh; its long ones read well everywhere.
    return fluent_date(value, dateStyle="long") if isinstance(value, date) else value
