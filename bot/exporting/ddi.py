"""codebook.xml: the study and its variables for archives, in DDI-Codebook 2.5.

https://ddialliance.org/Specification/DDI-Codebook/2.5/; elements stand in the schema's order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

from bot.exporting.order import Story
from bot.exporting.papers import PAPERS
from bot.texts import Say
from scoring.meanings import frequencies
from scoring.variables import MISSING, Variable

NAMESPACE = "ddi:codebook:2_5"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
FILES = ("responses.csv", "answers.csv", "indices.csv", "statistics.csv", "notes.csv")

Says = Mapping[str, Say]


def write(path: Path, story: Story, further: Sequence[Variable] = ()) -> None:
    """Write codebook.xml; `further` are the columns of the files of further blocks."""
    texts = story.order.texts
    says = {language: texts.speaking(language) for language in texts.languages}
    root = ET.Element(
        "codeBook", {"xmlns": NAMESPACE, "version": "2.5", LANGUAGE: next(iter(says))}
    )
    _study(ET.SubElement(root, "stdyDscr"), story, says)
    columns = [*story.columns, *further]
    files = list(dict.fromkeys((*FILES, *(one.file for one in further))))
    for number, name in enumerate(files, start=1):
        file = ET.SubElement(root, "fileDscr", {"ID": f"F{number}"})
        text = ET.SubElement(file, "fileTxt")
        _put(text, "fileName", name)
        sizes = ET.SubElement(text, "dimensns")
        _put(sizes, "caseQnty", str(story.counts[name]))
        _put(sizes, "varQnty", str(sum(one.file == name for one in columns)))
    data = ET.SubElement(root, "dataDscr")
    counts = frequencies(story.tallies.values())
    for column in columns:
        number = files.index(column.file) + 1
        _variable(data, column, says, counts.get(column.item or "", {}), number)
    ET.indent(root)
    ET.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)


def _study(study: ET.Element, story: Story, says: Says) -> None:
    order, settings = story.order, story.order.office.settings
    citation = ET.SubElement(study, "citation")
    titles = ET.SubElement(citation, "titlStmt")
    # The title in the first language, the others as parallel titles.
    for tag, (language, say) in zip(("titl", "parTitl", "parTitl"), says.items(), strict=True):
        _put(titles, tag, say("readme-title", date=order.day), language)
    _put(ET.SubElement(citation, "rspStmt"), "AuthEnty", settings.operator)
    production = ET.SubElement(citation, "prodStmt")
    _put(production, "producer", settings.operator)
    ET.SubElement(production, "prodDate", {"date": str(order.day)}).text = str(order.day)
    distribution = ET.SubElement(citation, "distStmt")
    _put(distribution, "contact", settings.contact)
    about = ET.SubElement(study, "stdyInfo")
    _said(about, "abstract", "readme-intro", says)
    summary = ET.SubElement(about, "sumDscr")
    for wave in order.waves:
        for event, moment in (("start", wave.opened_at), ("end", wave.closed_at)):
            if moment is not None:
                day = str(moment.astimezone(settings.zone).date())
                dated = {"event": event, "date": day, "cycle": wave.name}
                ET.SubElement(summary, "collDate", dated).text = day
    ET.SubElement(summary, "nation", {"abbr": "KZ"}).text = "Kazakhstan"
    for city in sorted({cell[2] for cell in story.tallies}):
        for language, say in says.items():
            _put(summary, "geogCover", say(f"city-{city}"), language)
    _said(summary, "universe", "readme-population", says)
    method = ET.SubElement(study, "method")
    collection = ET.SubElement(method, "dataColl")
    for tag, key in (
        ("sampProc", "readme-selection"),
        ("collMode", "readme-mode"),
        ("weight", "readme-weights"),
        ("cleanOps", "readme-processing"),
    ):
        _said(collection, tag, key, says)
    analysis = ET.SubElement(method, "anlyInfo")
    _said(analysis, "respRate", "readme-no-rate", says)
    _said(analysis, "EstSmpErr", "readme-precision", says)
    use = ET.SubElement(ET.SubElement(study, "dataAccs"), "useStmt")
    # The schema has room for one requirement; archives abroad read this file.
    _put(use, "citReq", says["en"]("readme-cite-text"), "en")
    others = ET.SubElement(study, "othrStdyMat")
    for paper in PAPERS:
        _put(others, "relPubl", paper)


def _variable(
    data: ET.Element, column: Variable, says: Says, counts: Mapping[str, int], file: int
) -> None:
    name = f"{column.file.removesuffix('.csv')}.{column.name}"
    about = {"ID": name, "name": column.name, "files": f"F{file}"}
    if column.codes:
        about["nature"] = "ordinal" if column.ordered else "nominal"
    about["intrvl"] = "discrete" if column.codes or column.type == "integer" else "contin"
    variable = ET.SubElement(data, "var", about)
    _said(variable, "labl", column.key, says)
    if column.item:
        for language, say in says.items():
            question = ET.SubElement(variable, "qstn", {LANGUAGE: language})
            _put(question, "qstnLit", say(f"{column.item}.question"), language)
    _range(variable, column)
    if counts:
        _sums(variable, counts)
    for code, key in column.labels.items():
        missing = {"missing": "Y"} if code in column.absent else {}
        category = ET.SubElement(variable, "catgry", missing)
        _put(category, "catValu", code)
        if key:
            _said(category, "labl", key, says)
        if code in counts:
            ET.SubElement(category, "catStat", {"type": "freq"}).text = str(counts[code])
    kind = "numeric" if column.type in {"integer", "number"} else "character"
    ET.SubElement(variable, "varFormat", {"type": kind})
    if column.note:
        _said(variable, "notes", column.note, says)


def _range(variable: ET.Element, column: Variable) -> None:
    if column.minimum is not None:
        edges = {"min": str(column.minimum)}
        if column.maximum is not None:
            edges["max"] = str(column.maximum)
        ET.SubElement(ET.SubElement(variable, "valrng"), "range", edges)
    if column.missing:
        none = ET.SubElement(variable, "invalrng")
        for code in column.absent:
            ET.SubElement(none, "item", {"VALUE": code})


def _sums(variable: ET.Element, counts: Mapping[str, int]) -> None:
    valid = sum(count for code, count in counts.items() if code not in MISSING)
    ET.SubElement(variable, "sumStat", {"type": "vald"}).text = str(valid)
    absent = str(sum(counts.values()) - valid)
    ET.SubElement(variable, "sumStat", {"type": "invd"}).text = absent


def _said(parent: ET.Element, tag: str, key: str, says: Says) -> None:
    for language, say in says.items():
        _put(parent, tag, say(key), language)


def _put(parent: ET.Element, tag: str, text: str, language: str | None = None) -> None:
    ET.SubElement(parent, tag, {LANGUAGE: language} if language else {}).text = text
