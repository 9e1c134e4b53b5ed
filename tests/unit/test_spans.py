"""Tables with known spans, as rows."""

from extractor.document import Cell, Clip, Table
from extractor.layout.spans import rows_of


def table(*cells: tuple[int, int, str, int, int]) -> Table:
    rows: dict[int, list[Cell]] = {}
    for row, column, text, row_span, column_span in cells:
        rows.setdefault(row, []).append(Cell(row, column, Clip.of(text, 1, 0), row_span, column_span))
    return Table(tuple(map(tuple, rows.values())), exact=True)


def texts(found: Table) -> list[list[str]]:
    return [[clip.text for clip in row] for row in rows_of(found)]


def test_a_cell_over_rows_leaves_an_empty_one_below_and_one_over_columns_counts_once() -> None:
    found = table((0, 0, "产出指标", 2, 1), (0, 1, "数量", 1, 2), (1, 1, "质量", 1, 1), (1, 2, "98", 1, 1))
    assert texts(found) == [["产出指标", "数量"], ["", "质量", "98"]]


def test_a_row_in_which_no_cell_begins_is_a_row_all_the_same() -> None:
    found = table(
        (0, 0, "产出指标", 2, 1), (0, 1, "数量", 2, 1), (2, 0, "效益指标", 1, 1), (2, 1, "社会", 1, 1)
    )
    assert texts(found) == [["产出指标", "数量"], ["", ""], ["效益指标", "社会"]]


HEADER = ("一级指标", "三级指标", "", "年度指标值", "实际完成值")


def test_under_a_header_a_column_without_any_text_does_not_count() -> None:
    values = ("产出指标", "培训人数", "", "≥98", "99")
    found = table(
        *[(row, at, text, 1, 1) for row, line in enumerate((HEADER, values)) for at, text in enumerate(line)]
    )
    assert texts(found) == [[text for text in line if text] for line in (HEADER, values)]


def test_without_a_header_an_empty_column_may_be_one_whose_cells_are_empty() -> None:
    values = ("产出指标", "培训人数", "", "≥98", "99")
    found = table(*[(0, at, text, 1, 1) for at, text in enumerate(values)])
    assert texts(found) == [list(values)]
