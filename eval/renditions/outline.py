"""What a rendition is made of: prose of the sample by its lines, lists and forms of its gold."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Extent = Literal["whole", "excerpt", "form"]
HERE = Path(__file__).parent
EVAL = HERE.parent
_LATEX = {r"\geq": "≥", r"\leq": "≤", r"\%": "%", "$": ""}


@dataclass(frozen=True)
class Outline:
    """The parts of a rendition in order, and what is kept of the lists that come from prose.

    ``keeps`` maps a list of the report to "all" or to indexes into gold; a list that it does not
    name is empty. None keeps everything.
    """

    sample: str
    layout: str
    extent: Extent
    parts: tuple[str, ...]
    keeps: dict[str, Any] | None

    @property
    def name(self) -> str:
        """The stem of the rendition, without its layout."""
        return self.sample if self.extent == "whole" else f"{self.sample}-{self.extent}"

    @property
    def forms(self) -> tuple[int, ...]:
        """Indexes of the forms of gold that are set."""
        return tuple(int(part.removeprefix("form ")) for part in self.parts if part.startswith("form "))


def outlines() -> dict[str, Outline]:
    """All outlines by name: each sample whole, as an excerpt, some as a single form."""
    given = tomllib.loads((HERE / "outlines.toml").read_text(encoding="utf-8"))
    found = [
        Outline(sample, table["layout"], extent, tuple(table[extent]), keeps)
        for sample, table in given.items()
        for extent, keeps in _extents(table)
        if extent in table
    ]
    return {one.name: one for one in found}


def _extents(table: dict[str, Any]) -> list[tuple[Extent, dict[str, Any] | None]]:
    return [("whole", None), ("excerpt", table["keeps"]), ("form", {})]


def prose(sample: str, span: str) -> list[str]:
    """The paragraphs in lines ``A-B`` (1-based, inclusive) of a sample, without what converters left in."""
    first, last = map(int, span.split("-"))
    lines = (EVAL / "samples" / f"{sample}.txt").read_text(encoding="utf-8").splitlines()[first - 1 : last]
    cleaned = (_clean(line) for line in lines)
    return [line for line in cleaned if line]


def _clean(line: str) -> str:
    line = re.sub(r"\[(bookmark|image): [^]]*\]", "", line).replace("\t", "").strip("\u3000 ")
    for mark, sign in _LATEX.items():
        line = line.replace(mark, sign)
    return line
