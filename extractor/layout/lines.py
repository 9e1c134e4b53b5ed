"""Lines of a page as clips, without what converters leave in the text."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from extractor.document import Clip, Run

_EDGE = r"[\s|:：]"
_MARKS = re.compile(
    r"\[(?:bookmark|image): [^\]\n]*\]|\$[^$\n]{1,80}\$"
    r"|(?P<entity>&(?:[A-Za-z]{2,8}|#\d{2,5}|#x[\dA-Fa-f]{2,4});)|(?P<br><br ?/?>)|^\#{1,6} +(?=\S)"
    r"|\\(?=[!-/:-@\[-`{}~])"
    rf"|(?<![^\s|])(?P<stars>\*{{1,2}})(?=[^\s*])(?P<said>[^*|\t]{{1,80}}?)(?P=stars)(?=$|{_EDGE})"
)
_MARKED = re.compile(r"[\[$&*\\]|<br|^#")
_TEX = re.compile(r"\\(?P<name>[A-Za-z]+)|\\(?P<sign>[^A-Za-z])|(?P<layout>[{}\s$~])|(?P<char>.)")
_TEX_SIGNS = {
    "geq": "≥", "ge": "≥", "geqslant": "≥", "leq": "≤", "le": "≤", "leqslant": "≤", "times": "×", "sim": "~",
    "pm": "±", "approx": "≈", "neq": "≠", "div": "÷", "cdot": "·", "circ": "°", "gt": ">", "lt": "<",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page; ``clip`` keeps tabs and spaces, the break at its end stands apart."""

    clip: Clip
    text: str
    page: int
    end: int

    @property
    def line_break(self) -> Clip:
        """The break at the line's end."""
        return Clip.of("\n", self.page, self.end)

    @property
    def blank(self) -> bool:
        """Nothing but spaces: a paragraph of an ideographic space is not blank, it is empty on purpose."""
        return not self.text.strip(" \u00a0")

    @property
    def is_cell(self) -> bool:
        """Whether the line begins a table cell, as a converter that writes a tab at each cell does."""
        return self.text.startswith("\t")


def join_lines(lines: Iterable[Line]) -> Clip:
    """The lines as one clip, with the breaks between them."""
    first, *rest = lines
    if not rest:
        return first.clip
    runs = [*first.clip.runs]
    for above, line in pairwise((first, *rest)):
        runs += (*above.line_break.runs, *line.clip.runs)
    return Clip(tuple(runs))


def one_line(lines: Sequence[Line]) -> Line:
    """The lines as one that holds the breaks between them; a single one as it is."""
    if len(lines) == 1:
        return lines[0]
    whole = join_lines(lines)
    return Line(whole, whole.text, lines[0].page, lines[-1].end)


def joined_where(
    lines: Sequence[Line], goes_on: Callable[[Sequence[Line], Line, Line | None], bool]
) -> Iterator[Line]:
    """The lines, each that goes on with those held above it as one line with them; the third is the line after it."""
    held: list[Line] = []
    for line, follows in zip_longest(lines, lines[1:]):
        if held and not goes_on(held, line, follows):
            yield one_line(held)
            held = []
        held.append(line)
    if held:
        yield one_line(held)


def replaced(cell: Clip, marks: re.Pattern[str], said: Callable[[str], str]) -> Clip:
    """The clip with what each mark says in its place; it stands where the mark does."""
    runs: list[Run] = []
    at = 0
    for mark in marks.finditer(cell.text):
        runs += cell[at : mark.start()].runs
        places = cell[mark.start() : mark.end()].runs
        runs.append(Run(said(mark[0]), places[0].page, places[0].start, places[-1].end))
        at = mark.end()
    return Clip((*runs, *cell[at:].runs))


def split_lines(text: str, page: int = 1, start: int = 0) -> list[Line]:
    """The page's lines; ``start`` is where on the page the text begins.

    Bookmarks, image marks, the stars of bold print and the signs of a heading are left out; LaTeX and the names of
    characters (``&ge;``) are read as their signs, ``<br>`` as a break.
    """
    lines = []
    for raw in text.split("\n"):
        marked = _MARKED.search(raw) is not None
        clip = Clip(tuple(_runs(raw, page, start))) if marked else Clip.of(raw, page, start)
        lines.append(Line(clip, clip.text if marked else raw, page, start + len(raw)))
        start += len(raw) + 1
    return lines


def _runs(raw: str, page: int, start: int) -> Iterator[Run]:
    at = 0
    for mark in _MARKS.finditer(raw):
        if mark[0].startswith("$") and "\\" not in mark[0]:
            continue
        if mark.start() > at:
            yield Run(raw[at : mark.start()], page, start + at, start + mark.start())
        yield from _read(mark, page, start)
        at = mark.end()
    if at < len(raw):
        yield Run(raw[at:], page, start + at, start + len(raw))


def _read(mark: re.Match[str], page: int, start: int) -> Iterator[Run]:
    """What a mark says: nothing for most."""
    low, high = start + mark.start(), start + mark.end()
    if mark[0].startswith("$"):
        yield from _tex(mark[0], page, low)
    elif mark["entity"]:
        yield Run(html.unescape(mark[0]), page, low, high)
    elif mark["br"]:
        yield Run("\n", page, low, high)
    elif mark["said"]:
        yield Run(mark["said"], page, start + mark.start("said"), start + mark.end("said"))


def _tex(formula: str, page: int, start: int) -> Iterator[Run]:
    said = [(token, text) for token in _TEX.finditer(formula) if (text := _tex_text(token)).strip()]
    for index, (token, text) in enumerate(said):
        # The dollar signs belong to the first and last sign: a place quoted alone is still a formula.
        low = token.start() if index else 0
        high = token.end() if index < len(said) - 1 else len(formula)
        yield Run(text, page, start + low, start + high)


def _tex_text(token: re.Match[str]) -> str:
    return _TEX_SIGNS.get(token["name"] or "") or token["sign"] or token["char"] or ""
