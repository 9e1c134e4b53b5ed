"""The audit of key figures."""

from __future__ import annotations

from extractor.report import DataCell, Report
from tests.support.reports import first_pointers, found, report


def _table(section: str, *rows: tuple[str, dict[str, float]]) -> Report:
    cells = [
        DataCell(section=section, item=item, column=column, text=str(value), value=value)
        for item, values in rows
        for column, value in values.items()
    ]
    return report(data_table=cells)


def test_a_rate_of_staff_to_posts() -> None:
    def cells(rate: float) -> Report:
        values = [("编制数", 11), ("2022年实际在职人数", 10), ("控制率", rate)]
        return report(
            data_table=[
                DataCell(section="人员", item="人员", column=c, text=str(v), value=v) for c, v in values
            ]
        )

    assert [(one.pointers[0], one.expected) for one in found(cells(90), "control_rate")] == [
        ("/data_table/2/value", "90.9")
    ]
    assert not found(cells(90.9), "control_rate")
    assert not found(cells(91), "control_rate")


def test_more_spent_than_the_budget_of_the_same_year() -> None:
    said = _table(
        "经费控制", ("政府采购金额", {"2021年决算数": 90, "2022年预算数": 38, "2022年决算数": 135.44})
    )
    assert [(one.pointers, one.severity) for one in found(said, "key_figure_over_budget")] == [
        (["/data_table/2/value", "/data_table/1/value"], "info")
    ]
    capped = _table("三公经费", ("公务接待", {"2022年预算数": 1.95, "2022年决算数": 2.4}))
    assert found(capped, "key_figure_over_budget")[0].severity == "warning"
    fine = _table("三公经费", ("公务接待", {"2021年决算数": 3.1, "2022年预算数": 1.95, "2022年决算数": 1.9}))
    assert not found(fine, "key_figure_over_budget")


def test_parts_of_a_section_and_of_its_vehicles() -> None:
    def said(vehicles: float, whole: float) -> Report:
        column = "2022年决算数"
        return _table(
            "三公经费",
            ("合计", {column: whole}),
            ("公务用车购置和维护经费", {column: vehicles}),
            ("公车购置", {column: 0}),
            ("公车运行维护", {column: 3.2}),
            ("公务接待", {column: 1.1}),
        )

    assert not found(said(3.2, 4.3), "key_figure_parts")
    assert first_pointers(said(3.2, 4.8), "key_figure_parts") == ["/data_table/0/value"]
    (wrong,) = found(said(2.3, 4.3), "key_figure_parts")
    assert wrong.pointers[0] == "/data_table/1/value"
