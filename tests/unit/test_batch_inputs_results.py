"""What runs have written is no input, whether it lies below a folder, fits a pattern or is named by a shell."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_batch_inputs import found, names, reasons, tree


def test_the_folder_of_results_has_no_inputs(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt", "out/documents/a.html", "out/table.csv", "outer/b.txt")
    out = tmp_path / "out"
    listing = found(tmp_path, out / "documents", out / "table.csv", f"{tmp_path}/**/*.csv", without=out)
    assert names(listing) == ["a.txt", "outer/b.txt"]
    assert reasons(listing) == [("documents", "is in the folder of results")]
    assert listing.told.left_out == {"output": 3}


def test_results_of_another_run_below_a_folder_are_no_inputs(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt", "earlier/batch.sqlite", "earlier/documents/a.html", "later/b.txt")
    listing = found(tmp_path, without=tmp_path / "later")
    assert names(listing) == ["a.txt"]
    assert listing.told.left_out == {"output": 2}
    # A shell names them in place of ``*``; who means them says so.
    listing = found(tmp_path / "earlier", tmp_path / "a.txt")
    assert names(listing) == ["a.txt"]
    assert reasons(listing) == [("earlier", "holds the results of another run, not reports")]
    assert names(found(tmp_path / "earlier" / "documents")) == ["a.html"]


@pytest.mark.parametrize("pattern", ["**/*", "**/*.html", "*"])
def test_a_pattern_that_fits_the_results_of_another_run_leaves_them_out(tmp_path: Path, pattern: str) -> None:
    tree(tmp_path, "a.html", "earlier/batch.sqlite", "earlier/documents/a.html", "earlier/documents/b.html")
    listing = found(tmp_path / pattern)
    assert names(listing) == ["a.html"]
    assert listing.told.left_out == {"output": 1}
    assert names(found(tmp_path / "earlier" / "**" / "a.*")) == ["documents/a.html"]
