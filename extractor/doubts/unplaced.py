"""Text in a form's table that no value was taken from: a row lost, or values that went nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from extractor.document import UNREAD, Cell, Place
from extractor.doubts.scan import Scan
from extractor.findings import finding
from extractor.layout.labels import is_title
from extractor.lexicon import Vocabulary, lexicon
from extractor.result import Evidence, Finding
from extractor.text import fold

_FEWEST_TITLES = 2
_NUMBERING = re.compile(r"^(?:指标|目标)?[(\d一二三四五六七八九十]+[).、:]?")
_SAYS_NOTHING = re.compile(rf"[\s:,.;/{UNREAD}—–-]")
_LONGEST_NAMED = 40

Taken = Mapping[int, Sequence[tuple[int, int]]]


def rows_unplaced(scan: Scan) -> Iterator[Finding]:
    """A row of a form's table that states something and is found nowhere in the report.

    Rows of labels only, printed titles and what a template itself prints are left out.
    """
    taken = scan.taken
    for number, table in enumerate(scan.exact_tables()):
        if (form := scan.cells.form(number)) is None:
            continue
        for row in table.rows:
            cells = [cell for cell in row if cell.text.strip()]
            if any(_is_taken(place, taken) for cell in cells for place in cell.clip.places()):
                continue
            if _states(cells) and sum(_is_column_title(cell.text) for cell in cells) < _FEWEST_TITLES:
                yield from _finding(scan, form, cells)


def _states(cells: Sequence[Cell]) -> bool:
    """Whether there is a figure, or more than one text, that no template prints."""
    stating = [text for cell in cells if (text := _own_text(cell.text))]
    return len(stating) > 1 or any(char.isdigit() for text in stating for char in text)


def _own_text(text: str) -> str:
    """What a cell says by itself; empty for labels, kinds of funds, dashes and ink that was not read."""
    words = lexicon()
    said = _NUMBERING.sub("", _SAYS_NOTHING.sub("", fold(text)))
    is_label = words.is_placeholder(text) or words.is_level(text) or is_title(text) or is_printed_label(text)
    is_fund = not any(char.isdigit() for char in said) and any(word in said for word in words.fund_words)
    return "" if is_label or is_fund else said


def _finding(scan: Scan, form: str, cells: Sequence[Cell]) -> Iterator[Finding]:
    places = [
        Evidence.at(place, scan.document, "exact") for cell in cells for place in cell.clip.strip().places()
    ]
    if any(place.confidence is not None for place in places):
        said = " ".join("".join(cell.text.split()) for cell in cells)
        yield finding("row_unplaced", [form], places, text=said[:_LONGEST_NAMED])


def _is_taken(place: Place, taken: Taken) -> bool:
    return any(start < place.end and place.start < end for start, end in taken.get(place.page, ()))


def is_printed_label(text: str) -> bool:
    """Whether a text is a label of any kind that the lexicon knows."""
    return any(text in one for one in vars(lexicon()).values() if isinstance(one, Vocabulary))


def _is_column_title(text: str) -> bool:
    words = lexicon()
    return text in words.indicator or text in words.fund
