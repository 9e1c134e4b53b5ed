"""Tokens of a text whose grid is lost: cells in reading order, wrapped labels joined again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractor.document import Clip
from extractor.layout.furniture import is_furniture
from extractor.layout.labels import every_label, is_label
from extractor.layout.lines import Line
from extractor.lexicon import lexicon
from extractor.text import bare, fold

_MOST_WRAPPED = 7
_LONGEST_PART = 14
_LOST_POINTS = re.compile(r"\(\d+分\)")
_POINTS = re.compile(r"\(?\d+(?:\.\d+)?分?\)|\d+分\)?")


def by_pipes(lines: Iterable[Line]) -> list[Clip]:
    """The cells between pipes, whatever the line breaks; blank cells are kept."""
    cells: list[Clip] = []
    parts: list[Clip] = []
    for line in lines:
        at = 0
        for bar in re.finditer(r"\|", line.text):
            parts.append(line.clip[at : bar.start()])
            cells.append(Clip.join(parts).strip())
            parts, at = [], bar.end()
        parts += [line.clip[at:], line.line_break]
    cells.append(Clip.join(parts).strip())
    return cells


def by_lines(lines: Iterable[Line]) -> list[Clip]:
    """One cell a line; a line of nothing but spaces is a blank cell, an empty line is none."""
    return [line.clip.strip() for line in lines if line.text and not is_furniture(line.text)]


def join_wrapped(cells: Sequence[Clip]) -> list[Clip]:
    """The cells with labels that were wrapped over several of them joined again; points whose label is lost go."""
    joined: list[Clip] = []
    at = 0
    while at < len(cells):
        size = _label_size(cells, at)
        if size > 1 or not _LOST_POINTS.fullmatch(fold(cells[at].text)):
            joined.append(Clip.join(cells[at : at + size]))
        at += size
    return joined


def _label_size(cells: Sequence[Clip], at: int) -> int:
    best, said = 1, ""
    for size, clip in enumerate(cells[at : at + _MOST_WRAPPED], start=1):
        if not bare(clip.text) or len(clip.text) > _LONGEST_PART:
            break
        said += clip.text
        if size > 1 and _is_wrapped(said, cells[at : at + size]):
            best = size
    return best


def _is_wrapped(said: str, parts: Sequence[Clip]) -> bool:
    """Whether parts that are not all labels of their own make up one label, or a level and its points."""
    if _POINTS.fullmatch(fold(parts[-1].text)):
        return lexicon().is_level(said)
    return is_label(said) and not all(bare(part.text) in every_label() for part in parts)
