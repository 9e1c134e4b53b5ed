"""Cells into leaves: text, numbers, quantities, and level names with the points printed in them."""

from __future__ import annotations

import re

from extractor.document import UNREAD, Clip
from extractor.draft import Draft
from extractor.layout.shape import FILLER
from extractor.lexicon import lexicon
from extractor.quantity import is_blank, number, parse_number, parse_quantity
from extractor.text import clean

_LEVEL = re.compile(
    r"^(?P<name>.*?[^\d\s(（\[〔:：])\s*[(（\[〔]?\s*(?:共|权重|分值)?[:：]?\s*"
    r"(?P<points>\d+(?:\.\d+)?)\s*[分%％]?\s*[)）\]〕]?\s*$",
    re.DOTALL,
)
_LEAD = re.compile(
    r"^\s*(?:其\s*中\s*[:：]?|[(（][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+、|\d+[.、．](?!\d)|[①-⑳])\s*"
)
_INDICATOR_NUMBER = re.compile(r"^\s*指\s*标\s*[\d一二三四五六七八九十]+\s*[：:、.．]?\s*")


def says_nothing(clip: Clip) -> bool:
    """Whether a cell is blank, a dash, unread, a filler or the template's own instruction."""
    return (
        is_blank(clip.text)
        or clip.text.strip() == UNREAD
        or bool(FILLER.fullmatch(clip.text.strip()))
        or lexicon().is_placeholder(clip.text)
    )


def put_text(draft: Draft, name: str, clip: Clip | None) -> None:
    """Set a text field; a cell that says nothing leaves it unset."""
    if clip and clip.text.strip() == UNREAD:
        return
    if clip and not FILLER.fullmatch(clip.text.strip()) and not lexicon().is_placeholder(clip.text):
        draft.put(name, clean(clip.text), clip.strip())


def put_number(draft: Draft, name: str, clip: Clip | None) -> None:
    """Set a number field; a cell that is neither a number nor blank is a doubt."""
    if clip is None or says_nothing(clip):
        return
    value = parse_number(clip.text)
    if value is None:
        draft.doubt("number_unreadable", name, clips=(clip.strip(),), text=clean(clip.text)[:30])
    else:
        draft.put(name, value, clip.strip())


def put_count(draft: Draft, name: str, clip: Clip | None) -> None:
    """Set a field that counts things; a number with decimals is a doubt."""
    value = parse_number(clip.text) if clip else None
    if clip and isinstance(value, float):
        draft.doubt("number_unreadable", name, clips=(clip.strip(),), text=clean(clip.text)[:30])
    else:
        put_number(draft, name, clip)


def put_quantity(draft: Draft, name: str, *clips: Clip | None) -> None:
    """Set a quantity from its cell, or from its sign, value and unit cells joined in that order.

    A unit that the value already ends with is not joined again.
    """
    parts = [clip.strip() for clip in clips if clip and not says_nothing(clip)]
    if len(parts) > 1 and clean(parts[-2].text).endswith(clean(parts[-1].text)):
        parts.pop()
    draft.put(name, parse_quantity("".join(clean(part.text) for part in parts)), *parts)


def put_level(draft: Draft, clip: Clip) -> None:
    """Set ``level1`` and the points printed in its label (``产出指标（50）``)."""
    match = _LEVEL.match(clip.text)
    if not match:
        put_text(draft, "level1", clip)
        return
    put_text(draft, "level1", clip[match.start("name") : match.end("name")])
    points = clip[match.start("points") : match.end("points")]
    draft.put("level1_max_score", number(points.text), points)


def row_label(clip: Clip) -> Clip:
    """A row's label without 其中, numbering and colon (``（一）财政拨款小计``, ``1、公务接待：``)."""
    clip = clip.strip()
    while match := _LEAD.match(clip.text):
        clip = clip[match.end() :]
    return clip[: len(clip.text.rstrip(":： \n\t\u3000"))]


def is_numbered(clip: Clip) -> bool:
    """Whether a row's label begins with 其中 or a numbering."""
    return bool(_LEAD.match(clip.text))


def without_number(clip: Clip) -> Clip:
    """An indicator's name without the numbering ``指标1：``."""
    match = _INDICATOR_NUMBER.match(clip.text)
    return clip[match.end() :] if match else clip


def is_indicator_number(clip: Clip) -> bool:
    """Whether the cell is nothing but a numbering ``指标1：``."""
    match = _INDICATOR_NUMBER.fullmatch(clip.text)
    return match is not None
