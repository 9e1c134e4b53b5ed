"""From what a user names to the documents of a run: whatever stands in folders, archives and lists."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import unicodedata
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from extractor.batch.inputs import Listing, find_inputs
from extractor.batch.inputs.lists import paths_in
from extractor.batch.inputs.since import seconds_of, since_of
from extractor.errors import UsageError
from tests.support.office_files import packed

on_posix = pytest.mark.skipif(os.name != "posix", reason="uses links, odd names or permissions")


def tree(folder: Path, *names: str, content: bytes = b"x") -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def found(*named: str | Path, **options: object) -> Listing:
    return find_inputs([str(one) for one in named], **options)


def names(listing: Listing) -> list[str]:
    return [one.name for one in listing]


def reasons(listing: Listing) -> list[tuple[str, str]]:
    return [(Path(one.path).name, one.problem.message_en) for one in listing.told.refused]


def test_a_folder_in_order_without_what_is_no_report(tmp_path: Path) -> None:
    tree(
        tmp_path, "b/2.pdf", "b/1.DOCX", "a.txt", "c.htm", "~$1.docx", ".DS_Store", "Thumbs.db", "desktop.ini"
    )
    tree(tmp_path, "x.pdf.part", ".hidden/a.txt", "@eaDir/a.pdf/1.jpg", "a.exe", "b.exe", "notes")
    listing = found(tmp_path)
    assert names(listing) == ["a.txt", "b/1.DOCX", "b/2.pdf", "c.htm"]
    assert listing.told.refused == []
    assert listing.told.left_out == {"hidden": 7, ".exe": 2, "": 1}
    assert listing.told.summary("en") == "10 left out: hidden or temporary 7, .exe 2, without suffix 1"
    assert listing.told.summary("zh") == "未列入 10 个：隐藏或临时文件 7，.exe 2，无后缀 1"


def test_a_file_named_itself_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    tree(tmp_path, "notes", ".hidden", "~$a.docx")
    assert names(found(tmp_path / "notes", tmp_path / ".hidden", tmp_path / "~$a.docx")) == [
        "notes",
        ".hidden",
        "~$a.docx",
    ]


def test_size_time_and_path(tmp_path: Path) -> None:
    tree(tmp_path, "a/b.txt", content=b"12345")
    (one,) = found(tmp_path)
    status = (tmp_path / "a/b.txt").stat()
    assert (one.path, one.size, one.mtime_ns) == (str(tmp_path / "a/b.txt"), 5, status.st_mtime_ns)


def test_a_path_is_the_same_from_wherever_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree(tmp_path, "a/b.txt")
    whole = [one.path for one in found(tmp_path / "a/b.txt")]
    monkeypatch.chdir(tmp_path / "a")
    assert [[one.path for one in found(named)] for named in ("b.txt", "./b.txt", "../a/b.txt")] == [whole] * 3


@pytest.mark.parametrize(
    ("content", "name", "lane"),
    [
        ("指标".encode(), "a.pdf", "light"),
        (b"<html><table>", "a.html", "light"),
        (b"%PDF-1.7", "a.txt", "heavy"),
        (b"\x89PNG\r\n\x1a\n", "a.docx", "heavy"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "heavy"),
        (b"{\\rtf1", "a.doc", "heavy"),
        (b"RIFF\x1a\0\0\0WEBPVP8 ", "a.txt", "heavy"),
        (packed({"[Content_Types].xml": "", "word/a.xml": ""}), "a.docx", "light"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.text"}), "a.docx", "heavy"),
        (b"7z\xbc\xaf\x27\x1c", "a.txt", "light"),
        (b"", "a.pdf", "light"),
    ],
)
def test_the_lane_is_told_by_the_content(tmp_path: Path, content: bytes, name: str, lane: str) -> None:
    tree(tmp_path, name, content=content)
    assert [one.lane for one in found(tmp_path)] == [lane]


def test_the_lane_of_a_file_that_is_gone(tmp_path: Path) -> None:
    tree(tmp_path, "a.pdf", "b.txt")
    listed = [*found(tmp_path)]
    for path in tmp_path.iterdir():
        path.unlink()
    assert [one.lane for one in listed] == ["heavy", "light"]


def test_members_of_an_archive(tmp_path: Path) -> None:
    inside = {
        "甲/2.txt": "22",
        "甲/1.PDF": "1",
        "__MACOSX/._2.txt": "",
        "a.exe": "",
        "b.zip": "",
        "c.ofd": "",
    }
    (tmp_path / "a.zip").write_bytes(packed(inside))
    listing = found(tmp_path)
    listed = [*listing]
    assert [(one.name, one.size, one.lane) for one in listed] == [
        ("a.zip/甲/1.PDF", 1, "heavy"),
        ("a.zip/甲/2.txt", 2, "light"),
    ]
    assert listing.told.left_out == {"hidden": 1, ".exe": 1, ".ofd": 1}
    assert reasons(listing) == [("b.zip", "is an archive that is not opened here: unpack it first")]


def test_a_member_and_a_folder_of_an_archive(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed({"甲/1.txt": "", "甲/notes": "", "乙/3.txt": ""}))
    assert names(found(tmp_path / "a.zip/甲")) == ["a.zip/甲/1.txt"]
    assert names(found(tmp_path / "a.zip/甲/notes")) == ["a.zip/甲/notes"]
    listing = found(tmp_path / "a.zip/丙")
    assert (names(listing), len(listing.told.refused)) == ([], 1)


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 cut off", b"", b"plain", packed({"a.exe": ""}), packed({"word/document.xml": "", "[Content_Types].xml": ""})],
)  # fmt: skip
def test_an_archive_that_is_none_is_an_input_itself(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    assert names(found(tmp_path)) == ["a.zip"]


def test_archives_that_nothing_opens_are_told(tmp_path: Path) -> None:
    listing = found(tree(tmp_path, "a.rar", "b.7z", "c.tar.gz", "d.txt"))
    assert names(listing) == ["d.txt"]
    assert [name for name, _ in reasons(listing)] == ["a.rar", "b.7z", "c.tar.gz"]


def test_what_is_missing_or_has_nothing_in_it_is_told(tmp_path: Path) -> None:
    tree(tmp_path, "empty/a.exe", "good/a.txt")
    listing = found(tmp_path / "none.pdf", tmp_path / "empty", tmp_path / "good", tmp_path / "*.pdf")
    assert names(listing) == ["a.txt"]
    assert reasons(listing) == [
        ("none.pdf", "no such file or folder"),
        ("empty", "there is no report in this folder"),
        ("*.pdf", "nothing fits"),
    ]


def test_nothing_is_no_name_of_the_folder_one_stands_in() -> None:
    listing = found("")
    assert (names(listing), reasons(listing)) == ([], [("", "an empty name")])


def test_messages_are_in_both_languages(tmp_path: Path) -> None:
    listing = found(tmp_path / "none.pdf")
    assert names(listing) == []
    assert listing.told.refused[0].problem.said("zh") == "没有这个文件或文件夹"


def test_patterns(tmp_path: Path) -> None:
    tree(tmp_path, "a/x/1.pdf", "a/2.pdf", "a/3.txt", "b/4.pdf", "a/.h/5.pdf", "a/~$6.pdf", "[a].pdf")
    assert names(found(tmp_path / "a/*.pdf")) == ["2.pdf"]
    assert names(found(f"{tmp_path}/**/*.pdf")) == ["[a].pdf", "a/2.pdf", "a/x/1.pdf", "b/4.pdf"]
    assert names(found(tmp_path / "?/x")) == ["a/x/1.pdf"]
    assert names(found(tmp_path / "[a].pdf")) == ["[a].pdf"]
    assert names(found(tmp_path / "[ab]")) == ["a/2.pdf", "a/3.txt", "a/x/1.pdf", "b/4.pdf"]


def test_a_pattern_that_is_none(tmp_path: Path) -> None:
    listing = found(tmp_path / "a**b")
    assert (names(listing), len(listing.told.refused)) == ([], 1)


@on_posix
@pytest.mark.parametrize("named", ["", "**/*.txt"])
def test_links_that_lead_in_circles_end(tmp_path: Path, named: str) -> None:
    tree(tmp_path, "a/1.txt", "b/2.txt")
    (tmp_path / "a/up").symlink_to(tmp_path)
    (tmp_path / "b/up").symlink_to(tmp_path)
    (tmp_path / "b/self").symlink_to("self")
    assert names(found(tmp_path / named)) == ["a/1.txt", "b/2.txt"]


@on_posix
def test_a_file_by_several_names_is_one(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt", "d/b.txt")
    (tmp_path / "hard.txt").hardlink_to(tmp_path / "a.txt")
    (tmp_path / "soft.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "d2").symlink_to(tmp_path / "d")
    listing = found(tmp_path, tmp_path / "a.txt", tmp_path)
    assert names(listing) == ["a.txt", "d/b.txt"]
    assert listing.told.left_out == {"twice": 4}
    assert listing.told.refused == []


@on_posix
def test_a_link_to_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("gone.txt")
    listing = found(tmp_path)
    assert (names(listing), reasons(listing)) == ([], [("a.txt", "is a link that leads to no file")])


@on_posix
def test_pipes_are_no_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    listing = found(tmp_path)
    assert (names(listing), reasons(listing)) == ([], [("a.txt", "is no file")])


@on_posix
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    tree(tmp_path, "a/1.txt", "b/2.txt")
    (tmp_path / "a").chmod(0)
    listing = found(tmp_path)
    assert names(listing) == ["b/2.txt"]
    assert reasons(listing) == [("a", "cannot be read: permission denied")]
    (tmp_path / "a").chmod(0o700)


@on_posix
def test_a_file_deleted_while_the_folder_is_listed_is_told(tmp_path: Path) -> None:
    tree(tmp_path, "1.txt", "2.txt", "3.txt")
    listing = found(tmp_path)
    assert next(listing).name == "1.txt"
    (tmp_path / "2.txt").unlink()
    assert names(listing) == ["3.txt"]
    assert reasons(listing) == [("2.txt", "no such file or folder")]


@on_posix
@pytest.mark.parametrize(
    "name",
    [
        b"line\nbreak.txt",
        b"quote\"'`$(x).txt",
        b"\xff\xfe odd.txt",
        "绩效自评.txt".encode("gbk"),
        b"a" * 251 + b".txt",
        "\u202etxt.fdp.txt".encode(),
        unicodedata.normalize("NFD", "é.txt").encode(),
        b" .txt",
        b"-",
        b"--help.txt",
    ],
)
def test_names_that_are_odd(tmp_path: Path, name: bytes) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/" + name)
    Path(path).write_bytes(b"x")
    (one,) = found(path)
    assert os.fsencode(one.path) == os.fsencode(tmp_path) + b"/" + name
    if name.endswith(b".txt"):
        assert [one.path for one in found(tmp_path)] == [path]


@on_posix
def test_a_folder_deeper_than_python_calls_functions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(1500):
        Path("d").mkdir()
        os.chdir("d")
    Path("a.txt").write_bytes(b"x")
    os.chdir(tmp_path)
    try:
        assert [one.name.count("/") for one in found(tmp_path)] == [1500]
    finally:
        # Python's own removal of folders calls itself for each.
        subprocess.run(["rm", "-r", "d"], check=True)


def test_only_what_was_changed_since(tmp_path: Path) -> None:
    tree(tmp_path, "old.txt", "new.txt")
    os.utime(tmp_path / "old.txt", (1_000_000_000, 1_000_000_000))
    listing = found(tmp_path, since=datetime.now().astimezone() - timedelta(days=1))
    assert names(listing) == ["new.txt"]
    assert listing.told.left_out == {"older": 1}


@pytest.mark.parametrize(
    "written",
    [b"a b.txt\nd\n", b"a b.txt\r\n\r\nd\r\n", b"a b.txt\0d\0", b"\xef\xbb\xbfa b.txt\nd", "a b.txt\r\nd\r\n".encode("utf-16")],
)  # fmt: skip
def test_a_list_of_paths(written: bytes) -> None:
    assert paths_in(written) == ["a b.txt", "d"]


LIST = "import sys; from extractor.batch.inputs import find_inputs;" \
    "listing = find_inputs(['-']); print(*[ascii(one.name) for one in listing], len(listing.told.refused))"  # fmt: skip


@on_posix
def test_a_list_on_standard_input_with_line_breaks_in_names(tmp_path: Path) -> None:
    tree(tmp_path, "a\nb.txt", "d/[1].txt")
    done = subprocess.run(
        [sys.executable, "-c", LIST], input=b"a\nb.txt\0d\0none", capture_output=True, cwd=tmp_path, check=True
    )  # fmt: skip
    assert done.stdout.decode().strip() == r"'a\nb.txt' '[1].txt' 1"


def test_urls(tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec")
    far = fsspec.filesystem("memory")
    for name in ("a/1.txt", "a/b/2.pdf", "a/.hidden.txt", "a/c.exe"):
        far.pipe(f"/inputs/{name}", b"12345")
    listing = found("memory://inputs/a")
    assert [(one.path, one.name, one.size, one.lane) for one in listing] == [
        ("memory:///inputs/a/1.txt", "1.txt", 5, "light"),
        ("memory:///inputs/a/b/2.pdf", "b/2.pdf", 5, "heavy"),
    ]
    assert listing.told.left_out == {"hidden": 1, ".exe": 1}
    tree(tmp_path, "x.txt")
    assert [one.path for one in found(f"file://{tmp_path}")] == [str(tmp_path / "x.txt")]
    assert [one.problem.kind for one in _all(found("nosuch://a")).told.refused] == ["UsageError"]


def _all(listing: Listing) -> Listing:
    assert [*listing] == []
    return listing


def test_ten_thousand_files_in_seconds(tmp_path: Path) -> None:
    text = "产出指标".encode()
    for number in range(100):
        (tmp_path / f"{number:03}").mkdir()
        for file in range(100):
            (tmp_path / f"{number:03}/{file}.txt").write_bytes(text)
    start = time.process_time()
    assert sum(one.lane == "light" for one in found(tmp_path)) == 10_000
    assert time.process_time() - start < 4


def test_members_of_ten_thousand(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for number in range(10_000):
            archive.writestr(f"{number}.txt", b"")
    start = time.process_time()
    assert len({one.path for one in found(tmp_path)}) == 10_000
    assert time.process_time() - start < 4


NOW = datetime(2026, 11, 21, 12, 0).astimezone()


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-01", datetime(2026, 11, 1).astimezone()),
        ("2026-11-01T08:00", datetime(2026, 11, 1, 8).astimezone()),
        ("2026-11-01 08:00", datetime(2026, 11, 1, 8).astimezone()),
        ("2026-11-01T08:00Z", datetime.fromisoformat("2026-11-01T08:00+00:00")),
        ("3d", NOW - timedelta(days=3)),
        ("12h", NOW - timedelta(hours=12)),
        (" 90M ", NOW - timedelta(minutes=90)),
        ("1.5w", NOW - timedelta(days=10.5)),
    ],
)
def test_since(text: str, moment: datetime) -> None:
    assert since_of(text, NOW) == moment


@pytest.mark.parametrize("text", ["", "x", "3", "d", "2026-13-01", "-3d", "3 days", "昨天"])
def test_since_that_is_no_time(text: str) -> None:
    with pytest.raises(UsageError, match="--since"):
        since_of(text, NOW)


def test_since_before_all_time() -> None:
    assert since_of("99999999d", NOW).year < 1971


@pytest.mark.parametrize(
    ("text", "seconds"), [("2s", 2), ("2", 2), ("0.5s", 0.5), ("10m", 600), ("1d", 86_400)]
)
def test_lengths_of_time(text: str, seconds: float) -> None:
    assert seconds_of(text, "--settle") == seconds
