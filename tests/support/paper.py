"""A report on paper: a PDF drawn for a test, read word by word where it was drawn, and its pictures."""

from __future__ import annotations

import pymupdf

from extractor import Result
from extractor.document import Box
from extractor.printed import PrintedCell, PrintedPage, PrintedParagraph, PrintedTable, PrintedWord
from extractor.readers.assembling import assemble
from extractor.readers.files import File
from tests.support.scans import ROWS, SURE, result_of

WIDTH, HEIGHT = 595, 842
ROW, LEFT, TOP, COLUMN = 28, 40, 80, 85
HEADER = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "得分"]
FONT, SIZE = "china-s", 9


class Drawn:
    """The pages of a PDF as pictures."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf

    def png(self, page: int, dpi: int) -> bytes:
        with pymupdf.open(stream=self._pdf, filetype="pdf") as opened:
            return opened[page - 1].get_pixmap(dpi=dpi).tobytes("png")


def report_on_paper(unsure: str = "", sure: float = 0.4) -> Result:
    """A form on the first page, nothing of value on the second, a conclusion on the third.

    OCR was not ``sure`` of the cells that say ``unsure``.
    """
    opened = pymupdf.open()
    pages = [
        _form_page(opened, unsure, sure),
        _line_page(opened, 2, "目录"),
        _line_page(opened, 3, "自评得分为87分，自评等级为“良”。"),
    ]
    pdf = opened.tobytes()
    return result_of(assemble(File("报告.pdf", pdf), pages, "application/pdf", Drawn(pdf)))


def conclusions_on_paper(pages: int, size: int = 200) -> Result:
    """Small pages, each with a conclusion."""
    opened = pymupdf.open()
    made = [_line_page(opened, at, f"项目{at}自评得分为{at % 100}分。", size) for at in range(1, pages + 1)]
    pdf = opened.tobytes()
    return result_of(assemble(File("报告.pdf", pdf), made, "application/pdf", Drawn(pdf)))


def _form_page(opened: pymupdf.Document, unsure: str, sure: float) -> PrintedPage:
    page = opened.new_page(width=WIDTH, height=HEIGHT)
    title = _word(page, 200, 60, "项目支出绩效自评表", SURE)
    cells = []
    for row, texts in enumerate([HEADER, *([*line[:5], line[6]] for line in ROWS)]):
        for column, text in enumerate(texts):
            x, y = LEFT + column * COLUMN, TOP + row * ROW
            page.draw_rect(pymupdf.Rect(x, y, x + COLUMN, y + ROW))
            word = _word(page, x + 4, y + 18, text, sure if text == unsure else SURE)
            cells.append(PrintedCell(row, column, ((word,),), box=Box(x, y, x + COLUMN, y + ROW)))
    blocks = (PrintedParagraph(((title,),)), PrintedTable(tuple(cells)))
    return PrintedPage(1, "ocr rapidocr 3.10.0", blocks, WIDTH, HEIGHT)


def _line_page(opened: pymupdf.Document, number: int, text: str, size: int | None = None) -> PrintedPage:
    page = opened.new_page(width=size or WIDTH, height=size or HEIGHT)
    word = _word(page, 20, 60, text, SURE)
    return PrintedPage(
        number, "ocr rapidocr 3.10.0", (PrintedParagraph(((word,),)),), page.rect.width, page.rect.height
    )


def _word(page: pymupdf.Page, x: float, base: float, text: str, sure: float) -> PrintedWord:
    page.insert_text((x, base), text, fontname=FONT, fontsize=SIZE)
    wide = sum(SIZE if ord(char) > 255 else SIZE / 2 for char in text)
    return PrintedWord(text, Box(x, base - SIZE, x + wide, base + 2), sure)
