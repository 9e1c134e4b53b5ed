"""The paragraphs and tables of a web page, however its tags are nested or left open."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from extractor.errors import DamagedInput
from extractor.readers.files import File
from extractor.readers.limits import too_many_cells
from extractor.readers.nesting import Content, NestedTable
from extractor.readers.web.grid import HtmlGrid
from extractor.readers.web.shown import is_centred, is_hidden, typed_in
from extractor.readers.web.tags import is_overloaded

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main",
    "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_LINE_BREAK = "\v"
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff“”‘’…—]")


def html_content(text: str, file: File, max_cells: int) -> tuple[Content, ...]:
    """The content of an HTML text.

    Raises:
        InputTooLarge: there are more than ``max_cells`` table cells.
        DamagedInput: its tags are nested, or hold attributes, beyond what the parser takes.
    """
    root = _parsed(text, file)
    page = _Page(file, max_cells)
    if root is not None:
        page.read(root)
    return tuple(page.open[0].content)


def _parsed(text: str, file: File) -> etree._Element | None:
    """The tree of an HTML text; None where there is no element in it."""
    if is_overloaded(text):
        raise DamagedInput(
            "has a tag with thousands of attributes: no program that writes reports does so",
            document=file.path,
            zh="有标签带数千个属性，不是正常的网页",
        )
    # By default the parser stops at 256 levels and drops the rest without a word.
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.ParseError:
        return None
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        raise DamagedInput(
            "has tags nested thousands deep: no program that writes reports does so",
            document=file.path,
            zh="标签嵌套达数千层，不是正常的网页",
        )
    return root


@dataclass
class _Open:
    """The page, or a cell that is not at its end yet; ``said`` is the text of the paragraph begun in it."""

    content: list[Content] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def end_paragraph(self, one_line: bool = False) -> None:
        lines = _lines("".join(self.said))
        self.said.clear()
        self.content += ["".join(lines)] if one_line and lines else lines


@dataclass
class _Page:
    """Walks over a tree; the innermost open cell and table are last."""

    file: File
    cells_left: int
    open: list[_Open] = field(default_factory=lambda: [_Open()])
    tables: list[HtmlGrid] = field(default_factory=list)

    def read(self, root: etree._Element) -> None:
        walk = etree.iterwalk(root, events=("start", "end"))
        unseen: etree._Element | None = None
        for event, element in walk:
            if event == "start":
                if is_hidden(element):
                    unseen = element
                    walk.skip_subtree()
                else:
                    self._begin(element)
                continue
            if element is unseen:
                unseen = None
            else:
                self._end(element)
            self.open[-1].said.append(element.tail or "")
        self.open[0].end_paragraph()

    def _begin(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self.open[-1].end_paragraph()
        if tag == "table":
            self.tables.append(HtmlGrid(self.file))
        elif tag == "tr" and self.tables:
            self.tables[-1].begin_row()
        elif tag in ("td", "th") and self.tables:
            self.open.append(_Open())
        elif tag == "br":
            self.open[-1].said.append(_LINE_BREAK)
        self.open[-1].said.append(typed_in(element) or element.text or "")

    def _end(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            # A title broken over lines is one; in a cell the lines may be several values.
            self.open[-1].end_paragraph(len(self.open) == 1 and is_centred(element))
        if tag in ("td", "th") and self.tables:
            content = tuple(self.open.pop().content)
            self.cells_left -= self.tables[-1].add(element, content, self.cells_left)
        elif tag == "table":
            cells = self.tables.pop().cells()
            # A cell takes a place in each row that it reaches into.
            self.cells_left -= sum(cell.row_span - 1 for cell in cells)
            if self.cells_left < 0:
                raise too_many_cells(self.file)
            if cells:
                self.open[-1].content.append(NestedTable(cells))


def _lines(source: str) -> list[str]:
    """The lines of a paragraph as a browser shows them; blank ones are left out."""
    lines = (line.strip(" ") for line in _BLANKS.sub(_space_or_none, source).split(_LINE_BREAK))
    return [line for line in lines if line.strip()]


def _space_or_none(gap: re.Match[str]) -> str:
    """White space of the source is one space, but for a line break between Chinese characters."""
    if "\n" not in gap[0] and "\r" not in gap[0]:
        return " "
    before = gap.string[gap.start() - 1 : gap.start()]
    after = gap.string[gap.end() : gap.end() + 1]
    return "" if _WIDE.fullmatch(before) and _WIDE.fullmatch(after) else " "
