"""The kinds of perturbation, by name: what each does and what it shows.

No kind changes gold. What is printed after *damage* is no longer what the report said: the true value
is still what is to be told, or else the cell is to be flagged. *Restyling* leaves all that was said as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random
from typing import Literal

from extractor.errors import UsageError
from extractor.evaluation.perturb import cells, characters, styles
from extractor.evaluation.perturb.edits import Edit, applied, struck

Nature = Literal["damage", "restyling"]


@dataclass(frozen=True)
class Kind:
    """One kind of perturbation.

    ``edits`` gives an edit for every place that it can strike; ``most`` is the share of them that it
    strikes at strength 1: a page break stands behind one row in five, not behind each.
    """

    name: str
    nature: Nature
    most: float
    edits: Callable[[str, Random], Iterable[Edit]]
    zh: str
    en: str
    shows: str


@dataclass(frozen=True)
class Perturbed:
    """A text after a perturbation, and in how many of its places it was struck."""

    text: str
    struck: int
    places: int


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("signs", "damage", 1, characters.signs, "符号误识（≥→2、%→8）", "signs misread (≥→2)",
             "whether a lost sign is noticed: it changes a target's meaning, not its look"),
        Kind("digits", "damage", 0.5, characters.digits, "数字误识为字母（0→O）", "digits misread as letters (0→O)",
             "whether numbers are mended or doubted when they cannot be numbers"),
        Kind("forms", "damage", 0.5, characters.forms, "形近字误识（一→—、日→曰）", "characters of like form (一→—)",
             "whether column titles and levels are still known when a character of them is off"),
        Kind("lost-point", "damage", 1, characters.lost_point, "小数点丢失", "decimal points lost",
             "whether figures are checked against one another: each alone looks right"),
        Kind("dropped-cells", "damage", 0.5, cells.dropped, "单元格丢失", "cells lost",
             "whether the values behind a lost cell keep their columns"),
        Kind("glued-cells", "damage", 0.5, cells.glued, "单元格粘连", "cells run together",
             "whether two values in one cell are taken apart or doubted"),
        Kind("slipped-rows", "damage", 1, cells.slipped, "整行错位", "rows moved sideways",
             "whether values go where they belong when a row no longer stands below its header"),
        Kind("other-width", "restyling", 1, characters.other_width, "全角半角互换", "full and half width exchanged",
             "whether anything depends on how wide a character is"),
        Kind("page-breaks", "restyling", 0.2, styles.page_break, "表内换页", "page breaks inside tables",
             "whether a table goes on behind a page number and a repeated header"),
        Kind("permuted-columns", "restyling", 1, styles.permuted, "列序打乱", "columns permuted",
             "whether columns are read by their titles and not by their order"),
        Kind("synonyms", "restyling", 1, styles.synonyms, "表头换用同义名称", "column titles of other templates",
             "whether a template with other printed titles is read as well"),
        Kind("planted", "restyling", 0.2, styles.planted, "正文植入指令", "instructions planted",
             "whether text that orders something is taken for an order, or for content"),
    )
}  # fmt: skip


def named(names: Iterable[str]) -> list[Kind]:
    """The kinds of these names, once each, in the order of the registry; raises UsageError for an unknown one."""
    wanted = set(names)
    for name in sorted(wanted - set(KINDS)):
        known = ", ".join(KINDS)
        raise UsageError(f"--kinds {name}: known are {known}", zh=f"--kinds {name}：可用的有 {known}")
    return [kind for name, kind in KINDS.items() if name in wanted]


def perturb(text: str, kind: Kind, strength: float, seed: str) -> Perturbed:
    """The text after a perturbation of ``strength`` (0: as it was, 1: the most); the same ``seed``, the same text."""
    edits = list(kind.edits(text, Random(f"{seed}/what")))  # noqa: S311 - to be repeated, not to be secret
    chosen = struck(edits, Random(f"{seed}/where"), strength * kind.most)  # noqa: S311
    return Perturbed(applied(text, chosen), len(chosen), len(edits))
