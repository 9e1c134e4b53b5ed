"""When two leaves are equal.

Text is equal after NFKC with all white space out and quotes and dashes of one kind;
numbers are equal as numbers (10 and 10.0), without tolerance. Nothing stated against
nothing stated is not an agreement: it earns nothing.
"""

from __future__ import annotations

from extractor.text import fold

Scalar = str | int | float


def comparable(value: Scalar | None) -> Scalar | None:
    """The form in which a leaf is compared; None where it states nothing (null, blank text)."""
    return (fold(value) or None) if isinstance(value, str) else value


def same(gold: Scalar | None, answer: Scalar | None) -> bool:
    """Whether both leaves state the same thing."""
    stated = comparable(gold)
    return stated is not None and stated == comparable(answer)
