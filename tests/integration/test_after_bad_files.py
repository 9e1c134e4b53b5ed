"""What was read before, and refused, changes nothing about the next file read in the same process."""

from __future__ import annotations

import json
import locale
import os
import shutil
import subprocess
import tempfile
import warnings
from pathlib import Path

import pytest
from conftest import EXTRACTOR, ROOT, environment

from extractor.errors import ExtractorError
from extractor.pipeline import extract
from extractor.settings import Settings

SMALL = ROOT / "eval/renditions/small"
GOOD = [SMALL / f"hetang-2022-form-national.{suffix}" for suffix in ("docx", "xlsx", "html", "pdf")]
GOOD += [SMALL / "hetang-2022-form-national.doc"] if shutil.which("soffice") else []
GOOD += [ROOT / "eval/samples/quannan-2022.txt"]


def bad_files(folder: Path) -> list[Path]:
    """The first half of a file of each kind, and half of it in the middle."""
    made = []
    for path in GOOD:
        data = path.read_bytes()
        for name, part in (
            ("half", data[: len(data) // 2]),
            ("hole", data[: len(data) // 4] + data[-len(data) // 4 :]),
        ):
            made.append(folder / f"{name}{path.suffix}")
            made[-1].write_bytes(part)
    (folder / "half.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    return [*made, folder / "half.png"]


def state() -> list[object]:
    """What a process has but once."""
    return [
        dict(os.environ), Path.cwd(), locale.setlocale(locale.LC_ALL), list(warnings.filters), tempfile.gettempdir(),
    ]  # fmt: skip


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_bad_files_leave_no_trace_in_the_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    settings, refused = Settings(cache=False, page_timeout=60), 0
    # What libraries do to the process when they are imported is not what is asked here.
    for path in GOOD:
        extract(path, settings=settings)
    before = state()
    for path in bad_files(tmp_path):
        try:
            extract(path, settings=settings)
        except ExtractorError:
            refused += 1
    assert refused > len(GOOD)
    assert state() == before
    assert [*temporary.iterdir()] == []
    for path in GOOD:
        fresh = subprocess.run(
            [EXTRACTOR, "extract", path, "--json"],
            capture_output=True, check=True, cwd=tmp_path, env=environment(tmp_path), timeout=300,
        )  # fmt: skip
        here, there = json.loads(extract(path, settings=settings).model_dump_json()), json.loads(fresh.stdout)
        assert [here[key] for key in ("report", "evidence", "findings")] == [
            there[key] for key in ("report", "evidence", "findings")
        ]
