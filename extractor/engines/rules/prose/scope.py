"""What a conclusion speaks of: a project named in its sentence or heading, a reviewed whole, a title."""

from __future__ import annotations

import re
from functools import cache

from extractor.engines.rules.prose.line import Line, Span
from extractor.engines.rules.prose.naming import ends_like_project, is_project_name, unquoted, without_leads
from extractor.engines.rules.prose.project_single import project_name_in
from extractor.engines.rules.prose.section import Entry, Section
from extractor.engines.rules.prose.words import any_of, words

_YEAR = re.compile(r"(?:19|20)\d\d年")
_COUNT = re.compile(r"\d+个")
_MARK = re.compile(r"[，,。；;:：]")
_WHOLE_WORDS = r"(?:部门(?:\(单位\))?|单位(?:\(部门\))?)?整体支出|(?:部门|单位)整体"
_WHOLE = re.compile(f"(?:{_WHOLE_WORDS})$")
_WHOLE_ANYWHERE = re.compile(_WHOLE_WORDS)
_REVIEW_WORDS = re.compile(r"(?:支出)?(?:的)?(?:绩效|预算绩效)?(?:目标)?的?$")
_REACH = 70


class Scopes:
    """Follows a report line by line and says what a conclusion at a place speaks of."""

    def __init__(self, section: Section) -> None:
        self.section = section
        self.reviewed: Span | None = None
        self.latest: Span | None = None

    def pass_by(self, line: Line, until: int, since: int = 0) -> None:
        """Notice what the line says was reviewed (对2022年度项目经费开展绩效评价)."""
        for match in _reviewed().finditer(line.plain, since, until):
            what = line.span(match.start("what"), match.end("what"))
            if _is_reviewed(what.plain):
                self.reviewed = what

    def at(self, entry: Entry, sentence: Span, start: int) -> Span | None:
        """The scope of a conclusion whose words begin at ``start`` of the entry's line."""
        named = _named_before(entry.line, start, entry) or self._around(entry) or _whole_in(sentence)
        self.latest = named or self.latest
        return self.latest

    def _around(self, entry: Entry) -> Span | None:
        for heading in reversed(entry.outline.headings):
            if name := project_name_in(heading.span):
                return name
        if self.section.kind == "project":
            return self.section.subject
        return self.reviewed or self.section.subject


@cache
def _reviewed() -> re.Pattern[str]:
    conclusion = words().conclusion
    return re.compile(
        rf"对(?P<what>[^，,。；;:对]{{2,40}}?){any_of(conclusion.review_verbs)}了?"
        rf"[^，,。；;:]{{0,14}}?{any_of(conclusion.reviewed)}"
    )


def _is_reviewed(text: str) -> bool:
    """Whether 对… names something reviewed, not 该项目 or the indicators."""
    if text.startswith(words().project.pronouns) or "指标" in text or _COUNT.match(text):
        return False
    return bool(_YEAR.match(text)) or ends_like_project(text) or text.endswith("支出")


def named_scope(clause: Span) -> Span | None:
    """The project or whole that a clause names as the subject of its score, None if it names none."""
    match = _REVIEW_WORDS.search(clause.plain[-12:])
    subject = clause.cut(0, len(clause.plain) - len(match[0])) if match else clause
    if found := _WHOLE.search(clause.plain[: len(subject.plain) + 2]):
        return clause.cut(found.start(), found.end())
    subject = without_leads(subject)
    good = is_project_name(subject.plain) and ends_like_project(subject.plain)
    return unquoted(subject) if good and not _MARK.search(subject.plain) else None


def _named_before(line: Line, start: int, entry: Entry) -> Span | None:
    low = max(entry.body if entry.body <= start else 0, start - _REACH)
    before = line.plain[low:start]
    cut = max((match.end() for match in _MARK.finditer(before)), default=0)
    return named_scope(line.span(low + cut, start))


def _whole_in(sentence: Span) -> Span | None:
    match = _WHOLE_ANYWHERE.search(sentence.plain)
    return sentence.cut(match.start(), match.end()) if match else None
