"""What running text says of indicators, staff and targets against the forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.report import DataCell, NarrativeIndicator, Report
from tests.support.audited import findings, form, pointers, report, row

_TEXT = "2023年度部门整体支出绩效自评报告\n一、部门概况\n{}\n"
_PROJECT = "关于2023年视频监控项目支出绩效自评报告\n一、项目完成情况\n{}\n"


def _report() -> Report:
    rows = [
        row("协助破案", "≥5件", "21"),
        row("前端摄像机数量", "≥1282个", "1307"),
        row("在编人员数", "16", "100%"),
    ]
    return report(form("视频监控运维费", *rows))


def test_value_told_of_an_indicator_in_its_own_report_is_found(tmp_path: Path) -> None:
    text = _PROJECT.format("深化运用，全年累计协助公安机关侦破各类案件53件，调度指挥80余次。")
    found = findings("row_told", _report(), text, tmp_path)
    assert [(one.severity, one.pointers[0], one.expected) for one in found] == [
        ("warning", "/forms/0/indicators/0/actual", "53件")
    ]


def test_staff_told_otherwise_than_a_row_counts_it_is_found_at_its_target(tmp_path: Path) -> None:
    text = _TEXT.format("2023年决算实有在职在编人员18人，退休3人。")
    assert pointers(findings("row_told", _report(), text, tmp_path)) == ["/forms/0/indicators/2/target"]


@pytest.mark.parametrize(
    "text",
    [
        "全年累计协助公安机关侦破各类案件21件。",
        "上半年协助破案9件，比上年增加3件。",
        "前端摄像机1307个，接入前端摄像机线路3072路。",
        "2022年协助破案12件。",
        "在编人员16人。",
    ],
)
def test_values_that_agree_or_are_of_another_time_are_fine(tmp_path: Path, text: str) -> None:
    assert not findings("row_told", _report(), _PROJECT.format(text), tmp_path)


def test_a_name_that_several_forms_have_says_nothing_of_either(tmp_path: Path) -> None:
    rows = [row("群众满意度", "≥90%", told) for told in ("95%", "≥92%")]
    text = _TEXT.format("经调查，群众满意度达到96.5%。")
    assert not findings("row_told", report(form("甲项目", rows[0]), form("乙项目", rows[1])), text, tmp_path)
    assert not findings("row_told", report(form("乙项目", rows[1])), text, tmp_path)
    assert findings("row_told", report(form("甲项目", rows[0])), text, tmp_path)


def test_target_told_otherwise_is_found() -> None:
    target = row("干部培训率", "≥80%").target
    told = [NarrativeIndicator(goal="队伍建设", level3="干部培训率", target=target)]
    said = report(form(None, row("干部培训率", "≥90%", "95%")), narrative_indicators=told)
    assert pointers(findings("target_told", said)) == ["/forms/0/indicators/0/target"]
    alike = report(form(None, row("干部培训率", "≥80%", "95%")), narrative_indicators=told)
    assert not findings("target_told", alike)


def test_staff_told_otherwise_than_in_the_key_figures_is_found(tmp_path: Path) -> None:
    cells = [
        DataCell(section="财政供养人员", item="财政供养人员", column=name, text=str(value), value=value)
        for name, value in (("编制数", 11), ("2023年实际在职人数", 10))
    ]
    text = "本部门共有编制人数{}人，实有人数10人。其中：在职人员10人，退休5人。"
    found = findings("staff_told", report(data_table=cells), _TEXT.format(text.format(12)), tmp_path)
    assert pointers(found) == ["/data_table/0/value"]
    assert not findings("echoes", report(data_table=cells), _TEXT.format(text.format(11)), tmp_path)


def test_more_staff_than_posts_is_told(tmp_path: Path) -> None:
    text = _TEXT.format("我单位共有编制15名，其中：行政编制8人。2023年在职在编人员18人。")
    assert [one.severity for one in findings("staff_above_posts", report(), text, tmp_path)] == ["info"]


def test_all_targets_told_as_met_is_found_where_one_was_missed(tmp_path: Path) -> None:
    text = _TEXT.format("从评价情况来看，全部完成绩效目标，绩效评价结果为优。")
    missed = report(form("平安建设", row("群众满意度", "80%", "79%"), row("活动场次", "2场", "2场")))
    assert pointers(findings("all_met_told", missed, text, tmp_path)) == ["/forms/0/indicators/0/actual"]
    as_hoped = _TEXT.format("项目实施符合工作计划，符合绩效目标预期。")
    assert findings("all_met_told", missed, as_hoped, tmp_path)
    mostly = _TEXT.format("项目实施基本符合绩效目标预期，资金使用符合规定。")
    assert not findings("all_met_told", missed, mostly, tmp_path)
    met = report(form("平安建设", row("群众满意度", "80%", "85%")))
    assert not findings("all_met_told", met, text, tmp_path)


def test_targets_of_the_text_that_no_form_has_are_told() -> None:
    names = ("风险评估率", "协调督办案件数", "干部培训率")
    told = [
        NarrativeIndicator(goal="平安建设", level3=name, target=row(name, "≥80%").target) for name in names
    ]
    apart = report(form(None, row("法制宣传", "≥30万", "30万份")), narrative_indicators=told)
    assert [len(one.pointers) for one in findings("targets_without_row", apart)] == [3]
    alike = report(
        form(None, *(row(f"全县{name}", "≥80%", "85%") for name in names)), narrative_indicators=told
    )
    assert not findings("targets_without_row", alike)
