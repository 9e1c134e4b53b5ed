"""Folders and files behind URLs, on this machine, in memory, and in a scripted object store over HTTP."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.batch.storage import Place, fetched, is_url, listing
from extractor.errors import (
    InputMissing,
    InputTooLarge,
    OutputUnwritable,
    PartMissing,
    StorageUnreachable,
    UsageError,
)
from tests.support.object_store import ObjectStore


@pytest.fixture(scope="module")
def running() -> Iterator[ObjectStore]:
    with ObjectStore("reports", "results") as store, pytest.MonkeyPatch.context() as monkeypatch:
        store.reached_by(monkeypatch)
        yield store


@pytest.fixture
def store(running: ObjectStore) -> ObjectStore:
    return running.emptied()


@pytest.fixture(params=["path", "file", "memory", "s3"])
def place(request: pytest.FixtureRequest, tmp_path: Path, store: ObjectStore) -> Place:
    where = {
        "path": str(tmp_path / "结果"),
        "file": f"file://{tmp_path}/结果",
        "memory": f"memory://{tmp_path}/结果",
        "s3": "s3://results/结果",
    }
    return Place(where[request.param])


def test_what_is_put_is_read_from_any_place(place: Place) -> None:
    assert place.read("documents/甲 1#?.json") is None
    assert not place.exists("documents/甲 1#?.json")
    place.put("documents/甲 1#?.json", b"one")
    place.put("documents/甲 1#?.json", b"two")
    assert place.exists("documents/甲 1#?.json")
    assert place.read("documents/甲 1#?.json") == b"two"


def test_a_place_lists_what_was_put_and_nothing_beside(place: Place, tmp_path: Path) -> None:
    if not is_url(place.where):
        pytest.skip("a plain folder is listed by the inputs of a run")
    for name in ("b.txt", "a.txt", "下级/c 1#.txt"):
        place.put(name, name.encode())
    found = list(listing(place.where))
    assert [one.url.rpartition("结果/")[2] for one in found] == ["a.txt", "b.txt", "下级/c 1#.txt"]
    assert [one.size for one in found] == [5, 5, 15]
    copies = [fetched(one.url, tmp_path, 1) for one in found]
    assert [copy.read_bytes().decode() for copy in copies] == ["a.txt", "b.txt", "下级/c 1#.txt"]
    assert copies[2].name == "c 1#.txt"


def test_the_version_of_an_object_changes_with_its_content(store: ObjectStore) -> None:
    store.objects["reports/a.txt"] = b"one"
    (before,) = listing("s3://reports/a.txt")
    store.objects["reports/a.txt"] = b"two"
    (after,) = listing("s3://reports/a.txt")
    assert before.version != after.version
    assert before.size == after.size == 3


def test_more_objects_than_one_page_of_names_are_all_listed(store: ObjectStore) -> None:
    names = [f"{number:05}.txt" for number in range(250)]
    store.objects |= {f"reports/2023/{name}": b"" for name in names}
    assert [one.url for one in listing("s3://reports/2023")] == [
        f"s3://reports/2023/{name}" for name in names
    ]


def test_a_pattern_names_objects(store: ObjectStore) -> None:
    store.objects |= {f"reports/{name}": b"" for name in ("a/1.txt", "a/2.pdf", "b/3.txt")}
    assert [one.url for one in listing("s3://reports/*/*.txt")] == [
        "s3://reports/a/1.txt",
        "s3://reports/b/3.txt",
    ]


def test_a_member_of_an_archive_is_reached_through_the_archive(store: ObjectStore, tmp_path: Path) -> None:
    store.objects["reports/县.zip"] = b"PK"
    path = fetched("s3://reports/县.zip/乡/表.doc", tmp_path, 1)
    assert path == tmp_path / "县.zip/乡/表.doc"
    assert (tmp_path / "县.zip").read_bytes() == b"PK"


def test_what_is_too_large_is_not_fetched(store: ObjectStore, tmp_path: Path) -> None:
    store.objects["reports/large.pdf"] = bytes(1024 * 1024 + 1)
    with pytest.raises(InputTooLarge, match="max_input_mb"):
        fetched("s3://reports/large.pdf", tmp_path, 1)
    assert ("GET", "reports/large.pdf") not in store.requests
    assert not list(tmp_path.iterdir())


def test_a_name_longer_than_this_machine_allows_keeps_its_end(store: ObjectStore, tmp_path: Path) -> None:
    store.objects["reports/" + "绩" * 300 + ".pdf"] = b"%PDF"
    path = fetched("s3://reports/" + "绩" * 300 + ".pdf", tmp_path, 1)
    assert path.read_bytes() == b"%PDF"
    assert path.suffix == ".pdf"


@pytest.mark.parametrize("url", ["s3://reports/none.txt", "s3://nowhere/a.txt", "memory://nowhere/a.txt"])
def test_nothing_there_is_told_in_both_languages(store: ObjectStore, tmp_path: Path, url: str) -> None:
    with pytest.raises(InputMissing) as caught:
        fetched(url, tmp_path, 1)
    assert url in caught.value.said("en")
    assert "没有" in caught.value.said("zh")
    with pytest.raises(InputMissing):
        list(listing(url))


def test_a_bucket_that_is_not_there_takes_nothing(store: ObjectStore) -> None:
    with pytest.raises(OutputUnwritable, match="s3://nowhere/out"):
        Place("s3://nowhere/out").put("a.json", b"{}")


def test_a_store_that_does_not_let_us_in_is_not_asked_again(store: ObjectStore) -> None:
    store.refusals = [403] * 9
    with pytest.raises(OutputUnwritable, match="check the key"):
        Place("s3://results/out").put("a.json", b"{}")
    assert len(store.requests) == 1


def test_a_store_that_fails_for_the_moment_is_asked_again(store: ObjectStore) -> None:
    store.refusals = [503, 503]
    Place("s3://results/out").put("a.json", b"{}")
    assert store.objects["results/out/a.json"] == b"{}"


def test_a_store_that_nobody_answers_for_is_told(store: ObjectStore, monkeypatch: pytest.MonkeyPatch) -> None:
    with ObjectStore("results") as gone:
        pass
    gone.reached_by(monkeypatch)
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    with pytest.raises(StorageUnreachable) as caught:
        Place("s3://results/out").read("a.json")
    store.reached_by(monkeypatch)
    assert caught.value.exit_code == 4
    assert "网络" in caught.value.said("zh")


def test_a_driver_that_is_not_installed_is_named(tmp_path: Path) -> None:
    with pytest.raises(PartMissing, match="gcsfs"):
        fetched("gs://bucket/a.txt", tmp_path, 1)
    with pytest.raises(UsageError, match="no storage has that scheme"):
        fetched("nothing://bucket/a.txt", tmp_path, 1)


def test_a_password_in_a_url_is_in_no_message(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        fetched("nothing://user:geheim@host/a.txt", tmp_path, 1)
    assert "geheim" not in caught.value.said("en") + caught.value.said("zh")


def test_without_fsspec_a_folder_works_and_a_url_names_the_extra(tmp_path: Path) -> None:
    program = f"""
import sys
sys.modules["fsspec"] = None
from extractor.batch.storage import Place
from extractor.errors import PartMissing
Place({str(tmp_path)!r}).put("a.json", b"1")
try:
    Place("s3://results").put("a.json", b"1")
except PartMissing as error:
    assert "indicator-extractor[storage]" in error.said("en") and "indicator-extractor[storage]" in error.said("zh")
else:
    sys.exit("no PartMissing")
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
    assert (tmp_path / "a.json").read_bytes() == b"1"


@pytest.mark.parametrize(
    ("path", "expected"),
    [("s3://b/a", True), ("file:///a", True), ("C:\\a", False), ("a.zip/b.doc", False), ("a: b//c", False)],
)
def test_what_a_url_is(path: str, expected: bool) -> None:
    assert is_url(path) is expected
