"""Values that slipped out of their place: rows without a name, cells in the wrong column, words said twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.audit.hits import Hit, hit
from extractor.audit.shared.forms import is_execution, row_name
from extractor.audit.shared.wording import letters, short, texts
from extractor.audit.subject import Subject
from extractor.report import Indicator
from extractor.result import Severity
from extractor.text import fold

_FIGURE = re.compile(r"[≥≤><=]?\d[\d.,]*(?:%|分|万元|元)?")
_POINTS = re.compile(r"\d{1,3}(?:\.\d+)?分?")
_TWICE = re.compile(r"([\u4e00-\u9fff]{2,8})\1")
_TWICE_SIGN = re.compile(r"([，、。；：])\1|，[。；、]|、[，。；]")
_OFTEN = re.compile(r"(.)\1|[一逐](?:个|次|项|步|条|件|户|家|天|村|人|级|层)")

# What is to be improved, or good, or done is missing after these.
_CUT = re.compile(
    r"[,，、;；](?:改善|提高|提升|加强|促进|推进|推动|维护|确保|保障|完善|增强|营造|优化|建立|健全)$|[、(]$|(?<!全)(?:正面)$"
)
_FEWEST = 4


def nameless_row(subject: Subject) -> Iterator[Hit]:
    """A row with values and no name among rows that have one."""
    for pointer, form, row in subject.rows:
        said = [value for value in (row.target, row.actual, row.max_score, row.score) if value is not None]
        if row.level3 or not said or is_execution(row) or not any(one.level3 for one in form.indicators):
            continue
        # Satisfaction is often named on its second level alone.
        mild: Severity | None = "info" if row.target and "满意" in fold(row.level2 or "") else None
        yield hit(f"{pointer}/level3", pointer, severity=mild, level=row.level2 or row.level1 or "—")


def name_is_figure(subject: Subject) -> Iterator[Hit]:
    """A figure where the name of an indicator belongs."""
    for pointer, _, row in subject.rows:
        if row.level3 and _FIGURE.fullmatch(fold(row.level3)):
            yield hit(f"{pointer}/level3", found=row.level3)


def value_is_level(subject: Subject) -> Iterator[Hit]:
    """A target or an actual value that is the name of a level: the row slipped by a column."""
    for pointer, _, row in subject.rows:
        levels = {letters(level) for level in (row.level1, row.level2) if level}
        for name, value in (("target", row.target), ("actual", row.actual), ("level3", row.level3)):
            text = value if isinstance(value, str) else value.text if value else ""
            if name == "level3" and (is_execution(row) or row.target is not None):
                continue
            if text and letters(text) in levels:
                yield hit(f"{pointer}/{name}", pointer, row=row_name(row), found=text)


def reason_is_figure(subject: Subject) -> Iterator[Hit]:
    """A bare figure where the reason of a deviation belongs, while the score is missing."""
    for pointer, _, row in subject.rows:
        if row.deviation_reason and _POINTS.fullmatch(fold(row.deviation_reason)) and row.score is None:
            score = float(fold(row.deviation_reason).rstrip("分"))
            fixes = {f"{pointer}/score": score}
            yield hit(
                f"{pointer}/deviation_reason",
                f"{pointer}/score",
                fixes=fixes,
                row=row_name(row),
                found=row.deviation_reason,
            )


def completion_is_points(subject: Subject) -> Iterator[Hit]:
    """A completion of another kind than in all other rows: points among grades."""
    for pointer, form in subject.forms:
        kinds = {at: _is_points(row) for at, row in enumerate(form.indicators) if row.completion}
        odd = [at for at, points in kinds.items() if points]
        if len(odd) == 1 and len(kinds) > 2 * len(odd):
            row = form.indicators[odd[0]]
            if row.actual and letters(row.actual.text) == letters(row.completion or ""):
                continue
            yield hit(f"{pointer}/indicators/{odd[0]}/completion", row=row_name(row), found=row.completion)


def word_twice(subject: Subject) -> Iterator[Hit]:
    """A word or phrase said twice in a row, in a cell or in running text."""
    for pointer, text in texts(subject):
        for word in _said_twice(fold(text)):
            yield hit(pointer, found=word[1] or word[0], cell=short(text))
    for sentence in subject.prose.sentences:
        plain = sentence.plain
        for word in (*_said_twice(plain), *_TWICE_SIGN.finditer(plain)):
            around = plain[max(0, word.start() - 8) : word.end() + 8]
            place = subject.prose.places(sentence.span.cut(*word.span()))
            yield hit(places=place, found=word[1] or word[0], cell=around)


def cut_off(subject: Subject) -> Iterator[Hit]:
    """A name or description that ends before it has said of what: 传播法制声音，改善."""
    for pointer, _, row in subject.rows:
        for cell, text in (("level3", row.level3), ("description", row.description)):
            if text and len(text) > _FEWEST and _CUT.search(fold(text)):
                yield hit(f"{pointer}/{cell}", row=row_name(row), found=short(text))


def _said_twice(text: str) -> Iterator[re.Match[str]]:
    return (word for word in _TWICE.finditer(text) if not _OFTEN.match(word[0]))


def _is_points(row: Indicator) -> bool:
    return bool(row.completion and _POINTS.fullmatch(fold(row.completion)))


RULES = (
    nameless_row,
    name_is_figure,
    value_is_level,
    reason_is_figure,
    completion_is_points,
    word_twice,
    cut_off,
)
