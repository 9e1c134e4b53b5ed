"""The funds of a form: parts against the whole, and the two ways of dividing it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from extractor.audit.hits import Hit, hit
from extractor.audit.shared.forms import form_name
from extractor.audit.shared.lines import COLUMNS, TITLES, TITLES_EN, amounts, divisions, nests, whole_of
from extractor.audit.subject import Subject
from extractor.audit.tolerance import adds_up
from extractor.report import Form, FundItem, Number
from extractor.result import Severity
from extractor.text import fold

_ALL_KINDS = 3
"""So many kinds of income are all that the template has; fewer may leave some out."""
_REST = re.compile(r"其他|其它")
_INCOME = re.compile(
    r"一般公共预算|政府性基金|专户|非税|国有资本|社会?保险?基金|其他(资金|收入)?$|上级补助|上年结转"
)
_SPENDING = re.compile(r"^(基本支出|项目支出)$")
_BY_INCOME = ("按收入性质", "by income")
_BY_SPENDING = ("按支出性质", "by kind of spending")


def funds_parts(subject: Subject) -> Iterator[Hit]:
    """Fund lines whose amounts do not come to the line that they are parts of."""
    for pointer, form in subject.forms:
        for whole, parts in divisions(form):
            for column in COLUMNS:
                total = getattr(form.funds[whole], column)
                stated = amounts(form, parts, column)
                if total is None or not any(stated.values()) or nests(form, [*stated.items()], total):
                    continue
                yield _parts_hit(form, pointer, (whole, column), stated)


def breakdown_total(subject: Subject) -> Iterator[Hit]:
    """Loose amounts by income or by kind of spending that come to no total of the form."""
    for pointer, form in subject.forms:
        whole = whole_of(form)
        if whole is None:
            continue
        totals = {name: value for name in COLUMNS if (value := getattr(whole[1], name)) is not None}
        for words, items in ((_BY_INCOME, _INCOME), (_BY_SPENDING, _SPENDING)):
            stated = _stated(form.fund_breakdown, items, pointer)
            if not totals or not any(stated.values()) or _is_partial(words, stated):
                continue
            made = sum(stated.values())
            if not any(adds_up([*stated.values()], total) for total in totals.values()):
                yield _breakdown_hit(form, pointer, words, stated, (totals, made, whole[0]))


def _parts_hit(form: Form, pointer: str, whole: tuple[int, str], stated: Mapping[int, Number]) -> Hit:
    at, column = whole
    total = getattr(form.funds[at], column)
    made = sum(stated.values())
    parts = {f"{pointer}/funds/{index}/{column}": value for index, value in stated.items()}
    where = f"{pointer}/funds/{at}/{column}"
    fixes = {leaf: value + total - made for leaf, value in parts.items() if value + total >= made}
    # Less than the whole may be a source that the form does not print, unless one of the rest is printed.
    rest = any(_REST.search(fold(form.funds[index].source or "")) for index in stated)
    severity: Severity | None = None if made > total or rest else "warning"
    return hit(
        where,
        *parts,
        fixes=fixes | {where: made},
        severity=severity,
        form=form_name(form, pointer),
        line=form.funds[at].source or "—",
        column=TITLES[column],
        column_en=TITLES_EN[column],
        parts="+".join(str(value) for value in stated.values()),
        expected=made,
        found=total,
    )


def _breakdown_hit(
    form: Form,
    pointer: str,
    words: tuple[str, str],
    stated: Mapping[str, Number],
    totals: tuple[Mapping[str, Number], Number, int],
) -> Hit:
    columns, made, at = totals
    nearest = min(columns, key=lambda name: abs(columns[name] - made))
    all_told = made > max(columns.values()) or len(stated) >= _ALL_KINDS
    return hit(
        *(leaf for leaf, value in stated.items() if value),
        f"{pointer}/funds/{at}/{nearest}",
        fixes={leaf: value + columns[nearest] - made for leaf, value in stated.items() if value},
        severity=None if all_told else "warning",
        form=form_name(form, pointer),
        by=words[0],
        by_en=words[1],
        column=TITLES[nearest],
        column_en=TITLES_EN[nearest],
        expected=columns[nearest],
        found=made,
    )


def _stated(items: Sequence[FundItem], kind: re.Pattern[str], pointer: str) -> dict[str, Number]:
    return {
        f"{pointer}/fund_breakdown/{at}/amount": item.amount
        for at, item in enumerate(items)
        if item.amount is not None and kind.search(fold(item.label))
    }


def _is_partial(words: tuple[str, str], stated: Mapping[str, Number]) -> bool:
    return words is _BY_SPENDING and len(stated) < 2


RULES = (
    funds_parts,
    breakdown_total,
)
