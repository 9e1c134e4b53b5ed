"""A report as the scorer sees it: a tree of rows, each with its leaves and its lists of rows.

A leaf is a scalar that states something. Objects that are not in a list belong to the
row around them, so a `Quantity` gives up to four leaves (``target.text``,
``target.operator``, ``target.value``, ``target.unit``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from extractor.evaluation.compare import Scalar, comparable
from extractor.report import Report

Name = tuple[Scalar | None, ...]

# What a row of each list is called by, the first that is printed. A name of several
# fields (a data cell) is one only as a whole.
NAMES: dict[str, tuple[tuple[str, ...], ...]] = {
    "project_list": (("project_name",),),
    "narrative_projects": (("project_name",),),
    "forms": (("project_name",), ("title",)),
    "forms.funds": (("source",),),
    "forms.fund_breakdown": (("label",),),
    "forms.goals": (("expected",),),
    "forms.indicators": (("level3",), ("level2",), ("level1",)),
    "narrative_indicators": (("level3",),),
    "data_table": (("section", "item", "column"),),
    "conclusions": (("quote",),),
}


@dataclass(frozen=True)
class Node:
    """A row: the report itself (``kind`` empty) or an item of the list ``kind``.

    ``values`` are its leaves as stated, by dotted name; ``leaves`` the same as compared.
    """

    kind: str
    pointer: str
    index: int
    values: dict[str, Scalar]
    lists: dict[str, tuple[Node, ...]]

    @cached_property
    def leaves(self) -> dict[str, Scalar | None]:
        """The leaves of this row itself, in the form in which they are compared."""
        return {name: comparable(value) for name, value in self.values.items()}

    @cached_property
    def size(self) -> int:
        """Number of leaves of this row and of all rows below it."""
        return len(self.leaves) + sum(row.size for rows in self.lists.values() for row in rows)

    @cached_property
    def signature(self) -> tuple[Any, ...]:
        """Equal for rows that state the same; the order of lists does not count. Sorts."""
        lists = ((name, tuple(sorted(row.signature for row in rows))) for name, rows in self.lists.items())
        return tuple(sorted(self.leaves.items())), tuple(sorted(lists))

    @cached_property
    def says(self) -> frozenset[tuple[str, Scalar]]:
        """What this row and all rows below it state, each statement once; for finding rows that are alike."""
        own = {(self.field(leaf), value) for leaf, value in self.leaves.items() if value is not None}
        return frozenset(own.union(*(row.says for rows in self.lists.values() for row in rows)))

    @cached_property
    def name(self) -> Name | None:
        """What the row is called by, led by the field it was taken from; None if nameless."""
        for fields in NAMES.get(self.kind, ()):
            if any(field in self.leaves for field in fields):
                return fields[0], *(self.leaves.get(field) for field in fields)
        return None

    @property
    def label(self) -> str:
        """The name for a reader, empty if nameless."""
        fields = next((f for f in NAMES.get(self.kind, ()) if any(name in self.values for name in f)), ())
        return " / ".join(str(self.values[field]) for field in fields if field in self.values)

    def field(self, leaf: str) -> str:
        """The contract's path of a leaf of this row: ``forms.indicators.target.value``."""
        return f"{self.kind}.{leaf}" if self.kind else leaf

    def pointer_to(self, leaf: str) -> str:
        """The JSON Pointer of a leaf of this row."""
        return f"{self.pointer}/{leaf.replace('.', '/')}"


def tree(report: Report) -> Node:
    """The report as a tree of rows."""
    return _node(report.model_dump(), "", "", 0)


def _node(data: dict[str, Any], kind: str, pointer: str, index: int) -> Node:
    lists = {
        name: tuple(
            _node(item, f"{kind}.{name}" if kind else name, f"{pointer}/{name}/{at}", at)
            for at, item in enumerate(items)
        )
        for name, items in data.items()
        if isinstance(items, list) and items
    }
    return Node(kind, pointer, index, dict(_leaves(data)), lists)


def _leaves(data: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Scalar]]:
    for name, value in data.items():
        if isinstance(value, dict):
            yield from _leaves(value, f"{prefix}{name}.")
        elif not isinstance(value, list) and comparable(value) is not None:
            yield f"{prefix}{name}", value
