"""Numbers as Chinese documents count: 十二, 二〇二二, ⑫."""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"


def chinese(count: int) -> str:
    """Counting in Chinese: 十, 十二, 二十; from a hundred on digit by digit."""
    if not 0 < count < 100:
        return chinese_digits(str(count))
    tens, ones = divmod(count, 10)
    head = ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "")
    return head + (_DIGITS[ones] if ones else "")


def chinese_digits(digits: str) -> str:
    """Each digit as its Chinese sign, as years are written; other characters stay."""
    return "".join(_DIGITS[int(char)] if char in "0123456789" else char for char in digits)


def circled(count: int) -> str:
    """① to ⑳; further numbers as they are."""
    return chr(0x2460 + count - 1) if 0 < count <= 20 else str(count)


def full_width(count: int) -> str:
    """The number in digits as wide as a Chinese character."""
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(count))
