"""Word documents (.docx, .docm, .dotx) as a document of one page: the file does not know its pages.

Read is what Word shows: inserted text counts and deleted text does not, fields by their
results, hidden text and hidden rows not at all, text boxes after the paragraph that anchors
them. Macros are never looked at, nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree

from extractor.document import Document, Remark
from extractor.errors import EmptyInput
from extractor.printed import PrintedBlock, PrintedPage, PrintedTable
from extractor.readers import zips
from extractor.readers.assembling import assemble
from extractor.readers.files import File
from extractor.readers.limits import check_pages
from extractor.readers.nesting import Content, flat
from extractor.readers.packages import Package, broken_part, check_package
from extractor.readers.reader import Progress
from extractor.readers.web.html import content_of
from extractor.readers.word.body import Body
from extractor.readers.word.numbering import Numbering
from extractor.readers.word.pictures import count_pictures
from extractor.readers.word.styles import Styles, w
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
        EmptyInput: there is no text in it, or only in pictures.
    """
    with zips.opened(file) as archive:
        check_package(archive, file, settings)
        package = Package(file, archive)
        name = package.main("word/document.xml")
        root = package.xml(name)
        body = root.find(w("body")) if root is not None else None
        if body is None:
            raise broken_part(file, name)
        try:
            blocks = tuple(_blocks(package, name, body, settings))
        except RecursionError as error:
            raise broken_part(file, name) from error
    if progress:
        progress(1, 1)
    pictures = count_pictures(body)
    if not blocks:
        raise _empty(file, pictures)
    page = PrintedPage(1, read_by, blocks)
    check_pages([page], file, settings)
    remarks = (Remark("pictures_unread", (("count", str(pictures)),)),) if pictures else ()
    return replace(assemble(file, [page], MEDIA_TYPE), remarks=remarks)


def _blocks(package: Package, name: str, body: etree._Element, settings: Settings) -> Iterator[PrintedBlock]:
    parts = {kind: target for _, kind, target in package.relations(name)}
    styles = Styles.of(package.xml(parts.get("styles", "word/styles.xml")))
    numbering = Numbering.of(package.xml(parts.get("numbering", "word/numbering.xml")), styles)
    chunks = {key: target for key, kind, target in package.relations(name) if kind == "aFChunk"}

    def chunk(key: str) -> Iterable[Content]:
        data = package.data(chunks[key]) if key in chunks else None
        return content_of(data, package.file, settings.max_cells) if data else ()

    reader = Body(package.file, settings.max_cells, styles, numbering, chunk)
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


def _empty(file: File, pictures: int) -> EmptyInput:
    if pictures:
        return EmptyInput(
            "holds pictures only: save it as PDF, whose pages are read by OCR",
            document=file.path,
            zh="文档里只有图片，请另存为 PDF，再用文字识别读取",
        )
    return EmptyInput("is empty: there is no text in it", document=file.path, zh="文件是空的，没有文字")
