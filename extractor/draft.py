"""What an engine hands on: contract objects under construction, each leaf with the clips it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from extractor.document import Clip


@dataclass(frozen=True)
class Leaf:
    """A value, and the clips that say it (several where columns were joined).

    ``otherwise`` is set where the clips stand at its place, but say something else.
    """

    value: Any
    clips: tuple[Clip, ...]
    otherwise: bool = False


@dataclass(frozen=True)
class Doubt:
    """Something the engine itself doubts about a part of its reading.

    ``fields`` are the names of the fields concerned in the draft that carries the doubt
    (none: the whole of it); ``values`` fill the message of the rule (`findings.RULES`).
    """

    rule: str
    fields: tuple[str, ...] = ()
    clips: tuple[Clip, ...] = ()
    values: dict[str, str] = field(default_factory=dict)


class Draft:
    """A contract object under construction: leaves, children and lists of children by field name."""

    def __init__(self) -> None:
        self.leaves: dict[str, Leaf] = {}
        self.children: dict[str, Draft] = {}
        self.lists: dict[str, list[Draft]] = {}
        self.doubts: list[Doubt] = []

    def put(self, name: str, value: Any, *clips: Clip) -> None:
        """Set a leaf; a None value or a field already set is left alone."""
        if value is not None and name not in self.leaves:
            self.leaves[name] = Leaf(value, tuple(clip for clip in clips if clip))

    def add(self, name: str, child: Draft) -> None:
        """Append a child to the list field ``name``."""
        self.lists.setdefault(name, []).append(child)

    def doubt(self, rule: str, *fields: str, clips: tuple[Clip, ...] = (), **values: str) -> None:
        """Record a doubt about ``fields`` of this draft."""
        self.doubts.append(Doubt(rule, fields, clips, values))

    def get(self, name: str) -> Any:
        """The value of a leaf, None where it is not set."""
        leaf = self.leaves.get(name)
        return leaf.value if leaf else None

    def absorb(self, other: Draft) -> None:
        """Take over another draft of the same object: lists grow, leaves already set stay."""
        for name, leaf in other.leaves.items():
            self.leaves.setdefault(name, leaf)
        for name, child in other.children.items():
            self.children.setdefault(name, child)
        for name, items in other.lists.items():
            self.lists.setdefault(name, []).extend(items)
        self.doubts.extend(other.doubts)

    def __bool__(self) -> bool:
        """Whether anything at all has been put in."""
        return bool(self.leaves or self.children or any(self.lists.values()))

    def walk(self, pointer: str = "") -> Iterator[tuple[str, Draft]]:
        """This draft and all below it, each with its JSON Pointer."""
        yield pointer, self
        for name, child in self.children.items():
            yield from child.walk(f"{pointer}/{name}")
        for name, items in self.lists.items():
            for index, item in enumerate(items):
                yield from item.walk(f"{pointer}/{name}/{index}")

    def data(self) -> dict[str, Any]:
        """Plain values, as the contract model takes them."""
        values: dict[str, Any] = {name: leaf.value for name, leaf in self.leaves.items()}
        values |= {name: child.data() for name, child in self.children.items()}
        values |= {name: [item.data() for item in items] for name, items in self.lists.items()}
        return values
