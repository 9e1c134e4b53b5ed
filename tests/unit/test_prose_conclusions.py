"""Scores and grades in running text, and what they speak of (all passages invented)."""

from __future__ import annotations

from typing import Any

import pytest
from test_prose_clips import read

CASES: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "scope_from_the_title_and_heading_left_out_of_the_quote": (
        "关于2023年部门整体支出绩效自评报告\n（一）评价结论： 我单位按照办法（松财〔2023〕7号）自评，得分为98分。",
        [
            {
                "scope": "部门整体支出",
                "score": 98,
                "quote": "我单位按照办法（松财〔2023〕7号）自评，得分为98分。",
            }
        ],
    ),
    "title_on_two_lines": (
        "中共松柏县委宣传部\n“智慧广播”建设和运维项目支出绩效\n自评报告\n经综合评定，总得分96.5分，评价等级为“优秀”。",
        [
            {
                "scope": "“智慧广播”建设和运维项目",
                "score": 96.5,
                "grade": "优",
                "quote": "经综合评定，总得分96.5分，评价等级为“优秀”。",
            }
        ],
    ),
    "whole_title_where_it_names_no_subject": (
        "2023年度宣传部整体绩效自评工作报告\n四、综合评价结论\n本单位11个项目绩效自评为9个优，1个中，1个差。",
        [
            {
                "scope": "2023年度宣传部整体绩效自评工作报告",
                "quote": "本单位11个项目绩效自评为9个优，1个中，1个差。",
            }
        ],
    ),
    "scope_from_what_was_reviewed": (
        "绩效自评总报告\n采取单位自评的方式，对2022年度项目经费开展绩效评价工作。\n执行率达到87%，综合评价为良好。",
        [{"scope": "2022年度项目经费", "grade": "良", "quote": "执行率达到87%，综合评价为良好。"}],
    ),
    "grade_behind_a_colon": (
        "松柏县水利局部门整体支出绩效自评报告\n我局整体支出绩效评价结果为：优秀；评价得分为97分。",
        [
            {
                "scope": "整体支出",
                "score": 97,
                "grade": "优",
                "quote": "我局整体支出绩效评价结果为：优秀；评价得分为97分。",
            }
        ],
    ),
    "lead_on_a_line_above": (
        "松柏县水利局部门整体支出绩效自评报告\n四、自评结论\n对照标准逐项检查，具体情况如下：\n"
        "部门整体支出自评得分96分，等级为优。",
        [
            {
                "scope": "部门整体支出",
                "score": 96,
                "grade": "优",
                "quote": "部门整体支出自评得分96分，等级为优。",
            }
        ],
    ),
    "two_projects_in_one_sentence": (
        "“平安校园”建设项目自评得分98分，等级为优；营养改善补助资金自评得分88.5分，等级为良。",
        [
            {
                "scope": "“平安校园”建设项目",
                "score": 98,
                "grade": "优",
                "quote": "“平安校园”建设项目自评得分98分，等级为优；营养改善补助资金自评得分88.5分，等级为良。",
            },
            {
                "scope": "营养改善补助资金",
                "score": 88.5,
                "grade": "良",
                "quote": "“平安校园”建设项目自评得分98分，等级为优；营养改善补助资金自评得分88.5分，等级为良。",
            },
        ],
    ),
    "scope_from_the_project_heading": (
        "1.校舍维修项目绩效自评综述：全年预算数为60万元。绩效自评得分为72分，评价等级为“中”。",
        [
            {
                "scope": "校舍维修项目",
                "score": 72,
                "grade": "中",
                "quote": "绩效自评得分为72分，评价等级为“中”。",
            }
        ],
    ),
    "grade_before_score_and_points_of_parts": (
        "本项目自评结果为“优”，总分100分，产出指标得分38分，综合得分97.8分。",
        [
            {
                "score": 97.8,
                "grade": "优",
                "quote": "本项目自评结果为“优”，总分100分，产出指标得分38分，综合得分97.8分。",
            }
        ],
    ),
    "scope_named_in_the_sentence": (
        "我局2023年度部门整体支出绩效自评分数：93分，评定为优秀等次。",
        [
            {
                "scope": "部门整体支出",
                "score": 93,
                "grade": "优",
                "quote": "我局2023年度部门整体支出绩效自评分数：93分，评定为优秀等次。",
            }
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_conclusions_are_read(text: str, expected: list[dict[str, Any]]) -> None:
    assert read(text)["conclusions"] == expected


NONE = {
    "how_points_are_given": "自评得分由各单项指标的折算得分合计而成，满分为100分。90分（含）以上为优，80-90分为良。",
    "grades_enumerated": "自评等级分为优、良、中、差四个等级。",
    "staff": "年度考核被评为优秀等次的干部3名。",
    "no_figure": "自评结果真实可靠，自评质量较好。",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_sentences_without_a_result_are_left_alone(text: str) -> None:
    assert "conclusions" not in read(text)
