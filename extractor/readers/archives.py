"""Zip archives: the one report in them, or the one that a path like ``reports.zip/county/a.docx`` names."""

from __future__ import annotations

import zipfile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from extractor.errors import InputError, InputMissing, InputTooLarge
from extractor.readers import zips
from extractor.readers.files import File
from extractor.readers.passwords import password_of

if TYPE_CHECKING:
    from extractor.settings import Settings

_READABLE = frozenset({
    ".txt", ".md", ".csv", ".tsv", ".html", ".htm", ".mht", ".mhtml", ".pdf", ".doc", ".docx", ".docm", ".dotx",
    ".wps", ".rtf", ".odt", ".uof", ".xls", ".xlsx", ".xlsm", ".xlsb", ".et", ".ods", ".png", ".jpg", ".jpeg",
    ".tif", ".tiff", ".bmp", ".gif",
})  # fmt: skip
_LEFTOVERS = ("__macosx/", "~$", "._", ".ds_store", "thumbs.db")
_MOST_LISTED = 10


def only_member(file: File, settings: Settings) -> File:
    """The only report in an archive.

    Raises:
        InputError: there is none, or several, of which the message lists some.
    """
    with zips.opened(file) as archive:
        members = _members(archive)
        readable = [name for name in members if PurePosixPath(name).suffix.lower() in _READABLE]
        if len(readable) != 1:
            raise _several(file, readable) if readable else _none(file)
        return _unpacked(archive, members[readable[0]], readable[0], file, settings)


def member(file: File, name: str, settings: Settings) -> File:
    """The file of this name in an archive.

    Raises:
        InputMissing: there is none of this name.
    """
    with zips.opened(file) as archive:
        members = _members(archive)
        found = next((known for known in (name, name.strip("/")) if known in members), None)
        if found is None:
            listed = _listed(list(members))
            raise InputMissing(
                f"no such file in the archive; it holds {listed}",
                document=f"{file.path}/{name}",
                zh=f"压缩包里没有这个文件；包里有：{listed}",
            )
        return _unpacked(archive, members[found], found, file, settings)


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The files in an archive by name, without what systems leave there."""
    named = {zips.name_of(one): one for one in archive.infolist() if not one.is_dir()}
    return {name: one for name, one in named.items() if not _is_leftover(name)}


def _is_leftover(name: str) -> bool:
    return name.lower().startswith("__macosx/") or PurePosixPath(name).name.lower().startswith(_LEFTOVERS)


def _unpacked(
    archive: zipfile.ZipFile, found: zipfile.ZipInfo, name: str, file: File, settings: Settings
) -> File:
    unpacked = File(f"{file.path}/{name}", b"")
    limit = min(settings.max_unpacked_mb, settings.max_input_mb)
    try:
        return File(unpacked.path, zips.unpack(archive, found, unpacked, limit, password_of(settings)))
    except InputTooLarge as error:
        raise InputTooLarge(
            f"is too large: over {limit} MB unpacked (settings max_input_mb, max_unpacked_mb)",
            document=unpacked.path,
            zh=f"文件过大：解包后超过 {limit} MB（可用设置 max_input_mb、max_unpacked_mb 调整）",
        ) from error


def _listed(names: list[str]) -> str:
    more = f" … ({len(names)})" if len(names) > _MOST_LISTED else ""
    return ", ".join(sorted(names)[:_MOST_LISTED]) + more


def _several(file: File, names: list[str]) -> InputError:
    first = sorted(names)[0]
    return InputError(
        f"holds {len(names)} files: name one, like {file.path}/{first}; they are: {_listed(names)}",
        document=file.path,
        zh=f"压缩包里有 {len(names)} 个文件，请指明其中一个，如 {file.path}/{first}；包里有：{_listed(names)}",
    )


def _none(file: File) -> InputError:
    return InputError(
        "holds no file that can be read here (archives in archives are not opened: unpack them first)",
        document=file.path,
        zh="压缩包里没有可以读取的文件（包中的压缩包不再打开，请先解压）",
    )
