"""Indicators in running text, in the many ways that reports tell target and result (all passages invented)."""

from __future__ import annotations

import pytest
from test_prose_clips import paragraphs, read

from extractor.engines.rules.prose import read_prose
from extractor.report import Quantity

Row = tuple[str | None, str, str, str | None]

CASES: dict[str, tuple[str, list[Row]]] = {
    "compared_in_words_where_the_result_follows": (
        "（一）防洪安全目标。山洪预警覆盖率不低于95%，实际达到97.4%；堤防管护率不低于90%。\n"
        "（二）年度绩效目标。河湖巡查不少于24次，实际巡查31次。",
        [
            ("防洪安全目标", "山洪预警覆盖率", "不低于95%", "97.4%"),
            (None, "河湖巡查", "不少于24次", "31次"),
        ],
    ),
    "list_under_a_label": (
        "1. 提升基层治理能力。\n绩效目标：治理水平提高。\n"
        "绩效指标：网格事件办结率≥95%，宣传受众 ≥ 30 万人、示范点≥3个，"
        "机制全面完善、刑事案件发生率低于全省平均水平。\n2. 强化队伍建设。\n绩效指标：干警培训率100%，作风好转。",
        [
            ("提升基层治理能力", "网格事件办结率", "≥95%", None),
            ("提升基层治理能力", "宣传受众", "≥30万人", None),
            ("提升基层治理能力", "示范点", "≥3个", None),
            ("提升基层治理能力", "刑事案件发生率", "低于全省平均水平", None),
            ("强化队伍建设", "干警培训率", "100%", None),
        ],
    ),
    "label_on_a_line_of_its_own": (
        "（一）加强城市管理\n绩效指标：\n1.垃圾处理率不低于98%；\n2.新建公厕3座；\n3.城市面貌显著提升。",
        [
            ("加强城市管理", "垃圾处理率", "不低于98%", None),
            ("加强城市管理", "新建公厕", "3座", None),
        ],
    ),
    "levels_within_one_line": (
        "产出指标：数量指标：培训人数≥500人，完成值512人；质量指标：合格率≥95%，完成值98%。",
        [("数量指标", "培训人数", "≥500人", "512人"), ("质量指标", "合格率", "≥95%", "98%")],
    ),
    "labelled_values": (
        "（二）绩效指标完成情况\n"
        "指标1：培训人数，年初目标值500人，实际完成值512人，完成率102.4%。\n"
        "受训满意率：年度指标值≥90%，实际完成值93.2%，得分10分。\n"
        "（1）服务对象满意度。预期目标95%，实际完成97%。",
        [
            (None, "培训人数", "500人", "512人"),
            (None, "受训满意率", "≥90%", "93.2%"),
            (None, "服务对象满意度", "95%", "97%"),
        ],
    ),
    "target_before_result": (
        "1、数量方面:公益岗位年初目标不超过160个,年末在岗152个;技能培训目标1200人次以上,实际1347人次;"
        "青年见习目标80人,仅组织到61人。",
        [
            ("数量方面", "公益岗位", "不超过160个", "152个"),
            ("数量方面", "技能培训", "1200人次以上", "1347人次"),
            ("数量方面", "青年见习", "80人", "61人"),
        ],
    ),
    "target_in_brackets": (
        "全年开展技能培训12期（目标10期），培训学员650人次（目标600人次），合格率达到98%（目标值95%）。",
        [
            (None, "开展技能培训", "10期", "12期"),
            (None, "培训学员", "600人次", "650人次"),
            (None, "合格率", "95%", "98%"),
        ],
    ),
    "result_measured_against_target": (
        "自来水普及率达到92.5%，超过年初目标90%。优良天数比率为86.3%，高于85%的年度目标。"
        "卫生厕所普及率由82%提高到91%，实现了年初确定的90%的目标。群众满意度为94.7%，比目标值90%高出4.7个百分点。",
        [
            (None, "自来水普及率", "90%", "92.5%"),
            (None, "优良天数比率", "85%", "86.3%"),
            (None, "卫生厕所普及率", "90%", "91%"),
            (None, "群众满意度", "90%", "94.7%"),
        ],
    ),
    "share_of_a_task": (
        "1.就业创业工作。城镇新增就业6800人，完成目标任务6500人的104.6%；登记失业率3.2%，控制在4.5%以内。",
        [
            ("就业创业工作", "城镇新增就业", "6500人", "6800人"),
            ("就业创业工作", "登记失业率", "4.5%以内", "3.2%"),
        ],
    ),
    "target_said_to_be_reached": (
        "5、效益方面:登记失业率控制在4.5%以内的目标已实现(3.1%)。"
        "工程验收合格率达到100%的年度目标已全部完成。",
        [
            ("效益方面", "登记失业率", "4.5%以内", "3.1%"),
            ("效益方面", "工程验收合格率", "100%", "已全部完成"),
        ],
    ),
    "plan_and_deed": (
        "年初计划新建高标准农田5000亩，实际建成5200亩。危房改造任务120户，实际完成120户。"
        "造林绿化5.2万亩，为年度目标5万亩的104%。孕产妇健康管理率应达到90%以上，实际为93.1%。",
        [
            (None, "新建高标准农田", "5000亩", "5200亩"),
            (None, "危房改造", "120户", "120户"),
            (None, "造林绿化", "5万亩", "5.2万亩"),
            (None, "孕产妇健康管理率", "90%以上", "93.1%"),
        ],
    ),
    "standard_and_deadline": (
        "3、时效方面:补贴资金应于次月15日前拨付,8月、11月两批次推迟到月底。\n"
        "4、成本方面:见习补贴按每人每月1260元执行,未突破标准。",
        [
            ("时效方面", "补贴资金", "次月15日前拨付", "8月、11月两批次推迟到月底"),
            ("成本方面", "见习补贴", "每人每月1260元", "未突破标准"),
        ],
    ),
    "pollutant_with_a_compound_unit": (
        "颗粒物浓度目标不高于40微克/立方米，实际38微克/立方米；万元GDP能耗下降率目标为3%，实际下降3.4%。",
        [
            (None, "颗粒物浓度", "不高于40微克/立方米", "38微克/立方米"),
            (None, "万元GDP能耗下降率", "3%", "3.4%"),
        ],
    ),
    "numbered_goals": (
        "目标1：完成危房改造。绩效指标：改造户数≥120户，验收合格率100%。",
        [("完成危房改造", "改造户数", "≥120户", None), ("完成危房改造", "验收合格率", "100%", None)],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_indicators_are_read(text: str, expected: list[Row]) -> None:
    found = read(text).get("narrative_indicators", [])
    assert [(row.get("goal"), row["level3"], row["target"], row.get("actual")) for row in found] == expected


NONE = {
    "results_without_targets": "全年办理案件56件，办结率100%，群众满意度98%，较上年增长15%，超过目标。",
    "wishes": "绩效指标：改革成果得到巩固、工作质量水平得到进一步提高。",
    "money": "全年计划完成投资5亿元，实际完成5.2亿元。年初预算1200万元，实际支出1180万元，执行率98.3%。",
    "scale_of_points": "预算执行率≥95%得10分，每下降1个百分点扣0.5分；自评得分90分以上为优。",
    "formula": "预算完成率=（上年结转+年初预算）/（上年结转+年初预算）×100%=98%。",
    "figures_of_a_project_goal": "项目包括：照明经费40万元，预期目标亮灯率≥98%；管护项目66万元，预期目标绿化率≥40%。",
    "measures": "三、下一步改进措施\n力争预算执行率≥95%，培训目标10期，实际开展10期。",
    "left_behind_by_a_table": "数量指标\n≥5场\n培训合格率≥95%",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_figures_that_are_no_indicators_are_left_alone(text: str) -> None:
    assert "narrative_indicators" not in read(text)


def test_quantities_are_parsed() -> None:
    draft = read_prose(paragraphs("绩效指标：宣传受众≥30万人，投诉率控制在5%以内，满意度不低于90%。"))
    targets = [item.get("target") for item in draft.lists["narrative_indicators"]]
    assert targets == [
        Quantity(text="≥30万人", operator=">=", value=30, unit="万人"),
        Quantity(text="5%以内", operator="<=", value=5, unit="%"),
        Quantity(text="不低于90%", operator=">=", value=90, unit="%"),
    ]
