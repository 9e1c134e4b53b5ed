"""Indicators of several projects in one table, a cell at the left of each group of rows naming its project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.document import Clip
from extractor.layout.alignment import Column
from extractor.layout.headers import Row, indicator_columns, is_fund_header, is_title_row
from extractor.lexicon import lexicon
from extractor.text import fold

_NAMES = frozenset({"level1", "level2", "level3"})


@dataclass
class _Project:
    """A project's cells left of the indicators, and its rows without them."""

    facts: Row
    rows: list[Row] = field(default_factory=list)


def by_project(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of a table as those of one form for each project that a column of it names.

    What stands beside the name (units, budgets) becomes rows of the form's head. A table without
    such a column, or with a second header below, is one part as it is.
    """
    found = ((at, header) for at in range(len(rows)) if (header := indicator_columns(rows, at)))
    at, (columns, height) = next(found, (0, ((), 0)))
    width = next((index for index, column in enumerate(columns) if column.field in _NAMES), 0)
    titles, body = rows[at : at + height], rows[at + height :]
    named = [index for index in range(width) if _names_project(columns[index])]
    if not named or not _stand_alone(titles, columns[:width]) or _has_header(body):
        return [list(rows)]
    projects = _grouped(body, columns, named[0], width)
    if not projects:
        return [list(rows)]
    own_titles = [row[width:] for row in titles]
    parts = [[*_head(titles[0], project.facts, named[0]), *own_titles, *project.rows] for project in projects]
    notes = [row for row in rows[:at] if not is_title_row(row)]
    return [[*rows[:at], *parts[0]], *([*notes, *part] for part in parts[1:])]


def _names_project(column: Column) -> bool:
    return lexicon().head.field(column.label) == "project_name"


def _stand_alone(titles: Sequence[Row], columns: Sequence[Column]) -> bool:
    """Whether the first columns have one title each, which the header's further rows leave alone."""
    width = len(columns)
    as_titled = all(
        clip.text.strip() == column.label for clip, column in zip(titles[0], columns, strict=False)
    )
    return (
        as_titled and len(titles[0]) > width and not any(clip for row in titles[1:] for clip in row[:width])
    )


def _has_header(rows: Sequence[Row]) -> bool:
    return any(indicator_columns(rows, at) for at in range(len(rows)))


def _grouped(body: Sequence[Row], columns: Sequence[Column], named: int, width: int) -> list[_Project]:
    """The rows of each project; what has other cells than the header, as a total over all columns, stays whole."""
    projects: list[_Project] = []
    for row in body:
        name, is_full = row[named] if len(row) == len(columns) else Clip(), len(row) == len(columns)
        if name and name.text not in lexicon().total and _is_new(name, projects, named):
            projects.append(_Project(row[:width]))
        if projects and not (len(projects) > 1 and _sums_all(row)):
            is_own = is_full and (bool(name) or not any(row[:width]))
            projects[-1].rows.append(row[width:] if is_own else row)
    return projects


def _is_new(name: Clip, projects: Sequence[_Project], named: int) -> bool:
    return not projects or fold(projects[-1].facts[named].text) != fold(name.text)


def _sums_all(row: Row) -> bool:
    """Whether a row begins with the label of a total: under several projects it is none of one's own."""
    return bool(row) and row[0].text in lexicon().total


def _head(titles: Row, facts: Row, named: int) -> list[Row]:
    """What stands left of the indicators as rows of labels with their values, and of funds."""
    words = lexicon()
    pairs = [pair for pair in zip(titles, facts, strict=False) if pair[1]]
    facts_of = [pair for pair in pairs if pair[0].text in words.head]
    money = [pair for pair in pairs if pair not in facts_of and pair[0].text in words.fund]
    rows: list[Row] = [(titles[named], facts[named])]
    rows.append(tuple(clip for pair in facts_of if pair[0] is not titles[named] for clip in pair))
    header: Row = (Clip(), *(title for title, _ in money))
    if is_fund_header(header):
        rows += [header, (Clip(), *(amount for _, amount in money))]
    return [row for row in rows if row]
