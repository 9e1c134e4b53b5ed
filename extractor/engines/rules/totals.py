"""The total row of an indicator table: the points and the score of the whole form."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.document import Clip
from extractor.draft import Draft
from extractor.engines.rules.pairs import apart, halves_of
from extractor.engines.rules.values import put_number
from extractor.layout.alignment import Alignment, Column
from extractor.layout.headers import Row, label_of
from extractor.layout.shape import is_points, shape_of
from extractor.lexicon import lexicon
from extractor.text import fold

_BESIDE_A_TOTAL = ("number", "percent", "blank", "grade")
_FIGURES = ("number", "percent")
_SHARED = ("_points_and_score", "_score_and_points", "score", "max_score")


def read_total(form: Draft, row: Row, columns: Sequence[Column]) -> bool:
    """Set the totals that a row states; whether it is a total row at all.

    ``columns`` are those of the indicator table above it. Where the row has a cell under
    each of them, or one under each from the points on, points and score are read there; else
    two figures are points and score, and a single one is the score, unless 总分 stands alone
    over a points column.
    """
    label = label_of(row)
    if label is None or label.text not in lexicon().total or not _holds_figures_only(row, label):
        return False
    found = _under_columns(row, label, columns) or _as_pair(row, columns) or _in_order(row, label, columns)
    for name, clip in found.items():
        put_number(form, name, clip)
    return True


def _holds_figures_only(row: Row, label: Clip) -> bool:
    return all(
        shape_of(clip.text) in _BESIDE_A_TOTAL or halves_of(clip) or is_points(clip.text)
        for clip in row
        if fold(clip.text) != fold(label.text) and clip.text not in lexicon().section
    )


def _under_columns(row: Row, label: Clip, columns: Sequence[Column]) -> dict[str, Clip]:
    start = 0 if len(row) == len(columns) else _first_total(columns)
    after = row if start == 0 else row[row.index(label) + 1 :]
    if len(after) != len(columns) - start:
        return {}
    cells = apart(Alignment(dict(enumerate(after, start))).by_field(columns), columns)
    return {
        f"total_{field}": cells[field]
        for field in ("max_score", "score")
        if field in cells and (shape_of(cells[field].text) == "number" or is_points(cells[field].text))
    }


def _first_total(columns: Sequence[Column]) -> int:
    """Where the columns begin that a total stands under: the label spans those before."""
    return next((at for at, column in enumerate(columns) if column.field in _SHARED), 0)


def _as_pair(row: Row, columns: Sequence[Column]) -> dict[str, Clip]:
    """Points and score that share the one cell of a total which holds figures (合计 · 100/98.5)."""
    shared = next((c.field for c in columns if c.field in _SHARED), None)
    pairs = [clip for clip in row if halves_of(clip)]
    if shared is None or len(pairs) != 1:
        return {}
    cells = apart({shared: pairs[0]}, columns)
    return {f"total_{field}": cells[field] for field in ("max_score", "score") if field in cells}


def _in_order(row: Row, label: Clip, columns: Sequence[Column]) -> dict[str, Clip]:
    figures = [clip for clip in row if shape_of(clip.text) in _FIGURES or is_points(clip.text)]
    if len(figures) != 1:
        return dict(zip(("total_max_score", "total_score"), figures, strict=False))
    has_points = any(column.field == "max_score" for column in columns)
    is_score = lexicon().total.field(label.text) == "_score" or not has_points
    return {"total_score" if is_score else "total_max_score": figures[0]}
