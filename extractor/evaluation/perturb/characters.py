"""Perturbations of characters: what OCR mistakes for one another, and forms of the same character."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from random import Random

from extractor.evaluation.perturb.dump import tables_of
from extractor.evaluation.perturb.edits import Edit

# What a printed sign, digit or character is mistaken for because it looks like it.
_SIGNS = {
    "≥": "2>Z",
    "≤": "<S5",
    "＝": "一二-",
    "=": "一二-",
    "%": "8x*",
    "％": "8x*",
    "＞": "7>",
    "＜": "く<",
}
_DIGITS = {"0": "OoD", "1": "lI|", "2": "Zz", "5": "Ss", "6": "b", "8": "B", "9": "gq"}
_FORMS = {
    "一": "—-", "二": "=", "三": "≡", "日": "曰目", "目": "日自", "未": "末", "末": "未", "己": "已", "已": "己",
    "土": "士", "士": "土", "人": "入", "入": "人", "千": "干", "大": "太", "天": "夫", "口": "囗", "力": "刀",
    "治": "冶", "率": "牵", "综": "宗", "标": "际", "值": "直", "预": "顶", "金": "全", "全": "金", "完": "宪",
    "度": "庋", "项": "顶", "效": "郊", "财": "则", "政": "玫", "理": "埋", "质": "盾", "社": "杜", "会": "台",
}  # fmt: skip
_DECIMAL = re.compile(r"(?<![\d.．])\d+([.．])\d+(?![\d.．])")
_RUN = re.compile(r"(?<![A-Za-z])[0-9.,:%()<>=+/-]+|[０-９．，：％（）＜＞＝＋／－]+")
_WIDE = 0xFEE0  # from a printing ASCII character to its full-width form


def signs(text: str, rng: Random) -> Iterator[Edit]:
    """Comparison and percent signs as what they look like: ``≥95%`` → ``295%``."""
    return _mistaken(text, _SIGNS, rng)


def digits(text: str, rng: Random) -> Iterator[Edit]:
    """Digits as letters: ``100`` → ``1O0``."""
    return _mistaken(text, _DIGITS, rng)


def forms(text: str, rng: Random) -> Iterator[Edit]:
    """Chinese characters as others of nearly the same form: ``一级指标`` → ``—级指标``."""
    return _mistaken(text, _FORMS, rng)


def lost_point(text: str, _: Random) -> Iterator[Edit]:
    """Decimal points, not those of dates and numberings: ``99.6`` → ``996``."""
    for match in _DECIMAL.finditer(text):
        yield Edit(match.start(1), match.end(1), "")


def other_width(text: str, _: Random) -> Iterator[Edit]:
    """In cells, half-width digits and signs in full width and the other way round: ``95%`` → ``９５％``."""
    for row in (row for table in tables_of(text) for row in table):
        for slot in row:
            for match in _RUN.finditer(text, slot.said, slot.end):
                yield Edit(match.start(), match.end(), _swapped(match[0]))


def _mistaken(text: str, table: dict[str, str], rng: Random) -> Iterator[Edit]:
    for at, char in enumerate(text):
        if char in table:
            yield Edit(at, at + 1, rng.choice(table[char]))


def _swapped(run: str) -> str:
    if run.isascii():
        return "".join(chr(ord(char) + _WIDE) for char in run)
    return unicodedata.normalize("NFKC", run)
