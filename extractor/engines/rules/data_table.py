"""Key-figure tables (基础数据表) in long format: one entry per filled cell."""

from __future__ import annotations

import re

from extractor.document import Clip, Run
from extractor.draft import Draft, Leaf
from extractor.engines.rules.values import is_numbered, row_label
from extractor.layout.headers import Row
from extractor.layout.segments import Segment
from extractor.layout.shape import shape_of
from extractor.quantity import is_blank, parse_number
from extractor.text import clean

_FIGURES = ("number", "percent", "quantity", "blank")
_YEAR_TITLE = re.compile(r"\s*(?:19|20)\d{2}\s*年")


def read_data_table(segment: Segment) -> Draft:
    """The entries of a segment, as a draft of `report.Report` (``data_table``)."""
    reader = _Reader()
    for row in segment.rows:
        reader.read(row)
    return reader.report


class _Reader:
    def __init__(self) -> None:
        self.report = Draft()
        self._header: Row = ()
        self._section: Clip | None = None
        self._open_list = False
        self._indented = False

    def read(self, row: Row) -> None:
        label, cells = row[0], row[1:]
        if not any(cells):
            self._begin_section(label)
        elif self._is_header(row):
            self._header, self._section = row, None
        elif not any(cells[1:]) and shape_of(cells[0].text) in ("text", "long"):
            self._add(label, label, Clip(), cells[0])
        else:
            self._read_figures(label, cells)

    def _is_header(self, row: Row) -> bool:
        filled = [clip for clip in row[1:] if clip]
        return len(filled) >= 2 and not any(_is_figure(clip) for clip in filled)

    def _begin_section(self, label: Clip) -> None:
        if not label:
            return
        if is_numbered(label):
            self._open_list = True
        else:
            self._section, self._open_list, self._indented = label, False, False

    def _read_figures(self, label: Clip, cells: Row) -> None:
        inside = is_numbered(label) or label.text[:1].isspace()
        if self._section is not None and not inside and self._indented and not self._open_list:
            self._section = None
        self._indented |= inside
        block = self._header[0] if self._header else Clip()
        section = self._section or block
        titles = self._header[1:]
        for index, clip in enumerate(cells):
            title = titles[index] if index < len(titles) else Clip()
            if not is_blank(clip.text):
                self._add(section, label if label else block, title, clip)

    def _add(self, section: Clip, item: Clip, column: Clip, clip: Clip) -> None:
        draft = Draft()
        for name, part in (("section", row_label(section)), ("item", row_label(item))):
            if part:
                draft.put(name, clean(part.text), part)
        draft.leaves["column"] = Leaf(clean(column.text), (column.strip() if column else _nothing_at(clip),))
        draft.put("text", clean(clip.text), clip.strip())
        draft.put("value", parse_number(clip.text), clip.strip())
        self.report.add("data_table", draft)


def _is_figure(clip: Clip) -> bool:
    return shape_of(clip.text) in _FIGURES and not _YEAR_TITLE.match(clip.text)


def _nothing_at(clip: Clip) -> Clip:
    """An empty clip where a cell begins: its column prints no title."""
    first = clip.runs[0]
    return Clip((Run("", first.page, first.start, first.start),))
