"""Names one character off are found where they are rarer; short forms and numbered names are not."""

from __future__ import annotations

import pytest

from tests.support.audited import findings, form, line, pointers, report


def test_a_project_one_character_off_in_the_list_is_found() -> None:
    said = report(
        form("维稳、见义勇为等经费"),
        project_list=[line("稳、见义勇为等经费", 5), line("村级图书室", 3)],
        narrative_projects=[line("维稳、见义勇为等经费", 5)],
    )
    found = findings("project_name_apart", said)
    assert [(one.severity, one.pointers[0], one.expected) for one in found] == [
        ("warning", "/project_list/0/project_name", "维稳、见义勇为等经费")
    ]


@pytest.mark.parametrize(
    ("listed", "told"),
    [
        ("通村道路养护一期", "通村道路养护二期"),
        ("通村道路养护", "某县通村道路养护项目经费"),
        ("“通村道路”养护", "通村道路养护经费"),
        ("2022年道路养护", "2023年道路养护"),
        ("道路的养护补助", "道路养护补助"),
    ],
)
def test_short_forms_and_numbered_names_are_not_misspelt(listed: str, told: str) -> None:
    said = report(project_list=[line(listed, 5)], narrative_projects=[line(told, 5)])
    assert not findings("names", said)


def test_two_projects_of_one_list_are_two() -> None:
    assert not findings("names", report(project_list=[line("农村道路养护", 5), line("农林道路养护", 3)]))


def test_a_unit_misspelt_on_one_form_is_found() -> None:
    forms = [
        form(f"项目{sign}", implementing_unit=unit)
        for sign, unit in zip("甲乙丙", ("清河县水务局",) * 2 + ("清河县水物局",), strict=True)
    ]
    assert pointers(findings("unit_name_apart", report(*forms))) == ["/forms/2/implementing_unit"]


def test_units_that_carry_out_several_projects_each_are_two_units() -> None:
    units = ("清河县财政局", "清河县财政局", "清河县民政局", "清河县民政局")
    forms = [
        form(f"项目{sign}", implementing_unit=unit) for sign, unit in zip("甲乙丙丁", units, strict=True)
    ]
    assert not findings("unit_name_apart", report(*forms, organization="清河县人民政府"))
