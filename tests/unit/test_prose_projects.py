"""Projects in running text, in the many ways that reports list them (all passages invented)."""

from __future__ import annotations

from typing import Any

import pytest
from test_prose_clips import read

CASES: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "score_and_grade_behind_the_amounts": (
        "1.基金监管专项经费。年初预算180万元，调整后预算172万元，实际支出165.44万元，自评得分97.6分，自评等级“优”。\n"
        "2.信息平台运维费。年初预算80.8万元，实际支出69.75万元，自评得分88.2分，自评等级“良”。",
        [
            {
                "project_name": "基金监管专项经费",
                "initial_budget": 180,
                "annual_budget": 172,
                "executed": 165.44,
                "score": 97.6,
                "grade": "优",
            },
            {
                "project_name": "信息平台运维费",
                "initial_budget": 80.8,
                "executed": 69.75,
                "score": 88.2,
                "grade": "良",
            },
        ],
    ),
    "a_score_behind_each_of_a_list": (
        "我局实施项目2个，分别为：岗位补贴项目，预算金额150万元，自评得分98分；贷款贴息项目，预算金额60万元，自评得分90.5分。",
        [
            {"project_name": "岗位补贴项目", "annual_budget": 150, "score": 98},
            {"project_name": "贷款贴息项目", "annual_budget": 60, "score": 90.5},
        ],
    ),
    "parted_by_commas_without_a_colon": (
        "2023年项目支出包括水质监测经费36.3万元，信息网络运行经费5万元，志愿服务经费8万元。"
        "基本支出主要包括人员经费及日常公用经费。",
        [
            {"project_name": "水质监测经费", "annual_budget": 36.3},
            {"project_name": "信息网络运行经费", "annual_budget": 5},
            {"project_name": "志愿服务经费", "annual_budget": 8},
        ],
    ),
    "goals_with_stops_of_their_own": (
        "全年实施项目包括：路灯养护经费40万元，预期目标为保障主城区照明。亮灯率达到98%；"
        "公园管护项目66万元，绩效目标是提升绿地品质。",
        [
            {"project_name": "路灯养护经费", "annual_budget": 40, "goal": "保障主城区照明。亮灯率达到98%"},
            {"project_name": "公园管护项目", "annual_budget": 66, "goal": "提升绿地品质"},
        ],
    ),
    "budget_and_spending_in_each": (
        "我局实施项目3个，分别为：岗位补贴项目，预算金额150万元，实际支出148.2万元；贷款贴息项目，"
        "预算金额60万元，实际支出60万元；见习补贴项目，预算金额25万元，实际支出21.75万元。",
        [
            {"project_name": "岗位补贴项目", "annual_budget": 150, "executed": 148.2},
            {"project_name": "贷款贴息项目", "annual_budget": 60, "executed": 60},
            {"project_name": "见习补贴项目", "annual_budget": 25, "executed": 21.75},
        ],
    ),
    "added_in_the_year": (
        "年中追加项目2个：防汛抢险专项经费45万元；智慧校园建设项目130万元。",
        [
            {"project_name": "防汛抢险专项经费", "budget_adjustment": 45},
            {"project_name": "智慧校园建设项目", "budget_adjustment": 130},
        ],
    ),
    "counted_with_一是_二是": (
        "2023年专项资金安排情况如下：一是产业发展资金300万元；二是环境整治资金1,180.5万元。",
        [
            {"project_name": "产业发展资金", "annual_budget": 300},
            {"project_name": "环境整治资金", "annual_budget": 1180.5},
        ],
    ),
    "numbered_paragraphs": (
        "三、项目资金情况\n"
        "（1）河道保洁项目，年初预算80万元，年中追加12万元，全年预算92万元，实际支出90.4万元，执行率98.3%。\n"
        "（2）水源地保护专项，年初预算30万元，实际支出30万元，执行率100%。\n"
        "（3）人员经费，年初预算200万元，实际支出200万元。",
        [
            {
                "project_name": "河道保洁项目",
                "initial_budget": 80,
                "budget_adjustment": 12,
                "annual_budget": 92,
                "executed": 90.4,
            },
            {"project_name": "水源地保护专项", "initial_budget": 30, "executed": 30},
        ],
    ),
    "review_of_each_project": (
        "1.公路养护项目绩效自评综述：全年预算数为120万元，执行数为118.6万元，完成预算的98.83%。\n"
        "2.校舍维修项目绩效自评综述：全年预算数为60万元，执行数为0万元，完成预算的0%。",
        [
            {"project_name": "公路养护项目", "annual_budget": 120, "executed": 118.6},
            {"project_name": "校舍维修项目", "annual_budget": 60, "executed": 0},
        ],
    ),
    "heading_above_the_amounts": (
        "（一）人才引进专项\n1.概况\n该专项全年预算数200万元，全年执行数186.5万元。\n"
        "（二）科普活动经费\n年初预算15万元，支出15万元。\n（三）存在问题\n涉及资金20万元。",
        [
            {"project_name": "人才引进专项", "annual_budget": 200, "executed": 186.5},
            {"project_name": "科普活动经费", "initial_budget": 15, "executed": 15},
        ],
    ),
    "amounts_in_brackets": (
        "（二）重点项目支出情况\n①水务平台项目（预算95万元，支出93万元）：建成平台一个。\n"
        "②管网普查项目（预算40万元，支出40万元）：完成普查。",
        [
            {"project_name": "水务平台项目", "annual_budget": 95, "executed": 93},
            {"project_name": "管网普查项目", "annual_budget": 40, "executed": 40},
        ],
    ),
    "spending_told_under_its_list": (
        "1.年初预算项目：禁毒宣传工作经费20万元；社区戒毒专项经费35万元。全年支出55万元。具体如下：\n"
        "（1）禁毒宣传工作项目\n项目支出20万元，主要用于宣传。\n"
        "（2）社区戒毒项目\n项目支出34.5万元，主要用于管控。",
        [
            {"project_name": "禁毒宣传工作经费", "initial_budget": 20, "executed": 20},
            {"project_name": "社区戒毒专项经费", "initial_budget": 35, "executed": 34.5},
        ],
    ),
    "unannounced_sentences": (
        "截至2023年12月31日，护林员补助项目到位资金85万元，支出85万元；"
        "退耕还林补助项目到位资金132万元，支出130.4万元。",
        [
            {"project_name": "护林员补助项目", "annual_budget": 85, "executed": 85},
            {"project_name": "退耕还林补助项目", "annual_budget": 132, "executed": 130.4},
        ],
    ),
    "amount_right_after_the_name": (
        "二、项目支出情况\n（1）装备购置经费：380万元，用于购置防护装备，已支出376.9万元。\n"
        "（2）安全宣传经费：42万元，用于开展宣传，已支出42万元。",
        [
            {"project_name": "装备购置经费", "annual_budget": 380, "executed": 376.9},
            {"project_name": "安全宣传经费", "annual_budget": 42, "executed": 42},
        ],
    ),
    "goal_after_the_amount": (
        "1.养老平台建设项目：预算资金80万元，绩效目标为建成覆盖全县的服务平台。\n"
        "2.敬老院改造项目：预算资金260万元，绩效目标为完成5所敬老院改造。",
        [
            {"project_name": "养老平台建设项目", "annual_budget": 80, "goal": "建成覆盖全县的服务平台"},
            {"project_name": "敬老院改造项目", "annual_budget": 260, "goal": "完成5所敬老院改造"},
        ],
    ),
    "report_on_one_project": (
        "松柏县民政局2023年度高龄津贴项目绩效自评报告\n一、基本情况\n"
        "（一）项目概况。高龄津贴项目年初预算安排500万元，年中追加20万元，调整后预算520万元。\n"
        "（二）项目绩效目标\n保障高龄津贴按月足额发放。\n二、资金使用情况\n"
        "截至2023年12月底，高龄津贴项目实际支出515.2万元，结余4.8万元。",
        [
            {
                "project_name": "高龄津贴项目",
                "initial_budget": 500,
                "budget_adjustment": 20,
                "annual_budget": 520,
                "executed": 515.2,
                "goal": "保障高龄津贴按月足额发放。",
            }
        ],
    ),
    "report_on_one_fund_named_by_grant_and_spending": (
        "关于2023年度困难群众救助补助资金的绩效自评报告\n一、基本情况\n"
        "2023年共收到困难群众救助补助资金1258万元，其中中央资金900万元，省级资金358万元。\n"
        "全年共支出困难群众救助补助资金1249.3万元，执行率99.3%。",
        [{"project_name": "困难群众救助补助资金", "annual_budget": 1258, "executed": 1249.3}],
    ),
    "report_on_one_project_told_again": (
        "2022年度道路养护项目支出绩效自评报告\n道路养护项目年初预算260万元，实际支出238万元。",
        [{"project_name": "道路养护项目", "initial_budget": 260, "executed": 238}],
    ),
    "report_on_one_fund_with_the_year_behind_it": (
        "中央财政湿地保护补助资金2023年度绩效自评报告\n（一）资金投入情况。\n"
        "1.财政部下达云栖省中央财政湿地保护补助资金8,640万元。应到位8,640万元，实际到位8,640万元，资金到位率100%。\n"
        "2.截至2023年12月31日，湿地保护补助资金执行7,952.08万元，预算执行率92.04%。",
        [{"project_name": "中央财政湿地保护补助资金", "annual_budget": 8640, "executed": 7952.08}],
    ),
    "allowances_among_a_list": (
        "2023年共有3个专项：殡葬惠民补助330万元、高龄津贴1200万元、临时救助资金480万元。",
        [
            {"project_name": "殡葬惠民补助", "annual_budget": 330},
            {"project_name": "高龄津贴", "annual_budget": 1200},
            {"project_name": "临时救助资金", "annual_budget": 480},
        ],
    ),
    "numbered_in_one_paragraph_with_stops": (
        "2023年实施项目两个，分别为：一是河道清淤工程，预算200万元，支出180万元。二是水库除险加固项目，预算250万元，支出250万元。",
        [
            {"project_name": "河道清淤工程", "annual_budget": 200, "executed": 180},
            {"project_name": "水库除险加固项目", "annual_budget": 250, "executed": 250},
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_projects_are_read(text: str, expected: list[dict[str, Any]]) -> None:
    assert read(text)["narrative_projects"] == expected


NONE = {
    "accounts": "2023年支出决算2310.5万元，其中：基本支出1500万元，项目支出810.5万元。“三公”经费年初预算20万元，"
    "实际支出12.3万元，其中：公务接待费5万元，公务用车运行维护费7.3万元。",
    "functional_classes": "一般公共预算项目支出1200万元，其中：教育支出300万元，科学技术支出200万元。",
    "sources_of_one_sum": "项目资金共计300万元，其中：中央资金200万元，省级资金60万元，县级配套40万元。",
    "groups_of_projects": "部门预算项目12个，其中重点项目3个，预算金额800万元，一般项目9个，预算金额400万元。",
    "restated_in_passing": "五、偏离绩效目标的原因\n访调诉中心项目经费61.45万元，因未完工故执行率为0%。",
    "within_problems": "（二）存在的问题。\n1.智慧校园项目预算130万元，实际支出40万元，执行率仅30.77%。",
    "uses_of_one_sum": "项目申请预算资金90万元。其中:30万元用于基建预算编制;30万元用于基建审计。",
    "department_total": "年度执行中追加经费35.12万元，其中：人员经费251万元，公用经费361万元，项目支出580万元。",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_amounts_that_are_no_projects_are_left_alone(text: str) -> None:
    assert "narrative_projects" not in read(text)
