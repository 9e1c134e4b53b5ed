"""Values that a model reads off the picture: which cell OCR may have read otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from extractor.document import Clip
from extractor.engines.model.sights import Sights
from extractor.text import fold

_ALIKE = 0.5


def misread(said: str, cells: Iterable[Clip], sights: Sights) -> tuple[Clip, ...]:
    """The cell most like what the model says, else the cells that OCR itself was not sure of.

    None of them where no page with a picture holds such a cell: what the model says is then
    no other reading of anything.
    """
    shown = [clip for clip in cells if sights.shows([clip])]
    alike = [(_likeness(said, clip.text), clip) for clip in shown]
    best = max(alike, key=lambda one: one[0], default=None)
    if best is not None and best[0] >= _ALIKE:
        return (best[1],)
    return tuple(clip for clip in shown if sights.is_doubtful(clip))


def _likeness(said: str, read: str) -> float:
    return SequenceMatcher(None, fold(said), fold(read), autojunk=False).ratio()
