"""Forms that a document prints as several tables: head, funds, goals and indicators, one after another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from extractor.document import Paragraph
from extractor.layout.headers import Row, fields, fund_header_rows, indicator_columns, is_goal_header
from extractor.layout.segment import Segment
from extractor.lexicon import Vocabulary, lexicon
from extractor.text import fold

Role = Literal["head", "funds", "goals", "indicators"]
_NAMES = frozenset({"project_name", "supervising_department", "implementing_unit", "_both"})
_LONGEST_CAPTION = 40
_MOST_CAPTIONS = 3


def joined(segments: Iterable[Segment]) -> list[Segment]:
    """The segments, those that are the parts of one form as one.

    Between the parts stand captions at most; what is printed twice, and whatever names a project,
    begins a form of its own.
    """
    kept: list[Segment] = []
    run: list[Segment] = []
    for segment in segments:
        if not (_goes_on(run, segment) or _is_caption(run, segment)):
            kept.extend(_one_form(run))
            run = []
        run.append(segment)
    return [*kept, *_one_form(run)]


def _goes_on(run: Sequence[Segment], segment: Segment) -> bool:
    """Whether a table is a part that the form of the run still lacks."""
    roles = roles_of(segment)
    printed = {role for part in run for role in roles_of(part)}
    return bool(roles and printed) and not (roles & printed or "head" in roles or "indicators" in printed)


def _is_caption(run: Sequence[Segment], segment: Segment) -> bool:
    """Whether a run of prose after a part of a form may be nothing but captions."""
    return (
        bool(run)
        and run[-1].kind != "prose"
        and segment.kind == "prose"
        and len(segment.paragraphs) <= _MOST_CAPTIONS
        and all(_is_short(paragraph) for paragraph in segment.paragraphs)
    )


def _is_short(paragraph: Paragraph) -> bool:
    plain = fold(paragraph.text)
    is_caption = len(plain) <= _LONGEST_CAPTION and not any(stop in plain for stop in "。;,")
    return is_caption or _stated(paragraph, lexicon().goal) is not None


def states_fact(paragraph: Paragraph) -> bool:
    """Whether a line is a fact of a form's head with its label (主管部门：…)."""
    return _stated(paragraph, lexicon().head) is not None


def _stated(paragraph: Paragraph, vocabulary: Vocabulary) -> str | None:
    """The field that a line states with its label before it, None where it is no such line."""
    label, colon, value = fold(paragraph.text).partition(":")
    return vocabulary.field(label) if colon and value else None


def roles_of(segment: Segment) -> frozenset[Role]:
    """Which parts of a form a table holds; none for what is no part of one."""
    if segment.kind not in ("form", "unknown_table"):
        return frozenset()
    rows = segment.rows
    found: set[Role] = set()
    if any(_names_body(row) for row in rows) or _NAMES & {
        _stated(line, lexicon().head) for line in segment.above
    }:
        found.add("head")
    if any(fund_header_rows(rows, at) for at in range(len(rows))):
        found.add("funds")
    if any(is_goal_header(row) for row in rows):
        found.add("goals")
    if any(indicator_columns(rows, at) for at in range(len(rows))):
        found.add("indicators")
    return frozenset(found)


def _names_body(row: Row) -> bool:
    return bool(fields(row[:3], lexicon().head) & _NAMES)


def _one_form(run: Sequence[Segment]) -> list[Segment]:
    """The parts of a run as one form, and the lines after the last of them."""
    parts = [segment for segment in run if segment.rows]
    roles = {role for part in parts for role in roles_of(part)}
    if len(parts) < 2 or not ("indicators" in roles or roles >= {"head", "goals"}):
        return list(run)
    end = max(at for at, segment in enumerate(run) if segment.rows) + 1
    return [
        replace(
            parts[0],
            kind="form",
            rows=[row for part in parts for row in part.rows],
            above=[line for segment in run[:end] for line in (*segment.above, *segment.paragraphs)],
            below=[line for part in parts for line in part.below],
            rebuilt=any(part.rebuilt for part in parts),
        ),
        *run[end:],
    ]
