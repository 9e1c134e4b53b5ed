"""What can be said of a document as it was read, before anything is looked for in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict

from extractor.document import Cell, Document, Page, Reason, Table


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")


class InspectedTable(_Closed):
    """A table by its size; ``pages`` are those it stands on. ``exact`` says that spans are the file's own."""

    rows: int
    columns: int
    pages: list[int]
    exact: bool


class InspectedPage(_Closed):
    """One page: how it was read, and why where there was a choice; size in points or None.

    ``tables`` are those that begin on it. The confidences are the OCR engine's, None without OCR;
    ``doubtful_words`` counts the words under the setting min_confidence.
    """

    number: int
    read_by: str
    reason: Reason | None
    width: float | None
    height: float | None
    characters: int
    tables: list[InspectedTable]
    confidence: float | None
    lowest_confidence: float | None
    doubtful_words: int


class Inspection(_Closed):
    """A document page by page; ``seconds`` is what reading it took."""

    schema_version: Literal["inspection.v1"] = "inspection.v1"
    file: str
    sha256: str
    media_type: str
    seconds: float
    pages: list[InspectedPage]

    @classmethod
    def of(cls, document: Document, seconds: float, min_confidence: float) -> Inspection:
        """What there is to say of a document."""
        tables: dict[int, list[InspectedTable]] = {}
        for block in document.blocks:
            if isinstance(block, Table):
                table = _inspected(block)
                tables.setdefault(table.pages[0] if table.pages else 1, []).append(table)
        pages = [_page(page, tables.get(page.number, []), min_confidence) for page in document.pages]
        return cls(
            file=document.name,
            sha256=document.sha256,
            media_type=document.media_type,
            seconds=round(seconds, 3),
            pages=pages,
        )


def _page(page: Page, tables: list[InspectedTable], min_confidence: float) -> InspectedPage:
    sure = [word.confidence for word in page.words if word.confidence is not None]
    return InspectedPage(
        number=page.number,
        read_by=page.read_by,
        reason=page.reason,
        width=_points(page.width),
        height=_points(page.height),
        characters=len(page.text),
        tables=tables,
        confidence=page.confidence,
        lowest_confidence=round(min(sure), 3) if sure else None,
        doubtful_words=sum(confidence < min_confidence for confidence in sure),
    )


def _points(size: float | None) -> float | None:
    return None if size is None else round(size, 1)


def _inspected(table: Table) -> InspectedTable:
    cells = [cell for row in table.rows for cell in row]
    return InspectedTable(
        rows=max((cell.row + cell.row_span for cell in cells), default=0) if table.exact else len(table.rows),
        columns=max((cell.column + cell.column_span for cell in cells), default=0),
        pages=sorted({run.page for cell in cells for run in cell.clip.runs}),
        exact=table.exact,
    )


def cells_by_page(document: Document) -> Iterator[tuple[int, Cell]]:
    """The cells whose outline is known, each with the page it begins on; an empty one is on its row's."""
    for block in document.blocks:
        for row in block.rows if isinstance(block, Table) else ():
            pages = [run.page for cell in row for run in cell.clip.runs]
            for cell in row:
                own = cell.clip.runs[0].page if cell.clip.runs else next(iter(pages), None)
                if cell.box is not None and own is not None:
                    yield own, cell
