"""Where the columns of a table without vertical rules part: gaps that run down through its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.document import Box

Band = tuple[float, float]
Stroke = tuple[tuple[float, float], tuple[float, float]]
Gap = tuple[float, float]

_WORD_GAP = 0.45
_NARROWEST = 2.0
_SAME_COLUMN = 8.0


@dataclass
class _Track:
    """A gap that rows from ``first`` to ``last`` share."""

    gap: Gap
    first: int
    last: int

    @property
    def middle(self) -> float:
        return (self.gap[0] + self.gap[1]) / 2


def gutters(bands: Sequence[Band], characters: Sequence[Box]) -> Iterator[Stroke]:
    """Vertical strokes between the columns of the rows that ``bands`` are (top and bottom of each).

    A gap between the texts of a row is followed up and down as long as no text stands in its way.
    """
    rows = [_gaps(band, characters) for band in bands]
    tracks = _prolonged(_tracks(rows), rows)
    kept: list[_Track] = []
    for track in sorted(tracks, key=lambda track: track.first - track.last):
        if not any(_same(track, other) for other in kept):
            kept.append(track)
            yield (track.middle, bands[track.first][0]), (track.middle, bands[track.last][1])


def _gaps(band: Band, characters: Sequence[Box]) -> list[Gap]:
    """The gaps of a row, those before its first and after its last text included."""
    top, bottom = band
    inside = sorted(
        (box for box in characters if top <= (box.y0 + box.y1) / 2 <= bottom), key=lambda box: box.x0
    )
    gaps, end = [], float("-inf")
    for box in inside:
        if box.x0 - end > _WORD_GAP * box.height:
            gaps.append((end, box.x0))
        end = max(end, box.x1)
    return [*gaps, (end, float("inf"))]


def _tracks(rows: Sequence[Sequence[Gap]]) -> list[_Track]:
    """A track for each gap between two texts that no track from above leads through."""
    tracks: list[_Track] = []
    for at, gaps in enumerate(rows):
        led = set()
        for track in tracks:
            shared = _shared(track.gap, gaps) if track.last == at - 1 else None
            if shared is not None:
                track.gap, track.last = shared[0], at
                led.add(shared[1])
        tracks.extend(_Track(gap, at, at) for gap in gaps[1:-1] if gap not in led)
    return tracks


def _shared(gap: Gap, gaps: Sequence[Gap]) -> tuple[Gap, Gap] | None:
    """What a gap has in common with one of a row's, and that one."""
    for other in gaps:
        both = max(gap[0], other[0]), min(gap[1], other[1])
        if both[1] - both[0] >= _NARROWEST:
            return both, other
    return None


def _prolonged(tracks: Sequence[_Track], rows: Sequence[Sequence[Gap]]) -> list[_Track]:
    """The tracks, each also followed up from where it begins."""
    for track in tracks:
        while track.first and (shared := _shared(track.gap, rows[track.first - 1])) is not None:
            track.gap, track.first = shared[0], track.first - 1
    return list(tracks)


def _same(one: _Track, other: _Track) -> bool:
    """Whether a track lies next to a longer one in the same rows."""
    apart = one.last < other.first or other.last < one.first
    return not apart and abs(one.middle - other.middle) < _SAME_COLUMN
