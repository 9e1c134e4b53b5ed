"""Office files as packages (OOXML): checked before anything parses them, their parts by relationship.

No relationship is ever followed out of the file, no entity is ever expanded: a part that
declares any is refused, as the format forbids it to.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from extractor.errors import DamagedInput
from extractor.readers import zips
from extractor.readers.files import File
from extractor.readers.limits import too_many_cells

if TYPE_CHECKING:
    from extractor.settings import Settings

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = b"http://purl.oclc.org/ooxml/"
# ISO 29500 Strict names the same elements otherwise; Office writes it on request only.
_NAMES = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)  # fmt: skip
_DECLARATIONS = tuple(word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("utf-8", "utf-16-le", "utf-16-be"))  # fmt: skip
_LONGEST_DECLARATION = max(map(len, _DECLARATIONS))
_LARGEST_PART_MB = 128
# For each cell that is allowed; a parsed element takes 130 bytes, twenty times what it takes in the file.
_TAGS, _FEW_CELLS = 32, 50_000


@dataclass(frozen=True)
class Package:
    """The parts of an office file, unpacked when they are asked for."""

    file: File
    archive: zipfile.ZipFile

    @cached_property
    def names(self) -> dict[str, zipfile.ZipInfo]:
        """Members by name in lower case: part names are equal whatever their case."""
        return {zips.name_of(member).lower(): member for member in self.archive.infolist()}

    def data(self, name: str) -> bytes | None:
        """The bytes of a part; None where there is no such part."""
        member = self.names.get(name.lower().lstrip("/"))
        if member is None:
            return None
        return zips.unpack(self.archive, member, self.file, _LARGEST_PART_MB)

    def xml(self, name: str) -> etree._Element | None:
        """The root of a part; None where there is no such part.

        Raises:
            DamagedInput: it is not well-formed.
        """
        data = self.data(name)
        if data is None:
            return None
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
        )
        try:
            return etree.fromstring(transitional(data), parser)
        except etree.XMLSyntaxError as error:
            raise broken_part(self.file, name) from error

    def relations(self, name: str) -> Iterator[tuple[str, str, str]]:
        """What a part (``""``: the package) refers to inside of it: id, last word of the type, part name."""
        folder, base = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        for one in root.iter(_RELATION) if root is not None else ():
            if one.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))
                yield one.get("Id", ""), one.get("Type", "").rpartition("/")[2], target.lstrip("/")

    def main(self, usual: str) -> str:
        """The name of the main part: what the package says it is, else the usual one."""
        said = (target for _, kind, target in self.relations("") if kind == "officeDocument")
        return next((name for name in said if name.lower() in self.names), usual)


def check_package(
    archive: zipfile.ZipFile, file: File, settings: Settings, see: Callable[[str, bytes], None] | None = None
) -> None:
    """Unpacks all of it once, to nowhere; ``see`` is shown each piece after the name of its part.

    Raises:
        InputTooLarge: it is over ``settings.max_unpacked_mb``, or has more tags than cells could need.
        DamagedInput: a part declares entities.
    """
    last, tail, tags = "", b"", 0
    for name, piece in zips.check_unpacked(archive, file, settings):
        window = (tail if name == last else b"") + piece
        if name.lower().endswith((".xml", ".rels")) and any(word in window for word in _DECLARATIONS):
            raise DamagedInput(
                f"is no sound office file: {name} declares entities, which may be an attack",
                document=file.path,
                zh=f"不是正常的 Office 文件：{name} 中声明了实体，可能是攻击",
            )
        tags += piece.count(b"<") if name.lower().endswith(".xml") else 0
        if tags > max(settings.max_cells, _FEW_CELLS) * _TAGS:
            raise too_many_cells(file)
        if see is not None:
            see(name, piece)
        last, tail = name, piece[-_LONGEST_DECLARATION:]


def transitional(data: bytes) -> bytes:
    """The XML with the namespaces that Office writes by default in place of the strict ones."""
    if _STRICT in data:
        for strict, usual in _NAMES:
            data = data.replace(strict, usual)
    return data


def is_strict(archive: zipfile.ZipFile, file: File) -> bool:
    """Whether the package has the namespaces of ISO 29500 Strict."""
    name = Package(file, archive).names.get("_rels/.rels")
    return name is not None and _STRICT in zips.unpack(archive, name, file, _LARGEST_PART_MB)


def repacked(archive: zipfile.ZipFile, file: File, settings: Settings) -> bytes:
    """The package anew, every XML part `transitional`."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for member in archive.infolist():
            data = zips.unpack(archive, member, file, settings.max_unpacked_mb)
            new.writestr(zips.name_of(member), transitional(data))
    return out.getvalue()


def broken_part(file: File, name: str) -> DamagedInput:
    """What is said of a file whose part is missing or not well-formed."""
    return DamagedInput(
        f"is damaged: its part {name} is missing or broken; open it in the program that made it and save it anew",
        document=file.path,
        zh=f"文件已损坏（{name} 缺失或有误），请用原来的软件打开后另存",
    )
