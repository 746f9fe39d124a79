"""A person's view drawn in their language: which view is drawn by whom, in one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from html import escape

from bot.facts import Facts
from bot.interviewer import COMMANDS, EDIT, ERRANDS, Survey, View, asked
from bot.screens import entrance, expect, messages, mydata, papers, questions, results, sheet
from bot.screens.screen import Screen
from bot.screens.sight import Notice, Sight
from bot.texts import Texts
from scoring.items import RATING
from storage.people import Person

DRAWN: Mapping[str, Callable[[Sight], Screen]] = {
    "language": entrance.language,
    "consent": entrance.consent,
    "consent-more": entrance.consent_more,
    "declined": entrance.declined,
    "city": entrance.city,
    "group": entrance.group,
    "uninvited": entrance.uninvited,
    "review": sheet.review,
    "later": sheet.later,
    "resume": sheet.resume,
    "done": sheet.done,
    "results": results.results,
    "mine": results.mine,
    "expect": expect.expect,
    "closed": papers.closed,
    "privacy": papers.privacy,
    "mydata": mydata.mydata,
    "stopped": messages.stopped,
    "reminder": messages.reminder,
    "told": messages.told,
    "invited": messages.invited,
    "withdraw": papers.withdraw,
    "withdrawn": papers.withdrawn,
    "help": papers.help_,
}


OF_A_LINK = "hint-invitation"  # what is said before somebody has chosen a language


class Screens:
    """Draws views in a person's language."""

    def __init__(self, texts: Texts, notice: Notice) -> None:
        """Keep the words; rating screens are drawn once and kept."""
        self.texts = texts
        self.notice = notice
        self._names = {code: texts.speaking(code)("language-name") for code in texts.languages}
        self._items: dict[tuple[str, str, str, str, tuple[int, int], bool], Screen] = {}

    def draw(
        self, survey: Survey, person: Person, view: View, facts: Facts | None = None
    ) -> Screen:
        """The screen of a view."""
        if person.language is None or (view.name == "language" and person.place == "language"):
            says = [self.texts.speaking(code) for code in self.texts.languages]
            return entrance.welcome(says, self._names, view.likely)
        if view.name == "item":
            return self._item(survey, person, view.item, person.language)
        say = self.texts.speaking(person.language)
        sight = Sight(survey, person, view, say, self.notice, self._names, facts)
        return DRAWN[view.name](sight)

    def hinted(self, screen: Screen, hint: str, language: str | None) -> Screen:
        """The same screen under a kind word, such as: buttons are pressed, not written."""
        if language is None and not hint.startswith(OF_A_LINK):
            return screen  # the first screen says in every language what to do
        languages = (language,) if language else self.texts.languages
        told = "\n".join(escape(self.texts.speaking(one)(hint)) for one in languages)
        return replace(screen, text=f"{told}\n\n{screen.text}")

    def toast(self, key: str, language: str | None) -> str:
        """The words of a short note."""
        return self.texts.speaking(language or self.texts.languages[0])(key)

    def menu(self, survey: Survey, person: Person) -> dict[str, str]:
        """The commands that a person can use, with a description of each in their language."""
        say = self.texts.speaking(person.language or self.texts.languages[0])
        errands = ERRANDS if person.chat_id in survey.coordinators else ()
        return {name: say(f"command-{name}") for name in (*COMMANDS, *errands)}

    def _item(self, survey: Survey, person: Person, name: str, language: str) -> Screen:
        instrument, sheet = asked(survey, person), person.sheet
        answers = sheet.answers if sheet else instrument.blank
        question = questions.Question(
            instrument, instrument.item(name), answers, editing=person.place.startswith(EDIT)
        )
        if question.item.kind != RATING:  # too many answers are possible to keep them all
            return questions.screen(self.texts.speaking(language), question)
        key = (language, instrument.name, name, question.given, question.count, question.editing)
        if key not in self._items:
            self._items[key] = questions.screen(self.texts.speaking(language), question)
        return self._items[key]
