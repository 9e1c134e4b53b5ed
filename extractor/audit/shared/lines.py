"""The fund lines of a form: which is the whole, and which lines are its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.audit.tolerance import adds_up, same
from extractor.report import Form, FundLine, Number
from extractor.text import fold

COLUMNS = ("initial_budget", "annual_budget", "received", "executed")
"""The columns of a fund line that are amounts."""
TITLES = {
    "initial_budget": "年初预算数",
    "annual_budget": "全年预算数",
    "received": "到位数",
    "executed": "执行数",
}
TITLES_EN = {
    "initial_budget": "initial budget",
    "annual_budget": "annual budget",
    "received": "received",
    "executed": "executed",
}
_WHOLE = re.compile(r"总额|总金额|合计|总计|总预算|总支出|^年度资金$")
_PUBLIC = re.compile(r"财政(拨款|资金)|^(当年|本年)拨款")
_UNDER_PUBLIC = re.compile(
    r"一般公共预算|政府性基金|国有资本|社会?保险?基金|社保|中央|^省|^市|^县|^区|本级|上级|自治区"
)
_MAY_BE_DIVIDED = re.compile(r"财政(拨款|资金)|小计")
_OWN_MONEY = re.compile(r"其他|其它|单位|自筹|社会|贷款|债券|经营")
_KINDS = re.compile(r"基本支出|项目支出|人员经费|公用经费")


def whole_of(form: Form) -> tuple[int, FundLine] | None:
    """The line of all the money of a form; None where it cannot be told from the parts."""
    lines = list(enumerate(form.funds))
    named = [(at, line) for at, line in lines if _WHOLE.search(fold(line.source or ""))]
    if len(named) == 1 or (named and named[0][0] == 0):
        return named[0]
    if lines and (len(lines) == 1 or "小计" in fold(lines[0][1].source or "")):
        return lines[0]
    return None


def divisions(form: Form) -> Iterator[tuple[int, Sequence[int]]]:
    """The lines that other lines are parts of, each with those parts; one line may be divided in two ways."""
    labels = [fold(line.source or "") for line in form.funds]
    if sum(map(bool, map(_WHOLE.search, labels))) > 1:
        return
    public = next((at for at, label in enumerate(labels) if _is_public(label)), None)
    under: list[int] = []
    if public is not None:
        under = [at for at in range(public + 1, len(labels)) if _UNDER_PUBLIC.search(labels[at])]
        if under:
            yield public, under
    whole = whole_of(form)
    if whole is None or whole[0] == public:
        return
    others = [at for at in range(len(labels)) if at != whole[0] and at not in under]
    kinds = [at for at in others if _KINDS.search(labels[at])]
    sources = [at for at in others if at not in kinds]
    yield from ((whole[0], parts) for parts in (sources, kinds) if parts)


def _is_public(label: str) -> bool:
    """Whether a label is that of all public money, and not that of one government's (市级财政资金)."""
    return bool(_PUBLIC.search(label)) and not _UNDER_PUBLIC.search(label)


def amounts(form: Form, at: Sequence[int], column: str) -> dict[int, Number]:
    """What some lines state in a column, by their index; lines that state nothing are left out."""
    stated = {index: getattr(form.funds[index], column) for index in at}
    return {index: value for index, value in stated.items() if value is not None}


def nests(form: Form, parts: Sequence[tuple[int, Number]], total: Number) -> bool:
    """Whether parts make a total, the lines right under one of public money being perhaps parts of that one.

    Where public money is all of the total, what stands under it need not be all of its parts.
    """
    if adds_up([value for _, value in parts], total):
        return True
    for head, (at, value) in enumerate(parts):
        if not _MAY_BE_DIVIDED.search(fold(form.funds[at].source or "")):
            continue
        for end in range(head + 2, len(parts) + 1):
            under = parts[head + 1 : end]
            if any(_OWN_MONEY.search(fold(form.funds[one].source or "")) for one, _ in under):
                break
            made = [each for _, each in under]
            some = same(value, total) and sum(made) < total
            if (some or adds_up(made, value)) and nests(form, [*parts[: head + 1], *parts[end:]], total):
                return True
    return False


def rates_of(line: FundLine) -> list[float]:
    """The rates of execution that a line's amounts allow, in percent: by the annual budget first.

    By the initial budget only where there is no annual one.
    """
    if line.executed is None:
        return []
    annual = line.annual_budget if line.annual_budget is not None else line.initial_budget
    budgets = (annual, line.received)
    return [100 * line.executed / budget for budget in budgets if budget]
