"""F1 by field, format, layout and document, as coloured tables."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.evaluation.outcome import Kindred, Measured
from extractor.evaluation.report.fields import spoken
from extractor.evaluation.report.grids import Box, Grid, Line, heat, label_of
from extractor.evaluation.report.model import CellReport, DocumentLine, EvalReport
from extractor.evaluation.report.words import say
from extractor.evaluation.score import GROUPS
from extractor.evaluation.sheet import group_of
from extractor.result import Lang

_OF_DOCUMENT = ("f1_short", "mistakes_short", "edits", "flagged")


def by_field(report: EvalReport, lang: Lang) -> Grid:
    """Fields down, under their groups; cells across."""
    lines: list[Line] = []
    known = sorted({name for cell in report.cells for name in cell.summary.measured.fields})
    for group in GROUPS:
        members = [name for name in known if group_of(name) == group]
        if members:
            lines.append(_group(report, group, lang, head=True))
            lines += [_field(report, name, lang) for name in members]
    return Grid(say("heat_caption", lang), _columns(report, "field", lang), lines)


def by_group(report: EvalReport, lang: Lang) -> Grid:
    """Groups of fields down, cells across."""
    met = [group for group in GROUPS if any(_counted(cell.summary.measured, group) for cell in report.cells)]
    lines = [_group(report, group, lang, head=False) for group in met]
    return Grid(say("heat_caption", lang), _columns(report, "group", lang), lines)


def _columns(report: EvalReport, first: str, lang: Lang) -> list[str]:
    return [say(first, lang), *(label_of(cell, report) for cell in report.cells)]


def _group(report: EvalReport, group: str, lang: Lang, *, head: bool) -> Line:
    boxes = [heat(cell.summary.measured.groups.get(group)) for cell in report.cells]
    return Line(say(group, lang), boxes, head=head)


def _field(report: EvalReport, name: str, lang: Lang) -> Line:
    boxes = [heat(cell.summary.measured.fields.get(name)) for cell in report.cells]
    return Line(name, boxes, code=True, note=spoken(name, lang))


def by_rendition(report: EvalReport, lang: Lang) -> Iterator[Grid]:
    """Of each cell over renditions: formats and layouts down, groups of fields across."""
    for cell in report.cells:
        name = label_of(cell, report)
        for key, kindred in (("format", cell.by_format), ("layout", cell.by_layout)):
            if kindred:
                yield _kindred(say(f"{key}_caption", lang, name=name), say(key, lang), kindred, lang)


def _kindred(caption: str, title: str, kindred: dict[str, Kindred], lang: Lang) -> Grid:
    groups = [group for group in GROUPS if any(_counted(one, group) for one in kindred.values())]
    lines = [
        Line(
            name,
            [
                Box(str(one.files)),
                Box(str(one.failed)),
                heat(one.figures),
                *(heat(one.groups.get(group)) for group in groups),
            ],
        )
        for name, one in kindred.items()
    ]
    columns = [title, *(say(key, lang) for key in ("files", "failed_files", "all_fields", *groups))]
    return Grid(caption, columns, lines)


def _counted(one: Measured, group: str) -> bool:
    found = one.groups.get(group)
    return found is not None and found.f1 is not None


def by_document(report: EvalReport, lang: Lang) -> Iterator[Grid]:
    """For each set its documents down, the worst first, and the ways of reading across."""
    for name in report.sets:
        cells = report.of_set(name)
        found = [{line.document: line for line in cell.documents} for cell in cells]
        documents = sorted(
            {one for lines in found for one in lines}, key=lambda one: (_worst(found, one), one)
        )
        lines = [Line(one, list(_across(cells, found, one, lang)), code=True) for one in documents]
        columns = [say("document", lang), *([say(key, lang) for key in _OF_DOCUMENT] * len(cells))]
        above = [(cell.summary.way, len(_OF_DOCUMENT)) for cell in cells] if len(cells) > 1 else []
        yield Grid(say("document_caption", lang, name=name), columns, lines, above)


def _worst(found: list[dict[str, DocumentLine]], document: str) -> float:
    lines = [lines[document] for lines in found if document in lines]
    return min((1.0 if one.figures.f1 is None else one.figures.f1 for one in lines), default=1.0)


def _across(
    cells: list[CellReport], found: list[dict[str, DocumentLine]], document: str, lang: Lang
) -> Iterator[Box]:
    for cell, lines in zip(cells, found, strict=True):
        line = lines.get(document)
        if line is None:
            yield from (Box("–") for _ in _OF_DOCUMENT)
            continue
        yield _reached(line, lang)
        of = {"set": cell.summary.set, "way": cell.summary.way, "document": document}
        yield Box("–" if line.mistakes is None else str(line.mistakes), pick=of if line.mistakes else {})
        yield Box(str(line.edits))
        yield Box(f"{line.flags.carried}/{line.flags.wrong}")


def _reached(line: DocumentLine, lang: Lang) -> Box:
    box = heat(line.figures)
    if line.status == "ok":
        return box
    why = line.failure.said(lang) if line.failure else ""
    return Box(box.text, note=say(f"status_{line.status}", lang), title=why or box.title, level=box.level)
