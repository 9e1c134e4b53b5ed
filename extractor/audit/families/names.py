"""Names: of projects and units that differ by one character between list, forms and running text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.audit.hits import Hit, hit
from extractor.audit.shared.wording import letters, one_apart
from extractor.audit.subject import Subject
from extractor.engines.rules.prose.naming import core

_SHORTEST = 4
# 一期 and 二期, 东街 and 西街 are two things, not one misspelt.
_TELLS_APART = re.compile(r"[\d一二三四五六七八九十甲乙丙丁东西南北上下大小前后新老内外左右A-Za-z]")
_SLIGHT = frozenset("的和及与之等")


@dataclass(frozen=True)
class _Name:
    """A name as it stands at a pointer; ``source`` is the table that it stands in."""

    pointer: str
    source: str
    text: str


def project_name_apart(subject: Subject) -> Iterator[Hit]:
    """A project named with one character more, less or other in one place than in another."""
    named = [_Name(f"{at}/project_name", "list", line.project_name or "") for at, line in subject.projects]
    named += [_Name(f"{at}/project_name", "forms", form.project_name or "") for at, form in subject.forms]
    named += [
        _Name(f"{at}/project_name", "text", line.project_name or "") for at, line in subject.told_projects
    ]
    places = _places(named, core)
    for rare, usual in _pairs_apart(places):
        # Two that stand in one table are two projects.
        if {one.source for one in places[rare]}.isdisjoint(one.source for one in places[usual]):
            yield from _hits(places[rare], places[usual][0])


def unit_name_apart(subject: Subject) -> Iterator[Hit]:
    """A unit named once with one character more, less or other than in all other places."""
    named = [_Name("/organization", "report", subject.report.organization or "")]
    for pointer, form in subject.forms:
        named.append(_Name(f"{pointer}/supervising_department", "forms", form.supervising_department or ""))
        named.append(_Name(f"{pointer}/implementing_unit", "forms", form.implementing_unit or ""))
    named += [_Name(f"{pointer}/unit", "list", line.unit or "") for pointer, line in subject.projects]
    places = _places(named, str)
    for rare, usual in _pairs_apart(places):
        if len(places[rare]) == 1 < len(places[usual]):
            yield from _hits(places[rare], places[usual][0])


def _hits(rare: Sequence[_Name], usual: _Name) -> Iterator[Hit]:
    return (hit(one.pointer, usual.pointer, found=one.text, expected=usual.text) for one in rare)


def _places(named: Sequence[_Name], kernel: Callable[[str], str]) -> dict[str, list[_Name]]:
    """Where each name stands; ``kernel`` takes from it what does not tell names apart."""
    places: dict[str, list[_Name]] = defaultdict(list)
    for one in named:
        if len(plain := letters(kernel(one.text))) >= _SHORTEST:
            places[plain].append(one)
    return places


def _pairs_apart(places: Mapping[str, Sequence[_Name]]) -> Iterator[tuple[str, str]]:
    """The names one character apart, the rarer first; each is looked up by what one character less leaves."""
    shorter: dict[str, list[str]] = defaultdict(list)
    for name in places:
        for left in {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}:
            shorter[left].append(name)
    seen: set[frozenset[str]] = set()
    for names in shorter.values():
        for one in names:
            for other in names:
                pair = frozenset((one, other))
                if pair in seen or not one_apart(one, other) or not _is_slip(one, other):
                    continue
                seen.add(pair)
                rare, usual = sorted(pair, key=lambda name: (len(places[name]), len(name)))
                yield rare, usual


def _is_slip(one: str, other: str) -> bool:
    """Whether the character in which two names differ neither tells two things apart nor is of no account."""
    short, long = sorted((one, other), key=len)
    at = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    differing = {long[at]} | ({short[at]} if len(short) == len(long) else set())
    return not any(_TELLS_APART.match(sign) for sign in differing) and not differing <= _SLIGHT


RULES = (project_name_apart, unit_name_apart)
