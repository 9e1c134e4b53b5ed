"""Edits of a text, and which of them a strength lets happen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Edit:
    """Characters ``start`` to ``end`` of a text become ``new``."""

    start: int
    end: int
    new: str


def struck(edits: Iterable[Edit], rng: Random, share: float) -> list[Edit]:
    """The edits that happen when each has the chance ``share`` (0 to 1).

    Every edit draws once, whatever the share: with the same ``rng`` those of a smaller share happen at a
    larger one too, so that a curve over strengths is one of more damage and not of other damage.
    """
    return [edit for edit in edits if rng.random() < share]


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text after the edits; one that overlaps an earlier one is left out."""
    parts, at = [], 0
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        if edit.start < at:
            continue
        parts += [text[at : edit.start], edit.new]
        at = edit.end
    return "".join([*parts, text[at:]])
