"""Names of levels that wrap: which lines make up one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby, pairwise

from extractor.layout.centred.rows import grouped
from extractor.layout.centred.words import Word, joined
from extractor.layout.headers import names_source
from extractor.layout.labels import is_label
from extractor.lexicon import lexicon
from extractor.text import fold

_NUMBER = re.compile(r"^\s*\d{1,2}[.、．]\s*(?=\D)")
_MOST_LINES = 6
_UNKNOWN_COST = 1.5
_LINE_COST = 0.4
_GAP_COST = 1.0
_FAR_COST = 0.2
_UNDER = (
    (("数量", "质量", "时效"), ("产出",)),
    (("成本", "经济成本", "社会成本", "生态环境成本", "生态成本"), ("产出", "成本")),
    (("经济效益", "社会效益", "生态效益", "环境效益", "可持续"), ("效益", "效果")),
    (("满意", "服务对象", "社会公众"), ("满意",)),
)


def level_cells(words: Sequence[Word]) -> list[list[Word]]:
    """The words of a column of levels, a list for each cell: lines that together make a known name where they can."""
    return _cells(words, lexicon().is_level, ())


def source_cells(words: Sequence[Word], figures: Sequence[int]) -> list[list[Word]]:
    """The labels of lines of funds, a list of words for each; their amounts stand on the lines ``figures``."""
    return _cells(words, is_source, figures)


def is_source(text: str) -> bool:
    """Whether a text is the label of a line of funds, numbered (1.一般公共预算) or not."""
    return is_label(text) or names_source(_NUMBER.sub("", text))


def _cells(words: Sequence[Word], is_known: Callable[[str], bool], beside: Sequence[int]) -> list[list[Word]]:
    ordered = sorted(words, key=lambda word: (word.line, word.start))
    lines = [list(group) for _, group in groupby(ordered, key=lambda word: word.line)]

    def cost(first: int, end: int) -> float:
        own = lines[first:end]
        gaps = sum(max(below[0].line - above[0].line - 2, 0) for above, below in pairwise(own))
        text = fold(joined(word for line in own for word in line).text)
        parts = [is_known(fold(joined(line).text)) for line in own]
        whole = is_known(text) and (end - first == 1 or not all(parts))
        known = 0.0 if whole else _UNKNOWN_COST + _LINE_COST * (end - first - 1)
        middle = (own[0][0].line + own[-1][0].line) / 2
        far = min((abs(line - middle) for line in beside), default=0.0)
        return known + _GAP_COST * gaps + _FAR_COST * min(far, 2.0)

    runs = grouped(len(lines), cost, _MOST_LINES)
    return [[word for line in lines[first:end] for word in line] for first, end in runs]


def under(level1: str, level2: str) -> bool | None:
    """Whether a class of level 2 belongs under one of level 1 in the Ministry's template; None where it says nothing."""
    for beginnings, classes in _UNDER:
        if fold(level2).startswith(beginnings):
            known = any(word in level1 for _, words in _UNDER for word in words)
            return any(word in level1 for word in classes) if known else None
    return None
