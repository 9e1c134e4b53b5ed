"""Names that OCR has misread: known words, names printed twice, brackets and quotes left open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from extractor.doubts.scan import Scan, finding, leaves
from extractor.doubts.spelling import one_apart
from extractor.lexicon import level_name, lexicon
from extractor.result import Finding
from extractor.text import fold

_PAIRS = ("()", "《》", "“”", "【】", "〔〕")
_ONE_WIDTH = str.maketrans("（）", "()")
_SCRAP = re.compile(r"(?<=[\u4e00-\u9fff])(?:[a-z|!]{1,8}|[A-Z|])(?=[\u4e00-\u9fff：:]|$)")
_SHORTEST = 4
_CERTAIN = 0.999
_OF_FORM = ("project_name", "supervising_department", "implementing_unit")


def levels_unknown(scan: Scan) -> Iterator[Finding]:
    """A level's name that is one character away from one that is known."""
    words = lexicon()
    told = set()
    for pointer, form in scan.forms:
        for index, row in enumerate(form.indicators):
            for name, known in (("level1", words.level1), ("level2", words.level2)):
                said: str | None = getattr(row, name)
                at = f"{pointer}/indicators/{index}/{name}"
                if not said or (pointer, name, said) in told or not scan.is_read(at):
                    continue
                told.add((pointer, name, said))
                if meant := _meant(level_name(said), known):
                    yield finding("name_apart", [at], expected=meant, found=said)


def _meant(said: str, known: frozenset[str]) -> str | None:
    if said in known or len(said) < _SHORTEST - 1:
        return None
    return next((word for word in sorted(known) if one_apart(said, word)), None)


def names_apart(scan: Scan) -> Iterator[Finding]:
    """Two names of bodies or projects that are the same but for one character of which OCR was not certain."""
    named: dict[str, list[str]] = {}
    for pointer, name in _names(scan):
        named.setdefault(fold(name), []).append(pointer)
    for one, other in combinations(named, 2):
        if len(one) < _SHORTEST or not one_apart(one, other):
            continue
        suspects = scan.least_sure([*named[one], *named[other]], 1)
        if suspects and (scan.sure(suspects[0]) or 0) < _CERTAIN:
            found = one if suspects[0] in named[one] else other
            yield finding("name_apart", suspects, expected=other if found == one else one, found=found)


def texts_garbled(scan: Scan) -> Iterator[Finding]:
    """A text with a bracket or quote that has no partner, or a scrap of Latin letters among Chinese."""
    told: set[str] = set()
    for pointer, item in scan.objects():
        for at, value in leaves(item, pointer):
            if not isinstance(value, str) or value in told or not scan.is_read(at):
                continue
            odd = _unpaired(value) or (scrap[0] if (scrap := _SCRAP.search(value)) else None)
            if odd:
                told.add(value)
                yield finding("text_garbled", [at], text=shortened(value, odd), found=odd)


def _unpaired(text: str) -> str | None:
    """The first bracket or quote that is not closed or was never opened."""
    plain = text.translate(_ONE_WIDTH)
    return next((pair for pair in _PAIRS if plain.count(pair[0]) != plain.count(pair[1])), None)


def shortened(text: str, odd: str) -> str:
    """The text around what is odd about it, at most thirty characters."""
    at = max(0, min((text.find(char) for char in odd if char in text), default=0) - 12)
    return text[at : at + 30]


def _names(scan: Scan) -> Iterator[tuple[str, str]]:
    if scan.report.organization:
        yield "/organization", scan.report.organization
    for pointer, form in scan.forms:
        for name in _OF_FORM:
            if said := getattr(form, name):
                yield f"{pointer}/{name}", said
    for index, line in enumerate(scan.report.project_list):
        for name in ("unit", "project_name"):
            if said := getattr(line, name):
                yield f"/project_list/{index}/{name}", said
