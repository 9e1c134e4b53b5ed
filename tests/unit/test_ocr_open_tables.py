"""Tables that rule their rows only: where their columns part, and what is no such table."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from extractor.ocr.engine import Area
from extractor.ocr.sheet import Sheet

_LEFT, _RIGHT, _TOP, _ROW = 100, 900, 200, 60
_COLUMNS = (130, 420, 640)


def sheet(rules: list[tuple[int, int, int]], texts: list[Area], found: list[Area] | None = None) -> Sheet:
    """A page with horizontal rules (left, right, y) and blots for texts; ``found`` are its lines, by default all texts."""
    picture = np.full((900, 1000, 3), 250, np.uint8)
    for left, right, y in rules:
        cv2.line(picture, (left, y), (right, y), (20, 20, 20), 2)
    for x0, y0, x1, y1 in texts:
        for x in range(x0, x1, 8):  # strokes of letters
            cv2.line(picture, (x, y0 + 4), (x, y1 - 4), (20, 20, 20), 3)
    plain = Sheet.of(picture, np.eye(3), 1.0)
    return replace(plain, lines=tuple(texts if found is None else found)).with_open_tables()


def row_rules(count: int) -> list[tuple[int, int, int]]:
    return [(_LEFT, _RIGHT, _TOP + at * _ROW) for at in range(count)]


def row_of(at: int, *columns: int, width: int = 100) -> list[Area]:
    y = _TOP + at * _ROW + 15
    return [Area(x, y, x + width, y + 30) for x in columns]


def shape(one: Sheet) -> list[set[tuple[int, int, int, int]]]:
    return [
        {(cell.row, cell.column, cell.row_span, cell.column_span) for cell in grid.cells}
        for grid in one.grids
    ]


def test_columns_part_where_gaps_run_down_through_the_rows() -> None:
    texts = [text for at in range(4) for text in row_of(at, *_COLUMNS)]
    assert shape(sheet(row_rules(5), texts)) == [{(row, at, 1, 1) for row in range(4) for at in range(3)}]


def test_texts_that_the_engine_took_for_one_line_are_parted() -> None:
    texts = [text for at in range(4) for text in row_of(at, 130, 262)]
    lines = [*texts[2:], texts[0].joined(texts[1])]
    assert shape(sheet(row_rules(5), texts, lines)) == [
        {(row, at, 1, 1) for row in range(4) for at in range(2)}
    ]


def test_the_room_behind_a_comma_parts_no_text() -> None:
    above = [text for at in range(4) for text in row_of(at, 130, 420)]
    (goal,) = row_of(4, 130)
    comma = Area(goal.x1 + 6, goal.y0 + 18, goal.x1 + 14, goal.y0 + 34)
    rest = Area(goal.x1 + 35, goal.y0, 520, goal.y1)
    whole = [*above, goal.joined(rest)]
    cells = {(row, at, 1, 1) for row in range(4) for at in range(2)} | {(4, 0, 1, 2)}
    assert shape(sheet(row_rules(6), [*above, goal, comma, rest], whole)) == [cells]
    assert shape(sheet(row_rules(6), [*above, goal, rest], whole)) != [cells]


def test_rules_that_begin_further_in_leave_the_cell_beside_them_whole() -> None:
    rules = [(_LEFT, _RIGHT, _TOP), (350, _RIGHT, _TOP + _ROW), *row_rules(6)[2:]]
    texts = [Area(130, _TOP + 45, 230, _TOP + 75), *row_of(0, 420, 640), *row_of(1, 420, 640)]
    texts += [text for at in (2, 3, 4) for text in row_of(at, *_COLUMNS)]
    (cells,) = shape(sheet(rules, texts))
    assert (0, 0, 2, 1) in cells and {(0, 1, 1, 1), (1, 1, 1, 1), (2, 0, 1, 1)} < cells


def test_where_a_rule_begins_columns_part_though_no_text_stands_before_it() -> None:
    rules = [(_LEFT, _RIGHT, _TOP), *[(250, _RIGHT, _TOP + at * _ROW) for at in (1, 2, 3)], *row_rules(5)[4:]]
    (cells,) = shape(sheet(rules, [text for at in range(4) for text in row_of(at, 420, 640)]))
    assert cells == {(0, 0, 4, 1), *((row, at, 1, 1) for row in range(4) for at in (1, 2))}


def test_gaps_that_overlap_part_at_one_place_in_all_rows() -> None:
    texts = [text for at in (0, 1) for text in row_of(at, *_COLUMNS)]
    texts += row_of(2, 130, width=600) + [text for at in (3, 4) for text in row_of(at, 130, 400, 660)]
    (cells,) = shape(sheet(row_rules(6), texts))
    assert {(row, at, 1, 1) for row in (0, 1, 3, 4) for at in range(3)} < cells


def three_rules(rows: int) -> list[tuple[int, int, int]]:
    return [(_LEFT, _RIGHT, _TOP + at * _ROW) for at in (0, 1, 1 + rows)]


def test_rows_between_three_rules_in_all_part_where_their_texts_do() -> None:
    texts = [text for at in range(5) for text in row_of(at, *_COLUMNS)]
    assert shape(sheet(three_rules(4), texts)) == [{(row, at, 1, 1) for row in range(5) for at in range(3)}]


def test_a_cell_of_two_lines_is_in_the_row_of_those_beside_its_middle() -> None:
    texts = row_of(0, *_COLUMNS)
    for at in range(1, 4):
        y = _TOP + at * _ROW + 15
        texts += [*row_of(at, 420, 640), Area(130, y - 8, 230, y + 12), Area(130, y + 18, 230, y + 38)]
    assert shape(sheet(three_rules(3), texts)) == [{(row, at, 1, 1) for row in range(4) for at in range(3)}]


def test_two_columns_of_lines_between_three_rules_are_no_rows() -> None:
    texts = [*row_of(0, *_COLUMNS), *(text for at in range(1, 5) for text in row_of(at, 130, 520, width=300))]
    assert shape(sheet(three_rules(4), texts)) == []


def test_a_rule_in_pieces_that_drift_is_one() -> None:
    texts = [text for at in range(4) for text in row_of(at, *_COLUMNS)]
    rules = row_rules(5)
    rules[2:3] = [(_LEFT, 480, _TOP + 2 * _ROW), (486, _RIGHT, _TOP + 2 * _ROW + 2)]
    assert shape(sheet(rules, texts)) == [{(row, at, 1, 1) for row in range(4) for at in range(3)}]


def test_underlined_blanks_and_lines_of_text_between_two_rules_are_no_table() -> None:
    texts = [text for at in range(5) for text in row_of(at, 130, width=700)]
    assert shape(sheet(row_rules(6), texts)) == []
    assert shape(sheet([row_rules(6)[0], row_rules(6)[5]], [*texts, *row_of(6, *_COLUMNS)])) == []


def test_long_strokes_of_characters_are_no_rules() -> None:
    texts = [text for at in range(4) for text in row_of(at, *_COLUMNS)]
    strokes = [(text.x0, text.x1, text.y0 + 15) for text in texts[3:6]]
    assert shape(sheet([*row_rules(5), *strokes], texts)) == [
        {(row, at, 1, 1) for row in range(4) for at in range(3)}
    ]
