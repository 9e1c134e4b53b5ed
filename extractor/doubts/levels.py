"""Levels of indicators that a rule not seen has run together, or taken away from their rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractor.doubts.scan import Scan
from extractor.findings import finding
from extractor.layout.shape import shape_of
from extractor.lexicon import level_name, lexicon
from extractor.report import Form
from extractor.result import Finding
from extractor.text import bare

_LEVELS = ("level1", "level2")
_SHORTEST = 4


def levels_joined(scan: Scan) -> Iterator[Finding]:
    """A level that names several known ones, one after the other: the cells of several rows are taken for one."""
    for pointer, form in scan.forms:
        for said, pointers in _named(form, pointer).items():
            if _names_several(said) and scan.is_read(*pointers):
                yield finding("level_unknown", pointers, found=said[:20])


def levels_missing(scan: Scan) -> Iterator[Finding]:
    """Rows without a first level in a form whose other rows have one: one finding on the levels of them all.

    A row whose name is a level's is one that templates print without.
    """
    for pointer, form in scan.forms:
        if all(row.level1 is None for row in form.indicators):
            continue
        gaps = [
            f"{pointer}/indicators/{at}"
            for at, row in enumerate(form.indicators)
            if row.level1 is None and not shape_of(row.level3 or "").startswith("level")
        ]
        if gaps and scan.is_read(*(f"{at}/level3" for at in gaps)):
            yield finding("level_missing", [f"{at}/{name}" for at in gaps for name in _LEVELS])


def _named(form: Form, pointer: str) -> dict[str, list[str]]:
    """What levels are called, each with the leaves that say so."""
    rows: dict[str, list[str]] = {}
    for index, row in enumerate(form.indicators):
        for name in _LEVELS:
            if said := getattr(row, name):
                rows.setdefault(said, []).append(f"{pointer}/indicators/{index}/{name}")
    return rows


def _names_several(said: str) -> bool:
    known = lexicon().level1 | lexicon().level2
    return level_name(said) not in known and len(_known_levels().findall(bare(said))) > 1


@cache
def _known_levels() -> re.Pattern[str]:
    known = {name for name in lexicon().level1 | lexicon().level2 if len(name) >= _SHORTEST}
    return re.compile("|".join(map(re.escape, sorted(known, key=len, reverse=True))))
