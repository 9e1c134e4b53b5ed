"""Word documents (.docx, .docm, .dotx) as a document of one page: the file does not know its pages.

Read is what Word shows: inserted text counts and deleted text does not, fields by their
results, hidden text and hidden rows not at all, text boxes after the paragraph that anchors
them. Macros are never looked at, nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.document import Document
from extractor.printed import PrintedBlock, PrintedPage, PrintedTable
from extractor.readers import zips
from extractor.readers.assembling import assemble
from extractor.readers.docx_body import Body
from extractor.readers.docx_numbering import Numbering
from extractor.readers.docx_styles import Styles, w
from extractor.readers.files import File
from extractor.readers.limits import check_pages
from extractor.readers.nesting import flat
from extractor.readers.packages import Package, broken_part, check_package
from extractor.readers.reader import Progress
from extractor.settings import Settings

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read_docx(
    file: File, settings: Settings, progress: Progress | None = None, *, read_by: str = "docx"
) -> Document:
    """The document of a Word file.

    Raises:
        DamagedInput: it cannot be unpacked, or a part that is needed is missing or broken.
        InputTooLarge: it unpacks to more than ``settings.max_unpacked_mb``, or has more than
            ``settings.max_cells`` table cells.
    """
    with zips.opened(file) as archive:
        check_package(archive, file, settings)
        try:
            blocks = tuple(_blocks(Package(file, archive), settings))
        except RecursionError as error:
            raise broken_part(file, "word/document.xml") from error
    if progress:
        progress(1, 1)
    page = PrintedPage(1, read_by, blocks)
    check_pages([page], file, settings)
    return assemble(file, [page], MEDIA_TYPE)


def _blocks(package: Package, settings: Settings) -> Iterator[PrintedBlock]:
    name = package.main("word/document.xml")
    root = package.xml(name)
    body = root.find(w("body")) if root is not None else None
    if body is None:
        raise broken_part(package.file, name)
    parts = {kind: target for _, kind, target in package.relations(name)}
    styles = Styles.of(package.xml(parts.get("styles", "word/styles.xml")))
    numbering = Numbering.of(package.xml(parts.get("numbering", "word/numbering.xml")), styles)
    reader = Body(package.file, settings.max_cells, styles, numbering)
    yield from _margins(package, name, "header", reader)
    yield from flat(tuple(reader.content(body)))
    yield from _margins(package, name, "footer", reader)


def _margins(package: Package, name: str, kind: str, reader: Body) -> Iterator[PrintedBlock]:
    """What headers or footers print that hold a table; others repeat a title or count pages."""
    for _, what, target in package.relations(name):
        root = package.xml(target) if what == kind else None
        if root is not None:
            blocks = tuple(flat(tuple(reader.content(root))))
            if any(isinstance(block, PrintedTable) for block in blocks):
                yield from blocks
