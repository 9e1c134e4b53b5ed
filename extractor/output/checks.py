"""What a reader should check: the findings, and values that the evidence does not bear out.

A cell is doubtful when an error or warning names its pointer or one above it. A blank
cell is so only when it is named itself or with its row: a doubt about a whole form says
nothing about what the form leaves blank. A pointer to the whole report or to a whole list marks no cell, as marks
on all of them would point at none. What follows from another finding stands right behind it, and is not counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from extractor.output.columns import SHARED, Cell, Value, leaves
from extractor.output.safe import shortened, visible
from extractor.output.words import say
from extractor.result import Cause, Evidence, Finding, Lang, Result, Severity

_ORDER: tuple[Severity, ...] = ("error", "warning", "info")
_TOTAL = "总额"  # what the contract calls a total line that prints no label
_NOT_LOCATED = "not_located"
_MOST_PLACES = 20
_LONGEST_TEXT = 60


@dataclass(frozen=True, slots=True)
class Check:
    """Something to check: rule id, how severe, the sentence, pointers and places concerned.

    ``cause`` says whether the reading is in doubt or the document itself; ``follows`` marks what the
    check before it already explains.
    """

    rule: str
    severity: Severity
    message: str
    pointers: tuple[str, ...]
    places: tuple[Evidence, ...]
    expected: str | None = None
    found: str | None = None
    cause: Cause = "reading"
    follows: bool = False

    def explained(self, lang: Lang) -> str:
        """The sentence, with the values compared unless it names them already."""
        if self.expected is None or self.found is None:
            return visible(self.message)
        if self.expected in self.message and self.found in self.message:
            return visible(self.message)
        compared = say("expected_found", lang, expected=self.expected, found=self.found)
        return visible(self.message + compared)


class Checks:
    """All that is to check in a result, errors first, and which of it concerns a cell.

    Unless ``located``, values without evidence are no doubts: nobody looked for them.
    """

    def __init__(self, result: Result, lang: Lang, located: bool = True) -> None:
        self._result, self._lang = result, lang
        self._leaves: dict[str, Value] = dict(leaves(result.report))
        checks: list[tuple[Check, ...]] = [
            *map(self._of_finding, result.findings),
            *((check,) for check in self._of_evidence() if located),
        ]
        checks.sort(key=lambda group: _rank(group[0]))
        self.all = tuple(chain.from_iterable(checks))
        self._above: dict[str, frozenset[int]] = {}
        self._named: dict[str, list[int]] = {}
        for number, check in enumerate(self.all):
            for pointer in dict.fromkeys(check.pointers):
                self._named.setdefault(pointer, []).append(number)

    def count(self, severity: Severity) -> int:
        """How many there are of one severity, without what follows from others."""
        return sum(check.severity == severity and not check.follows for check in self.all)

    def names(self, pointer: str) -> bool:
        """Whether anything, a note included, names exactly this pointer."""
        return pointer in self._named

    def of(self, cells: Sequence[Cell]) -> tuple[Check, ...]:
        """What makes a cell doubtful, worst first.

        A merged cell is given as the cells it stands for: what names only the row of
        one of them does not make the merged cell doubtful.
        """
        around = [self._around(cell) for cell in cells]
        numbers = set[int]().union(*(self._doubts(cell.pointer) for cell in cells))
        if around:
            numbers |= frozenset.intersection(*around)
        return tuple(sorted((self.all[number] for number in sorted(numbers)), key=_rank))

    def _around(self, cell: Cell) -> frozenset[int]:
        row = cell.pointer.rpartition("/")[0]
        return frozenset(self._doubts(row)) if cell.blank else self._at_or_above(row)

    def _at_or_above(self, pointer: str) -> frozenset[int]:
        """The doubts about an object and the objects that it is in, but for the report; the cells of a row share them."""
        if not pointer:
            return frozenset()
        if pointer not in self._above:
            above = self._at_or_above(_holder(pointer))
            self._above[pointer] = above.union(self._doubts(pointer))
        return self._above[pointer]

    def _doubts(self, pointer: str) -> Iterator[int]:
        for number in self._named.get(pointer, ()) if pointer else ():
            if self.all[number].severity != "info":
                yield number

    def _of_finding(self, finding: Finding) -> tuple[Check, ...]:
        """A finding, and behind it what follows from it."""
        return (
            self._check(finding),
            *(replace(self._check(one), follows=True) for one in finding.consequences),
        )

    def _check(self, finding: Finding) -> Check:
        pointers = tuple(map(self._leaf, finding.pointers))
        places = tuple(finding.places) or tuple(
            place for pointer in pointers for place in self._places(pointer)
        )
        return Check(
            finding.rule,
            finding.severity,
            finding.said(self._lang),
            pointers,
            places[:_MOST_PLACES],
            finding.expected,
            finding.found,
            finding.cause,
        )

    def _places(self, pointer: str) -> Iterator[Evidence]:
        """Where a leaf stands; of an object, where its own leaves do."""
        evidence = self._result.evidence
        if pointer in self._leaves or not pointer:
            yield from evidence.get(pointer, ())
            return
        for leaf in self._leaves:
            if leaf.startswith(f"{pointer}/") and leaf.rpartition("/")[2] not in SHARED:
                yield from evidence.get(leaf, ())

    def _leaf(self, pointer: str) -> str:
        """A pointer into a quantity stands for the quantity."""
        above = pointer.rpartition("/")[0]
        return above if above in self._leaves else pointer

    def _of_evidence(self) -> Iterator[Check]:
        told = {at for found in self._result.findings if found.rule == _NOT_LOCATED for at in found.pointers}
        for pointer, value in self._leaves.items():
            if value in (None, "") or _given(pointer, value) or pointer in told:
                continue
            places = tuple(self._result.evidence.get(pointer, ()))
            if not places:
                yield self._doubt("unlocated", "error", pointer, places)
            elif any(place.match == "fuzzy" for place in places):
                yield self._doubt("fuzzy", "warning", pointer, places)

    def _doubt(self, word: str, severity: Severity, pointer: str, places: tuple[Evidence, ...]) -> Check:
        text = shortened(str(self._leaves[pointer]), _LONGEST_TEXT)
        return Check(_NOT_LOCATED, severity, say(word, self._lang, text=text), (pointer,), places)


def _holder(pointer: str) -> str:
    """The object that an object is in; of a row not its list, but what that stands in."""
    above, _, name = pointer.rpartition("/")
    return above.rpartition("/")[0] if name.isdigit() else above


def _rank(check: Check) -> int:
    return _ORDER.index(check.severity)


def _given(pointer: str, value: Value) -> bool:
    """Whether the contract gives the value its name, so that no document need print it."""
    name = pointer.rpartition("/")[2]
    return name == "kind" or (name == "source" and value == _TOTAL)
