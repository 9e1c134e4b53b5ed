"""Whole reports: a form alone, a cover and prose before it, or a summary table and several forms."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from typeset import expected
from typeset import vocabulary as v
from typeset.content import FormContent, Setting, invent_form, invent_setting
from typeset.forms import typeset
from typeset.grid import Block, Line
from typeset.layouts import LAYOUTS
from typeset.lists import ListSheet, county_list, graded_list
from typeset.model import Layout
from typeset.variants import vary


@dataclass(frozen=True)
class Specimen:
    """A report as blocks in reading order, and the Report expected of it."""

    blocks: tuple[Block, ...]
    report: dict[str, Any]


def specimen(number: int, seed: int, varied: bool = False) -> Specimen:
    """The report of template ``number``, or of a variant of it that the seed decides.

    Seeds 0, 3, … are a form alone, 1, 4, … have a cover and prose before it, 2, 5, … a summary table.
    """
    layout, rng = LAYOUTS[number], Random(f"{number}-{seed}")  # noqa: S311
    if varied:
        layout = vary(layout, Random(f"variant-{number}-{seed}"))  # noqa: S311
    setting = invent_setting(rng)
    projects = rng.sample(v.PROJECTS, rng.randint(2, 4))
    if seed % 3 == 2:
        sheet = _list(layout, setting, [name for name, _ in projects], rng)
        return _report(
            layout, setting, [invent_form(layout, setting, rng, one) for one in projects[:2]], sheet
        )
    content = invent_form(layout, setting, rng, projects[0])
    return _report(layout, setting, [content], with_cover=seed % 3 == 1)


def _list(layout: Layout, setting: Setting, names: list[str], rng: Random) -> ListSheet:
    return (county_list if layout.number % 2 else graded_list)(setting, names, rng)


def _report(
    layout: Layout,
    setting: Setting,
    contents: list[FormContent],
    sheet: ListSheet | None = None,
    with_cover: bool = False,
) -> Specimen:
    blocks: list[Block] = []
    title = layout.title.format(**contents[0].facts)
    if with_cover:
        title = f"{setting.unit}{setting.year}年度{_matter(layout)}绩效自评报告"
        blocks += _cover(title, setting)
    if sheet:
        title = sheet.title
        blocks += sheet.blocks
    for content in contents:
        blocks += _form_blocks(layout, content)
    report: dict[str, Any] = {
        "title": title,
        "organization": setting.unit,
        "fiscal_year": setting.year,
        "project_list": sheet.lines if sheet else [],
        "project_list_totals": sheet.totals if sheet else None,
        "narrative_projects": [],
        "forms": [expected.form(layout, content, setting) for content in contents],
        "narrative_indicators": [],
        "data_table": [],
        "conclusions": [],
    }
    return Specimen(tuple(blocks), report)


def _matter(layout: Layout) -> str:
    return "部门整体支出" if layout.kind == "department" else "项目支出"


def _cover(title: str, setting: Setting) -> list[Block]:
    lines = [title, f"编制单位：{setting.unit}", setting.filled_on]
    prose = [line.format(unit=setting.unit) for pair in v.PROSE for line in pair]
    return [Line(line) for line in (*lines, *prose)]


def _form_blocks(layout: Layout, content: FormContent) -> list[Block]:
    titles = () if layout.title_in_table else (layout.title, layout.year_line)
    above = (*layout.before, *titles, *layout.above)
    lines = [Line(text.format(**content.facts)) for text in above if text]
    return [*lines, typeset(layout, content), *(Line(text.format(**content.facts)) for text in layout.after)]
