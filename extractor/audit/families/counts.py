"""Counts, grades, scores and rates told in running text against list and forms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from extractor.audit.families.grades import grade_in
from extractor.audit.hits import Hit, hit
from extractor.audit.prose import Sentence
from extractor.audit.shared.accounts import department_of
from extractor.audit.shared.figures import Figure, figures_of
from extractor.audit.shared.forms import form_name
from extractor.audit.shared.wording import letters
from extractor.audit.subject import Subject
from extractor.audit.tolerance import RATE, same
from extractor.engines.rules.prose.naming import core
from extractor.report import Form

_RATE = re.compile(
    r"(?:全年|年度|总体|整体|综合|平均|部门|项目|的)*(?:预算|资金|支出)*(?:总)?(?:执行率|执行进度)(?:达到了?|为|达|是|约)?"
)
_THIS = re.compile(r"[该本此]项目")
_SOME = re.compile(r"追加|新增|上年|结转|中央|省级|市级|未|尚|其中|选取|抽取|重点|类|每个|下属|多")
_RUN = re.compile(r"执行|实施|开展")
_DONE = re.compile(r"(?:已|全部|均|实际)完成")
_PLANNED = re.compile(r"上报|预算|申报|计划|拟")
_EVALUATED = re.compile(r"绩效评价|自评")
_MANY = re.compile(r"余|多|以上|以下")
_GRADES = re.compile(
    r"(\d+)个(?:项目)?(?:绩效)?(?:自评|评价)?(?:结果|等级|等次)?(?:评定)?(?:评?为|是)?[“\"]?(优秀?|良好?|中等?|差)(?![^，、,。;；”\"]{2})|[“\"]?(优秀?|良好?|中等?|差)[”\"]?等?的?(?:项目)?(?:有)?(\d+)个"
)


def project_count_told(subject: Subject) -> Iterator[Hit]:
    """A number of projects told that is not that of the list."""
    listed = len(subject.report.project_list)
    told = [one for one in _project_counts(subject) if not _SOME.search(one.label)]
    if not listed or not told or any(one.value == listed for one in told):
        return
    place = subject.prose.places(told[0].span)
    yield hit("/project_list", places=place, expected=told[0].value, found=listed)


def executed_count_told(subject: Subject) -> Iterator[Hit]:
    """More projects told as carried out than the list has any spending of."""
    idle = {f"{at}/executed": line.project_name for at, line in subject.projects if line.executed == 0}
    run = sum(bool(line.executed) for _, line in subject.projects)
    told = [one for one in _project_counts(subject) if _is_run(one) and one.value > run]
    if idle and run and told:
        names = "、".join(name or "—" for name in idle.values())
        places = subject.prose.places(*(one.span for one in told))
        yield hit(*idle, places=places, project=names, expected=run, found=told[0].value)


def forms_fewer_than_told(subject: Subject) -> Iterator[Hit]:
    """Fewer forms of projects than projects are listed, or told as evaluated."""
    forms = sum(form.kind == "project" for _, form in subject.forms)
    names = {letters(core(line.project_name or "")) for _, line in subject.told_projects}
    known = {len(names), len(subject.report.project_list)} if forms else set()
    for one in _project_counts(subject) if subject.report.forms else ():
        if one.value > forms and not _SOME.search(one.label) and (one.value in known or _is_evaluated(one)):
            yield hit(
                "/forms",
                places=subject.prose.places(one.span),
                expected=one.value,
                found=forms,
                forms=f"仅附{forms}张项目自评表" if forms else "未附项目自评表",
                forms_en=f"forms of projects attached: {forms}",
            )
            return


def score_unsupported(subject: Subject) -> Iterator[Hit]:
    """A score told though no form of the report scores anything."""
    forms = subject.report.forms
    if not forms or any(form.total_score is not None for form in forms):
        return
    if any(row.score is not None for _, _, row in subject.rows):
        return
    for at, said in enumerate(subject.report.conclusions):
        if said.score is not None:
            yield hit(f"/conclusions/{at}/score", found=said.score, scope=said.scope or "—")


def grades_told(subject: Subject) -> Iterator[Hit]:
    """How many projects are told to have a grade, against the grades of the list."""
    listed = Counter(grade for _, line in subject.projects if (grade := grade_in(line.grade)))
    for sentence, told in _told_grades(subject) if listed else ():
        for grade, count in told.items():
            if count != listed[grade]:
                cells = [f"{at}/grade" for at, line in subject.projects if grade_in(line.grade) == grade]
                yield hit(
                    *(cells or ["/project_list"]),
                    places=subject.prose.places(sentence.span),
                    grade=grade,
                    expected=count,
                    found=listed[grade],
                )


def grades_of_all(subject: Subject) -> Iterator[Hit]:
    """Grades told that together are not the number of projects the same sentence gives before."""
    for sentence, told in _told_grades(subject):
        first = _GRADES.search(sentence.plain)
        figures = [one for one in figures_of(sentence) if first and one.end <= first.start()]
        whole = next((one for one in figures if one.unit == "个" and _is_of_projects(one)), None)
        if whole and len(told) > 1 and whole.value != sum(told.values()):
            place = subject.prose.places(sentence.span)
            yield hit(places=place, expected=whole.value, found=sum(told.values()))


def score_told(subject: Subject) -> Iterator[Hit]:
    """A score told otherwise than the total of the form that it speaks of."""
    for at, said in enumerate(subject.report.conclusions):
        match = _form_of(subject, said.scope or "")
        if said.score is None or not match or match[1].total_score is None:
            continue
        pointer, form = match
        if form.total_score is not None and not same(said.score, form.total_score):
            where = f"/conclusions/{at}/score"
            yield hit(
                where,
                f"{pointer}/total_score",
                fixes={where: form.total_score, f"{pointer}/total_score": said.score},
                form=form_name(form, pointer),
                expected=form.total_score,
                found=said.score,
            )


def rate_told(subject: Subject) -> Iterator[Hit]:
    """The rate of execution of all the money told otherwise than list, forms or text make it."""
    made = list(_rates(subject))
    names = _project_names(subject)
    for sentence in subject.prose.sentences if made else ():
        figures = figures_of(sentence)
        if any(one.kind == "money" for one in figures) or _is_on_project(sentence, names):
            continue
        for rate in figures:
            told = rate.kind == "percent" and _RATE.fullmatch(rate.label)
            if told and all(abs(value - rate.value) > rate.slack + RATE for _, value in made):
                place = subject.prose.places(rate.span)
                yield hit(made[0][0], places=place, expected=round(made[0][1], 2), found=rate.value)


def _is_on_project(sentence: Sentence, names: Sequence[str]) -> bool:
    """Whether a sentence is about one project, by itself or by what it stands under."""
    if sentence.section.kind == "project" or _THIS.search(sentence.plain):
        return True
    above = letters("".join((*sentence.headings, sentence.plain)))
    return any(name in above for name in names)


def _project_names(subject: Subject) -> list[str]:
    named = [form.project_name for _, form in subject.forms]
    named += [line.project_name for _, line in (*subject.projects, *subject.told_projects)]
    return [plain for name in named if name and len(plain := letters(core(name))) > 1]


def _rates(subject: Subject) -> Iterator[tuple[str, float]]:
    """What the rate of execution of all the money comes to, by each of the tables that tell it."""
    lines, totals = subject.report.project_list, subject.report.project_list_totals
    spent = sum(line.executed or 0 for line in lines)
    budget = sum(line.annual_budget or 0 for line in lines)
    if totals and totals.executed is not None and (whole := totals.annual_budget or budget):
        yield "/project_list_totals/executed", 100 * totals.executed / whole
    if budget:
        yield "/project_list", 100 * spent / budget
    department = department_of(subject)
    for at, line in enumerate(department[1].funds) if department else ():
        if department and line.executed is not None and line.annual_budget:
            yield f"{department[0]}/funds/{at}/executed", 100 * line.executed / line.annual_budget


def _project_counts(subject: Subject) -> Iterator[Figure]:
    for sentence in subject.prose.sentences:
        if sentence.section.kind != "project":
            graded = [found.span() for found in _GRADES.finditer(sentence.plain)]
            counts = (one for one in figures_of(sentence) if _is_of_projects(one))
            yield from (one for one in counts if not any(a <= one.start < b for a, b in graded))


def _is_run(one: Figure) -> bool:
    """Whether projects are told as carried out, and not as planned or evaluated."""
    if _DONE.search(one.label) and not _EVALUATED.search(one.label):
        return True
    return bool(_RUN.search(one.label)) and not _PLANNED.search(one.label)


def _is_evaluated(one: Figure) -> bool:
    after = one.sentence.plain[one.end : one.end + 14]
    return bool(_EVALUATED.search(one.label) or _EVALUATED.search(after)) and "绩效目标" not in after


def _is_of_projects(one: Figure) -> bool:
    if one.unit not in ("个", "项") or _MANY.search(one.sentence.plain[one.start : one.end]):
        return False
    plain = one.sentence.plain
    after = re.match(
        r"(?:专项|预算|部门预算)?项目(?!绩效目标|[^，。；]{0,2}指标)", plain[one.end : one.end + 12]
    )
    return bool(after) or bool(
        re.search(
            r"项目(?:共计?|合计|为|有|总数)?$|项目(?:实际)?(?:执行|实施)$|完成[^，]*项目的?$", one.label
        )
    )


def _told_grades(subject: Subject) -> Iterator[tuple[Sentence, Mapping[str, int]]]:
    for sentence in subject.prose.sentences:
        told: dict[str, int] = {}
        for found in _GRADES.finditer(sentence.plain):
            grade = grade_in(found[2] or found[3])
            if grade:
                told[grade] = told.get(grade, 0) + int(found[1] or found[4])
        if told and "指标" not in sentence.plain:
            yield sentence, told


def _form_of(subject: Subject, scope: str) -> tuple[str, Form] | None:
    """The form that a conclusion speaks of: the department's, or the one of that name."""
    own = letters(core(scope))
    found = [
        (at, form)
        for at, form in subject.forms
        if (form.kind == "department" and "整体" in scope)
        or (form.project_name and letters(core(form.project_name)) == own)
    ]
    return found[0] if len(found) == 1 else None


RULES = (
    executed_count_told,
    project_count_told,
    grades_told,
    grades_of_all,
    score_told,
    score_unsupported,
    rate_told,
    forms_fewer_than_told,
)
