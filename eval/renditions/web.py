"""A rendition as .html, as a government site publishes it: tables with spans, paragraphs, little else."""

from __future__ import annotations

from html import escape
from pathlib import Path

from typeset.grid import Block, Grid, GridCell, Line

from renditions.style import Style

_TAGS = {"title": "h1", "heading": "h3", "body": "p"}


def write_html(blocks: tuple[Block, ...], style: Style, path: Path) -> None:
    """Write the blocks as one page in UTF-8."""
    body = "\n".join(_line(block) if isinstance(block, Line) else _table(block) for block in blocks)
    css = f"table{{border-collapse:collapse}}td{{border:1px solid #000;font:{style.size}pt '{style.font}'}}"
    head = f'<meta charset="utf-8">\n<title>{escape(_title(blocks))}</title>\n<style>{css}</style>'
    page = (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n{head}\n</head>\n<body>\n{body}\n</body>\n</html>\n'
    )
    path.write_text(page, encoding="utf-8")


def _title(blocks: tuple[Block, ...]) -> str:
    return next((block.text for block in blocks if isinstance(block, Line)), "")


def _line(line: Line) -> str:
    tag = _TAGS[line.role]
    return f"<{tag}>{escape(line.text, quote=False)}</{tag}>"


def _table(grid: Grid) -> str:
    rows = [[cell for cell in grid.cells if cell.row == row] for row in range(grid.height)]
    return "<table>\n" + "\n".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows) + "\n</table>"


def _cell(cell: GridCell) -> str:
    spans = "".join(
        f' {name}="{value}"'
        for name, value in (("rowspan", cell.row_span), ("colspan", cell.column_span))
        if value > 1
    )
    text = "<br>".join(escape(part, quote=False) for part in cell.text.split("\n"))
    return f"<td{spans}>{text or '&nbsp;'}</td>"
