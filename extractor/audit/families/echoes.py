"""What running text says of an indicator, of the staff, or of all targets, against the forms."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from extractor.audit.families.years import SELF
from extractor.audit.hits import Hit, hit
from extractor.audit.shared.figures import CHANGE, Figure, figures_of
from extractor.audit.shared.forms import is_execution, row_name
from extractor.audit.shared.measures import comparable, outcome, scale
from extractor.audit.shared.wording import letters, pairs, short
from extractor.audit.subject import Subject
from extractor.audit.tolerance import rounding, same
from extractor.report import Form, Indicator, Number, Operator, Quantity

_COUNTED = re.compile(r"(?:数量?|人数|次数|件数|金额|总数|情况)$")
_OTHER_TIME = re.compile(r"上半年|下半年|季度|每[年月周天]|上年|去年|同期|历年|累计至|\d月底?|计划|拟|目标")
_SHORTEST = 4
_TAIL = 5
_FEWEST = 3
_MOST = 0.75
_ALIKE = 0.6
_LOOSE = 3
_ALL_MET = re.compile(
    r"全[部面](?:完成|实现|达到|达成)了?(?:年度|年初|预期|设定|既定|各项|的)*绩效(?:目标|指标)"
    r"|(?<!基本)(?<!总体)符合(?:绩效目标的?预期|预期的?绩效目标)"
    r"|绩效(?:目标|指标)(?:均|全部|都)已?(?:完成|实现|达成|达到)|绩效目标完成[^，。]{0,4}[，,]?无偏差"
)
_STAFF = (
    (("编制数", "posts"), re.compile(r"编制(?:人数|总数|数)?(?:为|共)?$"), re.compile(r"编制(?:人?数)?$")),
    (
        ("在职人数", "staff"),
        re.compile(r"(?:在职(?:在编)?|在编|实有(?:在职|在编)*)(?:人员|人数|职工)?(?:总数|数)?(?:为|共)?$"),
        re.compile(r"在职人数|实有人数|在编人数"),
    ),
)


def row_told(subject: Subject) -> Iterator[Hit]:
    """A value told of an indicator that is neither its actual value nor its target."""
    figures = _by_sign(subject)
    forms = Counter(
        name for _, form in subject.forms for name in {letters(row.level3 or "") for row in form.indicators}
    )
    for pointer, form, row in subject.rows:
        name = _COUNTED.sub("", letters(row.level3 or ""))
        # The rate of execution that the text tells is that of all the money, not of one form.
        if len(name) < _SHORTEST or is_execution(row) or not (row.actual or row.target):
            continue
        told = [one for one in figures[name[0]] if _speaks_of(one, name, form) and _same_kind(one, row)]
        if forms[letters(row.level3 or "")] > 1:
            # Of 群众满意度 on every form only a project's own report tells which is meant.
            told = [one for one in told if one.sentence.section.kind == "project"]
        if told and not any(_is_said(one, row) for one in told):
            cells = (
                ("actual", "target") if row.actual and _pair(told[0], row.actual) else ("target", "actual")
            )
            value: Quantity | None = getattr(row, cells[0])
            yield hit(
                *(f"{pointer}/{cell}" for cell in cells),
                places=subject.prose.places(told[0].span),
                row=row.level3,
                expected=f"{told[0].digits}{told[0].unit}",
                found=value.text if value else "—",
            )


def target_told(subject: Subject) -> Iterator[Hit]:
    """A target told for an indicator of which a form has another one."""
    rows: dict[str, list[tuple[str, Indicator]]] = {}
    for pointer, _, row in subject.rows:
        rows.setdefault(letters(row.level3 or ""), []).append((pointer, row))
    for at, told in enumerate(subject.report.narrative_indicators):
        same_name = rows.get(letters(told.level3 or ""), []) if told.level3 else []
        if len(same_name) == 1 and told.target and _differ(told.target, same_name[0][1].target):
            pointer, row = same_name[0]
            yield hit(
                f"{pointer}/target",
                f"/narrative_indicators/{at}/target",
                row=row_name(row),
                expected=told.target.text,
                found=row.target.text if row.target else "—",
            )


def targets_without_row(subject: Subject) -> Iterator[Hit]:
    """Targets told in running text of which no form has any: what became of them is told nowhere."""
    told = {
        at: one for at, one in enumerate(subject.report.narrative_indicators) if one.level3 and not one.actual
    }
    rows = [letters(row.level3 or "") for _, _, row in subject.rows if row.level3]
    if len(told) < _FEWEST or not rows:
        return
    apart = [
        at
        for at, one in told.items()
        if not any(_is_one_indicator(letters(one.level3 or ""), row) for row in rows)
    ]
    if len(apart) >= _MOST * len(told):
        names = "、".join(told[at].level3 or "" for at in apart[:_FEWEST])
        yield hit(*(f"/narrative_indicators/{at}/target" for at in apart), count=len(apart), names=names)


def staff_told(subject: Subject) -> Iterator[Hit]:
    """Posts or staff told otherwise than the table of key figures has them."""
    for title, in_text, in_table in _STAFF:
        cells = {
            f"/data_table/{at}/value": cell.value
            for at, cell in enumerate(subject.report.data_table)
            if cell.value is not None and (in_table.search(cell.column) or in_table.search(cell.item or ""))
        }
        told = _people(subject, in_text)
        if (
            len(cells) == 1
            and told
            and not any(same(one.value, value) for one in told for value in cells.values())
        ):
            place = subject.prose.places(told[0].span)
            yield hit(
                *cells,
                places=place,
                what=title[0],
                what_en=title[1],
                expected=told[0].value,
                found=next(iter(cells.values())),
            )


def staff_above_posts(subject: Subject) -> Iterator[Hit]:
    """More staff on the establishment told than it has posts."""
    posts, staff = (_people(subject, in_text) for _, in_text, _ in _STAFF)
    for post, person in zip(posts, staff, strict=False):
        if person.value > post.value:
            yield hit(
                places=subject.prose.places(person.span, post.span), expected=post.value, found=person.value
            )


def all_met_told(subject: Subject) -> Iterator[Hit]:
    """All targets told as met though a form has rows that missed theirs."""
    missed = {f"{at}/actual": (form, row) for at, form, row in subject.rows if outcome(row) == "missed"}
    for sentence in subject.prose.sentences if missed else ():
        found = _ALL_MET.search(sentence.plain)
        here = {
            at: row for at, (form, row) in missed.items() if found and sentence.concerns(form.project_name)
        }
        if found and here:
            place = subject.prose.places(sentence.span.cut(*found.span()))
            names = "、".join(short(row_name(row), 20) for row in here.values())
            yield hit(*here, places=place, found=found[0], rows=names)


def _is_one_indicator(one: str, other: str) -> bool:
    mine, theirs = pairs(one), pairs(other)
    return len(mine & theirs) >= _ALIKE * max(1, min(len(mine), len(theirs)))


def _is_current(one: Figure, subject: Subject) -> bool:
    """Whether a figure is of the year evaluated and of all of it."""
    before = "" if SELF.search(one.sentence.plain) else one.sentence.plain[: one.start]
    years = set(re.findall(r"20\d\d(?=年)", before)) - {str(subject.report.fiscal_year)}
    return not years and not CHANGE.search(one.label) and not _OTHER_TIME.search(one.label)


def _by_sign(subject: Subject) -> Mapping[str, Sequence[Figure]]:
    """The figures of the year evaluated by each character of the words before them."""
    found: dict[str, list[Figure]] = defaultdict(list)
    for sentence in subject.prose.sentences:
        for one in figures_of(sentence):
            if _is_current(one, subject):
                for sign in set(letters(one.label)):
                    found[sign].append(one)
    return found


def _speaks_of(one: Figure, name: str, form: Form) -> bool:
    """Whether the words before a figure name an indicator of a form, in one piece or, in its own report, in order."""
    label = letters(one.label)
    at = label.rfind(name)
    if at >= 0:
        return len(label) - at - len(name) <= _TAIL and one.sentence.concerns(form.project_name)
    in_report = one.sentence.section.kind == "project" and one.kind != "money"
    if not in_report or len(label) > _LOOSE * len(name) + _TAIL:
        return False
    rest = iter(label)
    return all(sign in rest for sign in name) and one.sentence.concerns(form.project_name)


def _same_kind(one: Figure, row: Indicator) -> bool:
    measure = row.target if row.target and row.target.value is not None else row.actual
    if measure is None or measure.value is None:
        return False
    if not measure.unit:
        return one.kind in ("people", "count")
    return scale(one.unit)[1] == scale(measure.unit)[1]


def _is_said(one: Figure, row: Indicator) -> bool:
    pairs = [
        (*pair, value.operator if value is row.actual else None)
        for value in (row.actual, row.target)
        if value and (pair := _pair(one, value))
    ]
    slack = rounding(_number(one)) * scale(one.unit)[0]
    return not pairs or any(
        abs(told - value) < slack or same(told, value) or _bounds(operator, told, value)
        for told, value, operator in pairs
    )


def _bounds(operator: Operator | None, told: float, value: float) -> bool:
    """Whether an actual value given as ≥90% leaves room for what is told."""
    return (operator in (">=", ">") and told >= value) or (operator in ("<=", "<") and told <= value)


def _pair(one: Figure, value: Quantity) -> tuple[float, float] | None:
    return comparable(Quantity(text="", operator=None, value=_number(one), unit=one.unit), value)


def _number(one: Figure) -> Number:
    return float(one.digits.replace(",", ""))


def _differ(told: Quantity, target: Quantity | None) -> bool:
    pair = comparable(told, target) if target else None
    return pair is not None and not same(*pair)


def _people(subject: Subject, pattern: re.Pattern[str]) -> Sequence[Figure]:
    every = [
        one for sentence in subject.prose.sentences for one in figures_of(sentence) if one.kind == "people"
    ]
    return [
        one for one in every if pattern.search(one.label) and _is_current(one, subject) and not _is_part(one)
    ]


def _is_part(one: Figure) -> bool:
    return bool(re.search(r"行政|事业|工勤|参公|其中", one.label))


RULES = (row_told, target_told, targets_without_row, staff_told, all_met_told, staff_above_posts)
