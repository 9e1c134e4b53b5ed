"""Facts of the whole report: its title, the body that reports, and the year evaluated."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from extractor.document import Clip, Document, Paragraph, Table
from extractor.draft import Draft, Leaf
from extractor.engines.rules.head import put_year, split_label
from extractor.layout.labels import is_title
from extractor.lexicon import Vocabulary, lexicon
from extractor.text import bare, clean, fold

_REPORT_TITLE = re.compile(
    r"(?:报告|报告书|自评总结|情况说明|(?:自评|评价)(?:工作)?(?:结果|情况|报告)?(?:信息)?的?(?:公开|公示|公告))"
    r"(?:\(.{1,15}\))?$"
)
_ABOUT = re.compile(r"自评|绩效")
_LONGEST_TITLE = 60
_TITLE_LINES = 3
_OPENING = re.compile(r"^(?:绩效|自评|关于|报告|\(?20\d\d)|^.{0,4}(?:报告|自评报告)$")
_NUMBERED = re.compile(r"^(?:第?[一二三四五六七八九十\d]+[、.部章节]|[(（]|附件|附表|[\d.]+\s)")
_PREPARED_BY = re.compile(r"^(?P<name>[^:：。，,]{4,40}?)\s*编制\s*(?:[(（]盖章[)）])?$")
_TITLE_OWNER = re.compile(r"^(?P<name>.{3,40}?)(?:关于|(?:19|20)\d{2}\s*年)")


def read_cover(document: Document, report: Draft) -> None:
    """Set title, organization and fiscal year of a report whose forms have been read."""
    lines = list(_lines(document))
    title = _title(lines)
    if title:
        report.put("title", clean("".join(clip.text for clip in title)), *title)
    elif form_title := _first_of_forms(report, "title"):
        report.leaves["title"] = form_title
    _put_organization(report, document, lines)
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


def _put_organization(report: Draft, document: Document, lines: Sequence[Paragraph]) -> None:
    """The body as its title, its own label, its cover or else its forms name it."""
    owner = _owner_in_title(report)
    if owner:
        report.put("organization", clean(owner.text), owner)
        return
    labels = Vocabulary({bare(label): "name" for label in lexicon().organization_labels}, ())
    for clip in [*(line.clip for line in lines), *_lines_in_cells(document)]:
        pair = split_label(clip, labels)
        prepared = _PREPARED_BY.match(clip.text.strip())
        if pair and len(pair[1].text) <= 40 and _is_body(pair[1].text):
            report.put("organization", clean(pair[1].text), pair[1])
        elif prepared:
            name = clip.strip()[prepared.start("name") : prepared.end("name")]
            report.put("organization", clean(name.text), name)
    for field in ("implementing_unit", "supervising_department"):
        named = [form.leaves[field] for form in report.lists.get("forms", []) if field in form.leaves]
        if named and "organization" not in report.leaves:
            usual, _ = Counter(str(leaf.value) for leaf in named).most_common(1)[0]
            report.leaves["organization"] = next(leaf for leaf in named if leaf.value == usual)


def _lines_in_cells(document: Document) -> Iterator[Clip]:
    """Cells of tables that hold a whole line ``label：value``."""
    for block in document.blocks:
        for row in block.rows if isinstance(block, Table) else ():
            yield from (
                cell.clip for cell in row if len(cell.text) <= _LONGEST_TITLE and ":" in fold(cell.text)
            )


def _owner_in_title(report: Draft) -> Clip | None:
    title = report.leaves.get("title")
    for clip in title.clips if title else ():
        match = _TITLE_OWNER.match(clip.text)
        if match and _is_body(match["name"]):
            return clip[match.start("name") : match.end("name")].strip()
        if _is_body(clip.text) and len(title.clips) > 1:  # type: ignore[union-attr]
            return clip
    return None


def _is_body(text: str) -> bool:
    return bare(text).endswith(lexicon().organization_endings)


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
