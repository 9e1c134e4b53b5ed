"""What can be broken in a file: its bytes, and in zipped formats the XML inside."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from random import Random

_NUMBER = re.compile(rb"(?<=[\"'>=\s])\d{1,6}(?=[\"'<\s])")
_CELL = re.compile(rb"(?<=[\"':>])\$?[A-Z]{1,3}\$?\d{1,7}(?=[\"':<])")
_OBJECT = re.compile(rb"\b\d{1,5} 0 R\b")
_TAG = re.compile(rb"<[^<>]{1,200}>")
_HOSTILE = (b"0", b"-1", b"1048576", b"2147483648", b"99999999999999999999", b"NaN", b"")


def mutate(data: bytes, random: Random) -> bytes:
    """A damaged copy: zips are mostly opened and broken inside, everything else in its bytes."""
    if data.startswith(b"PK\x03\x04") and random.random() < 0.75:
        return _inside(data, random)
    broken = data
    for _ in range(random.choice((1, 1, 2, 5))):
        broken = random.choice(_BYTES)(broken, random)
    return broken


def _inside(data: bytes, random: Random) -> bytes:
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    victim = random.choice(source.namelist())
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for name in source.namelist():
            content = source.read(name)
            if name == victim:
                if random.random() < 0.1:
                    continue
                content = random.choice(_MARKUP)(content, random)
            written.writestr(name, content, source.getinfo(name).compress_type)
    return target.getvalue()


def _flip(data: bytes, random: Random) -> bytes:
    broken = bytearray(data)
    for _ in range(random.choice((1, 4, 32, 256))):
        if broken:
            broken[random.randrange(len(broken))] = random.randrange(256)
    return bytes(broken)


def _cut(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _drop(data: bytes, random: Random) -> bytes:
    start, size = random.randrange(len(data) + 1), random.choice((1, 16, 512, 4096))
    return data[:start] + data[start + size :]


def _double(data: bytes, random: Random) -> bytes:
    start, size = random.randrange(len(data) + 1), random.choice((16, 512, 4096))
    return data[:start] + data[start : start + size] * random.choice((2, 50)) + data[start + size :]


def _zero(data: bytes, random: Random) -> bytes:
    start, size = random.randrange(len(data) + 1), random.choice((4, 64, 1024))
    return data[:start] + bytes(size) + data[start + size :]


def _numbers(data: bytes, random: Random) -> bytes:
    """Some numbers of the text replaced by ones that nobody expects."""
    return _NUMBER.sub(lambda match: random.choice(_HOSTILE) if random.random() < 0.05 else match[0], data)


def _cells(data: bytes, random: Random) -> bytes:
    """Some references to cells of a spreadsheet replaced by ones far off."""
    far = (b"XFD1048576", b"A1048576", b"XFD1", b"A1", b"ZZZ99999999")
    return _CELL.sub(lambda match: random.choice(far) if random.random() < 0.05 else match[0], data)


def _objects(data: bytes, random: Random) -> bytes:
    """Some references in a PDF turned to other objects of it: wrong ones, lost ones, their own."""
    known = _OBJECT.findall(data) + [b"0 0 R", b"99999 0 R"]
    return _OBJECT.sub(lambda match: random.choice(known) if random.random() < 0.05 else match[0], data)


def _tags(data: bytes, random: Random) -> bytes:
    """Some tags dropped or doubled."""
    share = random.choice((0.002, 0.02, 0.2))
    return _TAG.sub(
        lambda match: match[0] * random.choice((0, 2)) if random.random() < share else match[0], data
    )


def _deep(data: bytes, random: Random) -> bytes:
    """One tag opened very many times."""
    tags = [match for match in _TAG.finditer(data) if not match[0].startswith((b"</", b"<?", b"<!"))]
    if not tags:
        return data
    tag = random.choice(tags)
    return data[: tag.start()] + tag[0] * random.choice((100, 5000)) + data[tag.end() :]


_Mutation = Callable[[bytes, Random], bytes]
_BYTES: tuple[_Mutation, ...] = (_flip, _cut, _drop, _double, _zero, _numbers, _objects, _tags)
_MARKUP: tuple[_Mutation, ...] = (_flip, _cut, _drop, _double, _numbers, _cells, _tags, _tags, _deep)
