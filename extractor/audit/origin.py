"""Whether a contradiction is the document's own, or may come from how it was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from extractor.audit.hits import Value, printed
from extractor.audit.shared.leaf import leaf_at
from extractor.audit.subject import Subject
from extractor.report import Quantity
from extractor.result import Cause, Evidence

_SURE = 0.9


def cause_of(
    pointers: Iterable[str], fixes: Mapping[str, Value], places: Iterable[Evidence], subject: Subject
) -> Cause:
    """Whether a hit may come from the reading.

    ``reading`` where a leaf or a place in the text was read with doubt, or where OCR need only have taken
    one digit for another.
    """
    if any(map(_is_doubtful, places)):
        return "reading"
    for pointer in pointers:
        if any(_is_doubtful(place) for place in subject.evidence.get(pointer, ())):
            return "reading"
        if not subject.doubted.isdisjoint(_up_from(pointer)):
            return "reading"
    return "reading" if any(_one_digit_off(*fix, subject) for fix in fixes.items()) else "document"


def _is_doubtful(place: Evidence) -> bool:
    return place.match == "fuzzy" or (place.confidence is not None and place.confidence < _SURE)


def _up_from(pointer: str) -> Iterator[str]:
    """A pointer and those of all that it is in."""
    while pointer:
        yield pointer
        pointer = pointer.rpartition("/")[0]


def _one_digit_off(pointer: str, right: Value, subject: Subject) -> bool:
    """Whether a leaf that OCR read would be right with one character changed, added or left out."""
    if all(place.confidence is None for place in subject.evidence.get(pointer, ())):
        return False
    leaf = leaf_at(subject.report, pointer)
    said, wanted = printed(leaf.value if isinstance(leaf, Quantity) else leaf), printed(right)
    return _distance_is_one(said, wanted)


def _distance_is_one(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    at = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) == len(long):
        return one != other and short[at + 1 :] == long[at + 1 :]
    return len(long) - len(short) == 1 and short[at:] == long[at + 1 :]
