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
_SECTION = re.compile(
    r"(?:情况|概况|目标|结论|措施|问题|建议|分析|说明|步骤|应用|公开|绩效|组织|管理|成效)[。.:]?$"
)
_LONGEST = 28
_ATTACHED = re.compile(r"\s*(?:附件|附表|附：|\S{0,24}(?:汇总表|自评表|数据表|目标表))")


@dataclass
class _Numbers:
    """The numbers that headings have come to in one report of a document, for each depth those of lists within too."""

    section: Section | None = None
    last: dict[int, list[int]] = field(default_factory=dict)

    def follows(self, sentence: Sentence, depth: int, number: int) -> int | None:
        """None where a number goes on or opens a list, else the one before it; 0 where there is none."""
        if sentence.section is not self.section:
            self.section, self.last = sentence.section, {}
        self.last = {at: numbers for at, numbers in self.last.items() if at <= depth}
        numbers = self.last.setdefault(depth, [])
        before = numbers[-1] if numbers else 0
        if number == 1:
            numbers.append(1)
            return None
        goes_on = next((at for at in range(len(numbers) - 1, -1, -1) if numbers[at] == number - 1), None)
        self.last[depth] = [*numbers[: -1 if goes_on is None else goes_on], number]
        return before if goes_on is None else None


def numbering(subject: Subject) -> Iterator[Hit]:
    """A heading numbered neither first nor one above the heading before it."""
    numbers = _Numbers()
    for sentence in subject.prose.sentences:
        found = _number(sentence)
        if found is None:
            continue
        depth, number, printed = found
        before = numbers.follows(sentence, depth, number)
        # Deeper lists may go on over a page that has other headings.
        if before is not None and (before or depth == 1):
            place = subject.prose.places(sentence.span)
            yield hit(places=place, found=printed, before=before or "—", heading=short(sentence.plain, 24))


def section_empty(subject: Subject) -> Iterator[Hit]:
    """A section that is but a heading: the next one of its kind follows at once, or only attachments do."""
    sentences = subject.prose.sentences
    for at, sentence in enumerate(sentences):
        found = _number(sentence)
        if found is None or len(sentence.plain) > _LONGEST or not _SECTION.search(sentence.plain):
            continue
        after = sentences[at + 1] if at + 1 < len(sentences) else None
        follows = _number(after) if after and after.section is sentence.section else None
        if (
            follows
            and follows[:2] == (found[0], found[1] + 1)
            or (after is None and _then_attached(subject, sentence))
        ):
            yield hit(places=subject.prose.places(sentence.span), heading=sentence.plain)


def _number(sentence: Sentence) -> tuple[int, int, str] | None:
    """Depth and number of a numbered line, and the number as printed."""
    if sentence.span.start:
        return None
    for depth, pattern in enumerate(_NUMBERED):
        if found := pattern.match(sentence.plain):
            return depth, _value(found[1]), found[0]
    return None


def _value(digits: str) -> int:
    if digits.isdigit():
        return int(digits)
    tens, ten, units = digits.rpartition("十")
    return (10 * (_DIGITS.find(tens) + 1 if tens else 1) if ten else 0) + (
        _DIGITS.find(units) + 1 if units else 0
    )


def _then_attached(subject: Subject, sentence: Sentence) -> bool:
    """Whether what follows the last line of text is a form or an attachment."""
    document = subject.prose.document
    places = [place for clip in sentence.span.clips for place in clip.places()]
    if document is None or not places:
        return False
    page = next((page for page in document.pages if page.number == places[-1].page), None)
    return page is not None and bool(_ATTACHED.match(page.text, places[-1].end))


RULES = (section_empty, numbering)
