"""Small PDFs that would keep MuPDF busy for hours or fill the memory: given up in time, page by page."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import zlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pymupdf
import pytest
from conftest import Command

from extractor import extract
from extractor.settings import Settings
from tests.support.pdf_pages import NAMES, form, saved

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="uses limits of Linux")
PATIENCE = {"EXTRACTOR_PAGE_TIMEOUT": "8", "EXTRACTOR_OCR_PROCESSES": "1", "EXTRACTOR_CACHE": "false"}


def add_stream(document: pymupdf.Document, entries: str, content: bytes, packed: Iterable[bytes] = ()) -> int:
    """A new stream object; ``packed`` goes through deflate piece by piece, as it may be large."""
    xref = int(document.get_new_xref())
    document.update_object(xref, f"<<{entries}>>")
    document.update_stream(xref, content, compress=False, new=True)
    if packed:
        rows = zlib.compressobj(9)
        document.update_stream(xref, b"".join(map(rows.compress, packed)) + rows.flush(), compress=False)
        document.xref_set_key(xref, "Filter", "/FlateDecode")
    return xref


def add_page(document: pymupdf.Document, content: int, resources: str = "") -> None:
    page = document.new_page()
    document.xref_set_key(page.xref, "Contents", f"{content} 0 R")
    document.xref_set_key(page.xref, "Resources", f"<<{resources}>>")


def forms_in_forms(document: pymupdf.Document) -> None:
    """Each draws the next ten times over, twenty deep."""
    below = add_stream(document, "/Type/XObject/Subtype/Form/BBox[0 0 9 9]", b"0 0 m 9 9 l S")
    for _ in range(20):
        entries = f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {below} 0 R>>>>"
        below = add_stream(document, entries, b"/X Do " * 10)
    add_page(document, add_stream(document, "", b"/X Do"), f"/XObject<</X {below} 0 R>>")


def content_of_a_gigabyte(document: pymupdf.Document) -> None:
    add_page(document, add_stream(document, "", b"", (b" " * 1_000_000 for _ in range(1000))))


def three_million_lines(document: pymupdf.Document) -> None:
    add_page(document, add_stream(document, "", b"", (b"10 10 m 90 90 l S\n" * 10_000 for _ in range(300))))


@pytest.mark.slow
@pytest.mark.parametrize("bomb", [forms_in_forms, content_of_a_gigabyte, three_million_lines])
def test_a_page_without_end_is_given_up_and_the_others_are_read(run: Command, folder: Path, bomb) -> None:
    document = form()
    bomb(document)
    document.insert_pdf(form())
    saved(document, folder / "report.pdf")
    done = run("extract", "report.pdf", "--json", env=PATIENCE)
    told = json.loads(done.stdout)
    assert [page["read_by"].split()[0] for page in told["source"]["pages"]] == ["text", "failed:", "text"]
    assert [row["level3"] for row in told["report"]["forms"][1]["indicators"]] == NAMES
    assert "pages_failed" in [finding["rule"] for finding in told["findings"]]


@pytest.mark.slow
def test_after_three_pages_without_end_no_more_are_tried(run: Command, folder: Path) -> None:
    document = form()
    for _ in range(30):
        forms_in_forms(document)
    saved(document, folder / "report.pdf")
    done = run("extract", "report.pdf", "--json", env=PATIENCE | {"EXTRACTOR_PAGE_TIMEOUT": "5"})
    pages = [page["read_by"] for page in json.loads(done.stdout)["source"]["pages"]]
    assert pages[1:4] == ["failed: took over 5 seconds"] * 3
    assert set(pages[4:]) == {"failed: not tried, as 3 pages before could not be read in time"}


@pytest.mark.slow
def test_a_file_of_nothing_else_says_so_in_one_line(run: Command, folder: Path) -> None:
    document = pymupdf.open()
    forms_in_forms(document)
    saved(document, folder / "report.pdf")
    done = run("extract", "report.pdf", env=PATIENCE)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "page_timeout" in done.stderr
    assert "report.pdf" in done.stderr


@pytest.mark.slow
def test_a_page_that_can_be_read_but_not_drawn_leaves_its_picture_out(run: Command, folder: Path) -> None:
    document = form()
    entries = "/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Group<</S/Transparency/I true>>"
    group = add_stream(document, entries, b"0 0 1 1 re n")
    content = add_stream(document, "", b"/Half gs " + b"/Group Do " * 20_000)
    page = document[0]
    before = document.xref_get_key(page.xref, "Contents")[1].strip("[]")
    document.xref_set_key(page.xref, "Contents", f"[{before} {content} 0 R]")
    resources = int(document.xref_get_key(page.xref, "Resources")[1].split()[0])
    document.xref_set_key(resources, "XObject", f"<</Group {group} 0 R>>")
    document.xref_set_key(resources, "ExtGState", "<</Half<</BM/Luminosity/ca 0.5>>>>")
    saved(document, folder / "report.pdf")
    done = run("extract", "report.pdf", "-o", "report.html", env=PATIENCE)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    written = (folder / "report.html").read_text(encoding="utf-8")
    assert NAMES[0] in written
    assert "data:image/" not in written.partition("<body")[2]
    drawn = run("inspect", "report.pdf", "--pdf", "drawn.pdf", "-q", env=PATIENCE)
    assert (drawn.returncode, drawn.stderr) == (0, "")


def names(path: Path) -> list[str | None]:
    return [row.level3 for row in extract(path, settings=Settings()).report.forms[0].indicators]


def test_many_threads_read_at_once(tmp_path: Path) -> None:
    path = saved(form(), tmp_path / "report.pdf")
    with ThreadPoolExecutor(5) as pool:
        assert list(pool.map(names, [path] * 10)) == [NAMES] * 10


def test_a_process_that_was_ended_while_it_waited_is_replaced(tmp_path: Path) -> None:
    path = saved(form(), tmp_path / "report.pdf")
    assert names(path) == NAMES
    for task in Path("/proc/self/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            if b"extractor.readers.pdf.worker" in Path(f"/proc/{child}/cmdline").read_bytes():
                os.kill(child, signal.SIGKILL)
                os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    assert names(path) == NAMES


AFTER_FORK = """
import os, sys
from extractor import extract
read = lambda: [row.level3 for row in extract(sys.argv[1]).report.forms[0].indicators]
read()
child = os.fork()
same = read() == read()
if not child:
    os._exit(0 if same else 1)
print(os.waitpid(child, 0)[1], len(read()))
"""


def test_a_process_forked_from_one_that_has_read_reads_too(tmp_path: Path) -> None:
    path = saved(form(), tmp_path / "report.pdf")
    done = subprocess.run(
        [sys.executable, "-c", AFTER_FORK, path], capture_output=True, text=True, timeout=120, env=os.environ
    )
    assert (done.stdout, done.stderr) == (f"0 {len(NAMES)}\n", "")


def test_the_process_that_reads_pages_starts_without_what_it_does_not_need() -> None:
    code = (
        "import extractor.readers.pdf.worker, sys; print('pydantic' in sys.modules, 'numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("False False\n", "")
