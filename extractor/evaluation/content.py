"""What a text says apart from how it is written: ``不低于９５％``, ``>=95%`` and ``百分之九十五以上`` say ``≥95%``.

Only where the whole text is one quantity are words for signs taken as signs and moved before the
number; elsewhere only signs and numbers are written in one way. Chinese numerals are read up
to 千 (万 and 亿 stay, as they do in ``3万``). Nothing here rescales or corrects.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.quantity import parse_operator, parse_quantity
from extractor.text import fold

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_NUMERAL = re.compile("[零〇一二两三四五六七八九十百千]+")
_PERCENT = re.compile(
    r"百分之([零〇一二两三四五六七八九十百]+(?:点[零〇一二三四五六七八九]+)?|\d+(?:\.\d+)?)"
)
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")
_DECIMAL = re.compile(r"(?<![\d.])(\d+)\.(\d+)(?![\d.])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SIGNS = str.maketrans({"≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "═": "="})
_PAIRS_OF_SIGNS = re.compile(r">=|=>|<=|=<")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_OPEN_ENDS = ("余", "多")
_SIGN_OF = {">=": "≥", "<=": "≤"}
_LONGEST_UNIT = 8  # more than that is a sentence that begins with a number
_REMEMBERED = 16384


@lru_cache(maxsize=_REMEMBERED)
def content(text: str) -> str:
    """The text with one spelling for everything that can be spelt in several ways."""
    plain = fold(text).translate(_SIGNS)
    plain = _PAIRS_OF_SIGNS.sub(lambda pair: "≥" if ">" in pair[0] else "≤", plain)
    plain = _PERCENT.sub(lambda found: f"{_percent(found[1])}%", plain)
    plain = _NUMERAL.sub(lambda numeral: _arabic(numeral[0]), plain)
    plain = _GROUPED.sub(lambda number: number[0].replace(",", ""), plain)
    plain = _DECIMAL.sub(_without_zeros, plain)
    quantity = split(plain)
    return "".join(quantity) if quantity else plain


def split(plain: str) -> tuple[str, str, str] | None:
    """Sign, number and unit of a text that is one quantity and nothing else; None if it is not."""
    quantity, numbers = parse_quantity(plain), list(_NUMBER.finditer(plain))
    if quantity is None or quantity.value is None or len(numbers) != 1:
        return None
    before, after = plain[: numbers[0].start()], plain[numbers[0].end() :]
    unit = quantity.unit or ""
    if len(unit) > _LONGEST_UNIT or (unit.startswith("年") and _YEAR.fullmatch(numbers[0][0])):
        return None
    minus = before[-1:] if before[-1:] in ("-", "+") else ""
    loose = (
        [before.removesuffix(minus), *after.split(unit, 1)] if unit else [before.removesuffix(minus), after]
    )
    if any(word and parse_operator(word) is None and word not in _OPEN_ENDS for word in loose):
        return None
    sign = _SIGN_OF.get(quantity.operator or "", quantity.operator or "")
    return sign, f"{minus.replace('+', '')}{numbers[0][0]}", unit


def _percent(numeral: str) -> str:
    if numeral == "百":
        return "100"
    whole, _, decimals = numeral.partition("点")
    return _arabic(whole) + (f".{''.join(str(_DIGITS[digit]) for digit in decimals)}" if decimals else "")


def _arabic(numeral: str) -> str:
    """``九十五`` as ``95``, ``二〇二二`` as ``2022``; what is no number (``五六十``, ``千``) stays."""
    if all(sign in _DIGITS for sign in numeral):
        return "".join(str(_DIGITS[digit]) for digit in numeral)
    total, digit, last = 0, None, 10_000
    for sign in numeral:
        if sign in _TENS:
            tens = _TENS[sign]
            if tens >= last or (digit is None and (sign != "十" or total)):
                return numeral
            total, digit, last = total + (1 if digit is None else digit) * tens, None, tens
        elif digit:
            return numeral
        else:
            digit = _DIGITS[sign]
    return str(total + (digit or 0))


def _without_zeros(number: re.Match[str]) -> str:
    if _YEAR.fullmatch(number[1]):
        # 2023.10 is a month, and not 2023.1.
        return number[0]
    decimals = number[2].rstrip("0")
    return f"{number[1]}.{decimals}" if decimals else number[1]
