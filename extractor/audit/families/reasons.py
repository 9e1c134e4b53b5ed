"""Reasons that a report owes: money left unspent, and nothing said of why."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.audit.hits import Hit, hit
from extractor.audit.shared.figures import figures_of
from extractor.audit.shared.forms import form_name, is_execution, row_name
from extractor.audit.shared.lines import rates_of, whole_of
from extractor.audit.shared.matching import core, matches, names_of
from extractor.audit.subject import Subject
from extractor.report import Form
from extractor.text import fold

_LOW = 80
"""Below that many percent the rules of most provinces ask for the reason."""
_REASON = re.compile(
    r"因[^此而素地材势人]|由于|原因|受[^，。]{1,16}影响|鉴于|尚未|未(?:完工|竣工|开工|启动|结算|验收|实施|支付|申请|发生|下达|到位)|未有|没有"
    r"|结转(?:至|到)?下年|跨年|分期|质保金|按(?:实际|进度)"
)
_MONEY = re.compile(r"执行|支出|支付|资金|经费|预算|进度|项目")
_NOTHING = re.compile(r"(?:无|没有|暂无|无偏差|正常|良好|较好|已?完成|达标|是|优|良|[-/—、.。]+)[。.]?")
_PRAISE = re.compile(
    r"亮点|合理(?:利用|使用|安排)|(?:成效|效果)(?:显著|良好|明显|较好)|圆满|达到预期|按(?:时|期|计划|要求)完成"
)
_CAUSE = re.compile(
    r"因|由于|受|致|未|不|没|差|少|难|低|缺|慢|晚|迟|延|欠|弱|紧|影响|加强|加大|改进|提[高升]|完善|进一步|[下明次]年|今后|将|有待"
)
_EXECUTION = re.compile(r"(?:执行|支出)(?:率|进度)[^，,。;；]{0,4}$")


def execution_unexplained(subject: Subject) -> Iterator[Hit]:
    """Less than 80 % of a budget spent, and no reason given: on a form, in the list, or in running text."""
    for pointer, form in subject.forms:
        rate = _rate(form)
        if rate is not None and rate < _LOW and not _explained(subject, form):
            yield hit(f"{pointer}/funds/0/executed", name=form_name(form, pointer), found=round(rate, 2))
    yield from _of_lines(subject)
    yield from _of_text(subject)


def _of_lines(subject: Subject) -> Iterator[Hit]:
    """Projects of the list that have no form; those of which nothing was spent are told as such."""
    projects = dict(subject.projects)
    has_form = matches(names_of(subject.report.project_list), names_of(subject.report.forms))
    for at, (pointer, line) in enumerate(projects.items()):
        budget, executed = line.annual_budget, line.executed
        if at in has_form or not budget or not executed or subject.document is None:
            continue
        rate = 100 * executed / budget
        if 0 < rate < _LOW and not _reason_told(subject, line.project_name):
            yield hit(f"{pointer}/executed", name=line.project_name or "—", found=round(rate, 2))


def _of_text(subject: Subject) -> Iterator[Hit]:
    """A rate told of the whole, where no form gives it and no sentence a reason."""
    if any(form.kind == "department" and _rate(form) is not None for _, form in subject.forms):
        return
    for sentence in subject.prose.sentences:
        if sentence.section.kind == "project":
            continue
        for figure in figures_of(sentence):
            low = figure.kind == "percent" and figure.value < _LOW and _EXECUTION.search(figure.label)
            if low and not _reason_told(subject, None):
                places = subject.prose.places(figure.span)
                yield hit(places=places, name=subject.report.organization or "—", found=figure.value)
                return


def _rate(form: Form) -> float | None:
    whole = whole_of(form)
    rates = rates_of(whole[1]) if whole else []
    return rates[0] if rates else None


def _explained(subject: Subject, form: Form) -> bool:
    if form.remarks or any(row.deviation_reason for row in form.indicators if is_execution(row)):
        return True
    if any(_REASON.search(row.deviation_reason or "") for row in form.indicators):
        return True
    project = form.project_name if form.kind == "project" else None
    told_result = any(_REASON.search(goal.actual or "") for goal in form.goals)
    return told_result or _reason_told(subject, project)


def _reason_told(subject: Subject, project: str | None) -> bool:
    """Whether a sentence of running text gives a reason for money unspent: of a project, else of any."""
    name = core(project or "")
    for sentence in subject.prose.sentences:
        if not _REASON.search(sentence.plain) or not _MONEY.search(sentence.plain):
            continue
        own = sentence.section.kind == "project" and sentence.concerns(project)
        if not name or own or name in sentence.plain:
            return True
    return False


def reason_says_nothing(subject: Subject) -> Iterator[Hit]:
    """What stands as the reason of points lost has neither a cause nor a measure."""
    for pointer, _, row in subject.rows:
        reason = fold(row.deviation_reason or "")
        if not reason or row.score is None or row.max_score is None or not row.score < row.max_score:
            continue
        praise = _PRAISE.search(reason) and not _CAUSE.search(reason)
        if praise or _NOTHING.fullmatch(reason):
            yield hit(f"{pointer}/deviation_reason", row=row_name(row), found=row.deviation_reason)


RULES = (execution_unexplained, reason_says_nothing)
