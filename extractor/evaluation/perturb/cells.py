"""Perturbations of cells: lost, run together, moved sideways."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from extractor.evaluation.perturb.dump import Row, tables_of
from extractor.evaluation.perturb.edits import Edit

_LEAST_CELLS = 4  # in a row that can slip: a label with its value has no columns


def dropped(text: str, _: Random) -> Iterator[Edit]:
    """Filled cells that are not the first of their row are lost, separator and all."""
    for row in _rows(text):
        for slot in row[1:]:
            if slot.text(text):
                yield Edit(slot.start, slot.end, "")


def glued(text: str, _: Random) -> Iterator[Edit]:
    """Two filled cells side by side become one: nothing stands between them any more."""
    for row in _rows(text):
        for left, right in zip(row, row[1:], strict=False):
            if left.text(text) and right.text(text):
                yield Edit(right.start, right.said, "")


def slipped(text: str, rng: Random) -> Iterator[Edit]:
    """A row stands a column further right (an empty cell too many) or left (one too few); no value is lost."""
    for row in _rows(text):
        if len(row) >= _LEAST_CELLS and sum(bool(slot.text(text)) for slot in row) >= _LEAST_CELLS:
            yield _slip(row, text, rng)


def _slip(row: Row, text: str, rng: Random) -> Edit:
    empty = [slot for slot in row[1:-1] if not slot.text(text)]
    if empty and rng.random() < 0.5:
        slot = rng.choice(empty)
        return Edit(slot.start, slot.end, "")
    slot = rng.choice(row[1:-1])
    return Edit(slot.start, slot.start, text[slot.start : slot.said])


def _rows(text: str) -> Iterator[Row]:
    for table in tables_of(text):
        yield from table
