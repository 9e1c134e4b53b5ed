"""Paragraphs to lines: what a page break or a right margin has parted is joined again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extractor.document import Paragraph
from extractor.engines.rules.prose.line import Line
from extractor.engines.rules.prose.words import any_of, words

_OPEN = ("，", ",", "、", "（", "(", "《", "“")
_LISTS = ("；", ";", "：", ":")
_ENDS = re.compile(r"[。！？.!?…”）)》]$")
_NEW = re.compile(
    r"\s*(?:第[一二三四五六七八九十\d]{1,3}(?:部分|章|节)|[一二三四五六七八九十]{1,3}[、.．是]|[（(][一二三四五六七八九十\d]{1,3}[)）]"
    r"|\d{1,2}[、.．)）](?!\d)|[①-⑳]|附件|附表|注[:：])"
)
_LABELLED = re.compile(r"\s*[^\s。，,；;：:]{2,12}[:：]")
_SPACE = re.compile(r"\s")
_FULL_LINE = 30
_LONGEST_TITLE = 80
_NUMBERED_FULL_LINE = 36


def lines_of(paragraphs: Sequence[Paragraph]) -> Iterator[Line]:
    """The lines of a run of prose, in reading order."""
    held: list[Paragraph] = []
    for paragraph in paragraphs:
        if not paragraph.text.strip():
            continue
        if held and not _continues(held[-1].text, paragraph.text):
            yield Line.of(held)
            held = []
        held.append(paragraph)
    if held:
        yield Line.of(held)


def _continues(before: str, after: str) -> bool:
    before = before.strip()
    if _splits_title(before, after):
        return True
    if _NEW.match(after) or _is_title(after.rstrip()):
        return False
    if before.endswith(_OPEN):
        return True
    if before.endswith(_LISTS):
        return not _LABELLED.match(after)
    if _ENDS.search(before[-1:]) or _is_title(before) or _LABELLED.match(after):
        return False
    return len(_SPACE.sub("", before[-2 * _NUMBERED_FULL_LINE :])) >= (
        _NUMBERED_FULL_LINE if _NEW.match(before) else _FULL_LINE
    )


@cache
def _title_pattern() -> re.Pattern[str]:
    heading = words().heading
    return re.compile(f"{any_of(heading.title_acts)}.{{0,6}}{any_of(heading.title_ends)}$")


@cache
def _bare_title_pattern() -> re.Pattern[str]:
    heading = words().heading
    stems = any_of((*heading.title_stems, *heading.title_heads))
    return re.compile(f"{stems}{{0,4}}{any_of(heading.title_acts)}.{{0,4}}{any_of(heading.title_ends)}")


def _is_title(text: str) -> bool:
    return len(text) < _LONGEST_TITLE and bool(_title_pattern().search(text[-24:]))


def _splits_title(before: str, after: str) -> bool:
    """Whether a title's subject stands on one line and 绩效自评报告 on the next."""
    tail = _SPACE.sub("", after[:40])
    return bool(_bare_title_pattern().fullmatch(tail)) and before.endswith(words().heading.title_stems)
