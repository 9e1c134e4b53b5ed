"""Goals, rows and names that were copied are found where they do not fit; what may be alike is left alone."""

from __future__ import annotations

from pathlib import Path

from tests.support.audited import findings, form, pointers, report, row

_WAGES = ("按时发放公益性岗位人员工资和保险", "已发放公益性岗位人员工资和保险")


def test_goal_of_another_project_is_an_error_where_it_does_not_fit() -> None:
    said = report(form("通村道路养护", goal=_WAGES), form("公益性岗位资金", goal=_WAGES))
    found = findings("goal_copied", said)
    assert [(one.severity, one.pointers[0]) for one in found] == [("error", "/forms/0/goals/0/expected")]
    assert "/forms/0/goals/0/actual" in found[0].pointers


def test_goal_of_a_project_on_the_department_form_is_a_warning() -> None:
    found = findings("goal_copied", report(form(None, goal=_WAGES), form("公益性岗位资金", goal=_WAGES)))
    assert [(one.severity, one.pointers[0]) for one in found] == [("warning", "/forms/0/goals/0/expected")]


def test_goals_of_their_own_and_phases_of_one_project_are_no_copies() -> None:
    own = ("对农房统一投保，减少因灾损失", "已对农房统一投保，减少损失")
    assert not findings(
        "goal_copied,goal_of_another", report(form("农房保险", goal=own), form("公益性岗位资金", goal=_WAGES))
    )
    assert not findings(
        "goal_copied",
        report(form("公益性岗位资金一期", goal=_WAGES), form("公益性岗位资金二期", goal=_WAGES)),
    )


def test_result_of_another_form_is_found_where_the_goals_differ() -> None:
    roads = ("养护通村道路十二公里", _WAGES[1])
    said = report(form("通村道路养护", goal=roads), form("公益性岗位资金", goal=_WAGES))
    assert pointers(findings("result_copied", said)) == ["/forms/0/goals/0/actual"]
    assert not findings("result_copied", report(form("甲", goal=_WAGES), form("乙", goal=_WAGES)))


def test_two_forms_of_one_project_are_found_but_of_two_years_are_not() -> None:
    rows = [row("养护里程", "12公里", "12公里")]
    twice = [form("道路养护", *rows, fiscal_year=2023), form("道路养护", *rows, fiscal_year=2023)]
    assert pointers(findings("form_twice", report(*twice))) == ["/forms/1/project_name"]
    years = [form("道路养护", *rows, fiscal_year=year) for year in (2022, 2023)]
    assert not findings("form_twice", report(*years, form(None, *rows), form(None, *rows)))


def test_goal_that_names_another_project_is_found() -> None:
    roads = ("保障村级图书室正常开放，丰富群众生活", "已开放")
    said = report(
        form("通村道路养护", goal=roads),
        form("村级图书室经费", goal=("购买新书，更换书架，方便借阅", "已购买")),
    )
    assert pointers(findings("goal_of_another", said)) == ["/forms/0/goals/0/expected"]


def test_result_in_the_words_of_the_goal_is_told() -> None:
    near = ("保障县综治中心与县公共法律服务中心正常运转", "保障了县综治中心与县公共法律服务中心正常运转")
    own = ("通过发放补贴，安置困难人员就业", "全年为12名人员发放工资36万元，无一人离岗")
    very = ("全面保障队伍整体战斗力。", "全面保障队伍整体战斗力")
    found = findings(
        "goal_word_for_word", report(form("甲", goal=very), form("乙", goal=near), form("丙", goal=own))
    )
    assert pointers(found) == ["/forms/0/goals/0/actual", "/forms/1/goals/0/actual"]


def test_all_rows_of_another_project_are_found_at_the_later_form() -> None:
    rows = [row("购置数量", "≥3台", "3台"), row("合格率", "≥98%", "99%"), row("完成时间", "12月底前", "11月")]
    said = report(
        form("图书室经费", *rows),
        form("道路养护", *rows),
        form("农房保险", *rows[:2], row("户数", "9户", "9户")),
    )
    assert pointers(findings("rows_copied", said)) == ["/forms/1/indicators"]


def test_the_same_indicator_twice_is_a_warning_but_where_a_short_name_has_two_targets() -> None:
    rows = [
        row("公众安全感提高", "90%", "90%", level2="社会效益指标"),
        row("公众安全感提高", "90%", "90%", level2="可持续影响指标"),
        row("覆盖率", "90%", "95%"),
        row("覆盖率", "80%", "85%"),
        row("群众满意度", "80%", "85%"),
    ]
    found = findings("name_twice", report(form("平安建设", *rows)))
    assert [(one.severity, one.pointers[0]) for one in found] == [
        ("warning", "/forms/0/indicators/1/level3"),
        ("info", "/forms/0/indicators/3/level3"),
    ]


def test_values_that_repeat_the_name_are_found() -> None:
    said = report(form("平安建设", row("改善民生", "改善民生", "80%"), row("形成机制", "形成", "形成机制")))
    assert pointers(findings("target_is_name", said)) == ["/forms/0/indicators/0/target"]
    assert pointers(findings("actual_is_name", said)) == ["/forms/0/indicators/1/actual"]


_REPORT = """关于2023年{name}项目支出绩效自评报告
一、项目基本情况
根据通知要求，结合我局2023年{based}项目实施情况，现将{name}项目绩效自评报告如下：
二、项目绩效情况
（一）项目完成情况
{done}
（二）项目财务管理情况
经费严格按照项目财务管理制度执行，机构设置健全，会计核算规范，账务处理到位，资金支付与预算相符，没有截留、挤占和挪用资金的情况，财务制度健全。
"""
_BOOKS = (
    "通过实施项目，更新了村级图书室的书架和图书，延长了开放时间，组织了多场读书活动，老人和儿童有了去处，"
    "周末和假期前来借阅的群众明显增多，群众普遍反映良好，文化生活更加丰富。"
)
_ROADS = (
    "通过实施项目，修补了破损路面，清理了边沟，更换了标志标牌，通行条件明显改善，沿线群众出行更加方便，"
    "运输成本下降，农产品外运及时，雨季没有发生中断交通的情况，群众比较满意。"
)


def _two_reports(roads: str, books: str, based: str = "通村道路养护") -> str:
    return _REPORT.format(name="通村道路养护", done=roads, based=based) + _REPORT.format(
        name="村级图书室", done=books, based="村级图书室"
    )


def test_paragraph_of_another_project_is_found_and_boilerplate_is_not(tmp_path: Path) -> None:
    found = findings("paragraph_copied", report(), _two_reports(_BOOKS, _BOOKS), tmp_path)
    assert [("通村道路养护" in one.message, one.places[0].text[:8]) for one in found] == [(True, _BOOKS[:8])]
    assert not findings("paragraphs", report(), _two_reports(_ROADS, _BOOKS), tmp_path)


def test_report_that_bases_itself_on_another_project_is_found(tmp_path: Path) -> None:
    found = findings(
        "report_of_another", report(), _two_reports(_ROADS, _BOOKS, based="村级图书室"), tmp_path
    )
    assert [(one.severity, "村级图书室" in one.places[0].text) for one in found] == [("warning", True)]


def test_one_rate_with_two_values_on_department_and_project_is_told() -> None:
    name = "社会治安综合治理公众安全感满意度"
    project = form("宣传", row(name, "80%", "79%"))
    said = report(form(None, row(name, "90%", "90%")), project)
    found = findings("row_apart", said)
    assert [one.pointers for one in found] == [
        [f"/forms/{at}/indicators/0/{cell}" for cell in ("actual", "target") for at in (1, 0)]
    ]
    assert not findings("row_apart", report(form(None, row(name, "80%", "79%")), project))
    assert not findings("row_apart", report(form("巡查", row(name, "90%", "90%")), project))
    generic = [
        form(kind, row("群众满意度", "90%", actual)) for kind, actual in ((None, "95%"), ("宣传", "91%"))
    ]
    assert not findings("row_apart", report(*generic))
    counts = [
        form(kind, row(f"{name}调查", "9份", actual)) for kind, actual in ((None, "9份"), ("宣传", "3份"))
    ]
    assert not findings("row_apart", report(*counts))


def test_an_actual_value_that_repeats_the_description_is_told() -> None:
    described = row("工作任务", "完成", "完成水源保护工作目标", description="完成水源保护工作")
    apart = row("工作任务", "完成", "完成水源保护巡查12次", description="完成水源保护工作")
    assert pointers(findings("actual_is_name", report(form("甲", described, apart)))) == [
        "/forms/0/indicators/0/actual"
    ]
