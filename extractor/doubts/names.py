"""Names that OCR has misread: known words, names printed twice, brackets and quotes left open."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from extractor.doubts.scan import Scan, leaves
from extractor.findings import finding
from extractor.layout.spelling import likely, one_apart
from extractor.lexicon import level_name, lexicon
from extractor.report import Form
from extractor.result import Finding
from extractor.text import fold

_PAIRS = ("()", "《》", "“”", "【】", "〔〕")
_ONE_WIDTH = str.maketrans("（）", "()")
_SCRAP = re.compile(r"(?<=[\u4e00-\u9fff])(?:[a-z|!]{1,8}|[A-Z|])(?=[\u4e00-\u9fff：:]|$)")
_NUMBERING = re.compile(r"(?!目)\D?标\s*\d+\s*(?:[:：]|$)")
_NUMBERED = re.compile(r"标\s*\d+\s*[:：]?")
_SHORTEST = 4
_CERTAIN = 0.98
_FEW = 0.2
_GRADES = frozenset({"completion", "grade"})
_PLACE = re.compile(r"(?:中共)?[\u4e00-\u9fff]{2,4}?[省市县区州旗]")
_OF_FORM = ("project_name", "supervising_department", "implementing_unit")


def levels_unknown(scan: Scan) -> Iterator[Finding]:
    """A level's name that may be a known one misread, or the text of another cell.

    A first level is doubted also where it is like none, in a form that uses known names besides:
    that is what a row cut in the wrong places leaves behind, for all the rows that it speaks for.
    """
    for pointer, form in scan.forms:
        for name, known in (("level1", lexicon().level1), ("level2", lexicon().level2)):
            rows: dict[str, list[str]] = {}
            for index, row in enumerate(form.indicators):
                if said := getattr(row, name):
                    rows.setdefault(said, []).append(f"{pointer}/indicators/{index}/{name}")
            mixed = any(level_name(said) in known for said in rows)
            for said, pointers in rows.items():
                if level_name(said) not in known and scan.is_read(*pointers):
                    if name == "level1":
                        pointers += _points_beside(form, pointers)
                    yield from _unknown(said, pointers, known, mixed and name == "level1")


def _points_beside(form: Form, pointers: Sequence[str]) -> list[str]:
    """The points that stand in the cells of first levels, where the form prints them there."""
    if all(row.level1_max_score is None for row in form.indicators):
        return []
    return [f"{at.rpartition('/')[0]}/level1_max_score" for at in pointers]


def _unknown(said: str, pointers: list[str], known: frozenset[str], mixed: bool) -> Iterator[Finding]:
    if meant := _meant(level_name(said), known):
        yield finding("name_apart", pointers, expected=meant, found=said)
    elif mixed or _NUMBERED.search(said):
        yield finding("level_unknown", pointers, found=said[:20])


def _meant(said: str, known: frozenset[str]) -> str | None:
    if len(said) < _SHORTEST - 1:
        return None
    return next(iter(sorted(likely(said, known))), None)


def names_apart(scan: Scan) -> Iterator[Finding]:
    """A body or project of a form that is another's but for one character of which OCR was not certain.

    Projects of one list are not held against each other: first and second stage differ by as much.
    """
    named: dict[str, list[str]] = {}
    for pointer, name in _names(scan):
        named.setdefault(fold(name), []).append(pointer)
    heads = [name for name, pointers in named.items() if not pointers[0].startswith("/project_list")]
    for at, one in enumerate(heads):
        others = heads[at + 1 :] + [name for name in named if name not in heads]
        for other in others if len(one) >= _SHORTEST else ():
            if one_apart(one, other):
                yield from _either(scan, {one: named[one], other: named[other]})


def _either(scan: Scan, named: dict[str, list[str]]) -> Iterator[Finding]:
    """Of two names that are almost one the less sure."""
    suspects = scan.least_sure([pointer for pointers in named.values() for pointer in pointers], 1)
    if suspects and (scan.sure(suspects[0]) or 0) < _CERTAIN:
        found, expected = sorted(named, key=lambda name: suspects[0] not in named[name])
        yield finding("name_apart", suspects, expected=expected, found=found)


def grades_unknown(scan: Scan) -> Iterator[Finding]:
    """A grade that is none, in a column where nearly all others are (``体`` for ``优``)."""
    for items in scan.lists():
        for name in _GRADES & type(items[0][1]).model_fields.keys():
            said = {f"{at}/{name}": value for at, item in items if (value := getattr(item, name))}
            odd = [at for at, value in said.items() if fold(value) not in lexicon().grades]
            for at in odd if len(odd) <= _FEW * len(said) else ():
                if scan.is_read(at):
                    yield finding("grade_unknown", [at], found=said[at][:20])


def places_apart(scan: Scan) -> Iterator[Finding]:
    """A body whose place is that of most others but for one character (``公岭市`` among ``松岭市``)."""
    named: defaultdict[str, list[str]] = defaultdict(list)
    for pointer, name in _names(scan):
        if place := _PLACE.match(fold(name)):
            named[place[0]].append(pointer)
    for said, pointers in named.items():
        usual = next((other for other in named if _is_place_of(said, other, named)), None)
        if usual and scan.is_read(*pointers):
            yield finding("name_apart", pointers, expected=usual, found=said)


def _is_place_of(place: str, other: str, named: Mapping[str, Sequence[str]]) -> bool:
    """Whether another place is the more usual one and but one character away; 县 and 市 of one name are two."""
    return (
        len(named[other]) > len(named[place])
        and len(place) == len(other)
        and place[-1] == other[-1]
        and one_apart(place, other)
    )


def texts_garbled(scan: Scan) -> Iterator[Finding]:
    """A text with a bracket or quote that has no partner, a scrap of Latin letters, or a name's numbering, which only stays where it was misread."""
    told: set[str] = set()
    for pointer, item in scan.objects():
        for at, value in leaves(item, pointer):
            if not isinstance(value, str) or value in told or not scan.is_read(at):
                continue
            scrap = _SCRAP.search(value) or _NUMBERING.match(value)
            if odd := _unpaired(value) or (scrap and scrap[0]):
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
