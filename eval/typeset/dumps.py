"""The styles in which converters write the same page as plain text."""

from __future__ import annotations

from collections.abc import Callable

from typeset.grid import Block, Grid, GridCell, Line
from typeset.spaced import spaced

PADDING = "\u3000"


def tika(blocks: tuple[Block, ...]) -> str:
    """TAB before each cell, a line per paragraph, an empty line after each row, two after a table.

    A cell merged to the right is absent; one merged downwards is a lone TAB in each further row.
    Some blank cells hold U+3000, as Word templates do.
    """
    return "".join(f"{block.text}\n" if isinstance(block, Line) else _tika_table(block) for block in blocks)


def tika_worn(blocks: tuple[Block, ...]) -> str:
    """The same of a file that has been edited for years: empty paragraphs in and between cells,
    an empty last column, a bookmark, gaps between the blocks.
    """
    parts = [
        f"{block.text}\n" if isinstance(block, Line) else _tika_table(block, worn=True) for block in blocks
    ]
    return "\n\n\n".join(parts)


def _tika_table(grid: Grid, worn: bool = False) -> str:
    rows = []
    for row, places in enumerate(grid.places()):
        cells = [_tika_cell(cell, row, worn) for cell in _distinct(places)]
        rows.append("".join(cells) + ("\t\n\n" if worn else "\n"))
    return "".join(rows) + "\n"


def _tika_cell(cell: GridCell, row: int, worn: bool) -> str:
    if cell.row < row:
        return "\t\n"
    padded = not cell.text and (cell.row * 7 + cell.column * 3) % 4 == 0
    trailing = PADDING if cell.text and (cell.row * 5 + cell.column) % 9 == 0 else ""
    text = f"\t{PADDING if padded else cell.text}{trailing}\n"
    if worn and cell.text:
        wear = (cell.row * 11 + cell.column * 7) % 40
        text = text.replace("\t", "\t[bookmark: _GoBack]") if wear == 3 else text
        text += "\n" if wear == 7 else ""
    return text


def tsv(blocks: tuple[Block, ...]) -> str:
    """Tab-separated rows of equal length; a merged cell stands in its first place, the others are blank."""
    return _written(blocks, lambda row: "\t".join(row), _first_place)


def markdown(blocks: tuple[Block, ...]) -> str:
    """Pipe tables with a rule under the first row; merged cells as in `tsv`."""
    return _written(blocks, _piped, _first_place, rule=True)


def pipe(blocks: tuple[Block, ...]) -> str:
    """Pipe rows in which a merged cell's text stands in every place that it covers."""
    return _written(blocks, _piped, lambda cell, row, column: cell.text)


def lines(blocks: tuple[Block, ...]) -> str:
    """One paragraph of a cell per line with empty lines between; merged places are absent, blanks a space."""
    parts: list[str] = []
    for block in blocks:
        if isinstance(block, Line):
            parts.append(block.text)
        else:
            parts += [
                part
                for cell in block.cells
                for part in (cell.text.split("\n") if cell.text else [" "])
                if part
            ]
    return "\n\n".join(parts) + "\n"


def _written(
    blocks: tuple[Block, ...],
    join: Callable[[list[str]], str],
    text: Callable[[GridCell, int, int], str],
    rule: bool = False,
) -> str:
    out: list[str] = []
    for block in blocks:
        if isinstance(block, Line):
            out += [block.text, ""]
            continue
        for row, places in enumerate(block.places()):
            out.append(join([text(cell, row, at).replace("\n", "") for at, cell in enumerate(places)]))
            if rule and row == 0:
                out.append(join(["---"] * block.width))
        out.append("")
    return "\n".join(out) + "\n"


def _piped(row: list[str]) -> str:
    return "| " + " | ".join(row) + " |"


def _first_place(cell: GridCell, row: int, column: int) -> str:
    return cell.text if (cell.row, cell.column) == (row, column) else ""


def _distinct(places: list[GridCell]) -> list[GridCell]:
    return [cell for at, cell in enumerate(places) if at == 0 or places[at - 1] is not cell]


STYLES: dict[str, Callable[[tuple[Block, ...]], str]] = {
    "tika": tika,
    "worn": tika_worn,
    "tsv": tsv,
    "markdown": markdown,
    "pipe": pipe,
    "spaced": spaced,
    "lines": lines,
}
