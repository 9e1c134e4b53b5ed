"""Where the columns of a table without vertical rules part: gaps that run down through its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.document import Box

Band = tuple[float, float]
Stroke = tuple[tuple[float, float], tuple[float, float]]
Gap = tuple[float, float]
End = tuple[float, float, float, float]
"""Where a rule ends: x and y, and the y of the next rules across it above and below."""

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


def gutters(bands: Sequence[Band], characters: Sequence[Box], ends: Sequence[End] = ()) -> Iterator[Stroke]:
    """Vertical strokes between the columns of the rows that ``bands`` are (top and bottom of each).

    A gap between the texts of a row is followed up and down as long as no text stands in its way.
    ``ends`` are where rules between two rows begin or end within the table: there columns part
    for sure. What may part at the same place does.
    """
    rows = [gaps_of(band, characters) for band in bands]
    kept: list[_Track] = []
    for end in ends:
        if ended := _ended(end, bands, rows):
            kept.append(_aligned(ended, kept, rows))
    tracks = _prolonged(_tracks(rows), rows)
    for track in sorted(tracks, key=lambda track: track.first - track.last):
        near = min(kept, key=lambda other: abs(other.middle - track.middle), default=track)
        if track.gap[0] < near.middle < track.gap[1]:
            kept.append(_Track(near.gap, track.first, track.last))
        else:
            beside = [other for other in kept if _same(track, other)]
            kept.extend([_aligned(part, kept, rows) for part in _without(track, beside)])
    for track in kept:
        yield (track.middle, bands[track.first][0]), (track.middle, bands[track.last][1])


def _ended(end: End, bands: Sequence[Band], rows: Sequence[Sequence[Gap]]) -> _Track | None:
    """The track of a rule's end: through the rows that it parts, and on to the next rules across it.

    None where a text of one of those rows stands in its way.
    """
    x, y, top, bottom = end
    gap = x - _NARROWEST / 2, x + _NARROWEST / 2
    below = next(at for at, band in enumerate(bands) if band[1] > y)
    track = _Track(gap, max(below - 1, 0), below)
    if not all(_shared(gap, rows[at]) for at in (track.first, track.last)):
        return None
    while track.first and bands[track.first][0] > top and _shared(gap, rows[track.first - 1]):
        track.first -= 1
    while (
        track.last + 1 < len(bands) and bands[track.last][1] < bottom and _shared(gap, rows[track.last + 1])
    ):
        track.last += 1
    return track


def gaps_of(band: Band, characters: Sequence[Box]) -> list[Gap]:
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


def _aligned(track: _Track, others: Sequence[_Track], rows: Sequence[Sequence[Gap]]) -> _Track:
    """The track where the nearest other one runs, if that is close and no text stands there."""
    near = min(others, key=lambda other: abs(other.middle - track.middle), default=track)
    own = rows[track.first : track.last + 1]
    is_free = abs(near.middle - track.middle) < _SAME_COLUMN and all(_shared(near.gap, row) for row in own)
    return _Track(near.gap, track.first, track.last) if is_free else track


def _without(track: _Track, others: Sequence[_Track]) -> Iterator[_Track]:
    """The stretches of a track in rows that no other one leads through."""
    taken = {row for other in others for row in range(other.first, other.last + 1)}
    free = [row for row in range(track.first, track.last + 1) if row not in taken]
    starts = [row for row in free if row - 1 not in free]
    ends = [row for row in free if row + 1 not in free]
    yield from (_Track(track.gap, *ends_of) for ends_of in zip(starts, ends, strict=True))


def _same(one: _Track, other: _Track) -> bool:
    """Whether a track lies next to a longer one in the same rows."""
    apart = one.last < other.first or other.last < one.first
    return not apart and abs(one.middle - other.middle) < _SAME_COLUMN
