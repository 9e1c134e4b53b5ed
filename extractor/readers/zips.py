"""Zip files read within limits: sizes are counted while unpacking, whatever the headers say."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, cast

from extractor.errors import DamagedInput, EncryptedInput, InputTooLarge
from extractor.readers.files import File

if TYPE_CHECKING:
    from extractor.settings import Settings

MOST_MEMBERS = 20_000
_MB = 1024 * 1024
_LONGEST_LIST = MOST_MEMBERS * 1000
_ENCRYPTED = 0x1
_UTF8 = 0x800
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)


@contextmanager
def opened(file: File) -> Iterator[zipfile.ZipFile]:
    """The zip file, open for reading.

    Raises:
        DamagedInput: it is none, or what is read from it within the block is broken.
        InputTooLarge: it has more members than any report.
    """
    with refusing_damage(file), listed(BytesIO(file.data), file) as archive:
        yield archive


@contextmanager
def refusing_damage(file: File) -> Iterator[None]:
    """Tell whatever a broken zip file raises as what it is.

    Raises:
        DamagedInput: what is read within the block is broken.
    """
    try:
        yield
    except _BROKEN as error:
        raise damaged(file) from error


class _Careful:
    """A stream that is not read in pieces so large as only a list of millions of members is."""

    def __init__(self, stream: BinaryIO, file: File) -> None:
        self._stream, self._file = stream, file
        self.seek, self.tell = stream.seek, stream.tell

    def read(self, size: int = -1) -> bytes:
        if size > _LONGEST_LIST:
            raise _too_many(self._file)
        return self._stream.read(size)


def listed(stream: BinaryIO, file: File) -> zipfile.ZipFile:
    """A zip file, its list of members read within limits; its size may hide a list that takes all memory.

    Raises:
        InputTooLarge: it has more members than any report.
        zipfile.BadZipFile: it is none; see `refusing_damage`.
    """
    archive = zipfile.ZipFile(cast(BinaryIO, _Careful(stream, file)))
    if len(archive.infolist()) > MOST_MEMBERS:
        raise _too_many(file)
    archive.fp = stream
    return archive


def name_of(member: zipfile.ZipInfo) -> str:
    """A member's name with forward slashes; names in GBK, as Chinese Windows packs them, are read as such."""
    name = member.orig_filename
    if not member.flag_bits & _UTF8:
        name = _decoded(name)
    return name.replace("\\", "/").split("\0")[0].lstrip("/")


def members_of(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The files in an archive by name; of two with one name the later."""
    return {name_of(one): one for one in archive.infolist() if not one.is_dir()}


def is_encrypted(member: zipfile.ZipInfo) -> bool:
    """Whether a member cannot be unpacked without a password."""
    return bool(member.flag_bits & _ENCRYPTED)


def _decoded(name: str) -> str:
    # Without its UTF-8 flag a name was read as cp437, which has a character for every byte.
    raw = name.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def unpack(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, file: File, limit_mb: int, password: str | None = None
) -> bytes:
    """A member's bytes.

    Raises:
        InputTooLarge: there are more than ``limit_mb`` of them, of which no more were unpacked.
        EncryptedInput: it is encrypted, and the password is None or another.
    """
    if is_encrypted(member) and password is None:
        raise locked(file)
    try:
        with archive.open(member, pwd=password.encode() if password else None) as stream:
            data = stream.read(limit_mb * _MB + 1)
    except RuntimeError as error:
        raise locked(file) from error
    if len(data) > limit_mb * _MB:
        raise too_large(file, limit_mb)
    return data


def check_unpacked(archive: zipfile.ZipFile, file: File, settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Unpacks every member once, and gives it in pieces with its name, for whoever looks for something in it.

    Raises:
        InputTooLarge: together they are over ``settings.max_unpacked_mb``.
    """
    left = settings.max_unpacked_mb * _MB
    for member in archive.infolist():
        name = name_of(member)
        if is_encrypted(member):
            raise locked(file)
        with archive.open(member) as stream:
            while piece := stream.read(_MB):
                left -= len(piece)
                if left < 0:
                    raise too_large(file, settings.max_unpacked_mb)
                yield name, piece


def damaged(file: File) -> DamagedInput:
    """What is said of a file that is packed, but broken."""
    return DamagedInput(
        "is damaged: it cannot be unpacked; open it in the program that made it and save it anew",
        document=file.path,
        zh="文件已损坏，无法解包，请用原来的软件打开后另存",
    )


def locked(file: File) -> EncryptedInput:
    """What is said of a file that needs a password, or another than the one given."""
    return EncryptedInput(
        "is protected by a password: write it into a file and name that with --password-file",
        document=file.path,
        zh="文件有密码保护，请把密码写入一个文件，并用 --password-file 指定",
    )


def too_large(file: File, limit_mb: int) -> InputTooLarge:
    """What is said of a file that unpacks to more than a limit."""
    return InputTooLarge(
        f"unpacks to more than {limit_mb} MB (setting max_unpacked_mb)",
        document=file.path,
        zh=f"解包后超过 {limit_mb} MB（可用设置 max_unpacked_mb 调整）",
    )


def _too_many(file: File) -> InputTooLarge:
    return InputTooLarge(
        f"has more than {MOST_MEMBERS} files in it", document=file.path, zh=f"包内文件超过 {MOST_MEMBERS} 个"
    )
