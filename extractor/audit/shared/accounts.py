"""What running text says of the whole department's money: its budget, what was spent, what of it on projects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.audit.prose import Sentence
from extractor.audit.shared.figures import CHANGE, Figure, figures_of, parts_of
from extractor.audit.subject import Subject
from extractor.report import Form

Kind = Literal["initial", "budget", "spent"]
_WHOSE = re.compile(r"^.*(?:20\d\d年(?:度)?|部门|单位|我[局委办院])")
_OURS = re.compile(r"(20\d\d)年|本部门|我部门|本单位|我单位|部门整体|我[局委办院]")
_INITIAL = re.compile(r"年?初[^，]{0,8}(?:预算|批复|安排|收入)")
_BUDGET = re.compile(
    r"(?:申请|安排|批复|下达|全年|年度|本年|财政|部门|调整后|整体|总|的)*(?:一般公共预算(?:财政拨款)?|财政拨款)?"
    r"(?:预算|收入)(?:资金|安排|总额|收入|合计|总计|数)*(?:共计|合计|总计|为|共|达|约)*"
)
_SPENT = re.compile(
    r"(?:全年|本年|年度|整体|部门|实际|总|累计|财政拨款|一般公共预算(?:财政拨款)?)*"
    r"(?:支出|执行|支)(?:总额|合计|总计|共计|决算|数)*(?:为|共|达|约)*"
)
_BARE = ("实际", "支出", "执行", "累计")
# 收入总计 and 支出总计 take in what is carried over from one year to the next.
_CARRIED = re.compile(r"[收支入出]总计(?:为|各|达)?$")
_SCOPE = re.compile(r"一般公共预算|财政拨款")


@dataclass(frozen=True, eq=False)
class Statement:
    """An amount of the whole department, in 万元; ``part`` is basic or project spending, empty for all of it.

    ``scope`` names the kind of money it speaks of, empty for all.
    """

    kind: Kind
    figure: Figure
    part: Literal["", "基本支出", "项目支出"] = ""
    scope: str = ""


def statements(subject: Subject) -> list[Statement]:
    """What the text says of the department's money in the year evaluated, in order."""
    made = (_of(sentence, subject.report.fiscal_year) for sentence in subject.prose.sentences)
    return [one for some in made for one in some]


def department_of(subject: Subject) -> tuple[str, Form] | None:
    """The form of the department and its pointer, where there is one only."""
    found = [(at, form) for at, form in subject.forms if form.kind == "department"]
    return found[0] if len(found) == 1 else None


def _of(sentence: Sentence, year: int | None) -> Iterator[Statement]:
    if sentence.section.kind == "project":
        return
    figures = figures_of(sentence)
    wholes: dict[Figure, Statement] = {}
    for figure in figures:
        kind = _kind(figure, year)
        # 实际支出 alone is the department's where its budget was told before, else that of what the sentence is about.
        if kind and (wholes or not figure.label.startswith(_BARE)):
            wholes[figure] = Statement(kind, figure, scope="".join(_SCOPE.findall(figure.label)))
    yield from wholes.values()
    for one in parts_of(figures):
        whole = wholes.get(one.total)
        if whole:
            yield from _parts(whole, one.parts)


def _parts(whole: Statement, parts: Sequence[Figure]) -> Iterator[Statement]:
    for part in parts:
        if part.label.endswith("基本支出"):
            yield Statement(whole.kind, part, "基本支出", whole.scope)
        elif part.label.endswith("项目支出"):
            yield Statement(whole.kind, part, "项目支出", whole.scope)


def _kind(figure: Figure, year: int | None) -> Kind | None:
    if figure.kind != "money" or CHANGE.search(figure.label) or _CARRIED.search(figure.label):
        return None
    before = figure.sentence.plain[: figure.start]
    whose = list(_OURS.finditer(before))
    years = {int(found[1]) for found in whose if found[1]}
    if not whose or (year and years - {year}):
        return None
    if _INITIAL.search(figure.label) and "项目" not in figure.label:
        return "initial"
    tail = _WHOSE.sub("", figure.label)
    if _BUDGET.fullmatch(tail):
        return "budget"
    return "spent" if _SPENT.fullmatch(tail) else None
