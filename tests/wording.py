"""What is looked for in the texts: each check takes texts and gives back its faults in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import combinations, product

from fluent.syntax import ast
from fluent.syntax.visitor import Visitor

from bot.texts import LOCALES, resources_of

Wording = Mapping[str, ast.Pattern]  # texts by `message` or `message.attribute`
Library = Mapping[str, Wording]  # the same by language

CATEGORIES = {"zero", "one", "two", "few", "many", "other"}
# Kazakh keeps the noun in the singular after a number, so it needs no form but `other`.
PLURALS = {"kk": {"other"}, "ru": {"one", "few", "many", "other"}, "en": {"one", "other"}}
KAZAKH = re.compile(r"[әғқңөұүһі]", re.IGNORECASE)
CYRILLIC = re.compile(r"[а-яёәғқңөұүһі]", re.IGNORECASE)
LATIN = re.compile(r"[a-z]", re.IGNORECASE)
REGIONS = re.compile(r"Жетісу|Ұлытау")  # official Russian names keep their Kazakh letters
LETTERS_THAT_TELL = 40  # a Kazakh text of this length without a Kazakh letter is Russian
LATIN_WORDS = {"G", "Wi", "Fi", "IT", "Telegram", "English", "SCRI"}
LATIN_WORDS |= {"p", "z", "none"}  # names of statistics, and a code of the export
# Words that are the same in Kazakh and Russian.
SHARED = {
    *("{count} минут", "{count} секунд"),
    *("Экология", "экология", "Бизнес", "бизнес", "Туризм", "туризм"),
    "Балл",
    "Шу",
    "Алматы",
    "Астана",
    "Шымкент",
    "Павлодар",
    "Индекс: {value}",
}
# Two languages in one text, a paragraph each: shown to those whose language has no text.
BILINGUAL = "profile-description-all"
FOREIGN = re.compile(r"\{\w*\}|https?://\S+|/\w+|SAUALNAMA_\w+")  # not words of the language
LEVEL = {"kk": "деңгей", "ru": "уров", "en": "level"}  # what each question rates
CORE = re.compile(r"(SCRI|SI|GC)\d\.question")  # what rates a level
LENGTHS = {
    r"profile-name": 64,  # these four: the Bot API
    r"profile-about": 120,
    r"profile-description.*": 512,
    r"command-.*": 256,
    r"toast-.*|error-old-button": 60,  # two lines of a note over the screen
    r".*\.short": 26,  # a chart's margin
    r".*\.question": 160,
    r"consent-more": 3000,
    r".*": 4000,  # a message holds 4096; the rest is for values
}
SIGNS = {
    "straight quotes": r"[\"']",
    "three dots for an ellipsis": r"\.\.\.",
    "# for №": r"#",
    "a hyphen for a dash": r" - ",
    "an en dash for a dash": r"\s–|–\s",
    "a dash without spaces": r"\S—|—\S",
    "two spaces": r"\S  | \n| $",
}
SIGNS_OF = {
    "kk": {"quotes that are not «»": r"[’‘”]|^[^„]*“", "a space before %": r"[ \u00a0\u202f]%"},
    "ru": {
        "quotes that are not «»": r"[’‘”]|^[^„]*“",
        "no no-break space before %": r"[^\u00a0\u202f]%",
        "a form with a gender": r"\((а|на|ла)\)|\b(соглас(ен|на)|готова?|уверена?)\b",
        "you without a capital": r"\b(вы|вас|вам|вами|ваш\w*)\b",
    },
    "en": {"quotes that are not “”": r"[«»„]", "a space before %": r"[ \u00a0\u202f]%"},
}


def library(folder: Traversable | None = None) -> Library:
    """Every text of every language."""
    folder = folder or resources.files("locales")
    return {language: dict(_entries(folder, language)) for language in LOCALES}


def _entries(folder: Traversable, language: str) -> Iterator[tuple[str, ast.Pattern]]:
    for _, _, resource in resources_of(folder, language):
        for entry in resource.body:
            if isinstance(entry, ast.Message):
                if entry.value:
                    yield entry.id.name, entry.value
                for attribute in entry.attributes:
                    yield f"{entry.id.name}.{attribute.id.name}", attribute.value


class _Seen(Visitor):
    """The values that a pattern uses and the variants of each choice in it."""

    def __init__(self, pattern: ast.Pattern) -> None:
        self.values: set[str] = set()
        self.choices: list[set[str]] = []
        self.visit(pattern)

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - the visitor's name
        self.values.add(node.id.name)

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802 - the visitor's name
        keys = (variant.key for variant in node.variants)
        self.choices.append({k.name for k in keys if isinstance(k, ast.Identifier)})
        self.generic_visit(node)


def values_of(pattern: ast.Pattern) -> set[str]:
    """The names of the values that a text needs."""
    return _Seen(pattern).values


def spoken(pattern: ast.Pattern) -> list[str]:
    """Each form that a text can take; values stand as their names in braces."""
    parts: list[list[str]] = []
    for element in pattern.elements:
        if isinstance(element, ast.TextElement):
            parts.append([element.value])
        elif isinstance(element.expression, ast.SelectExpression):
            variants = element.expression.variants
            parts.append([form for variant in variants for form in spoken(variant.value)])
        elif isinstance(element.expression, ast.StringLiteral):
            parts.append([str(element.expression.parse()["value"])])
        else:
            parts.append(["{" + ",".join(sorted(values_of(ast.Pattern([element])))) + "}"])
    return ["".join(chosen) for chosen in product(*parts)]


def faults(texts: Library) -> list[str]:
    """Everything that is wrong with the texts, one sentence each; none if all is well."""
    found = [*_incomplete(texts), *_shared(texts)]
    for language, wording in texts.items():
        for key, pattern in wording.items():
            wrong = [*_plurals(language, pattern), *_said(language, key, pattern)]
            found += [f"{language}: {key}: {fault}" for fault in dict.fromkeys(wrong)]
    return found


def _plurals(language: str, pattern: ast.Pattern) -> Iterator[str]:
    for choice in _Seen(pattern).choices:
        if choice <= CATEGORIES and choice != PLURALS[language]:
            yield f"has the plural forms {sorted(choice)}"


def _incomplete(texts: Library) -> Iterator[str]:
    everything = {key for wording in texts.values() for key in wording}
    for language, wording in texts.items():
        for key in sorted(everything - set(wording)):
            yield f"{language}: {key}: is missing"
    for one, other in combinations(texts, 2):
        for key in sorted(set(texts[one]) & set(texts[other])):
            if values_of(texts[one][key]) != values_of(texts[other][key]):
                yield f"{key}: {one} and {other} use other values"


def _shared(texts: Library) -> Iterator[str]:
    for key in sorted(set(texts["kk"]) & set(texts["ru"]) - {BILINGUAL}):
        same = set(spoken(texts["kk"][key])) & set(spoken(texts["ru"][key])) - SHARED
        for form in same:
            if CYRILLIC.search(form):
                yield f"{key}: Kazakh and Russian are the same: {form!r}"


def _said(language: str, key: str, pattern: ast.Pattern) -> Iterator[str]:
    for form in spoken(pattern):
        yield from _form(language, key, form)


def _form(language: str, key: str, form: str) -> Iterator[str]:
    """The faults of one form of one text."""
    if not form.strip():
        yield "is empty"
    limit = next(limit for keys, limit in LENGTHS.items() if re.fullmatch(keys, key))
    if len(form) > limit:
        yield f"{len(form)} characters, {limit} fit"
    if CORE.fullmatch(key) and LEVEL[language] not in form:
        yield "does not ask for a level"
    if re.match(r"scale-(\w+-)?\d", key) and re.search(r"\d", form):
        yield "has a digit; the screen puts it"
    for part_language, part in parts_of(language, key, form):
        signs = SIGNS | SIGNS_OF[part_language]
        yield from (name for name, sign in signs.items() if re.search(sign, part))
        yield from _scripts(part_language, part)


def parts_of(language: str, key: str, form: str) -> list[tuple[str, str]]:
    """A text with the language it is in: the bilingual one has two."""
    if key != BILINGUAL:
        return [(language, form)]
    return list(zip(("kk", "ru"), form.split("\n\n"), strict=True))


def _scripts(language: str, text: str) -> Iterator[str]:
    text = FOREIGN.sub(" ", text)
    words = re.findall(r"[^\W\d_]+", text)
    for word in words:
        if CYRILLIC.search(word) and LATIN.search(word):
            yield f"{word!r} mixes alphabets"
    if language == "en":
        yield from (f"{word!r} is Cyrillic" for word in words if CYRILLIC.search(word))
        return
    for word in words:
        if LATIN.search(word) and not CYRILLIC.search(word) and word not in LATIN_WORDS:
            yield f"{word!r} is Latin"
    if language == "ru" and (letter := KAZAKH.search(REGIONS.sub("", text))):
        yield f"{letter[0]!r} is a Kazakh letter"
    letters = sum(character.isalpha() for character in text)
    if language == "kk" and letters >= LETTERS_THAT_TELL and not KAZAKH.search(text):
        yield "has no Kazakh letter"
