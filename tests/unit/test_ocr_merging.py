"""Merged cells from drawn edges, whatever edges a bad scan leaves."""

from __future__ import annotations

import numpy as np
import pytest

from extractor.ocr.merging import Edges, merged


@pytest.mark.parametrize("seed", range(300))
def test_any_edges_make_cells_that_fill_the_grid_once(seed: int) -> None:
    random = np.random.default_rng(seed)
    height, width = random.integers(2, 9, 2)
    edges = Edges(random.random((height - 1, width)) < 0.6, random.random((height, width - 1)) < 0.6)
    taken = np.zeros((height, width), int)
    for row, column, rows, columns in merged(edges):
        taken[row : row + rows, column : column + columns] += 1
    assert (taken == 1).all()
