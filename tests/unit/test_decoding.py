"""File bytes to text: every Chinese encoding, with and without its mark; typed errors for the rest."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import (
    BinaryInput,
    EmptyInput,
    InputError,
    InputMissing,
    InputTooLarge,
    UnknownEncoding,
)
from extractor.readers.files import File
from extractor.readers.loading import load
from extractor.readers.plain.decoding import decode
from extractor.readers.signatures import kind_of
from extractor.settings import Settings
from tests.support.office_files import packed

SIMPLIFIED = "项目支出绩效自评表\n产出指标\t数量指标\t培训人数\t≥100人\t120人\n效益指标\t满意度\t≥95%\t——\n"
TRADITIONAL = (
    "項目支出績效自評表\n本年度共執行專案十二項，經費總額為三千二百萬元，執行率百分之九十三。\n"
    "產出指標\t數量指標\t完成道路養護里程\t120公里\n"
)
EVERY = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "gb18030")
MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
    "gb18030": b"\x84\x31\x95\x33",
}
EVERYDAY = st.text(
    st.sampled_from(
        "年度预算执行数量指标满意度完成情况自评得分说明的一是在不了有和人这中大为上个国0123456789%≥，。：（）"
    ),
    min_size=1,
    max_size=60,
)


@pytest.mark.parametrize("mark", [False, True])
@pytest.mark.parametrize("encoding", EVERY)
def test_simplified(encoding: str, mark: bool) -> None:
    data = (MARKS[encoding] if mark else b"") + SIMPLIFIED.encode(encoding)
    assert decode(data, "report.txt") == SIMPLIFIED


@pytest.mark.parametrize("encoding", [*EVERY, "gbk", "big5", "cp950", "big5hkscs"])
def test_traditional(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding), "report.txt") == TRADITIONAL


def test_gb2312() -> None:
    assert decode("绩效自评，得分九十八".encode("gb2312"), "report.txt") == "绩效自评，得分九十八"


@given(text=EVERYDAY, encoding=st.sampled_from(["utf-8", "gb18030"]))
def test_any_everyday_text(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "report.txt") == text


@pytest.mark.parametrize("word", ["联通", "说", "说明：说"])
def test_words_that_are_valid_utf8_by_chance(word: str) -> None:
    assert decode(word.encode("gbk"), "report.txt") == word


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_a_typed_error(data: bytes) -> None:
    try:
        assert decode(data, "report.txt").strip()
    except InputError as error:
        assert error.document == "report.txt"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_line_ends_become_one(encoding: str, end: str) -> None:
    assert decode(f"一行{end}{end}二行".encode(encoding), "report.txt") == "一行\n\n二行"


def test_word_marks_and_form_feeds_are_text() -> None:
    text = "项目名称\x07培训\x07\x07\n\x0c第二页\n"
    assert decode(text.encode(), "report.txt") == text


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t", "\u3000\n".encode(), codecs.BOM_UTF8, "\ufeff \n".encode("utf-16-le")]
)
def test_empty(data: bytes) -> None:
    with pytest.raises(EmptyInput):
        decode(data, "report.txt")


def test_binary_is_no_text() -> None:
    with pytest.raises(BinaryInput, match="binary"):
        decode(b"\x7fELF\x02\x01\x01" + bytes(60), "report.txt")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (packed({"OFD.xml": "<ofd/>"}), "OFD.*save it as PDF"),
        (b"\x1f\x8b\x08\x00", "gzip.*unpack it"),
        (b"7z\xbc\xaf\x27\x1c", "7z.*unpack it"),
    ],
)
def test_formats_that_nothing_reads_are_named(data: bytes, name: str) -> None:
    with pytest.raises(BinaryInput, match=name):
        kind_of(File("report.bin", data))


def test_damaged_utf8_is_not_read_as_gb18030() -> None:
    damaged = SIMPLIFIED.encode() + b"\xff" + SIMPLIFIED.encode()
    with pytest.raises(UnknownEncoding, match=f"byte {len(SIMPLIFIED.encode())}, 0xff"):
        decode(damaged, "report.txt")


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_latin_is_no_chinese(encoding: str) -> None:
    with pytest.raises(UnknownEncoding):
        decode("Größe und Länge, très élégant, señor".encode(encoding), "report.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "gb18030"])
def test_sixteen_megabytes_are_decoded_whole(encoding: str) -> None:
    data = (SIMPLIFIED * 400_000).encode(encoding)[: 16 * 1024 * 1024 // 8 * 8]
    data = data[: data.rindex("\n".encode(encoding))]
    assert decode(data, "report.txt") == data.decode(encoding)


def test_load_gives_the_bytes_under_the_path(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes("一行\r\n".encode("gb18030"))
    assert load(path, Settings()) == File(str(path), "一行\r\n".encode("gb18030"))


def test_load_over_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes("年度\n".encode() * 160_000)
    with pytest.raises(InputTooLarge):
        load(path, Settings(max_input_mb=1))
    assert load(path, Settings(max_input_mb=2)).data == path.read_bytes()


def test_load_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(InputMissing):
        load(tmp_path / "none.txt", Settings())
    with pytest.raises(InputMissing):
        load(tmp_path, Settings())
