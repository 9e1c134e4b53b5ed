"""No reader asks for anything over the network, and none leaves a file behind in HOME or /tmp."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import EXTRACTOR, environment
from PIL import Image
from test_bad_input import complain

from extractor.readers import read_document
from extractor.settings import Settings
from tests.support.listening import listening, open_text, page, pdf, sheet, word

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
Asked = tuple[str, list[bytes]]


@pytest.fixture
def asked() -> Iterator[Asked]:
    with listening() as server:
        yield server


@pytest.mark.parametrize(("name", "make"), [("a.docx", word), ("a.html", page), ("a.pdf", pdf)])
def test_no_reader_opens_a_connection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: Asked, name: str, make: Callable[[str], bytes]
) -> None:
    address, questions = asked
    (tmp_path / name).write_bytes(make(address))
    tried: list[object] = []

    def refuse(_: socket.socket, where: object) -> None:
        tried.append(where)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert read_document(tmp_path / name, Settings()).blocks
    assert (tried, questions) == ([], [])


@needs_office
@pytest.mark.parametrize(("name", "make"), [("a.odt", open_text), ("a.xlsx", sheet)])
def test_libreoffice_fetches_nothing(
    tmp_path: Path, asked: Asked, name: str, make: Callable[[str], bytes]
) -> None:
    address, questions = asked
    (tmp_path / name).write_bytes(make(address))
    document = read_document(tmp_path / name, Settings())
    assert "98" in document.pages[0].text
    assert document.pages[0].read_by.endswith("via LibreOffice")
    assert questions == []


@needs_office
def test_libreoffice_fetches_nothing_for_an_old_word_file(tmp_path: Path, asked: Asked) -> None:
    address, questions = asked
    (tmp_path / "a.odt").write_bytes(open_text(address))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "doc",
        "--outdir",
        tmp_path,
        tmp_path / "a.odt",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    made = (tmp_path / "a.doc").read_bytes()
    assert address.encode() in made or address.encode("utf-16-le") in made
    questions.clear()
    assert "98" in read_document(tmp_path / "a.doc", Settings()).pages[0].text
    assert questions == []


@pytest.mark.slow
def test_the_ocr_engine_keeps_no_usage_data_for_its_maker(tmp_path: Path, folder: Path) -> None:
    Image.new("L", (300, 60), "white").save(folder / "blank.png")
    tmp, home = tmp_path / "tmp", tmp_path / "home"
    tmp.mkdir()
    home.mkdir()
    done = subprocess.run(
        [EXTRACTOR, "extract", "blank.png"],
        capture_output=True, text=True, cwd=folder, timeout=300,
        env=environment(home, TMPDIR=str(tmp), EXTRACTOR_CACHE="false"),
    )  # fmt: skip
    complain(done, 1, "blank.png")
    assert [*tmp.iterdir(), *(path for path in home.rglob("*") if path.is_file())] == []
