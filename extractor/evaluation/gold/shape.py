"""Whether a gold file is what the schema says, to the letter: keys, types, enumerations, pointers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from extractor.evaluation.gold.cells import at, exists, fits
from extractor.evaluation.gold.file import Accept, GoldFile, is_bare
from extractor.evaluation.gold.rules import finding
from extractor.report import Report
from extractor.result import Finding


def shape_findings(text: str) -> Iterator[Finding]:
    """What is wrong with the file's own shape. ``text`` is known to be JSON of an object.

    Numbers as text (``"10"``) and the like, which a reader might let pass, are errors here.
    """
    data = json.loads(text, object_pairs_hook=_Pairs)
    yield from (finding("key_twice", [pointer], key=key) for pointer, key in _twice(data, ""))
    bare = is_bare(json.loads(text))
    model: type[BaseModel] = Report if bare else GoldFile
    try:
        file = model.model_validate_json(text, strict=True)
    except ValidationError as error:
        for wrong in error.errors():
            where = "/" + "/".join(map(str, wrong["loc"]))
            yield finding("schema", [_in_report(where)], reason=f"{where} {wrong['msg']}")
        return
    report = file.report if isinstance(file, GoldFile) else file
    for pointer, keys in _keys_missing(report, ""):
        yield finding("key_missing", [pointer], keys=", ".join(keys))


def accept_findings(report: Report, accept: Accept) -> Iterator[Finding]:
    """Pointers that name no cell, and values that cannot stand there or say nothing new."""
    data = report.model_dump()
    for pointer, values in accept.items():
        if not exists(report, pointer):
            yield finding("accept_pointer", [pointer])
            continue
        for value in values:
            if not fits(report, pointer, value):
                yield finding("accept_value", [pointer], value=json.dumps(value, ensure_ascii=False))
            elif value == at(data, pointer):
                yield finding("accept_same", [pointer], value=json.dumps(value, ensure_ascii=False))


class _Pairs(list[tuple[str, Any]]):
    """An object of JSON with its keys as written, also those that are there twice."""


def _twice(data: Any, pointer: str) -> Iterator[tuple[str, str]]:
    if isinstance(data, _Pairs):
        keys = [key for key, _ in data]
        yield from ((pointer, key) for key in dict.fromkeys(keys) if keys.count(key) > 1)
        for key, value in data:
            yield from _twice(value, f"{pointer}/{key}")
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _twice(value, f"{pointer}/{index}")


def _keys_missing(part: Any, pointer: str) -> Iterator[tuple[str, list[str]]]:
    if isinstance(part, list):
        for index, item in enumerate(part):
            yield from _keys_missing(item, f"{pointer}/{index}")
    elif isinstance(part, BaseModel):
        names = list(type(part).model_fields)
        if missing := [name for name in names if name not in part.model_fields_set]:
            yield pointer, missing
        for name in names:
            yield from _keys_missing(getattr(part, name), f"{pointer}/{name}")


def _in_report(where: str) -> str:
    """A pointer into the file as one into the report, as those of all other findings are."""
    return where.removeprefix("/report") if where.startswith("/report/") else where
