"""Forms as a few lines of program write them out of Word files and sheets: every place of the grid is printed. All invented."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from extractor import extract
from extractor.result import Result

Row = Sequence[str | int | float | None]
GRID: tuple[Row, ...] = (
    ("黄集县水务局关于2023年度项目支出绩效自评的报告", None, None, None, None, None, None, None, None),
    ("本单位共开展自评项目1个，自评得分为96分。", None, None, None, None, None, None, None, None),
    ("项目支出绩效自评表", None, None, None, None, None, None, None, None),
    ("（2023年度）", None, None, None, None, None, None, None, None),
    ("项目名称", None, "水库清淤工程", None, None, None, None, None, None),
    ("主管部门", None, "黄集县水务局", None, None, "实施单位", None, "水库管理所", None),
    ("项目资金\n（万元）", None, None, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    (None, "年度资金总额", None, 1200, 1150.5, 1100, 10, "95.61%", 9.6),
    (None, "其中：财政拨款", None, 1200, 1150.5, 1100, None, None, None),
    ("年度总体目标", "预期目标", None, None, None, "实际完成情况", None, None, None),
    (None, "完成水库清淤,加固两岸堤防,保障\"安全\"度汛", None, None, None, "全部完成清淤和加固。", None, None, None),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "年度\n指标值", "实际完成值", "分值", "得分", "偏差原因"),
    (None, "产出指标\n（50分）", "数量指标", "清淤方量", "≥3万立方米", "3.2万立方米", 20, 20, None),
    (None, None, None, "加固堤岸长度", "≥5公里", "4公里", 20, 16, "雨季推迟"),
    (None, None, "质量指标", "验收合格率", "100%", "100%", 10, 10, None),
    (None, "满意度指标\n（10分）", "服务对象满意度指标", "群众满意度", "≥90%", "93%", 10, 10, None),
    ("总分", None, None, None, None, None, 100, 95.6, None),
)  # fmt: skip
# What a loop over the cells of a Word file prints: a merged cell at each of its places.
REPEATED: tuple[Row, ...] = (
    ("项目名称", "项目名称", *["水库清淤工程"] * 7),
    ("主管部门", "主管部门", *["黄集县水务局"] * 3, "实施单位", "实施单位", "水库管理所", "水库管理所"),
    (*["项目资金\n（万元）"] * 3, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    ("项目资金\n（万元）", "年度资金总额", "年度资金总额", 1200, 1150.5, 1100, 10, "95.61%", 9.6),
    ("项目资金\n（万元）", "其中：财政拨款", "其中：财政拨款", 1200, 1150.5, 1100, "", "", ""),
    ("年度总体目标", *["预期目标"] * 4, *["实际完成情况"] * 4),
    ("年度总体目标", *['完成水库清淤,加固两岸堤防,保障"安全"度汛'] * 4, *["全部完成清淤和加固。"] * 4),
    (
        "绩效指标",
        "一级指标",
        "二级指标",
        "三级指标",
        "年度\n指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因",
    ),
    ("绩效指标", "产出指标\n（50分）", "数量指标", "清淤方量", "≥3万立方米", "3.2万立方米", 20, 20, ""),
    ("绩效指标", "产出指标\n（50分）", "数量指标", "加固堤岸长度", "≥5公里", "4公里", 20, 16, "雨季推迟"),
    ("绩效指标", "产出指标\n（50分）", "质量指标", "验收合格率", "100%", "100%", 10, 10, ""),
    ("绩效指标", "满意度指标\n（10分）", "服务对象满意度指标", "群众满意度", "≥90%", "93%", 10, 10, ""),
    (*["总分"] * 6, 100, 95.6, ""),
)
OVER_FORM = (
    "黄集县水务局关于2023年度项目支出绩效自评的报告\n本单位共开展自评项目1个，自评得分为96分。\n\n"
    "项目支出绩效自评表\n（2023年度）\n"
)
INDICATORS = [
    ("产出指标", 50, "数量指标", "清淤方量", "≥3万立方米", "3.2万立方米", 20, 20, None),
    ("产出指标", 50, "数量指标", "加固堤岸长度", "≥5公里", "4公里", 20, 16, "雨季推迟"),
    ("产出指标", 50, "质量指标", "验收合格率", "100%", "100%", 10, 10, None),
    ("满意度指标", 10, "服务对象满意度指标", "群众满意度", "≥90%", "93%", 10, 10, None),
]


def with_commas(rows: Sequence[Row]) -> str:
    """As the csv module and spreadsheets save it."""
    saved = io.StringIO()
    csv.writer(saved).writerows(rows)
    return saved.getvalue()


def with_tabs_and_quotes(rows: Sequence[Row]) -> str:
    """As a spreadsheet saves Unicode text."""
    saved = io.StringIO()
    csv.writer(saved, delimiter="\t").writerows(rows)
    return saved.getvalue()


def joined(sign: str, empty: str = "") -> Callable[[Sequence[Row]], str]:
    """As ``sign.join(map(str, row))`` prints it, line breaks in cells and all."""
    return lambda rows: "\n".join(
        sign.join(empty if cell is None else str(cell) for cell in row) for row in rows
    )


def as_lists(rows: Sequence[Row]) -> str:
    """As Python prints lists."""
    return "\n".join(str(list(row)) for row in rows)


def as_tuples(rows: Sequence[Row]) -> str:
    """As Python prints the rows of openpyxl."""
    return "\n".join(map(str, rows))


def as_json(rows: Sequence[Row]) -> str:
    """As one JSON array of arrays, non-ASCII signs escaped."""
    return json.dumps(rows)


def flush_right(rows: Sequence[Row]) -> str:
    """As pandas prints a table: numbered rows and columns, NaN for nothing, as wide as the widest in characters."""
    said = [["NaN" if cell is None else str(cell).replace("\n", "\\n") for cell in row] for row in rows]
    said = [[str(number) for number in range(len(said[0]))], *said]
    widths = [max(map(len, column)) for column in zip(*said, strict=True)]
    numbers = ["", *map(str, range(len(rows)))]
    lines = (
        f"{number:2} " + " ".join(text.rjust(width) for text, width in zip(row, widths, strict=True))
        for number, row in zip(numbers, said, strict=True)
    )
    return "\n".join(lines)


def framed(rows: Sequence[Row]) -> str:
    """As pandas writes Markdown: a line of a row for each line of its cells."""
    lines = [
        "| " + " | ".join(["  ", *map(str, range(len(rows[0])))]) + " |",
        "|---:" * (len(rows[0]) + 1) + "|",
    ]
    for number, row in enumerate(rows):
        cells = [["nan"] if cell is None else str(cell).split("\n") for cell in (number, *row)]
        lines += [
            "| " + " | ".join(f"{cell[at] if at < len(cell) else '':12}" for cell in cells) + " |"
            for at in range(max(map(len, cells)))
        ]
    return "\n".join(lines)


def read(folder: Path, text: str) -> Result:
    path = folder / "dump.txt"
    path.write_text(text, encoding="utf-8")
    return extract(path)


def told(result: Result) -> list[tuple[object, ...]]:
    return [
        (
            row.level1,
            row.level1_max_score,
            row.level2,
            row.level3,
            row.target and row.target.text,
            row.actual and row.actual.text,
            row.max_score,
            row.score,
            row.deviation_reason,
        )
        for form in result.report.forms
        for row in form.indicators
    ]


WRITERS = {
    "csv": with_commas,
    "unicode-text": with_tabs_and_quotes,
    "tabs": joined("\t"),
    "tabs-none": joined("\t", "None"),
    "bars": joined(" | "),
    "bars-nan": joined(" | ", "nan"),
    "commas": joined(","),
    "lists": as_lists,
    "tuples": as_tuples,
    "json": as_json,
    "flush-right": flush_right,
    "markdown": framed,
}


@pytest.mark.parametrize("written", WRITERS)
def test_a_sheet_that_a_program_printed(written: str, tmp_path: Path) -> None:
    result = read(tmp_path, WRITERS[written](GRID))
    (form,) = result.report.forms
    assert result.report.title == "黄集县水务局关于2023年度项目支出绩效自评的报告"
    assert (form.title, form.fiscal_year, form.project_name) == ("项目支出绩效自评表", 2023, "水库清淤工程")
    assert (form.supervising_department, form.implementing_unit) == ("黄集县水务局", "水库管理所")
    assert [(line.source, line.annual_budget, line.executed, line.execution_rate) for line in form.funds] == [
        ("年度资金总额", 1150.5, 1100, 95.61),
        ("财政拨款", 1150.5, 1100, None),
    ]
    assert [(goal.expected, goal.actual) for goal in form.goals] == [
        ('完成水库清淤,加固两岸堤防,保障"安全"度汛', "全部完成清淤和加固。")
    ]
    assert told(result) == INDICATORS
    assert (form.total_max_score, form.total_score) == (100, 95.6)
    assert [said.score for said in result.report.conclusions] == [96]


@pytest.mark.parametrize("written", ["csv", "tabs", "bars", "lists", "tuples", "json"])
def test_a_word_file_whose_merged_cells_are_repeated(written: str, tmp_path: Path) -> None:
    result = read(tmp_path, OVER_FORM + WRITERS[written](REPEATED) + "\n填表人：王一\n")
    (form,) = result.report.forms
    assert told(result) == INDICATORS
    assert (form.project_name, form.filled_by) == ("水库清淤工程", "王一")
    assert [(line.source, line.annual_budget) for line in form.funds] == [
        ("年度资金总额", 1150.5),
        ("财政拨款", 1150.5),
    ]
    assert len(form.goals) == 1


@pytest.mark.parametrize("sign", ["\t", " | "])
def test_a_word_file_whose_merged_cells_are_told_once(sign: str, tmp_path: Path) -> None:
    once = [[cell for at, cell in enumerate(row) if not at or cell != row[at - 1] or cell in (20, 10, "100%", "")] for row in REPEATED]  # fmt: skip
    result = read(tmp_path, OVER_FORM + joined(sign)(once))
    (form,) = result.report.forms
    assert told(result) == INDICATORS
    assert [(line.source, line.annual_budget) for line in form.funds] == [
        ("年度资金总额", 1150.5),
        ("财政拨款", 1150.5),
    ]


@pytest.mark.parametrize("written", WRITERS)
def test_evidence_points_into_the_printed_text(written: str, tmp_path: Path) -> None:
    text = WRITERS[written](GRID).replace("\r\n", "\n")
    result = read(tmp_path, text)
    (place,) = result.evidence["/forms/0/indicators/1/deviation_reason"]
    assert text[place.start : place.end] == (
        "雨季推迟" if written != "json" else json.dumps("雨季推迟")[1:-1]
    )


def test_a_comma_that_could_be_any_leaves_the_other_rows_alone(tmp_path: Path) -> None:
    text = joined(",")(GRID).replace("雨季推迟", "雨季,推迟")
    rows = told(read(tmp_path, text))
    assert [row[3] for row in rows] == [row[3] for row in INDICATORS]
    assert [row for row in rows if row[3] != "加固堤岸长度"] == [
        row for row in INDICATORS if row[3] != "加固堤岸长度"
    ]


def test_sentences_with_commas_stay_prose(tmp_path: Path) -> None:
    """A sentence with as many commas as the next is no row: nothing of a template stands over it."""
    line = "本单位自评得分为{}分,其中产出50分,效益30分,满意度9分,执行率10分。"
    result = read(tmp_path, "水务局绩效自评报告\n" + "\n".join(line.format(score) for score in (91, 92, 93)))
    assert [said.score for said in result.report.conclusions] == [91, 92, 93]
    assert result.report.forms == []
