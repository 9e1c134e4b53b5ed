"""The cells of a report by JSON Pointer: a scalar, or an object that is in no list (a quantity)."""

from __future__ import annotations

import re
from typing import Any

from jsonpointer import JsonPointer
from pydantic import ValidationError

from extractor.report import Report

_CELL = re.compile(r"(?P<row>(?:/[a-z_]\w*/\d+)*)(?P<cell>(?:/[a-z_]\w*){1,2})")


def row_and_cell(pointer: str) -> tuple[str, str] | None:
    """A cell's pointer as that of its row (empty for the report itself) and the rest; None where it is none."""
    found = _CELL.fullmatch(pointer)
    return (found["row"], found["cell"]) if found else None


def at(data: dict[str, Any], pointer: str) -> Any:
    """What stands at a pointer of a dumped report; None where nothing is."""
    return JsonPointer(pointer).resolve(data, None)


def exists(report: Report, pointer: str) -> bool:
    """Whether a pointer names a cell of the report, filled or empty; rows and lists are none."""
    parts = row_and_cell(pointer)
    if parts is None:
        return False
    nothing = object()
    found = JsonPointer(pointer).resolve(report.model_dump(), nothing)
    return found is not nothing and not isinstance(found, list)


def fits(report: Report, pointer: str, value: Any) -> bool:
    """Whether the report could state this value there."""
    if not exists(report, pointer):
        return False
    data = report.model_dump()
    put(data, pointer, value)
    try:
        Report.model_validate(data)
    except ValidationError:
        return False
    return True


def put(data: dict[str, Any], pointer: str, value: Any) -> None:
    """Put a value into a dumped report, in place."""
    JsonPointer(pointer).set(data, value)
