"""Finding forms whose cells are set around the middle of their row, as ``pdftotext -layout`` leaves them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.document import Table
from extractor.layout.centred.form import foot_of, form_rows
from extractor.layout.centred.key_figures import key_figure_rows
from extractor.layout.centred.setting import counts_signs, has_gaps, is_centred
from extractor.layout.centred.titles import Titles, find_titles
from extractor.layout.centred.words import Word, words_on
from extractor.layout.labels import is_label, is_title
from extractor.layout.lines import Line
from extractor.layout.tika import make_table
from extractor.lexicon import lexicon
from extractor.text import fold

_KINDS = ("indicator", "project")
_PROSE_WIDTH = 30
_PROSE_START = 4
_DRAWN = re.compile(r"[\s|+:=-]*[-=]{3}[\s|+:=-]*")
"""A line of dashes: who draws them says by them where columns and rows are."""
_NOTE = re.compile(r":|^\(?\d{4}年度?\)?$")


def find_centred(lines: Sequence[Line]) -> dict[int, tuple[int, Table]]:
    """The forms on a page set with blanks: first line → the line after the last, and the table."""
    if any("\t" in line.text or _DRAWN.fullmatch(line.text) for line in lines):
        return {}
    words = [words_on(line, number) for number, line in enumerate(lines)]
    pages = [number for number, line in enumerate(lines) if line.text.startswith("\f")]
    forms = [*_forms(words)]
    bounds = [(form.titles[-1], form.end) for form in forms]
    if (
        not bounds
        or not counts_signs(words, _wide(lines, bounds), bounds, pages)
        or not is_centred(words, bounds, pages)
    ):
        return {}
    tables = {
        form.first: (
            form.end,
            make_table([*form_rows(words, (form.first, form.end), form.titles, pages)], rebuilt=True),
        )
        for form in forms
    }
    for first, end in _regions(words):
        if first and _is_of_key_figures(words[first - 1]) and not any(first <= at < end for at in tables):
            rows = [*key_figure_rows([word for line in words[first:end] for word in line])]
            tables[first] = end, make_table(rows, rebuilt=True)
    return tables


def _is_of_key_figures(line: Sequence[Word]) -> bool:
    return len(line) == 1 and any(word in fold(line[0].text) for word in lexicon().key_figures)


@dataclass(frozen=True)
class _Form:
    """A form on lines ``first`` to before ``end``; its last titles are those of indicators."""

    first: int
    end: int
    titles: tuple[Titles, ...]


def _forms(words: Sequence[Sequence[Word]]) -> Iterator[_Form]:
    for first, end in _regions(words):
        titles = tuple(find_titles(words, first, end))
        if titles and titles[-1].kind in _KINDS and has_gaps(titles[-1]):
            yield _Form(_first_pair(words, first, titles[0].first), _end_of(words, titles[-1], end), titles)


def _wide(lines: Sequence[Line], bounds: Sequence[tuple[Titles, int]]) -> list[list[Word]]:
    """The words of the lines of forms where each sign takes as many columns as it is wide; others have none."""
    wanted = {at for titles, end in bounds for at in range(titles.first, end)}
    return [words_on(line, at, wide=True) if at in wanted else [] for at, line in enumerate(lines)]


def _regions(lines: Sequence[Sequence[Word]]) -> Iterator[tuple[int, int]]:
    """Runs of lines that may be a form, from behind a title or a line of running text to before the next."""
    start = 0
    for at, line in enumerate([*lines, []]):
        if at == len(lines) or _ends(line):
            if at - start > 2:
                yield start, at
            start = at + 1


def _ends(line: Sequence[Word]) -> bool:
    """Whether a line is a title, running text or who filled the form in."""
    if not line:
        return False
    text = fold(line[0].text)
    if any(text.startswith(f"{label}:") for label in lexicon().sign_off.exact):
        return True
    if len(line) > 1:
        return False
    word = line[0]
    if is_title(word.text):
        return True
    return word.start <= _PROSE_START and word.end - word.start > _PROSE_WIDTH


def _first_pair(lines: Sequence[Sequence[Word]], first: int, end: int) -> int:
    """The first line with a label on it, or the first of the titles where none has one."""
    labels = (at for at in range(first, end) if any(is_label(word.text) for word in lines[at]))
    at = next(labels, end)
    while at > first and _is_above(lines[at - 1], [*lines[at], *(lines[at + 1] if at + 1 < end else ())]):
        at -= 1
    return at


def _begins_row(text: str) -> bool:
    return is_label(text) or text in lexicon().project_total


def _is_above(line: Sequence[Word], below: Sequence[Word]) -> bool:
    """Whether a line holds nothing but the upper parts of cells that go on below."""
    return bool(line) and all(
        word.start > _PROSE_START
        and not _NOTE.search(fold(word.text))
        and any(word.over(other) > 0 for other in below)
        for word in line
    )


def _end_of(lines: Sequence[Sequence[Word]], titles: Titles, end: int) -> int:
    """The line behind a form: the first at the margin below its totals that no label begins."""
    for at in range(foot_of(lines, titles, end) + 1, end):
        line = lines[at]
        if len(line) == 1 and line[0].start <= _PROSE_START and not _begins_row(line[0].text):
            return at
    return end
