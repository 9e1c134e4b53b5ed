"""A command that is told to end leaves no process and no temporary folder behind, whatever it was waiting for."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from conftest import EXTRACTOR, ROOT, environment

from tests.integration.test_pdf_bombs import forms_in_forms
from tests.support.pdf_pages import form, saved

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
LONGEST = 60


def scan(folder: Path) -> Path:
    document = pymupdf.open()
    picture = form()[0].get_pixmap(dpi=200).tobytes("jpg")
    for _ in range(12):
        page = document.new_page()
        page.insert_image(page.rect, stream=picture)
    return saved(document, folder / "scan.pdf")


def endless(folder: Path) -> Path:
    document = pymupdf.open()
    forms_in_forms(document)
    return saved(document, folder / "endless.pdf")


def old_word(_: Path) -> Path:
    if shutil.which("soffice") is None:
        pytest.skip("needs LibreOffice")
    return ROOT / "eval/renditions/small/hetang-2022-form-national.doc"


CASES = {"extractor.ocr.worker": scan, "extractor.readers.pdf.worker": endless, "soffice": old_word}


def processes(temporary: Path) -> Iterator[str]:
    """The command lines of those that put their temporary files there, or below."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"TMPDIR={temporary}".encode() in (process / "environ").read_bytes():
                yield (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue


@pytest.mark.parametrize(
    ("told", "code"), [(signal.SIGTERM, 128 + signal.SIGTERM), (signal.SIGINT, 130)], ids=["term", "int"]
)
@pytest.mark.parametrize("working", CASES)
def test_nothing_is_left(tmp_path: Path, working: str, told: signal.Signals, code: int) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    given = {"TMPDIR": str(temporary), "EXTRACTOR_OCR_PROCESSES": "2", "EXTRACTOR_CACHE": "false"}
    with subprocess.Popen(
        [EXTRACTOR, "extract", CASES[working](tmp_path)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(tmp_path, **given),
    ) as command:  # fmt: skip
        wait_for(command, temporary, working)
        command.send_signal(told)
        _, said = command.communicate(timeout=LONGEST)
    assert (command.returncode, "Traceback" in said) == (code, False)
    assert [*processes(temporary)] == []
    assert [*temporary.iterdir()] == []


def wait_for(command: subprocess.Popen[str], temporary: Path, working: str) -> None:
    """Wait until the command has started a process whose command line has this, and has files for it."""
    for _ in range(LONGEST * 20):
        started = any(working in one for one in processes(temporary))
        if started and any(temporary.glob("extractor-temporary-*/*")):
            return
        try:
            command.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
        break
    raise AssertionError(f"{working} was never started: {command.communicate()}")
