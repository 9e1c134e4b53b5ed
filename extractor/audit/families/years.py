"""Years: those printed in titles, goals, rows and running text against the year evaluated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.audit.hits import Hit, hit
from extractor.audit.prose import Sentence
from extractor.audit.shared.forms import form_name, row_name
from extractor.audit.shared.wording import letters, short
from extractor.audit.subject import Subject
from extractor.result import Severity
from extractor.text import fold

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年)")
_RANGE = re.compile(r"20\d\d年?(?:度)?[-—~至到]{1,2}20\d\d年")
_SINCE = re.compile(
    r"20\d\d年(?:度)?(?:以来|起|开始|底|末|结转|决算|至|到|[-—~])|(?:自|从|较|比|与|同比|截至|截止|根据|按照|依据|落实|贯彻|执行)20\d\d年"
)
SELF = re.compile(r"^[^。]{0,8}?(?P<year>20\d\d)年(?:(?!20\d\d年)[^。])*?(?:比|较|与)(?P=year)年")
_LEADING = re.compile(
    r"^(?:[(（]?[\d一二三四五六七八九十]{1,3}[)）、.])?(?P<until>截[至止])?(?P<year>20\d\d)年(?:度)?(?P<end>12月31日)?"
)
_ACCOUNTS = re.compile(r"决算|财政拨款支出|运行经费支出|支出总额|共有车辆|支出合计|收入合计|收、支总计")
_COMPARED = re.compile(r"相比|[比较]20\d\d年|上年|去年")
_NEAR = 2
_UNTIL = re.compile(
    r"截[至止]到?(?:(?P<year>20\d\d)年)?(?:[1-9]|1[01])月(?:份|\d{1,2}日|底|末)?(?!\d)|上半年|前三季度|(?<!\d)1[-—~至]([2-9]|1[01])月份?"
)
_REST = re.compile(r"下半年|第?[三四]季度|全年|12月|监控|自评|评价|自查|通知|批复|次年|下年|预算编制")


def title_year(subject: Subject) -> Iterator[Hit]:
    """A report titled with another year than the one that its tables and figures are of."""
    year, title = subject.report.fiscal_year, subject.report.title or ""
    found = _only_year(title)
    if found and year and found != year:
        yield hit("/title", "/fiscal_year", title=title, expected=year, found=found)


def section_year(subject: Subject) -> Iterator[Hit]:
    """One of several reports in a document titled with another year than the others."""
    year = subject.report.fiscal_year
    seen: set[int] = set()
    for sentence in subject.prose.sentences:
        title = sentence.section.title
        if title is None or id(title) in seen or not year:
            continue
        seen.add(id(title))
        found = _only_year(title.plain)
        if found and found != year and letters(title.plain) not in letters(subject.report.title or ""):
            place = subject.prose.places(title.span(0, len(title.plain)))
            yield hit(places=place, title=title.plain, expected=year, found=found)


def form_year(subject: Subject) -> Iterator[Hit]:
    """A form of another year than the report."""
    year = subject.report.fiscal_year
    for pointer, form in subject.forms:
        printed = _only_year(form.title or "") or form.fiscal_year
        if printed and year and printed != year:
            cell = "title" if _only_year(form.title or "") else "fiscal_year"
            yield hit(
                f"{pointer}/{cell}",
                "/fiscal_year",
                form=form_name(form, pointer),
                expected=year,
                found=printed,
            )


def goal_year(subject: Subject) -> Iterator[Hit]:
    """A goal that speaks of another year than the one evaluated, and of no other."""
    for pointer, form, goal in subject.goals:
        year = form.fiscal_year or subject.report.fiscal_year
        for name, text in (("expected", goal.expected), ("actual", goal.actual)):
            found = _only_year(text or "")
            if (
                found
                and year
                and found < year
                and found >= year - _NEAR
                and not _SINCE.search(fold(text or ""))
            ):
                form_at = pointer.rpartition("/goals/")[0]
                yield hit(f"{pointer}/{name}", form=form_name(form, form_at), expected=year, found=found)


def row_year(subject: Subject) -> Iterator[Hit]:
    """A target or an actual value with another year than the one evaluated."""
    for pointer, form, row in subject.rows:
        year = form.fiscal_year or subject.report.fiscal_year
        for name, value in (("target", row.target), ("actual", row.actual)):
            text = value.text if value else ""
            found = _only_year(text)
            if found and year and found != year and not _SINCE.search(fold(text)):
                severity: Severity | None = None if found < year else "info"
                yield hit(
                    f"{pointer}/{name}", severity=severity, row=row_name(row), expected=year, found=found
                )


def project_year(subject: Subject) -> Iterator[Hit]:
    """A project named by another year than the one evaluated."""
    named = [(at, form.project_name, form.fiscal_year) for at, form in subject.forms]
    named += [(at, line.project_name, None) for at, line in subject.projects]
    for pointer, name, own in named:
        year, found = own or subject.report.fiscal_year, _only_year(name or "")
        if found and year and found != year:
            yield hit(f"{pointer}/project_name", project=name, expected=year, found=found)


def compared_with_itself(subject: Subject) -> Iterator[Hit]:
    """A year whose figures are compared with those of the same year."""
    for sentence in subject.prose.sentences:
        if found := SELF.search(sentence.plain):
            place = subject.prose.places(sentence.span.cut(*found.span()))
            yield hit(places=place, found=found["year"], cell=short(sentence.plain))


def account_year(subject: Subject) -> Iterator[Hit]:
    """A sentence that gives another year's accounts as those of the year evaluated."""
    year = subject.report.fiscal_year
    for sentence in subject.prose.sentences:
        found = _LEADING.search(sentence.plain)
        if not found or not year or not 0 < abs(int(found["year"]) - year) <= _NEAR:
            continue
        plain = sentence.plain
        if not (_ACCOUNTS.search(plain) or found["end"]) or str(year) in plain or _COMPARED.search(plain):
            continue
        severity: Severity | None = None if _is_of(sentence, year) else "info"
        place = subject.prose.places(sentence.span.cut(found.start("year"), found.end()))
        yield hit(places=place, severity=severity, expected=year, found=found["year"], cell=short(plain))


def part_of_year(subject: Subject) -> Iterator[Hit]:
    """Results told for the first part of the year only."""
    year = subject.report.fiscal_year
    if any("下半年" in sentence.plain for sentence in subject.prose.sentences):
        return
    for sentence in subject.prose.sentences:
        found = _UNTIL.search(sentence.plain)
        if not found or not sentence.figures or _REST.search(sentence.plain):
            continue
        years = {int(one[1]) for one in _YEAR.finditer(sentence.plain)}
        if years <= {year}:
            place = subject.prose.places(sentence.span.cut(*found.span()))
            yield hit(places=place, found=found[0], cell=short(sentence.plain[found.start() :]))


def _is_of(sentence: Sentence, year: int) -> bool:
    """Whether the headings above a sentence say that it is about a year."""
    title = sentence.section.title.plain if sentence.section.title else ""
    return any(str(year) in heading for heading in (*sentence.headings, title))


def _only_year(text: str) -> int | None:
    """The year that a text names, where it names one only."""
    plain = fold(text)
    years = {int(found[1]) for found in _YEAR.finditer(plain)}
    return years.pop() if len(years) == 1 and not _RANGE.search(plain) else None


RULES = (
    title_year,
    form_year,
    section_year,
    compared_with_itself,
    account_year,
    goal_year,
    row_year,
    project_year,
    part_of_year,
)
