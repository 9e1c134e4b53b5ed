"""The layouts that renditions are set in: those of `typeset`, fitted to the kind of form.

A department form has no project name, and a form prints who filled it in only where gold knows it.
"""

from __future__ import annotations

from dataclasses import replace

from typeset.layouts import LAYOUTS
from typeset.layouts import common as c
from typeset.model import Column, GoalBlock, Layout, Row

NUMBERS = {"national": 1, "signed": 15, "sichuan": 10, "weighted": 16, "yunnan": 8}
_FILLED = "填表人：{filled_by}  填报日期：{filled_on}  联系电话：{phone}"


def layout_for(name: str, form: dict[str, object]) -> Layout:
    """The layout of this name for a form of gold."""
    base = LAYOUTS[NUMBERS[name]]
    kind = "department" if form["kind"] == "department" else "project"
    fitted = replace(
        base,
        kind=kind,
        title="{title}",
        year_line=""
        if str(form["fiscal_year"]) in str(form["title"])
        else base.year_line or "（{year}年度）",
        head=_head(name, base, form),
        after=base.after or _after(form),
    )
    if name == "sichuan" and kind == "project":
        goals = GoalBlock(
            "年度总体目标", (Column("预期目标", "expected"), Column("全年实际完成情况", "actual"))
        )
        fitted = replace(fitted, goals=goals, indicators=replace(fitted.indicators, label="绩效指标"))
    return fitted


def _after(form: dict[str, object]) -> tuple[str, ...]:
    return (_FILLED,) if form["filled_by"] or form["phone"] or form["filled_on"] else ()


def _head(name: str, base: Layout, form: dict[str, object]) -> tuple[Row, ...]:
    """The head of the layout for the other kind of form than it is known for."""
    if form["kind"] == base.kind:
        return base.head
    if name == "signed":
        return (("一、基本情况", "实施（主管）单位", "{unit}", "金额单位", "万元"),)
    if name == "weighted":
        return (("一、基本情况", "项目名称", "{project}", "实施（主管）单位", "{unit}", "金额单位", "万元"),)
    if form["kind"] == "project":
        return c.PROJECT_HEAD
    return (c.PROJECT_HEAD[1],) if form["implementing_unit"] else (("预算部门名称", "{department}"),)
