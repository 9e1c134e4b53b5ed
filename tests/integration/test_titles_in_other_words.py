"""Titles and labels of templates in other words than the lexicon's own. All content is invented."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from extractor import Report, extract
from extractor.lexicon import lexicon

LEVELS = ["一级指标", "二级指标", "三级指标"]
HEADER = [*LEVELS, "年度指标值", "实际完成值", "分值", "得分"]
ROW = ["产出指标", "数量指标", "修剪行道树", "≥3500株", "3460株", "100", "98.86"]


def report_of(path: Path, *sheets: list[list[str]]) -> Report:
    """What a workbook of these sheets states; a row of one cell is merged over all columns."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for at, row in enumerate(rows, start=1):
            sheet.append([cell or None for cell in row])
            if len(row) == 1:
                sheet.merge_cells(start_row=at, start_column=1, end_row=at, end_column=7)
    book.save(path)
    return extract(path).report


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return tmp_path / "form.xlsx"


@pytest.mark.parametrize(
    ("target", "actual", "points", "score", "reason"),
    [
        ("2023年度指标值", "2023年实际完成值", "三级指标分值", "部门自评得分", "未达标原因及拟采取措施"),
        ("本年度绩效目标值", "年末实际值（含单位）", "考核分值", "绩效自评得分", "扣分原因及说明"),
        ("年初批复指标值", "全年完成值及说明", "指标满分", "三级指标得分", "未完成目标原因"),
        ("目标（值）", "全年（实际）完成值", "项目权重", "单项得分", "原因及改进"),
        ("年度预期完成值", "截至年底完成情况", "权重%", "自我评分", "偏差情况及原因"),
        ("年初目标值", "指标完成情况", "分值", "得分", "减分原因"),
    ],
)
def test_columns(sheet: Path, target: str, actual: str, points: str, score: str, reason: str) -> None:
    header = [*LEVELS, target, actual, points, score, reason]
    (form,) = report_of(sheet, [["项目支出绩效自评表"], header, [*ROW, "台风"]]).forms
    (row,) = form.indicators
    assert row.target is not None and row.target.text == "≥3500株"
    assert row.actual is not None and row.actual.text == "3460株"
    assert (row.max_score, row.score, row.deviation_reason) == (100, 98.86, "台风")


def test_no_word_before_a_label_makes_one_of_a_remnant() -> None:
    labels = lexicon().indicator
    assert [labels.field(text) for text in ("项目内容", "项目单位", "绩效性质", "年度目标", "2023年")] == [
        None
    ] * 5


def test_a_source_column_is_the_source_whatever_stands_behind_it(sheet: Path) -> None:
    funds = [
        ["资金来源", "核定规模", "到位数", "支出数", "支出率"],
        ["年度资金总额", "900", "880", "836", "95%"],
        ["专项债券资金", "600", "600", "570", "95%"],
    ]
    (form,) = report_of(
        sheet, [["项目支出绩效自评表"], ["项目名称", "行道树修剪"], *funds, HEADER, ROW]
    ).forms
    assert [(line.source, line.received, line.executed) for line in form.funds] == [
        ("年度资金总额", 880, 836),
        ("专项债券资金", 600, 570),
    ]


def test_figures_of_the_funds_beside_their_titles_are_one_line(sheet: Path) -> None:
    funds = ["政策资金（万元）", "预算数", "500", "执行数", "468.5", "执行率", "93.7%"]
    goals = [["政策目标", "预期目标", "", "", "实现程度"], ["", "稳定就业", "", "", "就业稳定"]]
    facts = [["政策名称", "稳岗补贴"], ["政策主管部门", "石澜市人社局"], ["政策实施单位", "石澜市就业中心"]]
    (form,) = report_of(sheet, [["政策绩效自评表"], *facts, funds, *goals, HEADER, ROW]).forms
    (line,) = form.funds
    assert (line.source, line.annual_budget, line.executed, line.execution_rate) == ("总额", 500, 468.5, 93.7)
    assert (form.project_name, form.supervising_department, form.implementing_unit, form.amount_unit) == (
        "稳岗补贴",
        "石澜市人社局",
        "石澜市就业中心",
        "万元",
    )
    assert [(goal.expected, goal.actual) for goal in form.goals] == [("稳定就业", "就业稳定")]


def test_a_department_names_itself(sheet: Path) -> None:
    title = ["附件2：2022年度部门（单位）整体绩效自评表"]
    (form,) = report_of(sheet, [title, ["单位名称", "白鹭湖区民政局"], HEADER, ROW]).forms
    assert (form.kind, form.supervising_department, form.implementing_unit) == (
        "department",
        "白鹭湖区民政局",
        None,
    )
    assert form.title == "2022年度部门（单位）整体绩效自评表"


def test_the_body_over_several_that_carry_projects_out_reports(sheet: Path) -> None:
    forms = [
        [
            ["项目支出绩效自评表"],
            ["项目名称", name],
            ["主管部门", "海堰市住建局"],
            ["实施单位", unit],
            HEADER,
            ROW,
        ]
        for name, unit in (("电梯补助", "海堰市房管中心"), ("安全鉴定", "海堰市房屋鉴定所"))
    ]
    assert report_of(sheet, *forms).organization == "海堰市住建局"
    assert report_of(sheet, forms[0]).organization == "海堰市房管中心"


def test_all_counties_together_are_no_body(sheet: Path) -> None:
    head = [
        ["转移支付（项目）名称", "林业补助资金"],
        ["中央主管部门", "国家林业和草原局"],
        ["地方主管部门", "澄州省林业局", "资金使用单位", "各市县林业局"],
    ]
    report = report_of(sheet, [["转移支付区域绩效目标自评表"], *head, HEADER, ROW])
    assert report.organization == "澄州省林业局"
    assert report.forms[0].implementing_unit == "各市县林业局"
