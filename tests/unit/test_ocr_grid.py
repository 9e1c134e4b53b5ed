"""Tables from rules: spans, double rules, dashes, sides that are not drawn."""

from __future__ import annotations

import cv2
import numpy as np

from extractor.ocr.grid import Grid, find_grids
from extractor.ocr.rulings import find_rulings

Lines = list[tuple[int, int, int, int]]


def grids(lines: Lines, thick: int = 2) -> list[Grid]:
    ink = np.zeros((600, 800), np.uint8)
    for x0, y0, x1, y1 in lines:
        cv2.line(ink, (x0, y0), (x1, y1), 255, thick)
    return find_grids(find_rulings(ink))


def places(grid: Grid) -> set[tuple[int, int, int, int]]:
    return {(cell.row, cell.column, cell.row_span, cell.column_span) for cell in grid.cells}


def frame(x0: int, y0: int, x1: int, y1: int) -> Lines:
    return [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]


def test_merged_cells_span_rows_and_columns() -> None:
    lines = [
        *frame(50, 50, 650, 200),
        (250, 100, 650, 100),
        (50, 150, 650, 150),
        (250, 50, 250, 200),
        (450, 100, 450, 150),
    ]
    (grid,) = grids(lines)
    assert places(grid) == {
        (0, 0, 2, 1),
        (0, 1, 1, 2),
        (1, 1, 1, 1),
        (1, 2, 1, 1),
        (2, 0, 1, 1),
        (2, 1, 1, 2),
    }


def test_double_rules_are_one_border() -> None:
    lines = [*frame(50, 50, 650, 200), *frame(44, 44, 656, 206), (50, 120, 650, 120), (300, 50, 300, 200)]
    (grid,) = grids(lines)
    assert places(grid) == {(row, column, 1, 1) for row in (0, 1) for column in (0, 1)}


def test_dashes_in_cells_and_strokes_of_letters_make_no_rows_or_columns() -> None:
    lines = [*frame(50, 50, 650, 170), (50, 110, 650, 110), (250, 50, 250, 170), (450, 50, 450, 170)]
    dashes = [(x, 80, x + 60, 80) for x in (120, 320, 520)]
    strokes = [(150, 125, 150, 155), (350, 120, 350, 150)]
    (grid,) = grids(lines + dashes + strokes)
    assert places(grid) == {(row, column, 1, 1) for row in (0, 1) for column in (0, 1, 2)}


def test_sides_that_are_not_drawn_are_where_the_rows_end() -> None:
    rows = [(50, y, 650, y) for y in (50, 90, 130, 170)]
    (grid,) = grids([*rows, (250, 50, 250, 170), (450, 50, 450, 170)])
    assert places(grid) == {(row, column, 1, 1) for row in (0, 1, 2) for column in (0, 1, 2)}


def test_tables_apart_are_two_and_a_frame_is_none() -> None:
    one = [*frame(50, 50, 650, 130), (50, 90, 650, 90), (300, 50, 300, 130)]
    other = [(x0, y0 + 150, x1, y1 + 150) for x0, y0, x1, y1 in one]
    alone = frame(50, 400, 650, 500)
    assert [grid.area.y0 // 50 for grid in grids(one + other + alone)] == [1, 4]


def test_dotted_rules_are_rules() -> None:
    dotted = [(x, 110, x + 44, 110) for x in range(50, 600, 54)]
    (grid,) = grids([*frame(50, 50, 650, 170), *dotted, (250, 50, 250, 170)])
    assert places(grid) == {(row, column, 1, 1) for row in (0, 1) for column in (0, 1)}


def test_a_title_that_touches_the_table_makes_no_row() -> None:
    table = [*frame(50, 100, 650, 220), (50, 160, 650, 160), (250, 100, 250, 220), (450, 100, 450, 220)]
    letters = [(x, 62, x + 44, 62) for x in range(150, 500, 70)]
    stems = [(x + 20, 62, x + 20, 100) for x in range(150, 500, 70)]
    (grid,) = grids(table + letters + stems)
    assert places(grid) == {(row, column, 1, 1) for row in (0, 1) for column in (0, 1, 2)}


def test_a_row_that_is_narrower_than_its_table_stays() -> None:
    table = [*frame(50, 100, 650, 220), (50, 160, 650, 160), (250, 100, 250, 220), (450, 50, 450, 220)]
    (grid,) = grids([*table, (450, 50, 650, 50), (650, 50, 650, 100)])
    assert {cell.row for cell in grid.cells} == {0, 1, 2}
