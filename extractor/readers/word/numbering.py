"""Numbers that Word counts for its paragraphs, which stand nowhere in their text: 一、 (二) 3. ④."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from extractor.readers.counting import chinese, circled, full_width
from extractor.readers.word.styles import Styles, number, value, w

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_PLACE = re.compile(r"%([1-9])")
_CLOSED = "、）)．，：:"


def _letter(count: int) -> str:
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if count > 0 else "0"


def _roman(count: int) -> str:
    said = ""
    for size, sign in _ROMAN:
        times, count = divmod(count, size)
        said += sign * times
    return said


_FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": chinese,
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalZero": "{:02}".format,
    "decimalFullWidth": full_width,
    "lowerLetter": _letter,
    "upperLetter": lambda count: _letter(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "bullet": lambda count: "",
    "none": lambda count: "",
}


@dataclass(frozen=True)
class Level:
    """One level of a list: where it starts, how it counts, its text with ``%1`` for the first level's count."""

    start: int
    format: str
    text: str
    gap: str

    @staticmethod
    def of(element: etree._Element) -> Level:
        """The level that an element ``lvl`` describes."""
        text = value(element.find(w("lvlText"))) or ""
        start = number(element.find(w("start")))
        spaced = value(element.find(w("suff"))) != "nothing" and not text.endswith(tuple(_CLOSED))
        kind = value(element.find(w("numFmt"))) or "decimal"
        return Level(
            1 if start is None else start, kind, text if kind != "bullet" else "", " " if spaced else ""
        )

    def counted(self, count: int) -> str:
        """A count of this level as it is printed."""
        return _FORMATS.get(self.format, str)(count)


@dataclass
class Numbering:
    """The lists of a document, and how far each has counted; ask for labels in document order."""

    styles: Styles
    lists: dict[int, tuple[int, dict[int, Level]]] = field(default_factory=dict)
    counts: dict[int, dict[int, int]] = field(default_factory=dict)
    restarted: set[tuple[int, int]] = field(default_factory=set)
    overrides: dict[tuple[int, int], int] = field(default_factory=dict)

    @staticmethod
    def of(root: etree._Element | None, styles: Styles) -> Numbering:
        """The lists of the part ``numbering.xml``; none where it is missing."""
        numbering = Numbering(styles)
        if root is None:
            return numbering
        plans = {number(one, "abstractNumId"): one for one in root.iter(w("abstractNum"))}
        for one in root.iter(w("num")):
            which, plan = number(one, "numId"), number(one.find(w("abstractNumId")))
            if which is None or plan is None or plan not in plans:
                continue
            levels = _levels(plans[plan])
            for change in one.iter(w("lvlOverride")):
                at = number(change, "ilvl") or 0
                levels |= _levels(change)
                start = number(change.find(w("startOverride")))
                if start is not None:
                    numbering.overrides[which, at] = start
            numbering.lists[which] = (plan, levels)
        return numbering

    def label(self, paragraph: etree._Element) -> str:
        """What Word prints before a paragraph, with the gap after it; "" where it counts nothing."""
        numbered = self.styles.of_paragraph(paragraph, "numPr")
        which = number(numbered.find(w("numId"))) if numbered is not None else None
        if numbered is None or which is None or which not in self.lists:
            return ""
        plan, levels = self.lists[which]
        at = number(numbered.find(w("ilvl"))) or 0
        level = levels.get(at)
        if level is None:
            return ""
        counts = self._count(plan, which, at, levels)
        said = _PLACE.sub(lambda place: _said(levels, counts, int(place[1]) - 1), level.text)
        return said + level.gap if said else ""

    def _count(self, plan: int, which: int, at: int, levels: dict[int, Level]) -> dict[int, int]:
        """Count one on at a level; those below begin anew. Lists of one plan go on counting each other."""
        counts = self.counts.setdefault(plan, {})
        start = self.overrides.get((which, at))
        if start is not None and (which, at) not in self.restarted:
            self.restarted.add((which, at))
            counts[at] = start
        else:
            counts[at] = counts.get(at, levels[at].start - 1) + 1
        for lower in [one for one in counts if one > at]:
            del counts[lower]
        return counts


def _said(levels: dict[int, Level], counts: dict[int, int], at: int) -> str:
    level = levels.get(at)
    return level.counted(counts.get(at, level.start)) if level else ""


def _levels(plan: etree._Element) -> dict[int, Level]:
    return {number(one, "ilvl") or 0: Level.of(one) for one in plan.iter(w("lvl"))}
