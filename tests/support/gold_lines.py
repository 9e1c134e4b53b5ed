"""A rendered segment read back from a request, and the ids in it that say a value."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from extractor.quantity import number, parse_number
from extractor.report import Quantity
from extractor.text import fold

_CELL = re.compile(r" \| (?=c\d+ )")
_TOKEN = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_OWN = "【以下录入】"
_LONG = 30
# Numbering before a name, and points after it.
_PRINTED_BESIDE = re.compile(r"[\d\s()\[\]%:、.,分共其中指标①-⑳一二三四五六七八九十]*")


@dataclass
class Lines:
    """Lines of (id, text) parts; the first ``shown`` of them are only there for reference.

    ``is_prose`` says that they are sentences of running text.
    """

    lines: list[list[tuple[str, str]]]
    shown: int = 0
    is_prose: bool = False
    used: set[str] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.lines)

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(text for line in self.lines for _, text in line)

    def is_own(self, line: int) -> bool:
        """Whether the line is to be read."""
        return line >= self.shown

    def has(self, line: int, value: Any) -> bool:
        """Whether a text begins in a line (in prose it may run on)."""
        if isinstance(value, str) and self.is_prose:
            return line in {at for at, _ in self._run(value, range(line, len(self)))[:1]}
        return bool(self.refs(value, [line], take=False))

    def around(self, line: int | None, *, up: bool) -> list[int]:
        """Where a value is looked for: its line, then those above; everywhere for what has no line."""
        everything = list(range(self.shown, len(self)))
        if line is None:
            return everything
        if self.is_prose:
            after = list(range(line, len(self)))
            return after + list(range(line - 1, -1, -1))
        return list(range(line, -1, -1)) if up else [line]

    def refs(self, value: Any, places: list[int], *, whole: bool = False, take: bool = True) -> list[str]:
        """The ids that say a value, ``id=fragment`` where it is only part of a cell."""
        for at in places:
            found = self._in_line(value, at, whole)
            if found:
                if take:
                    self.used.update(found)
                return found
        if isinstance(value, str):
            return self._joined(value, places)
        return []

    def with_points(self, value: str, points: Any, places: list[int]) -> list[str]:
        """The id of the cell that prints a level with its points (``满意度指标（10）``)."""
        for at in places:
            for name, text in self.lines[at]:
                after = fold(text).removeprefix(fold(value))
                if after != fold(text) and [number(found) for found in _TOKEN.findall(after)] == [points]:
                    return [name]
        return []

    def _in_line(self, value: Any, at: int, whole: bool) -> list[str]:
        line = self.lines[at]
        if isinstance(value, Quantity):
            return self._side_by_side(fold(value.text), line) or self._within(value.text, line, whole)
        if isinstance(value, str):
            same = [name for name, text in line if fold(text) == fold(value)]
            return self._fresh(same) or (self._within(value, line, whole) if value else [])
        same = [name for name, text in line if parse_number(text) == value]
        return self._fresh(same) or self._token(value, line)

    def _fresh(self, names: list[str]) -> list[str]:
        return [next((name for name in names if name not in self.used), names[0])] if names else []

    def _side_by_side(self, wanted: str, line: list[tuple[str, str]]) -> list[str]:
        found: list[list[str]] = []
        for start in range(len(line)):
            for end in range(start + 1, min(start + 4, len(line) + 1)):
                if fold("".join(text for _, text in line[start:end])) == wanted:
                    found.append([name for name, _ in line[start:end]])
        return next((names for names in found if not self.used & set(names)), found[0] if found else [])

    def _within(self, value: str, line: list[tuple[str, str]], whole: bool) -> list[str]:
        for name, text in line:
            at = fold(text).find(fold(value))
            inside = at > 0 and fold(text)[at - 1].isdigit() and fold(value)[0].isdigit()
            if at >= 0 and not inside:
                if not whole or name[0] == "s":
                    return [f"{name}={_short(value, text)}"]
                if _PRINTED_BESIDE.fullmatch(fold(text).replace(fold(value), "", 1)):
                    return [name]
        return []

    @staticmethod
    def _token(value: Any, line: list[tuple[str, str]]) -> list[str]:
        for name, text in line:
            for match in _TOKEN.finditer(text):
                if number(match[0].lstrip("+")) == value:
                    return [f"{name}={match[0]}"]
        return []

    def _joined(self, value: str, places: list[int]) -> list[str]:
        """Ids of the sentences or cells that one after the other say a text."""
        if self.is_prose:
            for start in places:
                if run := self._run(value, range(start, len(self))):
                    return [reference for _, reference in run]
            return []
        parts = [(name, fold(text)) for at in sorted(places) for name, text in self.lines[at]]
        wanted = fold(value)
        for start in range(len(parts)):
            names, rest = [], wanted
            for name, text in parts[start:]:
                if not rest or not rest.startswith(text):
                    break
                names, rest = [*names, name], rest[len(text) :]
            if names and not rest:
                return names
        return []

    def _run(self, value: str, places: range) -> list[tuple[int, str]]:
        """A text that begins in the first of the sentences and may run on over the next."""
        texts = [self.lines[at][0][1] for at in places]
        wanted, first = fold(value), fold(texts[0])
        at = first.find(wanted)
        if at >= 0:
            name = self.lines[places[0]][0][0]
            return [(places[0], name if len(wanted) == len(first) else f"{name}={_short(value, texts[0])}")]
        overlap = next((n for n in range(len(first), 3, -1) if wanted.startswith(first[-n:])), 0)
        if not overlap:
            return []
        found = [(places[0], _tail(self.lines[places[0]][0], first[-overlap:]))]
        rest = wanted[overlap:]
        for place, text in zip(places[1:], texts[1:], strict=True):
            name, plain = self.lines[place][0][0], fold(text)
            if rest.startswith(plain):
                found.append((place, name))
                rest = rest[len(plain) :]
            elif rest and plain.startswith(rest):
                end = _last_of(rest)
                found.append((place, f"{name}=…{end}" if plain.count(end) == 1 else f"{name}={rest}"))
                rest = ""
            if not rest:
                return found
        return []


def _first_of(plain: str) -> str:
    """The first characters of a text, no number cut in two."""
    return re.match(r".{8}[\d.,]*|.*", plain)[0]  # type: ignore[index]


def _last_of(plain: str) -> str:
    """The last characters of a text, no number cut in two."""
    return _first_of(plain[::-1])[::-1]


def _tail(part: tuple[str, str], end: str) -> str:
    name, text = part
    head = _first_of(end)
    return f"{name}={head}…" if fold(text).count(head) == 1 else f"{name}={end}"


def _short(value: str, text: str) -> str:
    """A long fragment by its two ends, where that names it without doubt."""
    plain, whole = fold(value), fold(text)
    head, tail = _first_of(plain), _last_of(plain)
    sure = whole.count(head) == 1 and whole.count(tail) == 1
    return f"{head}…{tail}" if len(plain) > _LONG and sure else value


def parsed(fenced: str, *, is_prose: bool) -> Lines:
    """The lines of a fenced segment."""
    context, mark, own = fenced.partition(f"{_OWN}\n")
    shown = [line for line in context.split("\n")[1:] if line] if mark else []
    mine = [line for line in (own if mark else fenced).split("\n") if line]
    return Lines([_parts(line) for line in [*shown, *mine]], len(shown), is_prose)


def _parts(line: str) -> list[tuple[str, str]]:
    if line.startswith("s"):
        name, _, text = line.partition(" ")
        return [(name, text)]
    cells = _CELL.split(line.partition(": ")[2])
    return [(cell.partition(" ")[0], cell.partition(" ")[2]) for cell in cells]
