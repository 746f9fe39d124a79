"""What a report tells of interviews: themes by people, agreement, and allowed quotations alone."""

from __future__ import annotations

import pytest

from bot.reporting.document import Block, Points, Table, Words
from bot.reporting.interviews import Heard, interviews
from bot.texts import LOCALES, Say, Texts
from scoring.interviews.coded import Spoken, coded
from scoring.interviews.passages import Mark, Marks
from scoring.interviews.published import published
from scoring.interviews.themes import packaged

TEXTS = Texts()
TEXT = "Су керек. Ақша жоқ. Бәрі жақсы."
GOALS, MONEY, WELL = (0, 9), (10, 19), (20, 31)


def told(people: int, say: Say, second: Marks | None = None, size: int = 9) -> list[Block]:
    """What two coders of some people's same words came to; `second` codes the last one's."""
    marks: Marks = (Mark(*GOALS, "goals", quote=True), Mark(*MONEY, "conditions"))
    texts = {
        key: Spoken(TEXT, key, "shu", "officials", "kk", quotable=key == 1)
        for key in range(1, people + 1)
    }
    codings = {key: {"a": marks, "b": marks} for key in texts}
    if second is not None:
        codings[people] = {"a": marks, "b": second}
    names = [theme.code for theme in packaged()]
    found = coded(texts, codings, names, {("shu", "officials", "kk"): size}, 5)
    figures, _ = published(found, 1, None, (), 5, closed=False)
    return list(interviews(figures, Heard(packaged(), found.quotations), 5, say))


@pytest.mark.parametrize("language", LOCALES)
def test_a_report_tells_themes_and_quotations(language: str) -> None:
    """Each theme with its people and alpha; then what may be quoted, with group and city."""
    say = TEXTS.speaking(language)
    about, table, note, held, theme, quoted = told(6, say)
    assert isinstance(about, Words)
    assert "18" in about.text
    assert isinstance(table, Table)
    rows = {row[0]: row[1:] for row in table.rows}
    labels = {theme.code: theme.labels[language] for theme in packaged()}
    one = say("report-alpha-value", value=1.0)
    assert rows[labels["goals"]] == ("6", one, say("report-trust-good"))
    assert rows[labels["plans"]] == ("–", "–", say("report-trust-undefined"))
    assert rows[say("tables-all")] == ("6", one, say("report-trust-good"))
    assert [note, held] == [
        Words(say(key, minimum=5), small=True)
        for key in ("report-themes-note", "report-interviews-held")
    ]
    assert isinstance(theme, Words)
    assert labels["goals"] in theme.text
    assert isinstance(quoted, Points)
    (line,) = quoted.lines
    assert "Су керек." in line
    assert say("city-shu") in line
    assert say("group-officials.report") in line


def test_what_few_people_say_or_coders_differ_on_has_no_number() -> None:
    """Under the minimum of people nothing is told; a theme that few agree on has none."""
    say = TEXTS.speaking("en")
    assert told(4, say) == []
    labels = {theme.code: theme.labels["en"] for theme in packaged()}
    table = told(5, say, (Mark(*GOALS, "goals"),))[1]
    assert isinstance(table, Table)
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows[labels["goals"]][0] == "5"
    assert rows[labels["conditions"]][0] == "–", "only four people's, by both coders"
    assert rows[labels["conditions"]][1] != "–"


def test_no_quotation_of_a_small_group_is_in_a_report() -> None:
    """Whoever allowed it: where fewer than five of the group in the city spoke, nothing stands."""
    blocks = told(6, TEXTS.speaking("en"), size=4)
    assert not any(isinstance(block, Points) for block in blocks)
    assert "Су керек." not in repr(blocks)
