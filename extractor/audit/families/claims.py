"""Sweeping claims of running text that tables or other sentences contradict."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.audit.families.aims import percent_of_an_aim, satisfaction_in_words
from extractor.audit.families.placeholders import options_left, placeholder_left
from extractor.audit.hits import Hit, hit
from extractor.audit.prose import Sentence
from extractor.audit.shared.figures import figures_of
from extractor.audit.shared.forms import FULL, form_name
from extractor.audit.shared.measures import outcome
from extractor.audit.shared.wording import letters, short
from extractor.audit.subject import Subject
from extractor.engines.rules.prose.line import Span
from extractor.engines.rules.prose.naming import core
from extractor.report import Form

_NOTHING_LEFT = re.compile(
    r"(?:资金|经费|预算)[^，。；]{0,6}(?:无|没有|未产生|未形成)(?:任何)?结[余转]|(?:资金|经费|预算)(?:已)?全部(?:执行|使用|支付)完毕"
)
_NO_DEVIATION = re.compile(r"(?:预算|决算)[^。；]{0,24}(?:无|没有|不存在)偏差")
_DEVIATION = re.compile(r"预算[^。；]{0,24}(?:存在|有|出现|产生)(?:了|一定|较大|的)*(?:偏差|差异|出入)")
_BODY = re.compile(r"(?:县|区|镇|乡|街道|旗)")
_ABOVE = re.compile(
    r"(?:确保|推进|推动|提升|提高|完成|加强|促进|[:：，]|^)全省[^，。；]{0,20}(?:任务|质量|水平|建设|工作|体系)[^，。；]{0,6}(?:完成|提升|提高|加强|推进)"
)
_HONOUR = re.compile(r"前列|先进|排名|领先|平均|示范|会议|要求|部署|方案|统一|评比|考核|表彰")
_MEASURABLE = re.compile(
    r"指标(?:设[置计定]|编制)?[^。；;不未欠]{0,16}(?:可考核|可衡量|易于(?:评价|考核|量化)|量化准确|细化量化|清晰准确|明确量化)"
    r"|(?:可考核|可衡量)[^。；;不未欠]{0,8}指标"
)
_VAGUE = (placeholder_left, options_left, percent_of_an_aim, satisfaction_in_words)
_FEWEST = 2
_SHARE_LEFT = 0.005
_SHORTEST = 4
_NO_PROBLEMS = re.compile(
    r"存在(?:的)?(?:主要)?问题(?:及原因(?:分析)?)?[:：,，](?:无|没有|暂无|不存在)[。；;]?$"
)
_SCORED = re.compile(r"(?:得分|总分|评分)(?:为|是)?[:：]?(\d+(?:\.\d+)?)分")
_SECRET = re.compile(r"涉密[^。]{0,16}(?:不作|不予|不宜|不|未)(?:对外)?公开")


def nothing_left_told(subject: Subject) -> Iterator[Hit]:
    """Money told as spent to the end though a form has some left."""
    left = {
        f"{at}/executed": form
        for at, form, line in subject.funds
        if _is_left(line.annual_budget, line.executed)
    }
    for sentence in subject.prose.sentences if left else ():
        found = _NOTHING_LEFT.search(sentence.plain)
        here = {at: form for at, form in left.items() if found and sentence.concerns(form.project_name)}
        if found and here:
            place = subject.prose.places(sentence.span.cut(*found.span()))
            names = "、".join(dict.fromkeys(short(form_name(form, at), 20) for at, form in here.items()))
            yield hit(*here, places=place, found=found[0], forms=names)


def deviation_denied(subject: Subject) -> Iterator[Hit]:
    """A budget told as carried out without deviation in one place, and with some in another."""
    denied = _first(subject, _NO_DEVIATION)
    for sentence in subject.prose.sentences if denied else ():
        found = _DEVIATION.search(sentence.plain)
        if (
            found
            and denied
            and not _NO_DEVIATION.search(sentence.plain)
            and sentence.section is denied[0].section
        ):
            places = subject.prose.places(denied[1], sentence.span.cut(*found.span()))
            yield hit(places=places, one=denied[1].plain, other=found[0])
            return


def goals_of_the_province(subject: Subject) -> Iterator[Hit]:
    """A goal of a county or township that is that of the whole province."""
    body = f"{subject.report.organization or ''}{subject.report.title or ''}".replace("自治区", "")
    for sentence in subject.prose.sentences if _BODY.search(body) else ():
        found = _ABOVE.search(sentence.plain)
        if (
            found
            and any("目标" in heading for heading in sentence.headings)
            and not _HONOUR.search(sentence.plain)
        ):
            yield hit(
                places=subject.prose.places(sentence.span.cut(*found.span())),
                found=short(sentence.plain.rstrip("。;；")),
            )


def problems_denied(subject: Subject) -> Iterator[Hit]:
    """A report that names no problems though its own score lacks points, or its form missed targets."""
    for sentence in subject.prose.sentences:
        found = _NO_PROBLEMS.search(sentence.plain)
        if not found:
            continue
        missed = [
            at for at, form, row in subject.rows if outcome(row) == "missed" and _is_its(sentence, form)
        ]
        score = _score_of(subject, sentence)
        if missed or score:
            yield hit(
                *(f"{at}/actual" for at in missed),
                places=subject.prose.places(sentence.span.cut(*found.span()), *([score] if score else [])),
                score=f"自评{score.plain}" if score else "自评满分或未写得分",
                score_en="a score below the full one" if score else "no score below the full one",
                missed=len(missed),
            )


def measurable_told(subject: Subject) -> Iterator[Hit]:
    """Indicators told as measurable though several have no target that could be measured."""
    vague = list(dict.fromkeys(one.pointers[0] for rule in _VAGUE for one in rule(subject)))
    vague = [at for at in vague if at.endswith("/target")]
    for sentence in subject.prose.sentences if len(vague) >= _FEWEST else ():
        if found := _MEASURABLE.search(sentence.plain):
            place = subject.prose.places(sentence.span.cut(*found.span()))
            yield hit(*vague, places=place, found=found[0], count=len(vague))
            return


def secret_told(subject: Subject) -> Iterator[Hit]:
    """A project told as secret and not to be published, of which the report has the form."""
    for sentence in subject.prose.sentences:
        found = _SECRET.search(sentence.plain)
        above = letters("".join((*sentence.headings[-1:], sentence.plain))) if found else ""
        for at, form in subject.forms if found else ():
            name = letters(core(form.project_name or ""))
            if len(name) >= _SHORTEST and name in above and form.indicators:
                place = subject.prose.places(sentence.span)
                yield hit(f"{at}/project_name", places=place, form=form.project_name)


def average_told(subject: Subject) -> Iterator[Hit]:
    """A mean score told that is not the mean of the list, or of the forms."""
    listed = [line.score for _, line in subject.projects if line.score is not None]
    forms = [
        form.total_score
        for _, form in subject.forms
        if form.kind == "project" and form.total_score is not None
    ]
    means = [sum(scores) / len(scores) for scores in (listed, forms) if scores]
    for sentence in subject.prose.sentences if means else ():
        for one in figures_of(sentence):
            told = one.unit == "分" and re.search(r"平均(?:得?分|分数|自评得分)?(?:为|达|达到)?$", one.label)
            if told and not any(one.says(mean) for mean in means):
                yield hit(places=subject.prose.places(one.span), expected=round(means[0], 2), found=one.value)


def _is_its(sentence: Sentence, form: Form) -> bool:
    """Whether a form is what the report around a sentence is about."""
    return form.kind == sentence.section.kind and sentence.concerns(form.project_name)


def _score_of(subject: Subject, sentence: Sentence) -> Span | None:
    """Where the report around a sentence gives its score, if that is below the full one."""
    for other in subject.prose.sentences:
        found = _SCORED.search(other.plain) if other.section is sentence.section else None
        if found:
            return other.span.cut(*found.span()) if float(found[1]) < FULL else None
    return None


def _is_left(budget: float | None, spent: float | None) -> bool:
    return budget is not None and spent is not None and budget - spent > _SHARE_LEFT * budget


def _first(subject: Subject, pattern: re.Pattern[str]) -> tuple[Sentence, Span] | None:
    for sentence in subject.prose.sentences:
        if found := pattern.search(sentence.plain):
            return sentence, sentence.span.cut(*found.span())
    return None


RULES = (
    nothing_left_told,
    deviation_denied,
    problems_denied,
    secret_told,
    measurable_told,
    average_told,
    goals_of_the_province,
)
