"""The lexicon: which printed words stand for which field (``schemas/lexicon.toml``).

A new province's template is an edit of that file, not of the program.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from extractor.errors import ConfigurationError
from extractor.text import bare

_REMARK_IN_BRACKETS = re.compile(r"\([^()]*\)$")
_REMEMBERED = 4096
_LONGEST_LABEL = 40
_LONGEST_CELL = 80
_SHORTEST_REST = 3
_SHORT_LABELS = frozenset({"score", "max_score"})
_YEAR_BEFORE = re.compile(r"(?:19|20)\d{2}年度?")
_WITH_REMARKS = re.compile(r"及其?(?:情况)?说明$")
_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十\d]+\)|\d+[、.](?!\d))")


def data_file(name: str) -> str:
    """The text of a packaged data file such as ``schemas/lexicon.toml``.

    Looked up in the package first, then in the checkout that the package runs from.
    Raises ConfigurationError where neither has it.
    """
    packaged = files("extractor").joinpath("_data", *name.split("/"))
    if packaged.is_file():
        return packaged.read_text(encoding="utf-8")
    checkout = Path(__file__).resolve().parent.parent
    path = checkout / name
    if (checkout / "pyproject.toml").is_file() and path.is_file():
        return path.read_text(encoding="utf-8")
    raise ConfigurationError(f"the packaged file {name} is missing: install the package again")


@dataclass(frozen=True)
class Vocabulary:
    """Printed labels of one kind of column, line or cell, and the field each stands for.

    ``exact`` maps a label to a field; ``parts`` are looked for inside a label when nothing
    matches exactly, longest first; ``before`` are words that may stand before a label that does
    (年末 before 实际完成值), as may a year, but for the ``names`` of blocks (绩效指标完成情况).
    """

    exact: dict[str, str]
    parts: tuple[tuple[str, str], ...]
    before: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    _known: dict[str, str | None] = dataclass_field(default_factory=dict, repr=False, compare=False)

    def field(self, text: str) -> str | None:
        """The field that a printed label stands for, None when it is not known.

        Numbering before it and a remark in brackets after it (``执行率(B/A)``) do not count,
        nor what is left of one when a scan has lost a bracket (``全年预算数(A``).
        """
        try:
            return self._known[text]
        except KeyError:
            return self._learnt(text)

    def _learnt(self, text: str) -> str | None:
        """The field of a label met for the first time, which is then remembered."""
        if len(text) > _LONGEST_CELL:
            return None
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[text] = self._look_up(_forms(text))
        return self._known[text]

    def _look_up(self, forms: tuple[str, ...]) -> str | None:
        for form in forms:
            if form in self.exact:
                return self.exact[form]
        if self.before and self.names.isdisjoint(forms):
            for form in forms:
                if field := self._behind(form):
                    return field
        return next((field for part, field in self.parts if part in forms[1]), None) if forms else None

    def _behind(self, form: str) -> str | None:
        """The field of the label that is left behind a year and words of ``before``, and before 及说明."""
        rest = _WITH_REMARKS.sub("", form)
        while True:
            if field := self.exact.get(rest):
                return field if len(rest) >= _SHORTEST_REST or field in _SHORT_LABELS else None
            year = _YEAR_BEFORE.match(rest)
            word = year.group() if year else next(filter(rest.startswith, self.before), "")
            if not word:
                return None
            rest = rest[len(word) :]

    def __contains__(self, text: str) -> bool:
        """Whether the label is known."""
        return self.field(text) is not None


@lru_cache(maxsize=_REMEMBERED)
def _forms(text: str) -> tuple[str, ...]:
    """A label as it stands, without numbering, without remarks, without half a remark, without brackets.

    None for what is no label.
    """
    label = bare(text)
    if not label or len(label) > _LONGEST_LABEL:
        return ()
    plain = _NUMBERING.sub("", label)
    short = plain
    while short.endswith(")") and (shorter := _REMARK_IN_BRACKETS.sub("", short)) != short:
        short = shorter
    return label, plain, short, _HALF_A_REMARK.sub("", short), _BRACKETS.sub("", plain)


_BRACKETS = re.compile(r"[()]")
_HALF_A_REMARK = re.compile(r"\([^()]{0,8}$|(?<=[^(])[A-Z]?\)$")


@dataclass(frozen=True)
class Lexicon:
    """All vocabularies, by the part of a report that they read."""

    indicator: Vocabulary
    fund: Vocabulary
    fund_block: Vocabulary
    project: Vocabulary
    head: Vocabulary
    goal: Vocabulary
    total: Vocabulary
    remark: Vocabulary
    sign_off: Vocabulary
    section: Vocabulary
    project_total: Vocabulary
    level1: frozenset[str]
    level2: frozenset[str]
    units: frozenset[str]
    grades: frozenset[str]
    fund_words: tuple[str, ...]
    placeholders: tuple[str, ...]
    department_titles: tuple[str, ...]
    organization_endings: tuple[str, ...]
    organization_labels: tuple[str, ...]
    reporter_labels: tuple[str, ...]
    key_figures: tuple[str, ...]

    def is_placeholder(self, text: str) -> bool:
        """Whether the cell only holds what the template itself prints as an instruction."""
        return self._placeholder.search(bare(text)) is not None

    @cached_property
    def _placeholder(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, self.placeholders)))

    def is_level(self, text: str) -> bool:
        """Whether the cell names a level 1 or level 2 class of indicators, points or not."""
        name = level_name(text)
        return name in self.level1 or name in self.level2


_POINTS = re.compile(r"[(\[]?(?:共|权重)?\d+(?:\.\d+)?[分%]?[)\]]?$")


def level_name(text: str) -> str:
    """A level label without the points printed in it: ``产出指标(50分)`` gives ``产出指标``."""
    return _POINTS.sub("", bare(text))


@cache
def lexicon() -> Lexicon:
    """The packaged lexicon. Raises ConfigurationError when the file is missing or malformed."""
    try:
        table = tomllib.loads(data_file("schemas/lexicon.toml"))
        words = table["words"]
        blocks = table["labels"]["section"]
        parts: dict[str, Any] = {name: _vocabulary(entry, blocks) for name, entry in table["labels"].items()}
        parts |= {name: frozenset(bare(word) for word in words[name]) for name in _SETS}
        parts |= {name: tuple(words[name]) for name in _TUPLES}
        return Lexicon(**parts)
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise ConfigurationError(f"schemas/lexicon.toml cannot be read: {error}") from error


_SETS = ("level1", "level2", "units", "grades")
_TUPLES = (
    "fund_words",
    "placeholders",
    "department_titles",
    "organization_endings",
    "organization_labels",
    "reporter_labels",
    "key_figures",
)


def _vocabulary(
    entry: dict[str, dict[str, list[str]]], blocks: dict[str, dict[str, list[str]]]
) -> Vocabulary:
    exact = {bare(label): field for field, labels in entry.get("exact", {}).items() for label in labels}
    parts = [(bare(part), field) for field, some in entry.get("parts", {}).items() for part in some]
    before = [bare(word) for some in entry.get("before", {}).values() for word in some]
    longest_first = tuple(sorted(parts, key=lambda pair: -len(pair[0])))
    names = frozenset(bare(name) for some in blocks["exact"].values() for name in some)
    return Vocabulary(exact, longest_first, tuple(sorted(before, key=len, reverse=True)), names)
