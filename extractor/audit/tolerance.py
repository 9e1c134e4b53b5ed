"""How far apart two figures may be before they contradict each other: the one place where that is said."""

from __future__ import annotations

from decimal import Decimal

RATE = 0.1
"""Percentage points that a printed rate may be from the quotient, beside the rounding of its own decimals."""
_MOST_DECIMALS = 6
_FLOAT = 1e-9


def decimals(value: float) -> int:
    """How many decimals a number is printed with, as far as the number still tells (16.50 is 16.5)."""
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return min(max(-exponent, 0), _MOST_DECIMALS) if isinstance(exponent, int) else 0


def rounding(value: float) -> float:
    """What rounding to the printed decimals can change: half a unit of the last one."""
    return float(0.5 * 10.0 ** -decimals(value))


def same(one: float, other: float) -> bool:
    """Whether two printed figures are the same one."""
    return abs(one - other) <= _FLOAT * max(1.0, abs(one), abs(other))


def adds_up(parts: list[float], total: float) -> bool:
    """Whether parts make a total, each of them rounded to the decimals that the finest of them has.

    Whole figures have to fit exactly: nobody rounds points. Amounts may each be off by half of the last
    decimal that any of them prints.
    """
    finest = max((decimals(value) for value in (*parts, total)), default=0)
    slack = 0.0 if finest == 0 else 0.5 * 10.0**-finest * max(len(parts), 1)
    if finest == 1:
        slack = min(slack, 0.1)
    return abs(sum(parts) - total) <= slack + _FLOAT * max(1.0, abs(total))


def is_rate(printed: float, part: float, whole: float) -> bool:
    """Whether a printed percentage is what part ÷ whole comes to."""
    if not whole:
        return not part
    return abs(100 * part / whole - printed) <= RATE + rounding(printed) + _FLOAT


def within(one: float, other: float, slack: float) -> bool:
    """Whether two figures are no farther apart than that, but for what binary fractions add."""
    return abs(one - other) <= slack + _FLOAT * max(1.0, abs(one), abs(other))


def is_slip(said: str, meant: str) -> bool:
    """Whether one figure may be another mistyped: a digit changed, left out, added, or two neighbours swapped."""
    if said == meant:
        return False
    short, long = sorted((said, meant), key=len)
    at = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) != len(long):
        return len(long) == len(short) + 1 and short[at:] == long[at + 1 :]
    swapped = short[:at] + short[at : at + 2][::-1] + short[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or swapped == long


def same_rounded(one: float, other: float) -> bool:
    """Whether two figures are one where the coarser of them was rounded, whole figures aside: 16.9 and 16.94."""
    places = min(decimals(one), decimals(other))
    return same(one, other) or (places > 0 and within(one, other, 0.5 * 10.0**-places))
