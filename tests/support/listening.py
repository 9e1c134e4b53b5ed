"""A server on this machine that nobody should ask for anything, and files that would have it asked."""

from __future__ import annotations

import socketserver
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pymupdf

from tests.support.office_files import NAMESPACES, RELATIONS, p, packed, tbl, tr

_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
_RELATED = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
_SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OPEN = "urn:oasis:names:tc:opendocument:xmlns"


@contextmanager
def listening() -> Iterator[tuple[str, list[bytes]]]:
    """The address of a server, and what it has been asked."""
    asked: list[bytes] = []

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            asked.append(self.request.recv(200))

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}", asked
        finally:
            server.shutdown()
            thread.join()


def word(address: str) -> bytes:
    """A Word file with a picture, a template, a part of its text, and a drawing's style at the address."""
    related = "".join(
        f'<Relationship Id="rId{at}" Type="{RELATIONS}/{kind}" Target="{address}/{kind}" TargetMode="External"/>'
        for at, kind in enumerate(("image", "attachedTemplate", "aFChunk"), 1)
    )
    picture = '<w:p><w:r><w:pict><v:shape><v:imagedata r:id="rId1"/></v:shape></w:pict></w:r></w:p>'
    inside = f'{picture}<w:altChunk r:id="rId3"/>{p("甲")}{tbl(tr("指标", "得分"), tr("甲", "98"))}'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{address}/a.png"/></svg>'
    return packed({
        "[Content_Types].xml": _TYPES.format(""),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{inside}</w:body></w:document>",
        "word/_rels/document.xml.rels": _RELATED.format(related),
        "word/media/image1.svg": drawing,
    })  # fmt: skip


def page(address: str) -> bytes:
    """A web page with pictures, styles, a frame and an external entity at the address."""
    return (
        f'<!DOCTYPE html SYSTEM "{address}/a.dtd"><html><head><link rel=stylesheet href={address}/a.css>'
        f"<script src={address}/a.js></script></head><body background={address}/b.png><img src={address}/a.png>"
        f"<iframe src={address}/f></iframe><table><tr><td>指标<td>得分<tr><td>甲<td>98</table></body></html>"
    ).encode()


def pdf(address: str) -> bytes:
    """A PDF that opens, sends and links to the address, and takes a picture's data from there."""
    with pymupdf.open() as document:
        sheet = document.new_page()
        sheet.insert_text((72, 72), "performance self-evaluation report of the year", fontsize=12)
        sheet.insert_link(
            {"kind": pymupdf.LINK_URI, "from": pymupdf.Rect(0, 0, 99, 99), "uri": f"{address}/a"}
        )
        document.xref_set_key(document.pdf_catalog(), "OpenAction", f"<</S/URI/URI({address}/open)>>")
        picture = document.get_new_xref()
        document.update_object(
            picture,
            "<</Type/XObject/Subtype/Image/Width 9/Height 9/BitsPerComponent 8/ColorSpace/DeviceGray"
            f"/F<</FS/URL/F({address}/data)>>>>",
        )
        document.update_stream(picture, b"\0" * 81)
        return bytes(document.tobytes())


def open_text(address: str) -> bytes:
    """An OpenDocument text with a linked picture at the address."""
    link = 'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad" xlink:href'
    names = " ".join(
        f'xmlns:{short}="{_OPEN}:{name}:1.0"'
        for short, name in (("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"))
    )
    cell = "<table:table-cell><text:p>98</text:p></table:table-cell>"
    content = (
        f'<office:document-content {names} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
        f'<office:body><office:text><text:p>甲<draw:frame><draw:image {link}="{address}/a.png"/></draw:frame></text:p>'
        f"<table:table><table:table-row>{cell}{cell}</table:table-row></table:table>"
        "</office:text></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{media}"/>'
        for path, media in (("/", kind), ("content.xml", "text/xml"))
    )
    manifest = f'<manifest:manifest xmlns:manifest="{_OPEN}:manifest:1.0">{entries}</manifest:manifest>'
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def sheet(address: str) -> bytes:
    """A spreadsheet whose formula asks the address, saved without a result, so that LibreOffice reckons it."""
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = (
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{main}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{main}.worksheet+xml"/>'
    )
    cells = (
        f'<c r="A1"><f>_xlfn.WEBSERVICE("{address}/a")</f></c><c r="B1"><f>1+1</f></c>'
        f'<c r="C1"><f>HYPERLINK("{address}/b","x")</f></c><c r="D1"><v>98</v></c>'
    )
    relation = f'<Relationship Id="rId1" Type="{RELATIONS}/{{}}" Target="{{}}"/>'
    return packed({
        "[Content_Types].xml": _TYPES.format(types),
        "_rels/.rels": _RELATED.format(relation.format("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook {_SHEET} xmlns:r="{RELATIONS}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _RELATED.format(relation.format("worksheet", "worksheets/sheet1.xml")),
        "xl/worksheets/sheet1.xml": f'<worksheet {_SHEET}><sheetData><row r="1">{cells}</row></sheetData></worksheet>',
    })  # fmt: skip
