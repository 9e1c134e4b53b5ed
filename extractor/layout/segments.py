"""Finding: which blocks make up a form, a project list, a key-figure table or a run of prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.document import Document, Paragraph, Table
from extractor.layout.cut_forms import joined, states_fact
from extractor.layout.furniture import is_furniture
from extractor.layout.headers import (
    Row,
    fields,
    indicator_columns,
    is_fund_header,
    is_goal_header,
    is_project_header,
    is_title_row,
)
from extractor.layout.labels import is_title
from extractor.layout.repeats import goes_on_after_page, without_repeated_headers, without_repeated_title
from extractor.layout.segment import Segment, SegmentKind
from extractor.layout.several_projects import by_project
from extractor.layout.shape import shape_of
from extractor.layout.spans import rows_of
from extractor.lexicon import lexicon
from extractor.text import fold

__all__ = ["Segment", "SegmentKind", "find_segments"]

_TITLE_REACH = 4
_LONGEST_NOTE = 80


def find_segments(document: Document) -> list[Segment]:
    """The document's segments in reading order; `Document.once` keeps them."""
    segments: list[Segment] = []
    prose: list[Paragraph] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            if not is_furniture(block.text):
                prose.append(block)
            continue
        for part in _parts(block):
            below, rest = _sign_off(prose) if segments and segments[-1].rows else ([], prose)
            if below:
                segments[-1].below.extend(below)
            prose, above = _title_lines(rest)
            if prose:
                segments.append(Segment("prose", paragraphs=prose))
            part.above = above
            if part.kind == "unknown_table" and _is_key_figure_title(above) and _has_figures(part.rows):
                part.kind = "data_table"
            _append(segments, part)
            prose = []
    _close(segments, prose)
    found = joined(segment for segment in segments if segment.rows or segment.paragraphs)
    for segment in found:
        if segment.kind == "form":
            segment.rows = without_repeated_headers(segment.rows)
    return found


def _close(segments: list[Segment], prose: list[Paragraph]) -> None:
    below, rest = _sign_off(prose) if segments and segments[-1].rows else ([], prose)
    if below:
        segments[-1].below.extend(below)
    if rest:
        segments.append(Segment("prose", paragraphs=rest))


def _append(segments: list[Segment], part: Segment) -> None:
    last = segments[-1] if segments else None
    if last and last.kind == "form":
        part.rows = without_repeated_title(last.rows, part.rows)
    if (
        last
        and last.kind == "form"
        and part.kind in ("form", "unknown_table")
        and not _begins_form(last, part)
    ):
        last.rows.extend(part.rows)
        last.below.extend(part.above)
        last.rebuilt |= part.rebuilt
    else:
        segments.append(part)


def _begins_form(last: Segment, part: Segment) -> bool:
    if goes_on_after_page(last.rows, part.rows) and _prints_nothing_new(last, part):
        return False
    if any(is_title(paragraph.text) for paragraph in part.above):
        return True
    return any(_is_head(row) or is_title_row(row) for row in part.rows[:4]) and _has_body(last)


def _prints_nothing_new(last: Segment, part: Segment) -> bool:
    """Whether over a part stand only page numbers and what already stood over the form."""
    printed = {fold(paragraph.text) for paragraph in last.above}
    printed |= {fold(clip.text) for row in last.rows if is_title_row(row) for clip in row}
    return all(is_furniture(line.text) or fold(line.text) in printed for line in part.above)


def _has_body(segment: Segment) -> bool:
    return any(indicator_columns(segment.rows, at) for at in range(len(segment.rows)))


def _is_head(row: Row) -> bool:
    return bool(fields(row[:3], lexicon().head) & {"project_name"})


def _parts(table: Table) -> Iterator[Segment]:
    """The table cut where a new title or a new form begins."""
    rows = rows_of(table)
    start = 0
    for at in range(1, len(rows) + 1):
        if at == len(rows) or _starts_part(rows, start, at):
            for part in by_project(rows[start:at]):
                yield Segment(_kind(part), rows=part, rebuilt=table.rebuilt)
            start = at


def _starts_part(rows: Sequence[Row], start: int, at: int) -> bool:
    if is_project_header(rows[at]) and not any(is_project_header(row) for row in rows[start:at]):
        return any(indicator_columns(rows, index) for index in range(start, at))
    if not (is_title_row(rows[at]) or _is_head(rows[at])):
        return False
    if is_title_row(rows[at]) and _kind(rows[start:at]) == "data_table":
        return True
    return any(indicator_columns(rows, index) or is_project_header(rows[index]) for index in range(start, at))


def _kind(rows: Sequence[Row]) -> SegmentKind:
    if any(indicator_columns(rows, at) for at in range(len(rows))):
        return "form"
    if any(is_project_header(row) for row in rows):
        return "project_list"
    words = lexicon()
    if any(is_fund_header(row) or is_goal_header(row) for row in rows) and any(
        fields(row, words.head) or fields(row, words.section) for row in rows
    ):
        return "form"
    named = any(word in clip.text for row in rows for clip in row for word in words.key_figures)
    return "data_table" if named and _has_figures(rows) else "unknown_table"


def _is_key_figure_title(above: Sequence[Paragraph]) -> bool:
    return any(word in fold(paragraph.text) for paragraph in above for word in lexicon().key_figures)


def _has_figures(rows: Sequence[Row]) -> bool:
    figures = sum(shape_of(clip.text) in ("number", "percent") for row in rows for clip in row)
    return figures >= 2 and len(rows) >= 2 and any(len([clip for clip in row if clip]) >= 2 for row in rows)


def _title_lines(paragraphs: list[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    """Prose, and the title of a table with what is printed between it and the table."""
    lines = 0
    for back, paragraph in enumerate(reversed(paragraphs), start=1):
        if is_title(paragraph.text):
            return paragraphs[:-back], paragraphs[-back:]
        lines += not states_fact(paragraph)
        if lines == _TITLE_REACH or len(fold(paragraph.text)) > _LONGEST_NOTE:
            break
    notes = 0
    for paragraph in reversed(paragraphs[-_TITLE_REACH:]):
        if not _is_note(paragraph):
            break
        notes += 1
    return (paragraphs[:-notes], paragraphs[-notes:]) if notes else (paragraphs, [])


def _is_note(paragraph: Paragraph) -> bool:
    plain = fold(paragraph.text)
    return len(plain) <= _LONGEST_NOTE and ("单位:" in plain or plain.strip("()").endswith("年度"))


def _sign_off(paragraphs: list[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    """The lines right under a table up to the last that says who filled it in, and the rest."""
    count = next((at for at, line in enumerate(paragraphs[:_TITLE_REACH]) if _ends_form(line)), None)
    if count is None or not _signs(paragraphs[count]):
        return [], paragraphs
    while count < len(paragraphs) and _signs(paragraphs[count]):
        count += 1
    return paragraphs[:count], paragraphs[count:]


def _ends_form(paragraph: Paragraph) -> bool:
    return _signs(paragraph) or is_title(paragraph.text)


def _signs(paragraph: Paragraph) -> bool:
    plain = fold(paragraph.text)
    return any(f"{label}:" in plain for label in lexicon().sign_off.exact)
