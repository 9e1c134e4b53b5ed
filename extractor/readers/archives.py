"""Zip archives: the one report in them, or the one that a path like ``reports.zip/county/a.docx`` names."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from extractor.errors import InputError, InputMissing, InputTooLarge
from extractor.readers import zips
from extractor.readers.directories import Directory
from extractor.readers.files import File
from extractor.readers.names import could_be_report, is_leftover
from extractor.readers.passwords import password_of

if TYPE_CHECKING:
    from extractor.settings import Settings

_MOST_LISTED = 10


def only_member(file: File, settings: Settings) -> File:
    """The only report in an archive.

    Raises:
        InputError: there is none, or several, of which the message lists some.
    """
    with zips.opened(file) as archive:
        members = zips.members_of(archive)
        readable = reports_among(members)
        if len(readable) != 1:
            raise _several(file, readable) if readable else _none(file)
        return _unpacked(archive, members[readable[0]], readable[0], file, settings)


def reports_among(names: Iterable[str]) -> list[str]:
    """Those of an archive's members that are read without having been named."""
    return [name for name in names if could_be_report(name) and not is_leftover(name)]


def member(directory: Directory, file: File, name: str, settings: Settings) -> File:
    """The file of this name in an archive, whose own bytes ``file`` need not hold.

    Raises:
        InputMissing: there is none of this name.
    """
    found = _found(directory.members, name)
    if found is None:
        listed = _listed([one for one in directory.members if not is_leftover(one)])
        raise InputMissing(
            f"no such file in the archive; it holds {listed}",
            document=f"{file.path}/{name}",
            zh=f"压缩包里没有这个文件；包里有：{listed}",
        )
    return _unpacked(directory.archive, directory.members[found], found, file, settings)


def _found(members: dict[str, zipfile.ZipInfo], name: str) -> str | None:
    if name in members:
        return name
    # A path knows nothing of doubled slashes and the like, which some packers write.
    return next((one for one in members if PurePosixPath(one) == PurePosixPath(name)), None)


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
