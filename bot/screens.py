"""Views drawn as plain screens: text and rows of buttons. No Telegram here, and no sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape

from bot.interviewer import COMMANDS, EDIT, ERRANDS, Survey, View, present
from bot.texts import Say, Texts
from scoring.instrument import DONT_KNOW, NOT_REACHED, SKIPPED, Instrument, Item
from storage.people import Person, Sheet

CITIES_A_PAGE = 8
REVIEW_COLUMNS = 4
MINUTES = 6
HERE = " ✓"  # beside the answer that was given before


@dataclass(frozen=True, slots=True)
class Button:
    """A label and what pressing it means: a verb and its arguments, joined by colons.

    A `likely` one stands out among others that could be meant.
    """

    label: str
    tap: str
    likely: bool = False


Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """What a person sees: HTML text and rows of buttons."""

    text: str
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexResult:
    """One index of a city, by the paper's method."""

    index: str
    total: int
    maximum: int
    percent: int


@dataclass(frozen=True, slots=True)
class CityResult:
    """What the city looks like so far; without indices where too few people stand behind them."""

    city: str
    people: int
    needed: int
    indices: tuple[IndexResult, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """What the consent notice says of the people behind the survey."""

    operator: str
    contact: str
    minimum: int


class Screens:
    """Draws views in a person's language."""

    def __init__(self, texts: Texts, notice: Notice) -> None:
        """Keep the words; rating screens are drawn once and kept."""
        self.texts = texts
        self.notice = notice
        self._ratings: dict[tuple[str, str, str, str, bool], Screen] = {}

    def draw(
        self, survey: Survey, person: Person, view: View, result: CityResult | None = None
    ) -> Screen:
        """The screen of a view."""
        if person.language is None or (view.name == "language" and person.place == "language"):
            return self._welcome(view)
        say = self.texts.speaking(person.language)
        if view.name == "item":
            sheet = person.sheets[person.city or ""]
            position = survey.instrument.position(view.item)
            given = sheet.answers[position]
            editing = person.place.startswith(EDIT)
            key = (person.language, survey.instrument.name, view.item, given, editing)
            if key not in self._ratings:
                self._ratings[key] = _rating(
                    say, survey.instrument, view.item, given, editing=editing
                )
            return self._ratings[key]
        return getattr(self, "_" + view.name.replace("-", "_"))(  # type: ignore[no-any-return]
            _Sight(survey, person, view, say, result)
        )

    def hinted(self, screen: Screen, language: str | None) -> Screen:
        """The same screen under a kind word: buttons are pressed, not written."""
        if language is None:  # the first screen says in every language what to do
            return screen
        say = self.texts.speaking(language)
        return replace(screen, text=f"{escape(say('hint-buttons'))}\n\n{screen.text}")

    def toast(self, key: str, language: str | None) -> str:
        """The words of a short note."""
        return self.texts.speaking(language or self.texts.languages[0])(key)

    def menu(self, survey: Survey, person: Person) -> dict[str, str]:
        """The commands that a person can use, with a description of each in their language."""
        say = self.texts.speaking(person.language or self.texts.languages[0])
        errands = ERRANDS if person.chat_id in survey.coordinators else ()
        return {name: say(f"command-{name}") for name in (*COMMANDS, *errands)}

    def _languages(self, likely: str | None = None) -> tuple[Row, ...]:
        return tuple(
            (
                Button(
                    self.texts.speaking(code)("language-name"), f"language:{code}", code == likely
                ),
            )
            for code in self.texts.languages
        )

    def _welcome(self, view: View) -> Screen:
        """The first screen: each language says its own welcome."""
        spoken = []
        for code in self.texts.languages:
            say = self.texts.speaking(code)
            spoken.append(f"{escape(say('welcome'))}\n<b>{escape(say('language-choose'))}</b>")
        return Screen("\n\n".join(spoken), self._languages(view.likely))

    def _language(self, sight: _Sight) -> Screen:
        return Screen(_bold(sight.words("language-choose")), self._languages())

    def _consent(self, sight: _Sight) -> Screen:
        text = _paragraphs(
            sight.words("welcome"),
            sight.words("welcome-time", minutes=MINUTES),
            sight.words("consent-text"),
            _bold(sight.words("consent-ask")),
        )
        return Screen(
            text,
            sight.column(
                "consent-agree=agree",
                "consent-more-button=more",
                "consent-decline=decline",
                "button-language=languages",
            ),
        )

    def _consent_more(self, sight: _Sight) -> Screen:
        text = sight.words(
            "consent-more",
            operator=self.notice.operator,
            contact=self.notice.contact,
            minimum=self.notice.minimum,
            version=sight.survey.consent,
        )
        if sight.person.consent == sight.survey.consent:
            return Screen(text, sight.column("button-continue=go"))
        return Screen(text, sight.column("consent-agree=agree", "consent-decline=decline"))

    def _declined(self, sight: _Sight) -> Screen:
        return Screen(
            sight.words("consent-declined"),
            sight.column("consent-reconsider=agree", "consent-more-button=more"),
        )

    def _city(self, sight: _Sight) -> Screen:
        cities = sight.survey.cities
        pages = -(-len(cities) // CITIES_A_PAGE)
        page = min(sight.view.page, pages - 1)
        shown = cities[page * CITIES_A_PAGE : (page + 1) * CITIES_A_PAGE]
        rows: list[Row] = [
            (Button(sight.say(f"city-{code}") + sight.done_mark(code), f"city:{code}"),)
            for code in shown
        ]
        turns = []
        if page:
            turns.append(Button(sight.say("city-previous"), f"cities:{page - 1}"))
        if page + 1 < pages:
            turns.append(Button(sight.say("city-more"), f"cities:{page + 1}"))
        if turns:
            rows.append(tuple(turns))
        back = ("button-back=back",) if sight.sheet and sight.sheet.complete else ()
        rows.append(sight.row(*back, "button-language=languages"))
        return Screen(_bold(sight.words("city-ask")), tuple(rows))

    def _group(self, sight: _Sight) -> Screen:
        text = _paragraphs(
            _bold(sight.words("group-ask", city=sight.city)), sight.words("group-why")
        )
        rows = [
            (Button(sight.say(f"group-{code}"), f"group:{code}"),) for code in sight.survey.groups
        ]
        return Screen(text, (*rows, sight.row("button-back=back", "button-language=languages")))

    def _review(self, sight: _Sight) -> Screen:
        sheet, instrument = sight.sheet, sight.survey.instrument
        if sheet is None:
            return self._city(sight)
        parts = [_bold(sight.words("review-title", city=sight.city))]
        for index in instrument.indices:
            lines = [_bold(sight.words(f"index-{index.id}.short"))]
            for item in index.items:
                title, mark = sight.words(f"{item.id}.short"), _mark(sight.say, sheet, item)
                lines.append(f"{item.number}. {title} — {mark}")
            parts.append("\n".join(lines))
        parts.append(sight.words("review-how"))
        grid = [
            Button(f"{item.number} · {_sign(sheet, item)}", f"edit:{item.id}")
            for item in instrument.items
        ]
        return Screen(
            _paragraphs(*parts),
            (
                sight.row("button-send=send"),
                *_rows(grid, REVIEW_COLUMNS),
                sight.row("button-back=back", "button-language=languages", "button-later=later"),
            ),
        )

    def _later(self, sight: _Sight) -> Screen:
        answers = sight.sheet.answers if sight.sheet else sight.survey.instrument.blank
        return Screen(
            sight.words("later-text", count=answers.count(NOT_REACHED)),
            sight.column("button-continue=go"),
        )

    def _resume(self, sight: _Sight) -> Screen:
        instrument = sight.survey.instrument
        number = instrument.item(present(sight.survey, sight.person).item).number
        total = len(instrument.items)
        text = sight.words("resume-text", city=sight.city, number=number, total=total)
        return Screen(text, sight.column("button-continue=go", "button-language=languages"))

    def _done(self, sight: _Sight) -> Screen:
        unrated = [code for code in sight.survey.cities if code not in sight.person.sheets]
        text = [_bold(sight.words("done-thanks"))]
        if not unrated:
            text.append(sight.words("done-all-cities"))
        if sight.result:
            text.append(_result(sight))
        another = ("button-another-city=another",) if unrated else ()
        return Screen(
            _paragraphs(*text),
            sight.column(*another, "button-change-answers=review", "button-language=languages"),
        )

    def _results(self, sight: _Sight) -> Screen:
        if sight.result is None:
            text = sight.words("results-none-city")
        else:
            text = _paragraphs(_result(sight), sight.words("results-when"))
        return Screen(text, sight.column("button-continue=go"))

    def _closed(self, sight: _Sight) -> Screen:
        return Screen(
            sight.words("wave-closed"),
            sight.column("button-results=results", "button-language=languages"),
        )

    def _privacy(self, sight: _Sight) -> Screen:
        text = sight.words(
            "privacy-text",
            operator=self.notice.operator,
            contact=self.notice.contact,
            minimum=self.notice.minimum,
        )
        return Screen(text, sight.column("button-continue=go", "consent-more-button=more"))

    def _withdraw(self, sight: _Sight) -> Screen:
        return Screen(
            sight.words("withdraw-ask"), sight.column("withdraw-yes=withdraw", "withdraw-no=go")
        )

    def _withdrawn(self, sight: _Sight) -> Screen:
        return Screen(sight.words("withdraw-done"), sight.column("button-start=go"))

    def _help(self, sight: _Sight) -> Screen:
        parts = [sight.words("help-text")]
        if sight.person.chat_id in sight.survey.coordinators:
            parts.append(sight.words("coordinator-help"))
        return Screen(_paragraphs(*parts), sight.column("button-continue=go"))


@dataclass(frozen=True, slots=True)
class _Sight:
    """All that a view's drawing looks at."""

    survey: Survey
    person: Person
    view: View
    say: Say
    result: CityResult | None

    @property
    def sheet(self) -> Sheet | None:
        return self.person.sheets.get(self.person.city or "")

    @property
    def city(self) -> str:
        return self.say(f"city-{self.person.city}") if self.person.city else ""

    def words(self, key: str, **values: object) -> str:
        """A text, safe for HTML."""
        return escape(self.say(key, **values), quote=False)

    def row(self, *buttons: str) -> Row:
        """A row of `key=tap` buttons."""
        return tuple(
            Button(self.say(key), tap) for key, _, tap in (text.partition("=") for text in buttons)
        )

    def column(self, *buttons: str) -> tuple[Row, ...]:
        """The same, one button a row."""
        return tuple(self.row(button) for button in buttons)

    def done_mark(self, city: str) -> str:
        sheet = self.person.sheets.get(city)
        return HERE if sheet and sheet.complete else ""


def _rating(say: Say, instrument: Instrument, item_id: str, given: str, *, editing: bool) -> Screen:
    """A rating screen: the digits in one row, the non-answers, the navigation."""
    item = instrument.item(item_id)
    index, _ = instrument.section_of(item)
    section = instrument.indices.index(index) + 1
    header = say(
        "section-header",
        number=section,
        total=len(instrument.indices),
        name=say(f"index-{index.id}"),
    )
    number = say("question-header", number=item.number, total=len(instrument.items))
    # One line of words, not five: the question and its digits share a small phone's screen.
    scale = " · ".join(
        f"<b>{code}</b> — {escape(say(f'scale-{code}'))}" for code in instrument.ratings
    )
    parts = [
        f"<i>{escape(header)}</i>\n{escape(number)}",
        f"<b>{escape(say(item.id))}</b>\n{escape(say(f'{item.id}.question'))}",
        scale,
    ]
    if given != NOT_REACHED:
        parts.append(f"<i>{escape(say('answer-current', answer=answer_words(say, given)))}</i>")
    if editing:
        parts.insert(0, escape(say("edit-header")))

    def rate(code: str, label: str) -> Button:
        return Button(label + (HERE if code == given else ""), f"rate:{item.id}:{code}")

    rows = (
        tuple(rate(code, code) for code in instrument.ratings),
        (rate(DONT_KNOW, say("button-unknown")),),
        (rate(SKIPPED, say("button-refuse")),),
        (
            Button(say("button-back"), "back"),
            Button(say("button-language"), "languages"),
            Button(say("button-later"), "later"),
        ),
    )
    return Screen(_paragraphs(*parts), rows)


def answer_words(say: Callable[[str], str], code: str) -> str:
    """A stored code in words: the digit with its label, or what kind of non-answer it is."""
    missing = {
        DONT_KNOW: "answer-unknown",
        SKIPPED: "answer-refused",
        NOT_REACHED: "answer-missing",
    }
    return say(missing[code]) if code in missing else f"{code} — {say(f'scale-{code}')}"


def _sign(sheet: Sheet, item: Item) -> str:
    return sheet.answers[item.number - 1]


def _mark(say: Say, sheet: Sheet, item: Item) -> str:
    code = _sign(sheet, item)
    return f"<b>{code}</b>" if code.isdigit() else escape(answer_words(say, code))


def _result(sight: _Sight) -> str:
    result = sight.result
    if result is None:
        return ""
    title = _bold(sight.words("results-title", city=sight.say(f"city-{result.city}")))
    people = sight.words("results-people", count=result.people)
    if not result.indices:
        few = sight.words("results-few", needed=result.needed)
        return f"{title}\n{few}"
    lines = [
        sight.words(
            "results-index",
            name=sight.say(f"index-{found.index}.report"),
            percent=found.percent,
            total=found.total,
            maximum=found.maximum,
        )
        for found in result.indices
    ]
    return "\n".join([title, people, "", *lines, "", sight.words("results-note")])


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def _bold(text: str) -> str:
    return f"<b>{text}</b>"


def _rows(buttons: Iterable[Button], columns: int) -> Iterator[Row]:
    buttons = list(buttons)
    for start in range(0, len(buttons), columns):
        yield tuple(buttons[start : start + columns])
