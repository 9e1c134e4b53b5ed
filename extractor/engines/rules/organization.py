"""The body that reports: where its title, a label, its cover, its signature or its forms name it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.document import Clip, Document, Paragraph, Table
from extractor.draft import Draft, Leaf
from extractor.engines.rules.head import split_label
from extractor.lexicon import Vocabulary, lexicon
from extractor.text import bare, clean, fold

_LONGEST_LINE, _LONGEST_NAME = 60, 40
_SHORTEST_NAME = 4
_SEAL = r"\s*[(（](?:加盖)?(?:单位)?(?:公章|盖章|签章|印章|章)[)）]\s*"
_SEALED = re.compile(rf"^(?:{_SEAL})?(?P<name>.*?)(?:{_SEAL})?$", re.DOTALL)
_PREPARED_BY = re.compile(r"^(?P<name>[^:：。，,]{4,40}?)\s*编制\s*(?:[(（]盖章[)）])?$")
_TITLE_OWNER = re.compile(
    r"^(?P<name>.{3,40}?)(?:关于|(?:19|20)\d{2}\s*年)"
    r"|^(?:(?:19|20)\d{2}\s*年度?)?(?P<whole>.{3,40}?)(?:部门|单位)?整体支出"
    r"|^(?:(?:19|20)\d{2}\s*年度?)?(?P<placed>.{2,20}?[省市县区州旗镇乡].{2,20}?)绩效"
)
_EACH = re.compile(r"^各|各(?:有关|相关)?(?:地市|市|县|区|乡|镇|街道|单位|部门|处室|科室)")
_SIGNATURE = re.compile(r"[^:;,。、()\d\"]+")
_NUMERAL = r"[\d〇○零一二三四五六七八九十]"
_DATE = re.compile(rf"{_NUMERAL}{{4}}年{_NUMERAL}{{1,3}}月(?:{_NUMERAL}{{1,3}}日)?")


def put_organization(report: Draft, document: Document, lines: Sequence[Paragraph]) -> None:
    """The body as its title, its own label, its cover or signature or else its forms name it."""
    owner = _owner_in_title(report)
    if owner:
        report.put("organization", clean(owner.text), owner)
        return
    labels = Vocabulary({bare(label): "name" for label in lexicon().organization_labels}, ())
    for clip in [*(line.clip for line in lines), *_lines_in_cells(document)]:
        pair = split_label(clip, labels)
        prepared = _PREPARED_BY.match(clip.text.strip())
        name = _unsealed(pair[1]) if pair else Clip()
        if name and len(name.text) <= _LONGEST_NAME and _is_body(name.text):
            report.put("organization", clean(name.text), name)
        elif prepared:
            name = clip.strip()[prepared.start("name") : prepared.end("name")]
            report.put("organization", clean(name.text), name)
    for name in _signed(lines):
        report.put("organization", clean(name.text), name)
    for name in _reporters_in_cells(document):
        report.put("organization", clean(name.text), name)
    if "organization" not in report.leaves and (leaf := _body_of_forms(report)):
        report.leaves["organization"] = leaf


def _reporters_in_cells(document: Document) -> Iterator[Clip]:
    """Bodies in the cell behind a label of the one that reports (填报单位, 地方主管部门)."""
    labels = Vocabulary({bare(label): "name" for label in lexicon().reporter_labels}, ())
    for block in document.blocks:
        for row in block.rows if isinstance(block, Table) else ():
            for label, value in pairwise([cell.clip for cell in row if cell.clip]):
                name = _unsealed(value) if label.text in labels else Clip()
                if _is_body(name.text) and not _EACH.search(name.text):
                    yield name


def _body_of_forms(report: Draft) -> Leaf | None:
    """The body that most forms name: that over them where each is carried out by another one."""
    units, departments = (_bodies(report, name) for name in ("implementing_unit", "supervising_department"))
    several = len({leaf.value for leaf in units}) > 1 and len({leaf.value for leaf in departments}) == 1
    for named in (departments, units) if several else (units, departments):
        for value, _ in Counter(str(leaf.value) for leaf in named).most_common(1):
            return next(leaf for leaf in named if leaf.value == value)
    return None


def _bodies(report: Draft, name: str) -> list[Leaf]:
    """What the forms name under a label, but for 各市县…, which is no one body."""
    leaves = [form.leaves[name] for form in report.lists.get("forms", []) if name in form.leaves]
    return [leaf for leaf in leaves if not _EACH.search(str(leaf.value))]


def _lines_in_cells(document: Document) -> Iterator[Clip]:
    """Cells of tables that hold a whole line ``label：value``."""
    for block in document.blocks:
        for row in block.rows if isinstance(block, Table) else ():
            yield from (
                cell.clip for cell in row if len(cell.text) <= _LONGEST_LINE and ":" in fold(cell.text)
            )


def _signed(lines: Sequence[Paragraph]) -> Iterator[Clip]:
    """Lines that are a body's name, over one that is a date: a cover or the end of a report."""
    for line, below in pairwise(lines):
        plain = fold(line.text) if len(line.text) <= 2 * _LONGEST_LINE else ""
        if _SHORTEST_NAME <= len(plain) <= _LONGEST_NAME and _DATE.fullmatch(
            fold(below.text[:_LONGEST_LINE])
        ):
            name = _unsealed(line.clip)
            if _SIGNATURE.fullmatch(fold(name.text)) and _is_body(name.text):
                yield name


def _unsealed(clip: Clip) -> Clip:
    """A name without （盖章） before or after it."""
    clip = clip.strip()
    match = _SEALED.match(clip.text)
    return clip[match.start("name") : match.end("name")].strip() if match else clip


def _owner_in_title(report: Draft) -> Clip | None:
    title = report.leaves.get("title")
    for clip in title.clips if title else ():
        match = _TITLE_OWNER.match(clip.text)
        if match and match.lastgroup and _is_body(match[match.lastgroup]):
            return clip[slice(*match.span(match.lastgroup))].strip()
        if _is_body(clip.text) and len(title.clips) > 1:  # type: ignore[union-attr]
            return clip
    return None


def _is_body(text: str) -> bool:
    return bare(text).endswith(lexicon().organization_endings)
