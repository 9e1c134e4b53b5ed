"""From a file's bytes to text, whatever Chinese encoding they were saved in.

Strict decoders first, in the order in which a wrong hit is impossible or can be seen:
byte order marks, UTF-8, the UTF-16 and UTF-32 that show by their NUL bytes, then GB18030
(which reads GBK and GB2312 too) if what comes out is everyday Chinese. Only what is left
is put to charset-normalizer, on a sample: it needs a second for every megabyte.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from extractor.errors import BinaryInput, EmptyInput, UnknownEncoding
from extractor.readers.plain import plausibility

# The mark of UTF-32 LE begins with that of UTF-16 LE, so the longer ones stand first.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_GUESSABLE = ["cp950", "big5", "big5hkscs", "gb18030", "utf_16_le", "utf_16_be"]
_SAMPLE = 32_768


def decode(data: bytes, name: str) -> str:
    r"""The text of a file called ``name``, with ``\n`` at the end of each line.

    ``\r\n`` and ``\r`` become ``\n`` and a byte order mark goes; nothing else is changed.
    All character offsets that the program gives count in this text.

    Raises:
        EmptyInput: there is nothing in it but white space.
        BinaryInput: it is not text; the message names the format where it is known.
        UnknownEncoding: it may be text, but no encoding tried reads all of it.
    """
    if not data.strip():
        raise _empty(name)
    text = _decoded(data, name)
    if not text.strip():
        raise _empty(name)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes, name: str) -> str:
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    for candidate in [marked] if marked else _candidates(data):
        text = _strictly(data, candidate)
        if text is not None and plausibility.fits(text, sure=candidate in (marked, "utf-8")):
            return text
    if plausibility.is_binary(data[:_SAMPLE]) and not marked:
        raise _binary(name)
    raise _unknown(data, name, marked or "utf-8")


def _candidates(data: bytes) -> Iterator[str]:
    """Encodings to try, likeliest first; the guess at the end is only made when it is asked for."""
    sample = data[:_SAMPLE]
    if b"\0" in sample:
        yield from _WIDE
    # A few words in GB18030 (“说明”, “联通”) can be valid UTF-8 too, as letters of no Chinese text.
    if not plausibility.fits(sample.decode("utf-8", "ignore"), sure=False):
        yield "gb18030"
    yield "utf-8"
    if plausibility.is_damaged_utf8(sample):
        return
    yield "gb18030"
    yield from _WIDE
    yield from _guessed(sample)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        return None


def _guessed(sample: bytes) -> Iterator[str]:
    from charset_normalizer import from_bytes

    for match in from_bytes(sample, cp_isolation=_GUESSABLE):
        yield match.encoding


def _empty(name: str) -> EmptyInput:
    return EmptyInput("is empty: there is no text in it", document=name, zh="文件是空的，没有文字")


def _binary(name: str) -> BinaryInput:
    return BinaryInput(
        "holds binary data, not text; save it as plain text (.txt)",
        document=name,
        zh="是二进制数据，不是文本，请另存为纯文本（.txt）",
    )


def _unknown(data: bytes, name: str, likeliest: str) -> UnknownEncoding:
    where, tried = "", "UTF-8, UTF-16, UTF-32, GB18030, Big5"
    try:
        data.decode(likeliest)
    except UnicodeDecodeError as error:
        where = f"; {likeliest.upper()}: byte {error.start}, 0x{data[error.start]:02x}"
    return UnknownEncoding(
        f"is text in no encoding known here ({tried}{where}); save it as UTF-8",
        document=name,
        zh=f"文字编码无法识别（已试 {tried}{where}），请另存为 UTF-8",
    )
