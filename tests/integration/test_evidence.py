"""Every value that is stated has its place, and the text there is the value."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor import Result, extract
from extractor.layout.lines import split_lines
from extractor.quantity import parse_number
from extractor.report import Quantity
from extractor.text import fold

EVAL = Path(__file__).parents[2] / "eval"
DOCUMENTS = sorted([*EVAL.glob("samples/*.txt"), *EVAL.glob("specimens/*.txt")])
# What the contract says instead of quoting: the class of a form, and the name of a total
# line that prints none of its own (FundLine.source).
NOT_QUOTED = {"kind": {"department", "project"}, "source": {"总额"}}


def leaves(value: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """Non-null leaves of a report by JSON Pointer; a quantity is one leaf."""
    if value is None:
        return
    if isinstance(value, Quantity | str | int | float):
        yield pointer, value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from leaves(item, f"{pointer}/{index}")
    else:
        for name in type(value).model_fields:
            yield from leaves(getattr(value, name), f"{pointer}/{name}")


def as_read(result: Result, pointer: str) -> str:
    """The source text at a leaf's places, without converter marks, as read by the line reader."""
    texts = [place.text for place in result.evidence[pointer]]
    return "".join(line.text for text in texts for line in split_lines(text))


def says(value: Any, text: str) -> bool:
    if isinstance(value, Quantity):
        return fold(text) == fold(value.text)
    if isinstance(value, str):
        return fold(text) == fold(value)
    return parse_number(text) == value


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_leaf_has_evidence_that_says_it(path: Path) -> None:
    result = extract(path)
    stated = dict(leaves(result.report))
    assert len(stated) > 20
    assert not {pointer for pointer in stated if pointer not in result.evidence}
    wrong = [
        (pointer, value, as_read(result, pointer))
        for pointer, value in stated.items()
        if value not in NOT_QUOTED.get(pointer.rpartition("/")[2], ())
        and not says(value, as_read(result, pointer))
    ]
    assert wrong == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_places_count_in_the_file_itself(path: Path) -> None:
    result = extract(path)
    text = path.read_text(encoding="utf-8")
    for places in result.evidence.values():
        for place in places:
            assert text[place.start : place.end] == place.text


def test_evidence_names_only_values_that_are_there() -> None:
    result = extract(DOCUMENTS[0])
    assert set(result.evidence) == {pointer for pointer, _ in leaves(result.report)}
