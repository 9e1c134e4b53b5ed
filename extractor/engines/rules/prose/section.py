"""Sections: a report's title and what stands under it, with the outline of each line.

One document often holds several reports one after another: the department's, then one
for each project.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from extractor.engines.rules.prose.heading import (
    LABEL,
    Heading,
    Outline,
    heading_of,
    is_level,
    names_targets,
    numbering_end,
    numbering_rank,
)
from extractor.engines.rules.prose.line import Line, Span
from extractor.engines.rules.prose.naming import is_project_name
from extractor.engines.rules.prose.words import any_of, words

Kind = Literal["department", "project", "other"]
_LONGEST_TITLE = 80
_YEAR = re.compile(r"关于|(?:19|20)\d\d(?:年度|年)?|[〇○零一二三四五六七八九]{4}年度?|年度")
_BODY = re.compile(
    r"[^“”\"]{1,12}?(?:省|市|县|区|州|旗|镇|乡)[^“”\"]{0,16}?"
    r"(?:人民政府|街道办事处|管理委员会|委员会|办公室|法院|检察院|局|厅|委|学校|中心)(?=.{2})"
)
_WHOLE = re.compile(r"(?:部门(?:\(单位\))?|单位(?:\(部门\))?)?整体支出$")


@dataclass(frozen=True)
class Entry:
    """A line, the heading it is or begins with, and the outline it stands in."""

    line: Line
    heading: Heading | None
    outline: Outline

    @property
    def body(self) -> int:
        """Where its text begins, after number and heading."""
        return self.heading.body if self.heading else numbering_end(self.line)


@dataclass
class Section:
    """A report's title (None before the first) and its lines.

    ``subject`` is what the report is about, as a conclusion's scope names it.
    """

    title: Line | None = None
    subject: Span | None = None
    kind: Kind = "other"
    entries: list[Entry] = field(default_factory=list)


def sections_of(lines: Iterable[Line]) -> Iterator[Section]:
    """The reports in a run of prose, each from its title on."""
    section, outline = Section(), Outline()
    for line in lines:
        if is_title(line):
            yield section
            section, outline = _titled(line), Outline()
            continue
        heading = heading_of(line)
        inner = _outline_within(outline, line, heading)
        section.entries.append(Entry(line, heading, inner))
        if heading is None or heading.rank < LABEL or heading.alone:
            outline = inner
    yield section


def _outline_within(outline: Outline, line: Line, heading: Heading | None) -> Outline:
    if heading is None:
        rank = numbering_rank(line)
        return outline.above(rank) if rank else outline
    if heading.rank == LABEL and heading.alone:
        label = heading.span.plain
        return outline.nested(heading) if names_targets(label) or is_level(label) else outline
    return outline.under(heading)


@cache
def _tail() -> re.Pattern[str]:
    heading = words().heading
    return re.compile(
        f"(?:(?<=项目)支出)?(?:的?绩效评价)?的?{any_of(heading.title_heads)}{{0,3}}{any_of(heading.title_acts)}"
        f"(?:工作|结果|情况)?的?总?{any_of(heading.title_ends)}$"
    )


def is_title(line: Line) -> bool:
    """Whether the line is the title of a report."""
    plain = line.plain
    if len(plain) > _LONGEST_TITLE or numbering_end(line) or re.search(r"[，,。;；:：]|附件|如下", plain):
        return False
    return bool(_tail().search(plain))


def _titled(line: Line) -> Section:
    start, end = _subject_bounds(line.plain)
    subject, whole = line.span(start, end), line.span(0, len(line.plain))
    if found := _WHOLE.search(subject.plain):
        return Section(line, subject.cut(found.start(), found.end()), "department")
    if subject.plain.endswith(words().project.nouns):
        return Section(line, subject, "project" if is_project_name(subject.plain) else "other")
    return Section(line, whole, "department" if "整体" in subject.plain else "other")


def _subject_bounds(plain: str) -> tuple[int, int]:
    """Where a title names its subject: after body, 关于 and year, before 绩效自评报告 (or before 2023年度绩效自评报告)."""
    tail = _tail().search(plain)
    end = tail.start() if tail else len(plain)
    years = list(_YEAR.finditer(plain, 0, end))
    if years and years[-1].end() == end:
        end = years.pop().start()
    start = max((match.end() for match in years), default=0)
    body = _BODY.match(plain, start, end)
    return (body.end() if body else start), end
