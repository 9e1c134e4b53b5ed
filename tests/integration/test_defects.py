"""What real reports do to their tables, one test per defect. All content is invented."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extractor import Report, Result, extract
from extractor.report import Form, Indicator

Read = Callable[[str], Result]
HEADER = [
    "绩效指标",
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因分析及改进措施",
]
SIGNED = [
    "",
    "一级指标",
    "二级指标",
    "三级指标",
    "指标分值",
    "预期指标值",
    "实际完成值",
    "单项指标完成情况",
    "自评得分",
]
SIGNED_BELOW = ["", "", "", "", "", "符号", "值", "单位（文字描述）", "", "", ""]
FUNDS = ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]


def dump(*rows: list[str], title: str = "项目支出绩效自评表") -> str:
    """Rows as Apache Tika writes a Word table: a tab before each cell, an empty line after each row."""
    return title + "\n" + "\n".join("".join(f"\t{cell}\n" for cell in row) for row in rows) + "\n\n完\n"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def call(text: str) -> Result:
        path = tmp_path / "report.txt"
        path.write_text(text, encoding="utf-8")
        return extract(path)

    return call


def only_form(result: Result) -> Form:
    (form,) = result.report.forms
    return form


def rows(result: Result) -> list[Indicator]:
    return only_form(result).indicators


def rules(result: Result) -> list[str]:
    return [finding.rule for finding in result.findings]


def test_levels_are_carried_down_merged_cells(read: Read) -> None:
    result = read(dump(
        HEADER,
        ["", "产出指标（50分）", "数量指标", "修渠长度", "3公里", "3公里", "20", "20", ""],
        ["", "", "", "建闸数量", "2座", "1座", "20", "10", "汛期停工"],
        ["", "", "质量指标", "合格率", "≥95%", "97%", "10", "10", ""],
        ["", "效益指标", "", "受益人口", "500人", "510人", "30", "30", ""],
    ))  # fmt: skip
    levels = [(row.level1, row.level1_max_score, row.level2, row.level3) for row in rows(result)]
    assert levels == [
        ("产出指标", 50, "数量指标", "修渠长度"),
        ("产出指标", 50, "数量指标", "建闸数量"),
        ("产出指标", 50, "质量指标", "合格率"),
        ("效益指标", None, None, "受益人口"),
    ]
    assert rows(result)[1].deviation_reason == "汛期停工"


def test_sign_value_and_unit_columns_are_joined(read: Read) -> None:
    result = read(dump(
        SIGNED,
        SIGNED_BELOW,
        ["", "产出指标", "数量指标", "培训次数", "20", "≥", "3", "次", "＝4次", "优", "20"],
        ["", "", "时效指标", "完成时间", "10", "", "", "及时", "及时", "优", "10"],
    ))  # fmt: skip
    first, second = rows(result)
    assert first.target and first.actual and second.target
    assert first.target.model_dump() == {"text": "≥3次", "operator": ">=", "value": 3, "unit": "次"}
    assert (first.actual.operator, first.actual.value, first.completion, first.max_score) == (
        "=",
        4,
        "优",
        20,
    )
    assert second.target.model_dump() == {"text": "及时", "operator": None, "value": None, "unit": None}
    assert [place.text for place in result.evidence["/forms/0/indicators/0/target"]] == ["≥", "3", "次"]


def test_a_row_slipped_sideways_is_put_right_and_doubted(read: Read) -> None:
    result = read(dump(
        SIGNED,
        SIGNED_BELOW,
        ["", "产出指标", "数量指标", "培训次数", "20", "≥", "3", "次", "＝4次", "优", "20"],
        ["", "", "质量指标", "合格率", "30", "", "＝", "100", "%", "＝98%", "28"],
    ))  # fmt: skip
    slipped = rows(result)[1]
    assert slipped.target and slipped.actual
    assert (slipped.target.text, slipped.actual.text, slipped.score) == ("＝100%", "＝98%", 28)
    assert slipped.completion is None
    (finding,) = [finding for finding in result.findings if finding.rule == "row_slipped"]
    assert finding.pointers == ["/forms/0/indicators/1"]


def test_blank_template_rows_are_left_out_and_a_zero_is_not_blank(read: Read) -> None:
    result = read(dump(
        HEADER,
        ["", "产出指标", "数量指标", "救助人数", "5人", "0", "10", "0", ""],
        ["", "", "质量指标", "", "", "　", "", "", ""],
        ["", "", "时效指标", "……", "", "", "", "", ""],
    ))  # fmt: skip
    (row,) = rows(result)
    assert row.actual and (row.actual.text, row.actual.value, row.score) == ("0", 0, 0)


def test_a_lone_numbering_cell_before_the_name_is_taken_out(read: Read) -> None:
    result = read(dump(
        ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值"],
        ["", "产出指标", "数量指标", "指标1：", "修路里程", "3公里", "3公里"],
        ["", "", "", "指标2：绿化面积", "20亩", "21亩"],
        ["", "", "质量指标", "指标1：", "", ""],
    ))  # fmt: skip
    assert [(row.level3, row.target and row.target.text) for row in rows(result)] == [
        ("修路里程", "3公里"),
        ("绿化面积", "20亩"),
    ]


def test_points_before_the_values_and_an_unknown_column(read: Read) -> None:
    result = read(dump(
        ["一级指标", "二级指标", "三级指标", "分值", "年度指标值", "全年实际值", "得分", "专家意见栏"],
        ["产出指标", "数量指标", "修渠长度", "15", "≥3公里", "3.2公里", "15", "同意"],
        ["", "质量指标", "合格率", "10", "100%", "100%", "10", "同意"],
    ))  # fmt: skip
    first = rows(result)[0]
    assert first.target and first.actual
    assert (first.max_score, first.target.text, first.actual.text, first.score) == (
        15,
        "≥3公里",
        "3.2公里",
        15,
    )
    (finding,) = [finding for finding in result.findings if finding.rule == "column_unknown"]
    assert "专家意见栏" in finding.message and "专家意见栏" in finding.message_en


def test_a_score_that_is_no_number_is_doubted_not_guessed(read: Read) -> None:
    result = read(dump(
        HEADER,
        ["", "产出指标", "数量指标", "修渠长度", "3公里", "3公里", "20", "二十", ""],
        ["", "", "质量指标", "合格率", "95%", "97%", "10", "10", ""],
    ))  # fmt: skip
    assert rows(result)[0].score is None
    (finding,) = [finding for finding in result.findings if finding.rule == "number_unreadable"]
    assert finding.pointers == ["/forms/0/indicators/0/score"]
    assert [place.text for place in finding.places] == ["二十"]


def test_fund_rows_keep_their_labels_and_dashes_are_null(read: Read) -> None:
    result = read(dump(
        FUNDS,
        ["", "年度资金总额", "1,200.50", "1300", "1250", "10", "96.15%", "9.6"],
        ["", "其中：当年财政拨款", "1200.5", "1300", "1250", "—", "96.15%", "—"],
        ["", "上年结转资金", "", "", "", "—", "", "—"],
        HEADER,
        ["", "产出指标", "数量指标", "修渠长度", "3公里", "3公里", "20", "20", ""],
        ["总分", "100", "97.6", ""],
    ))  # fmt: skip
    form = only_form(result)
    assert [(line.source, line.initial_budget, line.max_score, line.score) for line in form.funds] == [
        ("年度资金总额", 1200.5, 10, 9.6),
        ("当年财政拨款", 1200.5, None, None),
    ]
    assert (form.amount_unit, form.total_max_score, form.total_score) == ("万元", 100, 97.6)


def test_funds_in_pairs_of_label_and_amount(read: Read) -> None:
    result = read(dump(
        ["二、预算执行情况", "预算安排情况（调整后）", "资金到位情况", "资金执行情况", "预算执行进度"],
        ["", "预算数", "12", "到位数", "12", "执行数", "0", "0"],
        ["", "其中：财政资金", "12", "其中：财政资金", "12", "其中：财政资金", "0", ""],
        ["", "其他", "", "其他", "", "其他", "", ""],
        SIGNED,
        SIGNED_BELOW,
        ["", "产出指标", "数量指标", "培训次数", "20", "≥", "3", "次", "0", "0", "0"],
    ))  # fmt: skip
    total, state = only_form(result).funds
    assert (total.source, total.annual_budget, total.received, total.executed, total.execution_rate) == (
        "总额", 12, 12, 0, 0,
    )  # fmt: skip
    assert (state.source, state.executed, state.execution_rate) == ("财政资金", 0, None)


def test_loose_label_and_amount_items_of_the_funds_block(read: Read) -> None:
    result = read(dump(
        ["年度预算申请（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["", "年度资金总额", "300", "320", "310", "10", "96.9%", "9.7"],
        ["", "按收入性质分：", "按支出性质分："],
        ["", "其中：一般公共预算：280", "其中：基本支出：120.5"],
        ["", "政府性基金拨款：", "项目支出：199.5万元"],
        HEADER,
        ["", "产出指标", "数量指标", "修渠长度", "3公里", "3公里", "20", "20", ""],
        title="部门整体支出绩效自评表",
    ))  # fmt: skip
    form = only_form(result)
    assert [(item.label, item.amount) for item in form.fund_breakdown] == [
        ("一般公共预算", 280),
        ("基本支出", 120.5),
        ("项目支出", 199.5),
    ]
    assert form.kind == "department"


def test_an_empty_paragraph_in_a_cell_does_not_end_the_row(read: Read) -> None:
    text = dump(
        HEADER,
        ["", "产出指标", "数量指标", "修渠长度", "3公里", "3公里\n", "20", "20", ""],
        ["", "", "质量指标", "合格率", "95%", "97%", "10", "10", ""],
        ["", "", "时效指标", "完成时限", "1年", "1年", "10", "10", ""],
    )
    assert [row.score for row in rows(read(text))] == [20, 10, 10]


def test_a_line_of_tabs_only_is_no_table_and_no_end(read: Read) -> None:
    text = "\t\t\t\t\n" * 3 + dump(
        HEADER, ["", "产出指标", "数量指标", "修渠", "3公里", "3公里", "20", "20", ""]
    )
    assert [row.level3 for row in rows(read(text))] == ["修渠"]


def test_wrapped_labels_one_cell_per_line(read: Read) -> None:
    cells = [
        "部门整体支出绩效自评表", "(2022年度)", "一级指标", "二级指标", "三级指标", "年度", "指标值", "实际", "完成值",
        "分值", "得分", "偏差原因", "分析及", "改进措施", "产出指标", "(50分)", "社会效", "益指标", "巡查次数", "12次", "13次", "10",
        "10", "服务对象", "满意度", "群众满意度", "≥90%", "93%", "10", "10", "总分", "100", "96.3",
    ]  # fmt: skip
    result = read("\n\n".join(cells) + "\n")
    form = only_form(result)
    assert [(row.level1, row.level2, row.level3, row.score) for row in form.indicators] == [
        ("产出指标", "社会效益指标", "巡查次数", 10),
        ("产出指标", "服务对象满意度", "群众满意度", 10),
    ]
    assert (form.total_max_score, form.total_score) == (100, 96.3)
    assert "grid_rebuilt" in rules(result)


def test_total_row_in_figures_that_touch(read: Read) -> None:
    text = (
        "绩效目标自评表(2023年度)项目名称引水渠整修全年预算数(A)全年执行数(B)分值执行率(B/A)得分年度资金总额:40.538.61095.31%9.5"
        "绩效指标一级指标二级指标三级指标分值年度指标值全年实际值得分未完成原因及拟采取的改进措施产出指标(50分)数量指标"
        "整修长度20≥4.2公里4.3公里20质量指标合格率15100%100%15时效指标按期完工率15≥90%80%12汛期停工总分10096.5\n"
    )
    form = only_form(read(text))
    (line,) = form.funds
    assert (line.annual_budget, line.executed, line.max_score, line.execution_rate, line.score) == (
        40.5, 38.6, 10, 95.31, 9.5,
    )  # fmt: skip
    assert [(row.max_score, row.target and row.target.text, row.score) for row in form.indicators] == [
        (20, "≥4.2公里", 20),
        (15, "100%", 15),
        (15, "≥90%", 12),
    ]
    assert (form.total_max_score, form.total_score) == (100, 96.5)


def test_latex_and_bookmarks_of_a_converter_are_read_as_signs(read: Read) -> None:
    result = read(dump(
        HEADER,
        ["", "产出指标", "数量指标", "[bookmark: _GoBack]修渠长度", "$\\geq 3$公里", "3公里", "20", "20", ""],
        ["", "", "质量指标", "合格率", "$\\geq 95\\%$", "97%", "10", "10", ""],
    ))  # fmt: skip
    first, second = rows(result)
    assert first.target and second.target
    assert (first.level3, first.target.text, second.target.text) == ("修渠长度", "≥3公里", "≥95%")
    assert result.evidence["/forms/0/indicators/1/target"][0].text == "$\\geq 95\\%$"


def test_two_forms_without_a_title_between_them_are_two(read: Read) -> None:
    def form(name: str) -> list[list[str]]:
        return [
            ["项目名称", name],
            HEADER,
            ["", "产出指标", "数量指标", "修渠长度", "3公里", "3公里", "20", "20", ""],
            ["总分", "100", "98", ""],
        ]

    result = read(dump(*form("东渠整修"), *form("西渠整修")))
    assert [form.project_name for form in result.report.forms] == ["东渠整修", "西渠整修"]
    assert [len(form.indicators) for form in result.report.forms] == [1, 1]


def test_the_same_report_in_five_layouts_is_one_report(read: Read) -> None:
    grid = [
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["产出指标", "数量指标", "修渠长度", "≥3公里", "3.2公里", "20", "20"],
        ["产出指标", "质量指标", "验收合格率", "100%", "100%", "20", "18"],
        ["效益指标", "社会效益指标", "受益人口", "5000人", "5100人", "30", "30"],
        ["满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "92%", "10", "10"],
    ]
    title = "2023年度项目支出绩效自评表\n"
    layouts = [
        title + "".join("\t".join(row) + "\n" for row in grid),
        title + "".join("| " + " | ".join(row) + " |\n" for row in grid),
        title
        + "".join("".join(f"{cell}{' ' * (24 - 2 * len(cell))}" for cell in row) + "\n" for row in grid),
        title + "\n\n".join(cell for row in grid for cell in row) + "\n",
        dump(*grid, title=title.strip()),
    ]
    reports: list[Report] = [read(text).report for text in layouts]
    assert len(reports[0].forms[0].indicators) == 4
    assert all(report == reports[0] for report in reports[1:])


def test_a_table_goes_on_after_a_page_break_with_its_header_repeated(read: Read) -> None:
    header = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
    page1 = [header, ["产出指标", "数量指标", "修渠长度", "≥3公里", "3.2公里", "20", "20"]]
    page2 = [
        header,
        ["", "", "建闸数量", "2座", "2座", "20", "20"],
        ["", "质量指标", "合格率", "95%", "96%", "10", "10"],
    ]
    lines = ["\t".join(row) for row in page1]
    text = (
        "\n".join(["项目支出绩效自评表", *lines, "", "— 1 —", "", *("\t".join(row) for row in page2)]) + "\n"
    )
    result = read(text)
    assert [(row.level1, row.level2, row.level3) for row in rows(result)] == [
        ("产出指标", "数量指标", "修渠长度"),
        ("产出指标", "数量指标", "建闸数量"),
        ("产出指标", "质量指标", "合格率"),
    ]


def test_letters_read_for_digits_are_no_number(read: Read) -> None:
    result = read(dump(
        HEADER,
        ["", "产出指标", "数量指标", "修渠长度", "3公里", "3公里", "1O", "10", ""],
        ["", "", "质量指标", "合格率", "1OO%", "97%", "10", "10", ""],
    ))  # fmt: skip
    first, second = rows(result)
    assert first.max_score is None and second.target is not None
    assert (second.target.text, second.target.value) == ("1OO%", None)
    assert "number_unreadable" in rules(result)


def test_a_unit_in_a_cell_of_its_own_and_a_numbered_title(read: Read) -> None:
    result = read(dump(
        ["项目资金", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["（万元）", "年度资金总额", "30", "32", "31", "10", "96.9%", "9.7"],
        HEADER,
        ["", "产出指标", "数量指标", "修渠长度", "3公里", "3公里", "20", "20", ""],
        title="二、项目支出绩效自评表",
    ))  # fmt: skip
    form = only_form(result)
    assert (form.title, form.amount_unit) == ("项目支出绩效自评表", "万元")


def test_ragged_rows_between_tabs(read: Read) -> None:
    text = (
        "2023年度项目支出绩效自评表\n项目名称\t东渠整修\n主管部门\t水利站\t实施单位\t灌区管理所\n"
        "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n"
        "产出指标\t数量指标\t修渠长度\t≥3公里\t3.2公里\t20\t20\n\t质量指标\t合格率\t95%\t96%\t10\t10\n总分\t100\t98\n"
    )
    form = only_form(read(text))
    assert (form.project_name, form.implementing_unit, form.total_score) == ("东渠整修", "灌区管理所", 98)
    assert [(row.level1, row.level2, row.score) for row in form.indicators] == [
        ("产出指标", "数量指标", 20),
        ("产出指标", "质量指标", 10),
    ]
