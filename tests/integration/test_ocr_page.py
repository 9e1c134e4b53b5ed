"""Scanned forms read by RapidOCR: what stands in which cell, and where on the page."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from extractor.document import Document, Table
from extractor.readers import read_document
from extractor.settings import Settings
from extractor.text import fold
from tests.support import printed_scans as drawn

TURNS = [
    # Lying on its right side a sheet has to be found to lie, and then to stand on its head: the others are parts of that.
    pytest.param(3, id="on its right side"),
    pytest.param(0, id="upright", marks=pytest.mark.slow),
    pytest.param(1, id="on its left side", marks=pytest.mark.slow),
    pytest.param(2, id="upside down", marks=pytest.mark.slow),
]


@pytest.fixture(scope="module")
def settings() -> Settings:
    return Settings(cache=False)


def read(picture: drawn.Picture, folder: Path, settings: Settings) -> Document:
    return read_document(drawn.saved(picture, folder / "scan.png"), settings)


def table_of(document: Document) -> Table:
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    return table


def cells_of(document: Document) -> dict[tuple[int, int], tuple[str, int, int]]:
    return {
        (cell.row, cell.column): (fold(cell.text), cell.row_span, cell.column_span)
        for row in table_of(document).rows
        for cell in row
    }


def expected() -> dict[tuple[int, int], tuple[str, int, int]]:
    cells = {}
    for row, texts in enumerate([drawn.HEADER, *drawn.ROWS]):
        for column, text in enumerate(texts):
            if text is not None:
                height = round(drawn.cell_box(row, column).height / drawn.ROW)
                cells[row, column] = (fold(text), height, 1)
    return cells


def test_a_skewed_scan_gives_each_cell_its_text_and_spans(tmp_path: Path, settings: Settings) -> None:
    document = read(drawn.skewed(drawn.scan(drawn.paper()), 1.3), tmp_path, settings)
    assert cells_of(document) == expected()
    assert fold(document.blocks[0].text) == fold(drawn.TITLE)  # type: ignore[union-attr]
    assert fold(document.blocks[-1].text) == fold(drawn.BELOW)  # type: ignore[union-attr]
    assert document.pages[0].read_by.startswith("ocr rapidocr ")
    assert {word.confidence is not None for word in document.pages[0].words} == {True}


def test_a_form_with_rules_between_its_rows_alone_has_columns(tmp_path: Path, settings: Settings) -> None:
    document = read(drawn.skewed(drawn.scan(drawn.paper(rows_only=True)), 0.7), tmp_path, settings)
    assert cells_of(document) == expected()


@pytest.mark.parametrize("turn", TURNS)
def test_boxes_are_those_of_the_page_as_the_file_has_it(
    turn: int, tmp_path: Path, settings: Settings
) -> None:
    picture = np.ascontiguousarray(np.rot90(drawn.scan(drawn.paper()), turn))
    document = read(picture, tmp_path, settings)
    assert cells_of(document) == expected()
    box = drawn.cell_box(1, 0)
    corners = [_turned(x, y, turn) for x, y in ((box.x0, box.y0), (box.x1, box.y1))]
    low, high = np.min(corners, axis=0), np.max(corners, axis=0)
    cell = next(cell for row in table_of(document).rows for cell in row if (cell.row, cell.column) == (1, 0))
    assert cell.box is not None
    assert (cell.box.x0, cell.box.y0, cell.box.x1, cell.box.y1) == pytest.approx((*low, *high), abs=2.5)
    words = [word for place in cell.clip.places() for word in document.words_at(place)]
    assert all(low[0] - 2 <= word.box.x0 and word.box.x1 <= high[0] + 2 for word in words)


def _turned(x: float, y: float, quarters: int) -> tuple[float, float]:
    """Where a point of the page lies when it has been turned counterclockwise."""
    width, height = drawn.WIDTH, drawn.HEIGHT
    return [(x, y), (y, width - x), (width - x, height - y), (height - y, x)][quarters]


def test_a_seal_over_the_form_is_not_read(tmp_path: Path, settings: Settings) -> None:
    document = read(drawn.stamped(drawn.scan(drawn.paper())), tmp_path, settings)
    assert cells_of(document) == expected()


def test_ink_that_nobody_can_read_is_named_and_blank_cells_stay_blank(
    tmp_path: Path, settings: Settings
) -> None:
    picture = drawn.scan(drawn.paper())
    blank, scribbled = drawn.cell_box(3, 6), drawn.cell_box(1, 7)
    x, y = (
        round((low + high) / 2 * 200 / 72)
        for low, high in ((scribbled.x0, scribbled.x1), (scribbled.y0, scribbled.y1))
    )
    picture[y - 14 : y + 14, x - 14 : x + 14] = 255
    picture[y - 12 : y + 12 : 4, x - 12 : x + 12] = 0
    picture[y - 12 : y + 12, x - 12 : x + 12 : 5] = 0
    cells = {place: text for place, (text, _, _) in cells_of(read(picture, tmp_path, settings)).items()}
    assert blank.width and cells[3, 6] == ""
    assert cells[1, 7] != ""
