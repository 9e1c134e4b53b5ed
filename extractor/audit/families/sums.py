"""Arithmetic in running text: parts against their total, shares, growth, rates, budgets adjusted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

from extractor.audit.hits import Hit, hit
from extractor.audit.shared.figures import CHANGE, Figure, Parts, figures_of, parts_of
from extractor.audit.subject import Subject
from extractor.audit.tolerance import RATE, adds_up
from extractor.result import Severity

_NO_PART = re.compile(
    r"增加|减少|增长|下降|结余|结转|剩余|涉及|每|人均|追[加减]|调[整增减]|退休|离休|离退|比上|较上|完成|控制|实际支出|实际执行|执行数|已支出"
)
_WHOLE: tuple[tuple[re.Pattern[str], ...], ...] = (
    (re.compile("基本支出"), re.compile("项目支出")),
    (re.compile("人员(?:经费|支出)"), re.compile("公用(?:经费|支出)"), re.compile("项目支出")),
    (re.compile("人员(?:经费|支出)"), re.compile("(?:日常)?公用(?:经费|支出)")),
    (re.compile("行政(?:编制|人员)?"), re.compile("(?:全额)?事业(?:编制|人员)?")),
    (re.compile("年初"), re.compile("追加|调整|调增")),
    (re.compile("一级"), re.compile("二级"), re.compile("三级")),
)
_SMALL = 0.02
_FEWEST = 2
_COMPARING = re.compile(
    r"[比较与同]|上年|去年|上期|20\d\d年度?|年初|预算数?|[相环]比|[各共均]|总计|了|约|额|增加|增长|上升|减少|下降|降低|[多少其中]"
)
_EARLIER = re.compile(r"上年|去年|同期|年初|原")
_YEAR = re.compile(r"20\d\d(?=年)")
_GREW = re.compile(r"(?:增加|增长|上升|多)了?(?:约|额)?$")
_FELL = re.compile(r"(?:减少|下降|降低|少)了?(?:约|额)?$")
_RATE_OF_CHANGE = re.compile(r"(?:增|减|降|上升|提高|同比|幅)[^\d]*$")
_EXECUTED = re.compile(r"实际支出|实际执行|执行数|全年执行|已支出|支付|实际使用|完成支出|支出$|支出为$")
_EXECUTION = re.compile(r"执行率|执行进度|支出进度|支出率")
_BUDGET = re.compile(r"预算|资金|金额|合计|共计|总计|安排|下达|批复|到位")
_ASIDE = re.compile(r"年初|追加|结余|结转|收入|上年")
_SHARE = re.compile(r"占(?:比|总额的|总支出的|支出总额的|全部支出的|总数的)?(?:为|约)?$")


def parts_told(subject: Subject) -> Iterator[Hit]:
    """Parts that a sentence gives and that do not come to its total."""
    for figures in _sentences(subject):
        for one in parts_of(figures):
            parts, whole = _claimed(one)
            values = [_signed(part) for part in parts]
            severity = None if _holds(one) else _severity_of_sum(values, one.total, whole)
            if severity:
                yield hit(
                    places=subject.prose.places(one.total.span, *(part.span for part in parts)),
                    severity=severity,
                    parts="＋".join(f"{part.label}{part.digits}" for part in parts),
                    expected=one.total.value,
                    found=sum(values),
                    unit=_unit(one.total),
                )


def share_told(subject: Subject) -> Iterator[Hit]:
    """A share that is not what its part is of the total, nor of any other amount of the sentence."""
    for figures in _sentences(subject):
        after = dict(zip(figures, figures[1:], strict=False))
        for one in parts_of(figures):
            for part in one.parts:
                share = after.get(part)
                if (
                    not share
                    or share.kind != "percent"
                    or not _SHARE.search(share.label)
                    or not one.total.value
                ):
                    continue
                bases = [whole.value for whole in figures if whole.kind == part.kind and whole is not part]
                if not any(_is_rate(share, part.value, base) for base in bases):
                    places = subject.prose.places(part.span, share.span, one.total.span)
                    made = round(100 * part.value / one.total.value, 2)
                    yield hit(places=places, part=part.label or part.digits, expected=made, found=share.value)


def growth_told(subject: Subject) -> Iterator[Hit]:
    """A rate of growth that does not follow from the amount, and from how much it grew."""
    before: Figure | None = None
    for figures in _sentences(subject):
        for change, rate in zip(figures, figures[1:], strict=False):
            sign = _sign_of(change, rate)
            current = _current(figures, change) or (before if _opens(change) else None)
            if not sign or current is None or not _is_of(change, current):
                continue
            earlier = [one for one in figures if one.end <= change.start and one.kind == change.kind]
            bases = [one.value - sign * change.value for one in (*earlier, current)]
            bases += [one.value for one in earlier if _is_earlier(one)]
            if any(_is_rate(rate, change.value, base) for base in bases):
                continue
            base = current.value - sign * change.value
            near = current.sentence is change.sentence
            yield hit(
                places=subject.prose.places(change.span, rate.span, current.span),
                severity=None if near else "warning",
                now=current.value,
                change=change.value,
                unit=_unit(change),
                expected=round(100 * change.value / base, 2) if base > 0 else "—",
                found=rate.value,
            )
        before = _total_of(figures)


def execution_told(subject: Subject) -> Iterator[Hit]:
    """A rate of execution that no two amounts of its sentence make."""
    for figures in _sentences(subject):
        for at, rate in enumerate(figures):
            if rate.kind != "percent" or not _EXECUTION.search(rate.label):
                continue
            money = [one for one in figures[:at] if one.kind == "money"]
            spent = next((one for one in reversed(money) if _EXECUTED.search(one.label)), None)
            budget = _budget_before(money, spent)
            if not spent or not budget or not budget.value:
                continue
            if not any(_is_rate(rate, one.value, whole.value) for one, whole in permutations(money, 2)):
                yield hit(
                    places=subject.prose.places(rate.span, spent.span, budget.span),
                    part=spent.value,
                    whole=budget.value,
                    expected=round(100 * spent.value / budget.value, 2),
                    found=rate.value,
                )


def adjusted_told(subject: Subject) -> Iterator[Hit]:
    """A budget of the year that is not the initial one with what was added, all in one sentence."""
    for figures in _sentences(subject):
        plain = [one for one in figures if one.kind == "money" and not _bracketed(one)]
        initial = [one for one in plain if re.search("年初", one.label) and "项目" not in one.label]
        added = [one for one in plain if re.search(r"追[加减]|调[增减]", one.label)]
        annual = [
            one
            for one in plain
            if re.search(r"全年|调整后|总收入|总预算", one.label) and one not in initial + added
        ]
        if len(initial) == len(added) == len(annual) == 1:
            sign = -1 if re.search("[追调]减", added[0].label) else 1
            made = initial[0].value + sign * added[0].value
            if not adds_up([initial[0].value, sign * added[0].value], annual[0].value):
                yield hit(
                    places=subject.prose.places(annual[0].span, initial[0].span, added[0].span),
                    expected=made,
                    found=annual[0].value,
                )


def _sentences(subject: Subject) -> Iterator[Sequence[Figure]]:
    return (figures_of(sentence) for sentence in subject.prose.sentences)


def _claimed(one: Parts) -> tuple[Sequence[Figure], bool]:
    """The parts that are to be added up, and whether they are said to be all."""
    for family in _WHOLE:
        found = [next((part for part in one.parts if kind.search(part.label)), None) for kind in family]
        chosen = [part for part in found if part]
        if len(chosen) == len(family):
            return chosen, True
    return [part for part in one.parts if not _NO_PART.search(part.label)], False


def _holds(one: Parts) -> bool:
    """Whether the parts make the total, up to any of them: what follows may be something else."""
    chosen = [_signed(part) for part in _claimed(one)[0]]
    named = [part.value for part in one.parts if not _NO_PART.search(part.label)]
    every = [_signed(part) for part in one.parts]
    total = one.total.value
    return any(
        adds_up(some[:upto], total) for some in (chosen, named, every) for upto in range(1, len(some) + 1)
    )


def _signed(part: Figure) -> float:
    return -part.value if re.search("[追调核]减", part.label) else part.value


def _severity_of_sum(values: Sequence[float], total: Figure, whole: bool) -> Severity | None:
    above = sum(values) - total.value
    if whole:
        # Of posts and people a kind may be left out; money that is basic or on projects is all there is.
        return "error" if above > 0 or total.kind == "money" else "warning"
    if len(values) < _FEWEST or max(values) > total.value:
        return None
    return "warning" if above > 0 or -above <= _SMALL * total.value else None


def _is_rate(rate: Figure, part: float, whole: float) -> bool:
    return whole > 0 and abs(100 * part / whole - rate.value) <= rate.slack + RATE


def _sign_of(change: Figure, rate: Figure) -> int:
    """1 where a figure says by how much something grew and the next one by which rate, -1 where it fell, else 0."""
    told = change.kind != "percent" and rate.kind == "percent" and _RATE_OF_CHANGE.search(rate.label)
    if not told or rate.start - change.end > len(rate.label) + 1:
        return 0
    return 1 if _GREW.search(change.label) else -1 if _FELL.search(change.label) else 0


def _current(figures: Sequence[Figure], change: Figure) -> Figure | None:
    """The amount that grew: the last one before that is none of change."""
    earlier = [one for one in figures if one.end <= change.start and one.kind == change.kind]
    return next((one for one in reversed(earlier) if not CHANGE.search(one.label)), None)


def _is_earlier(one: Figure) -> bool:
    """Whether an amount is of an earlier year than others of its sentence."""
    own, years = _YEAR.search(one.label), _YEAR.findall(one.sentence.plain)
    return bool(_EARLIER.search(one.label)) or bool(own and own[0] < max(years))


def _is_of(change: Figure, current: Figure) -> bool:
    """Whether a change is of an amount: it names nothing of its own, or what the amount names."""
    subject = _COMPARING.sub("", change.label)
    return change.kind == current.kind and (not subject or subject in current.label or _opens(change))


def _opens(change: Figure) -> bool:
    """Whether a sentence goes on from the one before: 与上年相比……增加."""
    return bool(re.match(r"^(?:与|比|较|同比)", change.sentence.plain))


def _total_of(figures: Sequence[Figure]) -> Figure | None:
    return figures[0] if figures and figures[0].kind == "money" else None


def _budget_before(money: Sequence[Figure], spent: Figure | None) -> Figure | None:
    earlier = [one for one in money if spent and one.end <= spent.start]
    return next(
        (one for one in reversed(earlier) if _BUDGET.search(one.label) and not _ASIDE.search(one.label)), None
    )


def _bracketed(one: Figure) -> bool:
    before = one.sentence.plain[: one.start]
    return before.count("(") > before.count(")")


def _unit(one: Figure) -> str:
    return "万元" if one.kind == "money" else one.unit


RULES = (parts_told, share_told, growth_told, execution_told, adjusted_told)
