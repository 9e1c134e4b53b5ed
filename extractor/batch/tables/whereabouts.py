"""Where a row begins in the source, as columns: page, line, characters, box."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.batch.tables.kinds import Row, Value
from extractor.output.places import Places
from extractor.result import Evidence, Result

_NOWHERE: Row = [None] * 8
_NO_BOX: Sequence[Value] = (None,) * 4


class Whereabouts:
    """Places of one result as values of ``page``, ``line``, ``char_start``, ``char_end``, ``x0``, ``y0``, ``x1``, ``y1``."""

    def __init__(self, result: Result) -> None:
        self._places = Places(result, "zh")

    def of(self, place: Evidence | None) -> Row:
        """Those of a place; the line is None where the page's text is not known, the box where it has none."""
        if place is None:
            return _NOWHERE
        at = self._places.line_and_character(place)
        line = at[0] if at else None
        return [place.page, line, place.start, place.end, *(place.box or _NO_BOX)]

    def first_of(self, places: Sequence[Evidence]) -> Row:
        """Those of the one that comes first in the source."""
        return self.of(min(places, key=lambda place: (place.page, place.start), default=None))
