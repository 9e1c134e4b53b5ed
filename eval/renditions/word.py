"""A rendition as .docx: real merged cells, a paragraph for each line of a cell, A4."""

from __future__ import annotations

from pathlib import Path

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from lxml import etree
from typeset.grid import Block, Grid, GridCell, Line

from renditions.style import Style, column_widths

_TWIPS = 20


def write_docx(blocks: tuple[Block, ...], style: Style, path: Path) -> None:
    """Write the blocks, the last one followed by an empty paragraph (a table must not end a document)."""
    document = Document()
    _page(document, style)
    for at, block in enumerate(blocks):
        if isinstance(block, Line):
            _paragraph(document, block, style, first=at == 0)
        else:
            if at and isinstance(blocks[at - 1], Grid):
                # Word shows tables without a paragraph between them as one.
                document.add_paragraph().paragraph_format.page_break_before = not style.flowing
            _table(document, block, style)
    if isinstance(blocks[-1], Grid):
        document.add_paragraph()
    document.save(str(path))


def _page(document: DocumentType, style: Style) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Pt(595), Pt(842)
    if style.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Pt(842), Pt(595)
    section.left_margin = section.right_margin = Pt(50)
    section.top_margin = section.bottom_margin = Pt(50)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = style.font, Pt(style.size)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), style.font)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0


def _paragraph(document: DocumentType, line: Line, style: Style, first: bool) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(line.text)
    if line.role == "title":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.page_break_before = not first and not style.flowing
        run.bold, run.font.size, run.font.name = True, Pt(16), style.title_font
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), style.title_font)
    else:
        run.bold = line.role == "heading" or None
        run.font.size = Pt(style.size + 1.5)
        _body(paragraph, line)


def _body(paragraph: Paragraph, line: Line) -> None:
    paragraph.paragraph_format.line_spacing = 1.3
    if len(line.text) > 40:
        paragraph.paragraph_format.first_line_indent = Pt(21)


def _table(document: DocumentType, grid: Grid, style: Style) -> None:
    widths = [round(width * _TWIPS) for width in column_widths(grid, style.text_width)]
    table = document.add_table(rows=0, cols=0)
    table.style = "Table Grid"
    element = table._tbl
    _properties(element, sum(widths), style)
    for width in widths:
        element.tblGrid.append(_element("w:gridCol", w=width))
    for row, places in enumerate(grid.places()):
        tall = _element("w:tr")
        habits = [_element("w:cantSplit")] if style.whole_rows else []
        if style.repeat_header and row < _header_rows(grid):
            habits.append(_element("w:tblHeader"))
        if habits:
            tall.append(_nested("w:trPr", *habits))
        for cell in dict.fromkeys(places):
            tall.append(_cell(cell, row, widths))
        element.append(tall)


def _properties(element: CT_Tbl, width: int, style: Style) -> None:
    properties = element.tblPr
    for tag in ("w:tblW", "w:tblLayout"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    padding = round(style.padding * _TWIPS)
    margins = _nested(
        "w:tblCellMar",
        _element("w:top", w=padding, type="dxa"),
        _element("w:left", w=60, type="dxa"),
        _element("w:bottom", w=padding, type="dxa"),
        _element("w:right", w=60, type="dxa"),
    )
    look = properties.find(qn("w:tblLook"))
    parts = [_element("w:tblW", w=width, type="dxa"), _element("w:tblLayout", type="fixed"), margins]
    for part in parts:
        if look is None:
            properties.append(part)
        else:
            look.addprevious(part)


def _header_rows(grid: Grid) -> int:
    """Rows of titles over a list; a form has its titles further down and repeats none."""
    if not grid.cells[0].text.startswith("序号"):
        return 0
    return grid.cells[0].row_span


def _cell(cell: GridCell, row: int, widths: list[int]) -> etree._Element:
    width = sum(widths[cell.column : cell.column + cell.column_span])
    properties = _nested("w:tcPr", _element("w:tcW", w=width, type="dxa"))
    if cell.column_span > 1:
        properties.append(_element("w:gridSpan", val=cell.column_span))
    if cell.row_span > 1:
        properties.append(_element("w:vMerge", val="restart" if cell.row == row else "continue"))
    properties.append(_element("w:vAlign", val="center"))
    texts = cell.text.split("\n") if cell.row == row else [""]
    return _nested("w:tc", properties, *(_cell_paragraph(text, cell) for text in texts))


def _cell_paragraph(text: str, cell: GridCell) -> etree._Element:
    paragraph = _element("w:p")
    if len(text) <= 25:
        paragraph.append(_nested("w:pPr", _element("w:jc", val="center")))
    if text:
        content = _element("w:t")
        content.text = text
        content.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        paragraph.append(_nested("w:r", content))
    return paragraph


def _nested(tag: str, *children: etree._Element) -> etree._Element:
    element = _element(tag)
    element.extend(children)
    return element


def _element(tag: str, **attributes: object) -> etree._Element:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element
