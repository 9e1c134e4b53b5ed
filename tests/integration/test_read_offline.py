"""No reader asks for anything over the network, and none leaves files behind in HOME or /tmp."""

from __future__ import annotations

from pathlib import Path

from conftest import ROOT, Command
from PIL import Image

SMALL = ROOT / "eval/renditions/small"


def test_the_ocr_engine_keeps_no_usage_data_for_its_maker(run: Command, folder: Path) -> None:
    Image.new("L", (300, 60), "white").save(folder / "blank.png")
    tmp = folder.parent / "tmp"
    tmp.mkdir()
    done = run("extract", "blank.png", env={"TMPDIR": str(tmp), "EXTRACTOR_CACHE": "false"})
    assert done.returncode == 1, done.stderr
    assert [*tmp.iterdir()] == []
    assert [path for path in (folder.parent / "home").rglob("*") if path.is_file()] == []
