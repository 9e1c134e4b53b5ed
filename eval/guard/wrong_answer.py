"""Faults laid into the answers of our own engine's formats: values (``copy``) or ids of cells (``point``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from extractor.text import fold
from guard.faults import INVENTED, Site, signature
from guard.wrong_report import change_rows
from tests.support.chat import Received

KEYS = {"level3": "n", "target": "t", "actual": "a", "max_score": "m", "score": "s"}
_NO_CELL = "c9001"
_CELL = re.compile(r"\b(c\d+) ([^|\n]*?)(?= \||\n)")


class Planter:
    """Changes answers; ``struck`` are the faults laid in so far.

    Each fault strikes the first answer that its row is in or, with ``always``, that of every re-ask too.
    """

    def __init__(self, style: str, sites: Sequence[Site], *, always: bool) -> None:
        self._style, self._sites, self._always = style, sites, always
        self.struck: set[int] = set()
        self._cells: dict[str, str] = {}

    def __call__(self, answer: Any, request: Received) -> Any:
        """The answer made wrong, None where there is nothing to make wrong."""
        rows = (
            answer.get("indicators" if self._style == "copy" else "rows")
            if isinstance(answer, dict)
            else None
        )
        if not rows:
            return None
        self._cells = dict(_CELL.findall(request.text.rpartition("<资料")[2]))
        before = [dict(row) for row in rows]
        done = [self._strike(number, site, rows, before) for number, site in enumerate(self._sites)]
        return answer if any(done) else None

    def _strike(self, number: int, site: Site, rows: list[Any], before: list[Any]) -> bool:
        if number in self.struck and not self._always:
            return False
        # Rows are found by what they said before any fault of this answer.
        right = next((row for row in before if self._is(row, site.row.signature)), None)
        row = next((row for row in rows if right and self._same(row, right)), None)
        if right is None or row is None:
            return False
        done = self._change(site, rows, row, before, right)
        if done:
            self.struck.add(number)
        return done

    def _change(self, site: Site, rows: list[Any], row: Any, before: list[Any], right: Any) -> bool:
        if not site.field:
            name = {"level3": INVENTED} if self._style == "copy" else {"n": _NO_CELL}
            change_rows(rows, rows.index(row), site, name)
            return True
        if self._style == "copy":
            row[site.field] = site.wrong
            return True
        wrong = self._pointed(site, before, right)
        key = KEYS[site.field]
        if wrong == right.get(key):
            return False
        row[key] = wrong
        return True

    def _pointed(self, site: Site, before: list[Any], right: Any) -> Any:
        """What style ``point`` says instead: the ids of the wrong value's cell, else those of the cell behind the right one.

        A sign or a unit cannot be said otherwise there: the program takes both from the page.
        """
        key = KEYS[site.field]
        if site.change == "left out":
            return None
        if site.taken_from:
            field, said = site.taken_from
            holder = next((row for row in before if self._is(row, said)), None)
            return holder.get(KEYS[field]) if holder else right.get(key)
        if site.field == "target":
            return right.get(key)
        told = site.wrong["text"] if isinstance(site.wrong, dict) else f"{site.wrong:g}"
        ids = [cell for cell, text in self._cells.items() if fold(text) == fold(told)]
        return ids[0] if ids else _next(right.get(key))

    def _same(self, row: Any, right: Any) -> bool:
        """Whether it is still the row that was found, whatever faults it has got by now."""
        key = "level3" if self._style == "copy" else "n"
        return bool(row.get(key) == right.get(key))

    def _is(self, row: Any, wanted: str) -> bool:
        if self._style == "copy":
            return signature(row) == wanted
        name, *values = (self._text(row.get(KEYS[field])) for field in ("level3", "target", "actual"))
        expected, *stated = wanted.split("|")
        return name.endswith(expected) and values == stated

    def _text(self, ids: Any) -> str:
        """What cells say, folded."""
        return fold("".join(self._cells.get(one, "") for one in _single(ids)))


def _single(ids: Any) -> Iterator[str]:
    for one in ids if isinstance(ids, list) else [ids] if ids else []:
        first, _, last = str(one).partition("-")
        if last:
            yield from (f"c{number}" for number in range(int(first[1:]), int(last[1:]) + 1))
        else:
            yield first.partition("=")[0]


def _next(ids: Any) -> Any:
    """The id behind the last one."""
    *_, last = ["c0", *_single(ids)]
    return f"c{int(last[1:]) + 1}"
