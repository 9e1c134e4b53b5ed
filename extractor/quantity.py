"""Numbers and quantities as printed: ``≥95%``, ``3次以上``, ``20余场次`` (CONTRACT.md, Quantity)."""

from __future__ import annotations

import re
import unicodedata

from extractor.report import Number, Operator, Quantity
from extractor.text import clean

_OPERATORS: dict[str, Operator] = {
    "≥": ">=", "≧": ">=", ">=": ">=", "=>": ">=", "》": ">=", "⩾": ">=",
    "≤": "<=", "≦": "<=", "<=": "<=", "=<": "<=", "《": "<=", "⩽": "<=",
    ">": ">", "<": "<", "=": "=", "═": "=",
}  # fmt: skip
_WORDS: tuple[tuple[Operator, tuple[str, ...]], ...] = (
    (">=", ("不少于", "不低于", "不小于", "大于等于", "大于或等于", "至少", "达到或超过")),
    ("<=", ("不超过", "不高于", "不大于", "不多于", "小于等于", "小于或等于", "至多", "控制在")),
    ("<", ("低于", "小于", "少于")),
    (">", ("高于", "大于", "超过", "多于")),
    ("=", ("等于",)),
)
_AFTER: tuple[tuple[Operator, tuple[str, ...]], ...] = (
    (">=", ("及以上", "以上")),
    ("<=", ("及以下", "以下", "以内", "之内")),
)
_SIGN = re.compile("|".join(sorted(map(re.escape, _OPERATORS), key=len, reverse=True)))
_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_PLAIN = re.compile(r"([-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[-+]?\.\d+)([^\d\s]*)")
# A scan does not tell points from commas: with groups of three and two decimals there is but one meaning.
GROUPED = re.compile(r"[-+]?\d{1,3}(?:[.,]\d{3})+[.,]\d{2}")
_DASHES = frozenset({"", "-", "--", "/", "\\", "一", "无", "——", "—", "－", "／", "*"})
_LETTER_FOR_ZERO = re.compile(r"\d[Oo]+(?![A-Za-z])")
_ODD_MARK = re.compile(r"余|多(?=[个人次场万亿件名户])")


def parse_number(text: str) -> Number | None:
    """The number a numeric cell prints, before any sign or unit; None for a dash, slash or blank.

    A cell that holds no number, more than one, or one with a letter O for a zero is None
    as well: `is_blank` tells the two apart.
    """
    plain = unicodedata.normalize("NFKC", clean(text)).replace(" ", "").strip("()")
    if plain in _DASHES or _LETTER_FOR_ZERO.search(plain):
        return None
    if GROUPED.fullmatch(plain):
        return number(re.sub("[.,]", "", plain[:-3]) + "." + plain[-2:])
    match = _PLAIN.fullmatch(plain)
    return number(match[1]) if match else None


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: empty, a dash or a slash."""
    plain = clean(text)
    return plain in _DASHES or not plain.strip("-—－–一/ ")


def number(digits: str) -> Number:
    """``1,234.50`` as 1234.5; an integer where no decimals are printed."""
    digits = digits.replace(",", "")
    return float(digits) if "." in digits else int(digits)


def parse_operator(text: str) -> Operator | None:
    """The comparison that a cell of a sign column prints, in signs or in words; None if neither."""
    plain = unicodedata.normalize("NFKC", clean(text))
    if (found := _OPERATORS.get(plain)) is not None:
        return found
    for operator, words in _WORDS + _AFTER:
        if plain in words:
            return operator
    return None


def parse_quantity(text: str) -> Quantity | None:
    """The quantity that a target or actual cell states; None for a blank.

    The operator comes from a sign or word before the number, or from 以上, 以内, 余 after
    it. With two numbers (a range, a date) or none there is no value and no unit. An
    operator word without a number (低于全国平均水平) is kept.
    """
    verbatim = clean(text)
    if is_blank(verbatim):
        return None
    plain = unicodedata.normalize("NFKC", verbatim)
    if _LETTER_FOR_ZERO.search(plain):
        return Quantity(text=verbatim, operator=_leading_operator(plain))
    numbers = [match for match in _NUMBER.finditer(plain) if not _inside_word(plain, match)]
    if len(numbers) != 1:
        return Quantity(text=verbatim, operator=_leading_operator(plain) if not numbers else None)
    digits, before, after = numbers[0][0], plain[: numbers[0].start()], plain[numbers[0].end() :]
    operator = _leading_operator(before) or _trailing_operator(after)
    unit = _unit(verbatim, after)
    return Quantity(text=verbatim, operator=operator, value=number(digits.lstrip("+")), unit=unit)


def _inside_word(plain: str, match: re.Match[str]) -> bool:
    return match.start() > 0 and plain[match.start() - 1].isascii() and plain[match.start() - 1].isalpha()


def _leading_operator(before: str) -> Operator | None:
    if sign := _SIGN.search(before):
        return _OPERATORS[sign[0]]
    for operator, words in _WORDS:
        if any(word in before for word in words):
            return operator
    return None


def _trailing_operator(after: str) -> Operator | None:
    if _ODD_MARK.match(after):
        return ">="
    for operator, words in _AFTER:
        if any(word in after for word in words):
            return operator
    return None


def _unit(verbatim: str, after: str) -> str | None:
    tail = verbatim[len(verbatim) - len(after) :] if verbatim.endswith(after) else after
    tail = _ODD_MARK.sub("", tail, count=1) if _ODD_MARK.match(tail) else tail
    for _, words in _AFTER:
        for word in words:
            tail = tail.removesuffix(word)
    tail = tail.strip().removesuffix("以上").removesuffix("左右")
    if tail.startswith("(") and tail.endswith(")"):
        tail = tail[1:-1]
    return tail or None
