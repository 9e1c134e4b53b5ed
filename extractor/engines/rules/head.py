"""Label and value: the head of a form, the sign-off lines, the unit of its amounts, its year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from extractor.document import Clip
from extractor.draft import Draft
from extractor.engines.rules.values import put_number, put_text, says_nothing
from extractor.layout.headers import Row, distinct
from extractor.lexicon import Vocabulary, lexicon
from extractor.text import clean

_UNIT = re.compile(r"(?:[(（]|单\s*位\s*[:：]?|金额\s*[(（:：]?)\s*(?P<unit>万元|亿元|元)")
_MONEY = "元"
_YEAR = re.compile(
    r"(?P<year>(?:19|20)\d{2})\s*年\s*度|^\s*[(（]?(?P<alone>(?:19|20)\d{2})\s*年\s*[)）]?\s*$"
)
_ANY_YEAR = re.compile(r"(?P<year>(?:19|20)\d{2})\s*年(?!\s*\d)")
_LABELLED_YEAR = re.compile(r"\s*(?P<year>(?:19|20)\d{2})\s*年?度?\s*")
_GAP = r"[ \u3000\u00a0]{2,}|\t"
_NEXT_LABEL = re.compile(r"[ \u3000\u00a0](?=(?P<label>[^\s:：]{2,8})\s*[:：])")


def labelled(row: Row, vocabulary: Vocabulary) -> Iterator[tuple[str, Clip]]:
    """Field and value of each label of a row whose value is in the next filled cell or its own."""
    words = lexicon()
    filled = distinct(row)
    for clip, after in zip(filled, [*filled[1:], Clip()], strict=False):
        field = vocabulary.field(clip.text)
        if field and after and after.text not in vocabulary and after.text not in words.section:
            yield field, after.strip()
        elif field is None:
            pairs = (split_label(part, vocabulary) for part in _parts(clip))
            yield from (pair for pair in pairs if pair is not None)


def _parts(clip: Clip) -> Iterator[Clip]:
    """A line cut at its tabs: each part may have a label of its own."""
    at = 0
    for tab in re.finditer("\t", clip.text):
        yield clip[at : tab.start()]
        at = tab.end()
    yield clip[at:]


def split_label(clip: Clip, vocabulary: Vocabulary) -> tuple[str, Clip] | None:
    """Field and value of a cell or line ``label：value``, None where it is no such thing."""
    head, colon, tail = re.sub("：", ":", clip.text).partition(":")
    field = vocabulary.field(head) if colon and tail.strip() else None
    return (field, _first_part(clip[len(head) + 1 :])) if field else None


def read_facts(draft: Draft, row: Row) -> None:
    """Set what a row of the form's head states."""
    for field, value in labelled(row, lexicon().head):
        if says_nothing(value) or field == "_label":
            continue
        if field == "total_score":
            put_number(draft, field, value)
            continue
        if field == "_both":
            put_text(draft, "supervising_department", value)
            put_text(draft, "implementing_unit", value)
        elif field == "amount_unit":
            put_unit(draft, value)
        elif field == "fiscal_year":
            _put_labelled_year(draft, value)
        else:
            put_text(draft, field, value)


def read_labelled_sign_off(draft: Draft, row: Row, *, under_form: bool = False) -> None:
    """Set what a row of sign-off labels in cells of their own states (填表人 · name · 联系电话 · number).

    In the head of a form a telephone without 填表人 is that of the project's manager.
    """
    found = dict(labelled(row, lexicon().sign_off))
    if "filled_by" in found or under_form:
        for field, value in found.items():
            if not field.startswith("_"):
                put_text(draft, field, value)


def labels_sign_off(row: Row) -> bool:
    """Whether a row begins with a label of who filled the form in, and says so in the next cell."""
    filled = distinct(row)
    return len(filled) > 1 and lexicon().sign_off.field(filled[0].text) is not None


def put_unit(draft: Draft, clip: Clip) -> None:
    """Set the unit of amounts where the text names it (``（万元）``, ``金额单位：万元``)."""
    if _MONEY not in clip.text:
        return
    match = _UNIT.search(clip.text) or re.fullmatch(r"\s*(?P<unit>万元|亿元|元)\s*", clip.text)
    if match:
        draft.put("amount_unit", match["unit"], clip[match.start("unit") : match.end("unit")])


def put_year(draft: Draft, clip: Clip, *, loose: bool = False) -> None:
    """Set the year evaluated from ``2022年度``; ``loose`` also takes ``2022年``."""
    match = _YEAR.search(clip.text) or (_ANY_YEAR.search(clip.text) if loose else None)
    if match:
        group = "year" if match["year"] else "alone"
        draft.put("fiscal_year", int(match[group]), clip[match.start(group) : match.end(group)])


def _put_labelled_year(draft: Draft, clip: Clip) -> None:
    """Set the year that stands behind a label of its own (预算年度 · 2023)."""
    if match := _LABELLED_YEAR.fullmatch(clip.text):
        draft.put("fiscal_year", int(match["year"]), clip[match.start("year") : match.end("year")])


def read_sign_off(draft: Draft, clip: Clip) -> None:
    """Set who filled the form in, the telephone and the date, from a line or cell that prints them."""
    found = list(_sign_off_labels().finditer(clip.text))
    for match, after in zip(found, [*found[1:], None], strict=False):
        field = lexicon().sign_off.field(match["label"])
        end = after.start() if after else len(clip.text)
        value = _first_part(clip[match.end() : end])
        if field and not field.startswith("_") and value and not says_nothing(value):
            draft.put(field, clean(value.text), value)


def _first_part(clip: Clip) -> Clip:
    clip = clip.strip()
    gap = re.search(_GAP, clip.text)
    ends = [gap.start()] if gap else []
    ends += [match.start() for match in _NEXT_LABEL.finditer(clip.text) if _is_label(match["label"])]
    return clip[: min(ends)] if ends else clip


def _is_label(text: str) -> bool:
    return text in lexicon().head or text in lexicon().sign_off


@cache
def _sign_off_labels() -> re.Pattern[str]:
    labels = sorted(lexicon().sign_off.exact, key=len, reverse=True)
    return re.compile(rf"(?P<label>{'|'.join(map(re.escape, labels))})\s*(?:[(（]签[字章][)）])?\s*[:：]")


def signs_off(clips: Iterable[Clip]) -> bool:
    """Whether the cells or lines print who filled the form in."""
    return any(_sign_off_labels().search(clip.text) for clip in clips)
