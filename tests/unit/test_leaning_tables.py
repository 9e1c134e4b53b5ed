"""Tables that go on over a page break in a scan whose pages lean, each in its own way."""

from __future__ import annotations

from math import radians, tan

from extractor.document import Box, Cell, Clip, Document, Page, Table
from extractor.readers.paper.broken_tables import joined

_COLUMNS = (60.0, 130.0, 250.0, 400.0, 540.0)
_ROW = 40.0


def leaning(page: int, rows: int, degrees: float, texts: str = "甲乙丙丁") -> Table:
    """A ruled table of four columns that fills a page turned by so many degrees."""
    lean = tan(radians(degrees))
    found = []
    for row in range(rows):
        top, bottom = 80 + row * _ROW, 80 + (row + 1) * _ROW
        cells = []
        for at, text in enumerate(texts):
            # The box around a leaning cell reaches to the further one of its corners.
            lefts, rights = ([x + lean * y for y in (top, bottom)] for x in _COLUMNS[at : at + 2])
            box = Box(min(lefts), top, max(rights), bottom)
            cells.append(Cell(row, at, Clip.of(text, page, 0), box=box))
        found.append(tuple(cells))
    return Table(tuple(found), exact=True)


def document() -> Document:
    pages = tuple(Page(number, "甲乙丙丁", "ocr", 595, 842) for number in (1, 2, 3))
    return Document("scan.pdf", "0", "application/pdf", pages, ())


def columns(table: Table | None) -> set[tuple[int, int]]:
    assert table is not None
    return {(cell.column, cell.column_span) for row in table.rows for cell in row}


def test_pages_that_lean_apart_have_the_columns_that_they_were_printed_with() -> None:
    both = joined(leaning(1, 15, 1.2), leaning(2, 15, -0.9, texts="戊己庚辛"), document())
    assert columns(both) == {(0, 1), (1, 1), (2, 1), (3, 1)}
    assert both is not None and len(both.rows) == 30


def test_a_third_page_goes_on_with_the_columns_of_the_first_two() -> None:
    both = joined(leaning(1, 15, 1.2), leaning(2, 15, -0.9, texts="戊己庚辛"), document())
    assert both is not None
    assert columns(joined(both, leaning(3, 15, 0.6), document())) == {(0, 1), (1, 1), (2, 1), (3, 1)}


def test_a_part_of_two_rows_goes_on_with_a_page_that_leans() -> None:
    assert columns(joined(leaning(1, 15, 1.0), leaning(2, 2, 1.0), document())) == {
        (0, 1),
        (1, 1),
        (2, 1),
        (3, 1),
    }


def test_a_table_of_other_columns_is_another_table() -> None:
    assert joined(leaning(1, 15, 1.2), leaning(2, 15, 1.2, texts="甲"), document()) is None
