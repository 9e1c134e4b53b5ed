"""The running text of a consistent report: it states the figures of the tables, and none that contradict them."""

from __future__ import annotations

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from extractor.document import Document
from extractor.readers import read_document
from extractor.report import Form, Report
from extractor.settings import Settings

_SETTINGS = Settings()


def text_of(report: Report, seed: int) -> str:
    """Some paragraphs, as the rules on running text read them."""
    rng = Random(f"prose-{seed}")  # noqa: S311
    projects = [form for form in report.forms if form.kind == "project"]
    return "\n".join([report.title or "", *_general(report, projects, rng), *_projects(projects)])


def document_of(text: str) -> Document:
    """A text as read from a file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "report.txt"
        path.write_text(text, encoding="utf-8")
        return read_document(path, _SETTINGS)


def _general(report: Report, projects: list[Form], rng: Random) -> list[str]:
    budget, spent = (_sum(projects, name) for name in ("annual_budget", "executed"))
    posts = rng.randint(8, 60)
    before = round(spent / rng.choice((1.1, 1.25, 0.9)), 2)
    change = round(spent - before, 2)
    word = ("增加", "增长") if change >= 0 else ("减少", "下降")
    parts = "、".join(f"{form.project_name}{form.funds[0].annual_budget:.10g}万元" for form in projects)
    grades = [line.grade for line in report.project_list]
    counted = "，".join(f"{grades.count(grade)}个{grade}" for grade in "优良中差" if grade in grades)
    return [
        "一、单位基本情况",
        f"{report.organization}是全额拨款事业单位，编制{posts}人，实有{posts - rng.randint(0, 3)}人。",
        "二、预算安排和执行情况",
        f"{report.fiscal_year}年项目支出预算{budget:.10g}万元，其中：{parts}。",
        f"{report.fiscal_year}年项目实际支出{spent:.10g}万元，比上年{word[0]}{abs(change):.10g}万元，"
        f"{word[1]}{abs(round(100 * change / before, 2)):g}%。",
        # Without a list the rate of all money would be that of the department's form.
        *([f"总体预算执行率达到{round(100 * spent / budget, 2):g}%，资金使用合规。"] if grades else []),
        "三、自评工作开展情况",
        f"本单位对{len(projects)}个项目开展了绩效自评。" + (f"自评结果为{counted}。" if counted else ""),
    ]


def _projects(projects: list[Form]) -> list[str]:
    told = ["四、项目绩效"]
    for at, form in enumerate(projects, 1):
        fund = form.funds[0]
        told += [
            f"（{'一二三四五六'[at - 1]}）{form.project_name}",
            f"该项目全年预算{fund.annual_budget:.10g}万元，实际支出{fund.executed:.10g}万元，"
            f"执行率{fund.execution_rate:g}%。",
        ]
    return told


def _sum(projects: list[Form], name: str) -> float:
    return round(sum(getattr(form.funds[0], name) or 0 for form in projects), 2)
