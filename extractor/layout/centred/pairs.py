"""Rows of labels and values (项目名称 … 主管部门 … 实施单位 …) whose cells wrap: each value beside its label."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from extractor.document import Clip
from extractor.layout.centred.words import Word, joined
from extractor.layout.labels import is_label
from extractor.layout.shape import shape_of

_GAP = 2
_SAME_ROW = 0.6
Stack = list[Word]


def pair_rows(words: Sequence[Word], is_name: Callable[[str], bool] = is_label) -> Iterator[list[Clip]]:
    """The rows of labels, which ``is_name`` tells, with the values that stand around their height."""
    stacks = _stacks(words, is_name)
    anchors: list[float] = []
    for stack in sorted((one for one in stacks if is_name(joined(one).text)), key=_height):
        if not anchors or _height(stack) - anchors[-1] > _SAME_ROW:
            anchors.append(_height(stack))
    rows: dict[float, list[Stack]] = {}
    for stack in stacks:
        height = _height(stack)
        rows.setdefault(min(anchors, key=lambda at: abs(at - height), default=height), []).append(stack)
    for _, row in sorted(rows.items()):
        yield [joined(stack) for stack in sorted(row, key=lambda stack: min(word.start for word in stack))]


def _height(stack: Stack) -> float:
    return (stack[0].line + stack[-1].line) / 2


def _stacks(words: Sequence[Word], is_name: Callable[[str], bool]) -> list[Stack]:
    """The words of each cell: those above each other that complete a label, or of which one has no label beside it."""
    labelled = {word.line for word in words if is_name(word.text)}
    stacks: list[Stack] = []

    def continues(word: Word, stack: Stack) -> bool:
        last = stack[-1]
        narrower = min(word.end - word.start, last.end - last.start)
        if not 0 < word.line - last.line <= _GAP or word.over(last) * 2 < narrower:
            return False
        text = joined(stack).text
        if is_name(joined([*stack, word]).text) and not (is_name(text) and is_name(word.text)):
            return True
        if any(is_name(one) or shape_of(one) in ("number", "percent") for one in (text, word.text)):
            return False
        return not {word.line, last.line} <= labelled

    for word in sorted(words, key=lambda word: (word.line, word.start)):
        above = [stack for stack in stacks if continues(word, stack)]
        if above:
            above[-1].append(word)
        else:
            stacks.append([word])
    return stacks
