"""Results of the self-assessment told in sentences (conclusions)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractor.draft import Draft
from extractor.engines.rules.prose.line import Span
from extractor.engines.rules.prose.scope import Scopes
from extractor.engines.rules.prose.section import Entry, Section
from extractor.engines.rules.prose.words import any_of, words
from extractor.quantity import number

_LONGEST_SENTENCE = 1500
_QUOTES = "[“\"「『‘']?"
_ENDS = r"[”\"」』’']?(?=[，,。；;)(！!]|等级|等次|级|档|$)"


@dataclass
class Judged:
    """A score, a grade or both that a sentence states, and where its words begin."""

    start: int
    score: Span | None = None
    grade: Span | None = None


def conclusions_in(section: Section) -> Iterator[Draft]:
    """The conclusions of one report, in document order."""
    scopes = Scopes(section)
    for entry in section.entries:
        told = 0
        for sentence in entry.line.sentences():
            if len(sentence.plain) <= _LONGEST_SENTENCE:
                for result in judged_in(sentence):
                    scopes.pass_by(entry.line, result.start, told)
                    told = result.start
                    yield _draft(
                        result, _quote(sentence, entry, result), scopes.at(entry, sentence, result.start)
                    )
        scopes.pass_by(entry.line, len(entry.line.plain), told)


def _draft(result: Judged, quote: Span, scope: Span | None) -> Draft:
    draft = Draft()
    if scope:
        draft.put("scope", scope.text, *scope.clips)
    if result.score:
        draft.put("score", number(result.score.plain), *result.score.clips)
    if result.grade:
        draft.put("grade", result.grade.text, *result.grade.clips)
    draft.put("quote", quote.text, *quote.clips)
    return draft


def _quote(sentence: Span, entry: Entry, result: Judged) -> Span:
    """The sentence, without the number and heading that it stands under in its line, or the lead on a line above."""
    start = sentence.start
    paragraph = sentence.line.paragraph_start(min(result.start, sentence.end - 1))
    if start < paragraph and sentence.line.plain[paragraph - 1] == ":":
        start = paragraph
    if entry.body <= result.start and start < entry.body:
        start = entry.body
    elif entry.heading and start < entry.heading.span.start:
        start = entry.heading.span.start
    return sentence.line.span(start, sentence.end)


def judged_in(sentence: Span) -> list[Judged]:
    """Each score or grade that a sentence states, a grade joined to the score before it."""
    plain = sentence.plain
    if not any(word in plain for word in words().conclusion.about):
        return []
    found = [match for match in _score().finditer(plain) if not _of_part(plain, match)]
    counted = bool(_distribution().search(plain))
    found += [] if counted else _grade().finditer(plain)
    results: list[Judged] = []
    for match in sorted(found, key=lambda match: match.end()):
        start = sentence.start + match.start()
        if match.re is _score():
            _add_score(results, start, sentence.cut(*match.span("score")))
        else:
            grade = match.start("grade") if match["grade"] else match.start("placed")
            _add_grade(results, start, sentence.cut(grade, grade + 1))
    if not results and counted:
        return [Judged(sentence.end)]
    return results


def _add_score(results: list[Judged], start: int, value: Span) -> None:
    if results and results[-1].score is None:
        results[-1].score = value
    elif not results or results[-1].score is None or results[-1].score.plain != value.plain:
        results.append(Judged(start, score=value))


def _add_grade(results: list[Judged], start: int, value: Span) -> None:
    if results and results[-1].grade is None:
        results[-1].grade = value
    elif not results:
        results.append(Judged(start, grade=value))


@cache
def _score() -> re.Pattern[str]:
    conclusion = words().conclusion
    return re.compile(
        rf"{any_of(conclusion.score_of)}*{any_of(conclusion.score_heads)}"
        rf"(?:为|是|:|达到|达|共计|合计|共|计)*{_QUOTES}(?P<score>(?<![\d. ])\d{{1,3}}(?:\.\d{{1,2}})?)(?![\d.])分"
        r"(?!以上|以下|及|\(含|-|~|—|至|制|为优|为满)"
    )


def _of_part(plain: str, match: re.Match[str]) -> bool:
    """Whether a score is one of a part (产出指标得分48分), or the points that could be had."""
    conclusion = words().conclusion
    if match["score"] == "100" and not any(word in match[0] for word in conclusion.self_said):
        return True
    before = re.split(r"[，,。；;:(]", plain[max(0, match.start() - 16) : match.start()])[-1]
    return before.endswith(conclusion.parts) or any(word in match[0] for word in conclusion.parts)


@cache
def _grade() -> re.Pattern[str]:
    conclusion = words().conclusion
    return re.compile(
        rf"(?:{any_of(conclusion.grade_heads)}(?:结果|结论|等级|等次|级别)?{any_of(conclusion.grade_links)}:?"
        rf"|{any_of(conclusion.grade_levels)})"
        rf"{_QUOTES}(?P<grade>{any_of(conclusion.grades)}){_ENDS}"
        rf"|{any_of(conclusion.grade_links)}{_QUOTES}(?P<placed>{any_of(conclusion.grades)})"
        rf"[”\"」』’']?{any_of(conclusion.grade_levels)}"
    )


@cache
def _distribution() -> re.Pattern[str]:
    conclusion = words().conclusion
    grades = any_of((*conclusion.grades, *conclusion.other_grades))
    return re.compile(
        rf"(?<!\d)\d{{1,4}}个?(?:项目)?(?:自评|评价)?(?:结果|等级)?(?:为|评为|被评为)?{_QUOTES}{grades}{_ENDS}"
        rf"|{grades}[”\"」]?(?:等级|等次)?的?(?:项目)?(?:有)?\d{{1,4}}个"
    )
