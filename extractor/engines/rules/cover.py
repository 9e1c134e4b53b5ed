"""Facts of the whole report: its title, the body that reports, and the year evaluated."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from extractor.document import Clip, Document, Paragraph
from extractor.draft import Draft, Leaf
from extractor.engines.rules.head import put_year
from extractor.engines.rules.organization import put_organization
from extractor.layout.labels import is_title
from extractor.text import clean, fold

_REPORT_TITLE = re.compile(
    r"(?:报告|报告书|自评总结|情况说明|(?:自评|评价)(?:工作)?(?:结果|情况|报告)?(?:信息)?的?(?:公开|公示|公告))"
    r"(?:\(.{1,15}\))?$"
)
_ABOUT = re.compile(r"自评|绩效")
_LONGEST_TITLE = 60
_TITLE_LINES = 3
_OPENING = re.compile(r"^(?:绩效|自评|关于|报告|\(?20\d\d)|^.{0,4}(?:报告|自评报告)$")
_NUMBERED = re.compile(r"^(?:第?[一二三四五六七八九十\d]+[、.部章节]|[(（]|附件|附表|[\d.]+\s)")


def read_cover(document: Document, report: Draft) -> None:
    """Set title, organization and fiscal year of a report whose forms have been read."""
    lines = list(_lines(document))
    title = _title(lines)
    if title:
        report.put("title", clean("".join(clip.text for clip in title)), *title)
    elif form_title := _first_of_forms(report, "title"):
        report.leaves["title"] = form_title
    put_organization(report, document, lines)
    _put_year(report, lines)
    _lend_year(report)


def _lines(document: Document) -> Iterator[Paragraph]:
    """Paragraphs, and titles that stand in a row of a table."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block
            continue
        for row in block.rows:
            filled = list(islice((cell.clip for cell in row if cell.clip), 2))
            if len(filled) == 1 and is_title(filled[0].text):
                yield Paragraph(filled[0])


def _title(lines: Sequence[Paragraph]) -> tuple[Clip, ...]:
    """The first heading that is the title of a report or table, its lines joined."""
    for at, line in enumerate(lines):
        plain = fold(line.text)
        if len(plain) > _LONGEST_TITLE or "。" in plain or not _ABOUT.search(plain):
            continue
        if _NUMBERED.match(plain) or plain.endswith((";", ",", ":")):
            continue
        if _REPORT_TITLE.search(plain) or is_title(plain):
            return tuple(part.clip.strip() for part in lines[_first_line(lines, at) : at + 1])
    return ()


def _first_line(lines: Sequence[Paragraph], at: int) -> int:
    first = at
    while first > 0 and at - first < _TITLE_LINES - 1 and _goes_on(lines[first - 1], lines[first]):
        first -= 1
    return first


def _goes_on(above: Paragraph, line: Paragraph) -> bool:
    plain, head = fold(line.text), fold(above.text)
    heading = len(head) <= 40 and not re.search(r"[。:;,]", head) and not _NUMBERED.match(head)
    return heading and bool(_OPENING.match(plain))


def _first_of_forms(report: Draft, name: str) -> Leaf | None:
    forms = report.lists.get("forms", [])
    return next((form.leaves[name] for form in forms if name in form.leaves), None)


def _put_year(report: Draft, lines: Sequence[Paragraph]) -> None:
    """The year most forms print, else the first that a heading or the text names as 年度."""
    printed = [
        form.leaves["fiscal_year"] for form in report.lists.get("forms", []) if "fiscal_year" in form.leaves
    ]
    if printed:
        usual, _ = Counter(leaf.value for leaf in printed).most_common(1)[0]
        report.leaves["fiscal_year"] = next(leaf for leaf in printed if leaf.value == usual)
    title = report.leaves.get("title")
    for clip in title.clips if title else ():
        put_year(report, clip, loose=True)
    headings = [line.clip for line in lines if len(line.text) <= _LONGEST_TITLE]
    for clip in [*headings, *(line.clip for line in lines)]:
        put_year(report, clip)


def _lend_year(report: Draft) -> None:
    year = report.leaves.get("fiscal_year")
    for form in report.lists.get("forms", []):
        if year and "fiscal_year" not in form.leaves:
            form.leaves["fiscal_year"] = year
