"""Indicators of several projects in one table, a merged cell at the left naming each. All content is invented."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl

from extractor import extract

LEVELS = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
DITCH = [
    ["产出指标", "数量指标", "清淤沟渠长度", "≥36公里", "38公里", "30", "30"],
    ["", "质量指标", "验收合格率", "100%", "100%", "30", "30"],
    ["效益指标", "社会效益指标", "受益农户", "≥900户", "870户", "40", "38.67"],
]
LIBRARY = [
    ["产出指标", "数量指标", "采购图书", "2000册", "2000册", "60", "60"],
    ["满意度指标", "服务对象满意度指标", "读者满意度", "≥90%", "88%", "40", "39.11"],
]


def test_each_project_of_a_word_table_has_a_form_of_its_own(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("2023年度项目支出绩效自评表")
    rows = [["序号", "项目名称", *LEVELS]]
    rows += [["1" if not at else "", "沟渠清淤" if not at else "", *row] for at, row in enumerate(DITCH)]
    rows += [["2" if not at else "", "农家书屋" if not at else "", *row] for at, row in enumerate(LIBRARY)]
    table = document.add_table(len(rows), 9)
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    for column in (0, 1):
        table.cell(1, column).merge(table.cell(3, column))
        table.cell(4, column).merge(table.cell(5, column))
    document.save(str(tmp_path / "forms.docx"))
    ditch, library = extract(tmp_path / "forms.docx").report.forms
    assert (ditch.project_name, library.project_name) == ("沟渠清淤", "农家书屋")
    assert [(row.level1, row.level3, row.score) for row in ditch.indicators] == [
        ("产出指标", "清淤沟渠长度", 30),
        ("产出指标", "验收合格率", 30),
        ("效益指标", "受益农户", 38.67),
    ]
    assert [row.level3 for row in library.indicators] == ["采购图书", "读者满意度"]
    assert (ditch.title, library.title, library.fiscal_year) == ("2023年度项目支出绩效自评表", None, 2023)


def test_units_budgets_and_totals_stand_beside_each_project(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["项目绩效目标自评汇总表"])
    sheet.append(["项目名称", "实施单位", "全年预算数", "全年执行数", *LEVELS])
    for name, unit, budget, spent, rows in (
        ("沟渠清淤", "苍坪镇农业服务中心", 120, 118.5, DITCH),
        ("农家书屋", "苍坪镇文化站", 46, 46, LIBRARY),
    ):
        first = sheet.max_row + 1
        for row in rows:
            sheet.append([name, unit, budget, spent, *row])
        sheet.append([None, None, None, None, "合计", None, None, None, None, 100, 98.67])
        for column in range(1, 5):
            sheet.merge_cells(start_row=first, start_column=column, end_row=sheet.max_row, end_column=column)
    book.save(tmp_path / "forms.xlsx")
    report = extract(tmp_path / "forms.xlsx").report
    assert [(form.project_name, form.implementing_unit) for form in report.forms] == [
        ("沟渠清淤", "苍坪镇农业服务中心"),
        ("农家书屋", "苍坪镇文化站"),
    ]
    assert [(line.annual_budget, line.executed) for form in report.forms for line in form.funds] == [
        (120, 118.5),
        (46, 46),
    ]
    assert [len(form.indicators) for form in report.forms] == [3, 2]
    assert [(form.total_max_score, form.total_score) for form in report.forms] == [(100, 98.67)] * 2
    assert report.project_list == []


def test_a_name_repeated_on_each_row_is_one_project(tmp_path: Path) -> None:
    rows = [
        ["项目名称", *LEVELS],
        *(["沟渠清淤", *row] for row in DITCH),
        *(["农家书屋", *row] for row in LIBRARY),
    ]
    path = tmp_path / "forms.txt"
    path.write_text("项目支出绩效自评表\n" + "\n".join("\t".join(row) for row in rows), encoding="utf-8")
    forms = extract(path).report.forms
    assert [(form.project_name, len(form.indicators)) for form in forms] == [("沟渠清淤", 3), ("农家书屋", 2)]
