"""What kind of error a leaf is that both sides state, but not alike.

The first kind that fits, in this order: ``format`` (the same content), ``neighbour`` (see
`evaluation.neighbours`), ``operator``, ``unit``, ``magnitude``, ``digit``, ``text`` (all else). A
leaf that only one side states is ``missing`` or ``invented``. See docs/scoring.md.
"""

from __future__ import annotations

import re
from typing import Literal

from extractor.evaluation.compare import Scalar
from extractor.evaluation.content import content, split
from extractor.evaluation.nodes import Node

_SIGNS = re.compile("[≥≤><=]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SLIPS = 2  # digits put in, left out or exchanged that still make one number of another

Substance = Literal["operator", "unit", "magnitude", "digit", "text"]


def alike(said: Scalar, read: Scalar) -> bool:
    """Whether two texts differ in their way of writing only."""
    return isinstance(said, str) and isinstance(read, str) and content(said) == content(read)


def kind_of(leaf: str, gold: Node, answer: Node) -> Substance:
    """What is wrong with a leaf that both rows state differently, but for format and place."""
    cell, _, part = leaf.rpartition(".")
    if cell and part in ("operator", "unit"):
        return "operator" if part == "operator" else "unit"
    if leaf == "amount_unit":
        return "unit"
    said, read = gold.values[leaf], answer.values[leaf]
    if not isinstance(said, str) or not isinstance(read, str):
        return _of_numbers(str(said), str(read))
    found = _of_components(cell, gold, answer) if part == "text" else None
    return found or _of_texts(content(said), content(read))


def _of_components(cell: str, gold: Node, answer: Node) -> Substance | None:
    """The kind of the first component of a quantity that differs; None if they do not tell."""
    for part in ("operator", "unit"):
        if gold.leaves.get(f"{cell}.{part}") != answer.leaves.get(f"{cell}.{part}"):
            return "operator" if part == "operator" else "unit"
    said, read = gold.leaves.get(f"{cell}.value"), answer.leaves.get(f"{cell}.value")
    return None if said is None or read is None or said == read else _of_numbers(str(said), str(read))


def _of_texts(said: str, read: str) -> Substance:
    one, other = split(said), split(read)
    if one and other:
        if one[0] != other[0]:
            return "operator"
        return "unit" if one[2] != other[2] else _of_numbers(one[1], other[1])
    if _frame(said) != _frame(read):
        return "text"
    if _SIGNS.findall(said) != _SIGNS.findall(read):
        return "operator"
    pairs = zip(_NUMBER.findall(said), _NUMBER.findall(read), strict=True)
    kinds = {_of_numbers(a, b) for a, b in pairs if a != b}
    return max(kinds, key=("magnitude", "digit", "text").index, default="text")


def _frame(text: str) -> str:
    """What stands around signs and numbers."""
    return _NUMBER.sub("#", _SIGNS.sub("", text))


def _of_numbers(said: str, read: str) -> Literal["magnitude", "digit", "text"]:
    one, other = (_exact(printed) for printed in (said, read))
    if one.strip("0") == other.strip("0") != "" and said.startswith("-") == read.startswith("-"):
        return "magnitude"
    return "digit" if len(one) == len(other) or _slips(one, other) <= _SLIPS else "text"


def _exact(printed: str) -> str:
    """The digits of a number: 118.73, 11873 and 1187300 differ in zeros at the ends only."""
    return printed.lstrip("-").removesuffix(".0").replace(".", "")


def _slips(one: str, other: str) -> int:
    """The edit distance (Levenshtein 1966)."""
    line = list(range(len(other) + 1))
    for at, digit in enumerate(one, 1):
        before, line[0] = line[0], at
        for to, theirs in enumerate(other, 1):
            before, line[to] = line[to], min(line[to] + 1, line[to - 1] + 1, before + (digit != theirs))
    return line[-1]
