"""The outline of running text: numbers of headings that jump, and headings with nothing under them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractor.audit.hits import Hit, hit
from extractor.audit.prose import Sentence
from extractor.audit.shared.wording import short
from extractor.audit.subject import Subject
from extractor.engines.rules.prose.section import Section

_DIGITS = "一二三四五六七八九十"
_NUMBERED = (
    re.compile(rf"第([{_DIGITS}]{{1,3}}|\d{{1,2}})(?:部分|章)"),
    re.compile(rf"([{_DIGITS}]{{1,3}})、"),
    re.compile(rf"[(（]([{_DIGITS}]{{1,3}})[)）]"),
)
# What a converter makes of counted headings, or a writer of 三、 and （二）.
_OTHERWISE = re.compile(r"[(（]?(\d{1,2})(?:[、．.)）](?!\d))")
_SECTION = re.compile(
    r"(?:情况|概况|目标|结论|措施|问题|建议|分析|说明|步骤|应用|公开|绩效|组织|管理|成效)[。.:]?$"
)
_LONGEST = 28
_BRACKETS = "(（"
_ATTACHED = re.compile(r"\s*(?:附件|附表|附：|\S{0,24}(?:汇总表|自评表|数据表|目标表))")


@dataclass(frozen=True)
class _Number:
    """The number of a heading: how deep it is, its value, and as printed."""

    depth: int
    value: int
    printed: str

    def of(self, value: int) -> str:
        """Another number as this heading would print it."""
        digits = re.findall(rf"\d+|[{_DIGITS}]+", self.printed)[0]
        return self.printed.rstrip("、").replace(digits, str(value) if digits.isdigit() else _in_words(value))


@dataclass
class _Numbers:
    """The numbers that headings have come to in one report of a document, for each depth those of lists within too.

    ``otherwise`` are short lines numbered 1、 or （1） since the last heading, by bracket and number.
    """

    section: Section | None = None
    last: dict[int, list[int]] = field(default_factory=dict)
    otherwise: dict[tuple[bool, int], str] = field(default_factory=dict)

    def follows(self, sentence: Sentence, depth: int, number: int) -> int | None:
        """None where a number goes on or opens a list, else the one before it; 0 where there is none."""
        self.last = {at: numbers for at, numbers in self.last.items() if at <= depth}
        numbers = self.last.setdefault(depth, [])
        before = numbers[-1] if numbers else 0
        if number == 1:
            numbers.append(1)
            return None
        goes_on = next((at for at in range(len(numbers) - 1, -1, -1) if numbers[at] == number - 1), None)
        self.last[depth] = [*numbers[: -1 if goes_on is None else goes_on], number]
        return before if goes_on is None else None

    def enter(self, sentence: Sentence) -> None:
        """Begin anew where another report begins, and remember a line that may be a heading numbered otherwise."""
        if sentence.section is not self.section:
            self.section, self.last, self.otherwise = sentence.section, {}, {}
        found = None if sentence.span.start else _OTHERWISE.match(sentence.plain)
        if found and len(sentence.plain) <= _LONGEST and sentence.plain[-1] not in "。;；":
            self.otherwise[found[0][0] in _BRACKETS, int(found[1])] = sentence.plain


def numbering(subject: Subject) -> Iterator[Hit]:
    """A heading numbered neither first nor one above the heading before it."""
    numbers = _Numbers()
    for sentence in subject.prose.sentences:
        numbers.enter(sentence)
        number = _number(sentence)
        if number is None:
            continue
        before = numbers.follows(sentence, number.depth, number.value)
        otherwise = numbers.otherwise.get((number.printed[0] in _BRACKETS, number.value - 1))
        if number.depth <= 1:
            numbers.otherwise.clear()
        # Deeper lists may go on over a page that has other headings.
        if before is not None and (before or number.depth == 1):
            problem, problem_en = _in_two_ways(otherwise) if otherwise else _gap(number, before)
            yield hit(
                places=subject.prose.places(sentence.span),
                found=number.printed,
                heading=short(sentence.plain, 24),
                problem=problem,
                problem_en=problem_en,
            )


def _in_two_ways(otherwise: str) -> tuple[str, str]:
    heading = short(otherwise, 24)
    return (
        f"序号与前一节（{heading}）写法不一",
        f"numbered in another way than the heading before it ({heading})",
    )


def _gap(number: _Number, before: int) -> tuple[str, str]:
    """What is wrong with a number, after the one before it: 0 where there is none."""
    own, last = number.of(number.value), number.of(before)
    if not before:
        first = number.of(number.value - 1)
        return f"之前没有序号{first}", f"no heading {first} before it"
    if before == number.value:
        return f"序号{own}重复", f"a second {own}"
    if before > number.value:
        return f"序号由{last}退回{own}", f"the numbers go back from {last} to {own}"
    left_out = [number.of(value) for value in range(before + 1, number.value)]
    return (
        f"序号由{last}跳至{own}，缺{'、'.join(left_out)}",
        f"{own} after {last}, without {', '.join(left_out)}",
    )


def section_empty(subject: Subject) -> Iterator[Hit]:
    """A section that is but a heading: the next one of its kind follows at once, or only attachments do."""
    sentences = subject.prose.sentences
    for at, sentence in enumerate(sentences):
        number = _number(sentence)
        if number is None or len(sentence.plain) > _LONGEST or not _SECTION.search(sentence.plain):
            continue
        after = sentences[at + 1] if at + 1 < len(sentences) else None
        follows = _number(after) if after and after.section is sentence.section else None
        next_one = follows and (follows.depth, follows.value) == (number.depth, number.value + 1)
        if next_one or (after is None and _then_attached(subject, sentence)):
            yield hit(places=subject.prose.places(sentence.span), heading=sentence.plain)


def _number(sentence: Sentence) -> _Number | None:
    """The number of a line; None where it has none."""
    if sentence.span.start:
        return None
    for depth, pattern in enumerate(_NUMBERED):
        if found := pattern.match(sentence.plain):
            return _Number(depth, _value(found[1]), found[0])
    return None


def _value(digits: str) -> int:
    if digits.isdigit():
        return int(digits)
    tens, ten, units = digits.rpartition("十")
    return (10 * (_DIGITS.find(tens) + 1 if tens else 1) if ten else 0) + (
        _DIGITS.find(units) + 1 if units else 0
    )


def _in_words(value: int) -> str:
    """A number up to 99 in Chinese digits, the inverse of `_value`; 0 is empty."""
    tens, units = divmod(value, 10)
    before = "" if tens < 2 else _DIGITS[tens - 1]
    return before + ("十" if tens else "") + (_DIGITS[units - 1] if units else "")


def _then_attached(subject: Subject, sentence: Sentence) -> bool:
    """Whether what follows the last line of text is a form or an attachment."""
    document = subject.prose.document
    places = [place for clip in sentence.span.clips for place in clip.places()]
    if document is None or not places:
        return False
    page = next((page for page in document.pages if page.number == places[-1].page), None)
    return page is not None and bool(_ATTACHED.match(page.text, places[-1].end))


RULES = (section_empty, numbering)
