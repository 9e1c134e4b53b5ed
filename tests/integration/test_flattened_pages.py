"""Pages flattened to text: spaces between cells and no lines, wrapped labels, rows without the cell that spans them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from extractor import extract
from extractor.result import Result

ONE_LINE = (
    "1024 False 附件: 项目支出绩效自评表 (2023年度) 项目名称 河道保洁项目 主管部门 101-清溪镇人民政府 实施单位 清溪镇人民政府 "
    "项目资金 (万元) 年初预算数 全年预算数 全年执行数 分值 执行率 得分 年度资金总额: 60 58.5 58.5 10 100% 10 "
    "其中:本年财政拨款 60 58.5 58.5 上年结转资金 其他资金 年度总体目标 预期目标 实际完成情况 "
    "本项目申请60万元。其中:40万元用于清淤;20万元用于保洁。 全年支付58.5万元,河道清洁。 绩效指标 "
    "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析及改进措施 "
    "产出指标(50分) 数量指标 清淤河道长度 ≥12公里 12.5 20 20 质量指标 清淤验收合格率 100% 100% 10 10 "
    "时效指标 完成时间 12月底前 达成预期指标 10 10 成本指标 项目总成本 ≤60万元 58.5 10 10 "
    "效益指标(30分) 社会效益指标 河道环境改善程度 效果明显 达成预期指标 30 30 "
    "满意度指标(10分) 服务对象满意度指标 沿河居民满意度 ≥90% 92% 10 9 总分 100 99"
)
ROWS_WITHOUT_THE_SPANNING_CELL = """\
部门预算项目支出绩效自评表(2023年度) | ||||||||||
项目名称 | 档案数字化项目 | |||||||||
主管部门 | 某县档案馆部门 | 实施单位 | 某县档案馆 | |||||||
预算执行情况(10分) | 年度预算数(万元) | 年初预算 | 调整后预算数 | 预算执行数 | 预算执行率 | 权重 | 得分 | 原因 | ||
总额 | 0.00 | 7.42 | 7.42 | 100.00% | 10 | 10 | 预算执行率未达到90%的需说明原因 | |||
其中:财政资金 | 0.00 | 7.42 | 7.42 | 100.00% | / | / | ||||
单位资金 | 0.00 | 0.00 | 0.00 | 0.00% | / | / | ||||
绩效指标(90分) | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分 | 未完成原因分析 |
产出指标 | 数量指标 | 扫描档案卷数 | ≥ | 300 | 卷 | 310 | 60 | 60 | ||
效益指标 | 社会效益指标 | 查档便利率 | = | 100 | % | 100 | 30 | 30 | ||
合计 | 100 | 100 | ||||||||
"""
WRAPPED_AND_GLUED = (
    "2022年度县级专项资金绩效目标自评表专项资金名称粮食储备县级主管部门某县商务局实施单位某县储备公司项目资金(万元)"
    "全年预算数(A)全年执行数(B)执行率(B/A)年度资金总额194.9194.9100%绩 效 指 标一级 指标二级 指标三级指标"
    "年度指标 值全年 完成值未完成原因和 改进措施产 出 指 标数量 指标储备到位率100%100%质量 指标"
    "专户管理率100%100%时效 指标贷款付息及时率100%98%满意度指 标服务 对象 满意 度指 标市民满意度≥90%95%"
)


def read(tmp_path: Path, text: str) -> Result:
    (tmp_path / "report.txt").write_text(text, encoding="utf-8")
    return extract(tmp_path / "report.txt")


def rows(result: Result) -> list[tuple[Any, ...]]:
    return [
        (
            row.level1,
            row.level2,
            row.level3,
            row.target and row.target.text,
            row.actual and row.actual.text,
            row.score,
        )
        for form in result.report.forms
        for row in form.indicators
    ]


def test_a_page_on_one_line_is_read_by_its_spaces(tmp_path: Path) -> None:
    result = read(tmp_path, ONE_LINE)
    (form,) = result.report.forms
    assert form.project_name == "河道保洁项目"
    assert [(fund.source, fund.initial_budget, fund.annual_budget, fund.executed) for fund in form.funds] == [
        ("年度资金总额", 60, 58.5, 58.5),
        ("本年财政拨款", 60, 58.5, 58.5),
    ]
    assert form.goals[0].expected == "本项目申请60万元。其中:40万元用于清淤;20万元用于保洁。"
    assert rows(result) == [
        ("产出指标", "数量指标", "清淤河道长度", "≥12公里", "12.5", 20),
        ("产出指标", "质量指标", "清淤验收合格率", "100%", "100%", 10),
        ("产出指标", "时效指标", "完成时间", "12月底前", "达成预期指标", 10),
        ("产出指标", "成本指标", "项目总成本", "≤60万元", "58.5", 10),
        ("效益指标", "社会效益指标", "河道环境改善程度", "效果明显", "达成预期指标", 30),
        ("满意度指标", "服务对象满意度指标", "沿河居民满意度", "≥90%", "92%", 9),
    ]
    assert form.total_score == 99


@pytest.mark.parametrize("before", ["", "清溪镇全年工作总结。 一、基本情况 清溪镇人民政府设四个办公室。 "])
def test_two_forms_on_one_line_stay_two(tmp_path: Path, before: str) -> None:
    result = read(tmp_path, before + ONE_LINE + " " + ONE_LINE.replace("河道保洁", "道路养护"))
    assert [form.project_name for form in result.report.forms] == ["河道保洁项目", "道路养护项目"]
    assert [len(form.indicators) for form in result.report.forms] == [6, 6]


def test_rows_without_the_cell_that_spans_them_keep_their_columns(tmp_path: Path) -> None:
    result = read(tmp_path, ROWS_WITHOUT_THE_SPANNING_CELL)
    (form,) = result.report.forms
    assert [
        (fund.source, fund.initial_budget, fund.executed, fund.execution_rate) for fund in form.funds
    ] == [
        ("总额", 0, 7.42, 100),
        ("财政资金", 0, 7.42, 100),
        ("单位资金", 0, 0, 0),
    ]
    assert [row[2:] for row in rows(result)] == [
        ("扫描档案卷数", "≥300卷", "310", 60),
        ("查档便利率", "=100%", "100", 30),
    ]
    assert "row_slipped" not in {finding.rule for finding in result.findings}


def test_labels_wrapped_in_their_cells_cut_a_glued_line(tmp_path: Path) -> None:
    result = read(tmp_path, WRAPPED_AND_GLUED)
    (form,) = result.report.forms
    assert (form.project_name, form.funds[0].annual_budget, form.funds[0].executed) == (
        "粮食储备",
        194.9,
        194.9,
    )
    assert [row[1:5] for row in rows(result)] == [
        ("数量指标", "储备到位率", "100%", "100%"),
        ("质量指标", "专户管理率", "100%", "100%"),
        ("时效指标", "贷款付息及时率", "100%", "98%"),
        ("服务对象满意度指标", "市民满意度", "≥90%", "95%"),
    ]


CELL_PER_LINE_WITH_BARS = """\
绩效
       指标
        | 一级指标
        | 二级指标
        | 三级指标
        | 指标值
        | 实施进度
        |\x20
项目决策
        | 数量指标
        | 宣传次数
        | 至少全年完成2次宣传
        | 已完成100%
        | |
质量指标
        | 创建质量
        | 按质按量完成
        | 已完成100%
        | ||
成本指标
        | 成本
        | 10万元
        | 已完成100%
        | ||
项目效益
        | 社会效益
       指标
        | 提升消费者维权意识
        | 不断提升
        | 已完成100%
        | |
3.分析评价申报内容是否与实际相符

(三)项目自评步骤及方法

围绕绩效目标设定评价指标体系,采用公众评判、结果比较等方式进行评价。

1.资金到位

项目名称
        | 财政资金
        | 资金计划
        | 资金到位
       情况
       |\x20
放心消费创建资金
        | 县级财政资金
        | 10万元
        | 10万元
        |\x20
"""


def test_rows_with_a_line_for_each_cell_end_where_their_bars_do(tmp_path: Path) -> None:
    assert rows(read(tmp_path, CELL_PER_LINE_WITH_BARS)) == [
        ("项目决策", "数量指标", "宣传次数", "至少全年完成2次宣传", "已完成100%", None),
        ("项目决策", "质量指标", "创建质量", "按质按量完成", "已完成100%", None),
        ("项目决策", "成本指标", "成本", "10万元", "已完成100%", None),
        ("项目效益", "社会效益指标", "提升消费者维权意识", "不断提升", "已完成100%", None),
    ]


EMPTY = "\u00a0"
CELL_PER_PARAGRAPH = "\n\n".join(
    [
        *(
            "项目支出绩效自评表",
            "(2022年度)",
            "项目名称",
            "暖通改造经费",
            "主管部门",
            "某市发改委",
            "实施单位",
            "某市食品学校",
        ),
        *(
            "一级指标",
            "二级指标",
            "三级指标",
            "年度\n\n指标值",
            "实际\n\n完成值",
            "分值",
            "得分",
            "偏差原因分析及改进措施",
        ),
        *(
            "产出指标",
            "数量指标",
            "指标1工程资金金额",
            "43.2",
            "37.24",
            "20",
            "18",
            "剩余3%尾款未付。",
            "指标2",
            *[EMPTY] * 5,
        ),
        *(
            "质量指标",
            "指标1工程完工率",
            "100",
            "100",
            "20",
            "20",
            EMPTY,
            "指标2",
            *[EMPTY] * 5,
            "……",
            *[EMPTY] * 5,
        ),
        *(
            "时效指标",
            "指标1完成及时率",
            "100",
            "100",
            "20",
            "20",
            EMPTY,
            "指标2",
            *[EMPTY] * 5,
            "……",
            *[EMPTY] * 5,
        ),
        *(
            "成本指标",
            "指标1成本控制率",
            "100",
            "100",
            "20",
            "20",
            EMPTY,
            "指标2",
            *[EMPTY] * 5,
            "……",
            *[EMPTY] * 5,
        ),
        *(
            "满意度\n\n指标",
            "服务对象满意度指标",
            "指标1学生满意度",
            "100",
            "100",
            "20",
            "20",
            "0",
            "总分",
            "100",
            "98",
        ),
    ]
)


def test_names_left_open_are_no_reasons_of_the_row_above(tmp_path: Path) -> None:
    result = read(tmp_path, CELL_PER_PARAGRAPH)
    (form,) = result.report.forms
    assert [(row.level3, row.score, row.deviation_reason) for row in form.indicators] == [
        ("工程资金金额", 18, "剩余3%尾款未付。"),
        ("工程完工率", 20, None),
        ("完成及时率", 20, None),
        ("成本控制率", 20, None),
        ("学生满意度", 20, "0"),
    ]


WORDS_IN_LINES = """\
某市水利局防汛股项目支出绩效自评

    发布时间:2023-12-05 15:04
    【字体:打印
    项目支出绩效自评表\x20
    (2022年度)
    项目名称 防汛抗旱经费
    主管部门 实施单位 某市水利局
    项目资金
    (万元)
    年初预算数 全年预算数(A) 全年执行数(B) 分值 执行率(B/A) 得分
    年度资金总额: 640 640 640 10 10
     其中:本年财政拨款 640 640 640 - -
        上年结转资金 - -
    年度总体目标完成情况 预期目标 实际完成情况
     完成年度防汛工作,完成灌区改造。 完成年度目标。
    年度绩效指标完成情况 一级
    指标
    二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析及改进措施



    (50分)
    数量指标 指标1:完成灌区改造项目数量 1 1 20 20
    指标2:完成水价改革项目 2 2 10 10
    ……
    质量指标 指标1:工程质量合格 10 10
    指标2:
    ……
    时效指标 指标1:资金支付及时率 100% 98% 10 9



    (30分)
    社会效益
    指标
    指标1:全市安全度汛 30 30
    指标2:
    ……
    满意度指标
    (10分)
    服务对象
    满意度指标
    指标1:服务对象满意度 90% 100% 10 10
    总分 100 99
    注:1.一级指标分值统一设置为:产出指标50分、效益指标30分。
"""


def test_words_are_cells_where_no_line_is_a_row(tmp_path: Path) -> None:
    result = read(tmp_path, WORDS_IN_LINES)
    (form,) = result.report.forms
    assert (form.project_name, form.implementing_unit, form.total_score) == ("防汛抗旱经费", "某市水利局", 99)
    assert [fund.executed for fund in form.funds] == [640, 640]
    assert [row[1:] for row in rows(result)] == [
        ("数量指标", "完成灌区改造项目数量", "1", "1", 20),
        ("数量指标", "完成水价改革项目", "2", "2", 10),
        ("质量指标", "工程质量合格", None, None, 10),
        ("时效指标", "资金支付及时率", "100%", "98%", 9),
        ("社会效益指标", "全市安全度汛", None, None, 30),
        ("服务对象满意度指标", "服务对象满意度", "90%", "100%", 10),
    ]


GLUED = (
    "绩效目标自评表(2022年度)项目名称水标尺安装项目主管部门某县水利局实施单位某县水利局资金情况(万元)全年预算数(A)"
    "全年执行数(B)分值执行率(B/A)得分年度资金总额:202010100.00%10其中:本年财政拨款2020其他资金年度总体目标"
    "年初设定目标年度总体目标完成情况综述改进计量设施。已改进。绩效指标一级指标二级指标三级指标分值年度指标值"
    "全年实际值得分未完成原因及拟采取的改进措施产出指标(70分)数量指标安装水标尺10≥266米≥266米10"
    "质量指标工程验收合格率20100%100%20效益指标(20分)经济效益指标社会效益指标受益户人口数10≥1000人≥1000人10"
    "生活条件改善状况10显著提升显著提升10安全事故数100起0起10满意度指标(10分)服务对象满意度指标受益户满意度10≥95%≥95%10"
    "总分100100注:1.一级指标分值统一设置为:产出指标50分、效益指标30分、满意度指标10分。"
)


def test_a_glued_line_is_cut_where_words_repeat_and_ends_at_its_note(tmp_path: Path) -> None:
    result = read(tmp_path, GLUED)
    (form,) = result.report.forms
    assert [(fund.annual_budget, fund.executed, fund.score) for fund in form.funds] == [
        (20, 20, 10),
        (20, 20, None),
    ]
    assert [(row.level2, row.level3, row.max_score, row.score) for row in form.indicators] == [
        ("数量指标", "安装水标尺", 10, 10),
        ("质量指标", "工程验收合格率", 20, 20),
        ("社会效益指标", "受益户人口数", 10, 10),
        ("社会效益指标", "生活条件改善状况", 10, 10),
        ("社会效益指标", "安全事故数", 10, 10),
        ("服务对象满意度指标", "受益户满意度", 10, 10),
    ]
    assert [row[3:5] for row in rows(result)][3:5] == [("显著提升", "显著提升"), ("0起", "0起")]
    assert form.total_score == 100


def test_a_form_without_title_and_name_is_placed_by_what_it_states(tmp_path: Path) -> None:
    result = read(tmp_path, CELL_PER_LINE_WITH_BARS)
    assert "not_located" not in {finding.rule for finding in result.findings}
    assert result.evidence["/forms/0/kind"]
