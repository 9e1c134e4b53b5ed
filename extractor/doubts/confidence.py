"""Words that the OCR was not sure of, under the values of the report.

Measured on scans in three qualities (see decision 009): words misread score below 0.9, figures up to
0.95, and the signs ≥ ≤ % up to 0.99, as they look like > < 9. So a word may miss certainty by half of
``1 - min_confidence``, a figure by a quarter of that, a sign by a twentieth. Brackets and stops score
low also where they are read well, and no value hangs on them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from extractor.document import Word
from extractor.doubts.scan import Scan, leaves
from extractor.findings import finding
from extractor.result import Finding
from extractor.text import fold

_FIGURE = re.compile(r"[\d.<>=-]")
_MEANS_SOMETHING = re.compile(r"[\w%‰≥≤≧≦<>=-]")
_LONGEST_FIGURE = 16
_SIGN = re.compile(r"[≥≤≧≦]|^[%‰]+$")
_ALONE = re.compile(r"\s*[%‰]\s*")
_TEXT_SHARE, _FIGURE_SHARE, _SIGN_SHARE = 0.5, 0.25, 0.05
_DERIVED = "kind"  # what no cell says by itself
_MOST_NAMED = 3
_LONGEST_NAMED = 12
_AROUND = 4

Place = tuple[int, int, int]


class _Weak(NamedTuple):
    """The least sure word under a value, with what stands around it."""

    pointer: str
    text: str
    confidence: float


def low_confidence(scan: Scan, min_confidence: float, confirmed: Collection[str]) -> Iterator[Finding]:
    """One finding for each row with a word that the OCR was not sure of.

    Where ``min_confidence`` is 0 nothing is asked, and nothing found. What arithmetic has ``confirmed`` needs no other voucher. A place that several rows
    share, as merged cells do, is told with the first.
    """
    told: set[Place] = set()
    for pointer, item in scan.objects() if min_confidence else ():
        weak = []
        for at, value in leaves(item, pointer):
            if value is None or at in confirmed or at.endswith(f"/{_DERIVED}"):
                continue
            if _is_new(scan, at, told) and (found := _weakest(scan, at, min_confidence)):
                weak.append(found)
        if weak:
            yield _finding(scan, weak)


def _is_new(scan: Scan, pointer: str, told: set[Place]) -> bool:
    places = {(place.page, place.start, place.end) for place in scan.evidence.get(pointer, ())}
    new = bool(places - told)
    told |= places
    return new


def _weakest(scan: Scan, pointer: str, min_confidence: float) -> _Weak | None:
    """The word that is furthest from what is asked of it; None where all are sure enough."""
    said = fold(scan.said(pointer))
    is_figure = len(said) <= _LONGEST_FIGURE and any(char.isdigit() for char in said)
    is_telling = bool(_MEANS_SOMETHING.search(said))
    weakest: tuple[float, _Weak] | None = None
    for place in scan.evidence.get(pointer, ()):
        page = scan.document.pages[place.page - 1]
        for word in page.words_at(place.start, place.end):
            text = fold(page.text[word.start : word.end])
            if not word.confidence or (is_telling and not _MEANS_SOMETHING.search(text)):
                continue  # 0: nothing was read there at all, `ink` tells
            # In a column of units a % has no figure beside it to be taken for.
            is_unit = _ALONE.fullmatch(place.text) is not None
            granted = (1 - min_confidence) * (_share(text) if is_figure and not is_unit else _TEXT_SHARE)
            lacking = (1 - word.confidence) / granted if granted else float("inf")
            if lacking > 1 and (weakest is None or lacking > weakest[0]):
                excerpt = _excerpt(page.text, (place.start, place.end), word)
                weakest = lacking, _Weak(pointer, excerpt, word.confidence)
    return weakest[1] if weakest else None


def _share(word: str) -> float:
    """How much of the margin a word of a figure is granted."""
    if _SIGN.search(word):
        return _SIGN_SHARE
    return _FIGURE_SHARE if _FIGURE.search(word) else _TEXT_SHARE


def _excerpt(text: str, bounds: tuple[int, int], word: Word) -> str:
    """The value if it is short, else what stands around the word."""
    start, end = bounds
    if end - start > _LONGEST_NAMED:
        start, end = max(start, word.start - _AROUND), min(end, word.end + _AROUND)
        end = min(end, start + 3 * _LONGEST_NAMED)
    return "".join(text[start:end].split())


def _finding(scan: Scan, weak: list[_Weak]) -> Finding:
    least = sorted(weak, key=lambda one: one.confidence)
    pointers = dict.fromkeys(at for one in least for at in scan.same_cell(one.pointer))
    named = [f"“{one.text}” ({one.confidence:.2f})" for one in least[:_MOST_NAMED]]
    said = " ".join(named) + (" …" if len(least) > _MOST_NAMED else "")
    return finding("low_confidence", [*pointers], text=said)
