"""The summary table of projects (绩效自评情况汇总表) and its total rows."""

from __future__ import annotations

from extractor.document import Clip
from extractor.draft import Draft
from extractor.engines.rules.head import signs_off
from extractor.engines.rules.values import put_count, put_number, put_text, says_nothing
from extractor.layout.alignment import align
from extractor.layout.headers import Row, columns_of, distinct, divides, is_project_header
from extractor.layout.labels import is_note
from extractor.layout.segments import Segment
from extractor.layout.shape import shape_of
from extractor.lexicon import lexicon
from extractor.quantity import parse_number
from extractor.text import clean

_NUMBERS = ("initial_budget", "budget_adjustment", "annual_budget", "executed", "score")
_TEXTS = ("unit", "project_name", "fund_type", "grade")
_SUMS = ("initial_budget", "annual_budget", "executed")


def read_project_list(segment: Segment) -> Draft:
    """The list of a segment, as a draft of `report.Report` (``project_list`` and its totals)."""
    report, totals = Draft(), Draft()
    at = next(i for i, row in enumerate(segment.rows) if is_project_header(row))
    header, body = segment.rows[at], segment.rows[at + 1 :]
    two = bool(body) and divides(header, body[0], lexicon().project)
    columns = columns_of(header, lexicon().project, body[0] if two else None)
    for row in body[two:]:
        cells = align(columns, row).by_field(columns)
        if signs_off(row) or is_note(next((clip.text for clip in row if clip), "")):
            continue
        if _is_total(row, cells):
            _read_totals(totals, row, cells)
        elif (line := _read_line(cells)) is not None:
            report.add("project_list", line)
            put_number(totals, "evaluation_rate", _rate(cells))
    if totals:
        report.children["project_list_totals"] = totals
    return report


def _read_line(cells: dict[str, Clip]) -> Draft | None:
    draft = Draft()
    for field in _TEXTS:
        clip = cells.get(field)
        put_text(draft, field, None if clip is None or says_nothing(clip) else clip)
    for field in _NUMBERS:
        put_number(draft, field, cells.get(field))
    put_count(draft, "sequence", cells.get("sequence"))
    return draft if "project_name" in draft.leaves and len(draft.leaves) > 1 else None


def _is_total(row: Row, cells: dict[str, Clip]) -> bool:
    if parse_number(cells.get("sequence", Clip()).text) is not None:
        return False
    words = lexicon().project_total
    return any(words.field(_short(clip)) for clip in row if clip)


def _read_totals(totals: Draft, row: Row, cells: dict[str, Clip]) -> None:
    words = lexicon().project_total
    filled = distinct(row)
    labels = [words.field(_short(clip)) for clip in filled]
    if labels[0] == "_total":
        for field in _SUMS:
            put_number(totals, field, cells.get(field))
        put_number(totals, "average_score", cells.get("score"))
        put_number(totals, "evaluation_rate", _rate(cells))
        return
    for label, value in zip(labels, filled[1:], strict=False):
        if label and not label.startswith("_") and shape_of(value.text) in ("number", "percent", "quantity"):
            put = put_count if label == "project_count" else put_number
            put(totals, label, value)


def _short(clip: Clip) -> str:
    """A label of any length: the calculation printed behind ``=`` does not count."""
    return clean(clip.text).partition("=")[0].partition("＝")[0][-40:]


def _rate(cells: dict[str, Clip]) -> Clip | None:
    return cells.get("_evaluation_rate")
