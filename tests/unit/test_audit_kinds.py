"""Indicators of another kind than their level, with a sign the wrong way, or named by a unit alone."""

from __future__ import annotations

import pytest

from tests.support.audited import findings, form, pointers, report, row


@pytest.mark.parametrize(
    ("level2", "name", "target", "expected"),
    [
        ("质量", "组织开展“心防”活动次数", "12次以上", "数量指标"),
        ("质量指标", "培训人数", "≥200人", "数量指标"),
        ("时效指标", "走访户数", "≥2万户", "数量指标"),
        ("数量指标", "工程验收合格率", "≥95%", "质量指标"),
        ("数量指标", "补助发放及时率", "100%", "时效指标"),
        ("质量指标", "资金拨付及时性", "及时", "时效指标"),
        ("时效指标", "数据准确率", "≥98%", "质量指标"),
    ],
)
def test_an_indicator_of_another_kind_is_told(level2: str, name: str, target: str, expected: str) -> None:
    found = findings("kind_of_another", report(form("培训", row(name, target, target, level2=level2))))
    assert [(one.pointers[0], one.expected) for one in found] == [("/forms/0/indicators/0/level3", expected)]


@pytest.mark.parametrize(
    ("level2", "name", "target"),
    [
        ("数量指标", "培训次数", "≥3次"),
        ("数量指标", "年度任务完成率", "100%"),
        ("质量指标", "安全事故发生次数", "0次"),
        ("质量指标", "有效投诉次数", "≤2次"),
        ("质量指标", "获奖数量", "≥1个"),
        ("质量指标", "验收合格数量", "≥5个"),
        ("质量指标", "系统正常运行天数", "365天"),
        ("时效指标", "培训天数", "≤5天"),
        ("质量指标", "及时准确率", "100%"),
        ("社会效益指标", "受益人数", "≥300人"),
        ("质量指标", "培训次数", None),
        (None, "培训次数", "≥3次"),
    ],
)
def test_an_indicator_of_its_own_kind_is_fine(level2: str | None, name: str, target: str | None) -> None:
    assert not findings("kind_of_another", report(form("培训", row(name, target, "3次", level2=level2))))


@pytest.mark.parametrize(
    ("level2", "name", "target", "expected"),
    [
        ("数量指标", "制作宣传品种类", "≤3类", "≥"),
        ("数量指标", "发放补贴人数", "＜200人", "≥"),
        ("服务对象满意度指标", "群众满意度", "≤95%", "≥"),
        ("成本指标", "项目总成本", "≥50万元", "≤"),
        ("质量指标", "安全事故发生次数", "≥2次", "≤"),
    ],
)
def test_a_sign_the_wrong_way_is_told(level2: str, name: str, target: str, expected: str) -> None:
    found = findings("sign_the_wrong_way", report(form("培训", row(name, target, target, level2=level2))))
    assert [(one.pointers[0], one.expected) for one in found] == [("/forms/0/indicators/0/target", expected)]


@pytest.mark.parametrize(
    ("level2", "name", "target"),
    [
        ("数量指标", "培训次数", "≥3次"),
        ("数量指标", "在职人员控制数", "≤30人"),
        ("数量指标", "减少上访人次", "≤5人次"),
        ("数量指标", "公务用车数量", "≤2辆"),
        ("服务对象满意度指标", "群众不满意率", "≤5%"),
        ("成本指标", "成本节约率", "≥5%"),
        ("成本指标", "节约资金", "≥5万元"),
        ("成本指标", "项目总成本", "≤50万元"),
        ("社会效益指标", "信访案件化解率", "≥95%"),
        ("质量指标", "无事故天数", "≥365天"),
        ("质量指标", "违规资金追回金额", "≥800万元"),
        ("社会效益指标", "累计结余可支付月数", "≥9个月"),
        ("质量指标", "投诉处理率", "≥95%"),
        ("质量指标", "事故发生次数", "≥0次"),
        ("数量指标", "培训次数", "3次"),
    ],
)
def test_a_sign_that_may_be_meant_is_not_told(level2: str, name: str, target: str) -> None:
    assert not findings("sign_the_wrong_way", report(form("培训", row(name, target, "3", level2=level2))))


def test_a_unit_for_a_name_is_told_unless_it_is_described() -> None:
    described = row("人数", "≥5人", "5人").model_copy(update={"description": "培训的村干部"})
    said = report(form("培训", row("人次", "≥5人次", "5人次"), described, row("培训人次", "≥5人次", "5人次")))
    found = findings("name_says_nothing", said)
    assert pointers(found) == ["/forms/0/indicators/0/level3"]
    assert found[0].message == "指标名称只写“人次”，没有说明是什么的人次"
