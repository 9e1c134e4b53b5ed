"""The words that running text is read by (``schemas/prose.toml``)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, TypeVar

from extractor.errors import ConfigurationError
from extractor.lexicon import data_file

_FILE = "schemas/prose.toml"
_Table = TypeVar("_Table")
Words = tuple[str, ...]


@dataclass(frozen=True)
class HeadingWords:
    """What headings and titles are made of."""

    section_ends: Words
    section_names: Words
    of_any_goal: Words
    levels: Words
    level_ends: Words
    aside: Words
    not_aside: Words
    title_heads: Words
    title_acts: Words
    title_ends: Words
    title_stems: Words


@dataclass(frozen=True)
class ProjectWords:
    """How projects are named and listed."""

    nouns: Words
    list_nouns: Words
    generic: Words
    spent_by: Words
    receivers: Words
    accounts: Words
    pronouns: Words
    leads: Words
    list_words: Words
    list_subjects: Words
    list_excluded: Words
    goal_labels: Words
    goal_headings: Words
    purpose: Words
    named_by: Words
    review_ends: Words
    granted_by: Words
    verbs: Words


@dataclass(frozen=True)
class AmountWords:
    """What stands before an amount, and which field it means."""

    initial_budget: Words
    budget_adjustment: Words
    annual_budget: Words
    annual_weak: Words
    sums: Words
    executed: Words
    ignored: Words
    shared: Words
    suffixes: Words
    list_initial: Words
    list_adjustment: Words
    list_executed: Words
    spent_bare: Words
    budget_talk: Words
    units: Words


@dataclass(frozen=True)
class IndicatorWords:
    """How a target and what became of it are told."""

    list_label_ends: Words
    done_words: Words
    modifiers: Words
    marks: Words
    weak_marks: Words
    links: Words
    actual_marks: Words
    reached: Words
    reached_of: Words
    done: Words
    changed: Words
    measured: Words
    done_adverbs: Words
    by_standard: Words
    standard_kept: Words
    deadline_verbs: Words
    timely_levels: Words
    per_head: Words
    actual_fillers: Words
    rates: Words
    comparisons: Words
    compared_with: Words
    operator_words: Words
    after_words: Words
    predicates: Words
    leads: Words
    told_leads: Words
    tails: Words
    told_tails: Words
    no_names: Words
    measure_ends: Words
    units: Words
    money: Words
    scale: Words


@dataclass(frozen=True)
class ConclusionWords:
    """How a report says its score and grade."""

    score_of: Words
    score_heads: Words
    about: Words
    self_said: Words
    parts: Words
    grade_heads: Words
    grade_levels: Words
    grade_links: Words
    grades: Words
    other_grades: Words
    reviewed: Words
    review_verbs: Words


@dataclass(frozen=True)
class ProseWords:
    """All words, by what they tell."""

    heading: HeadingWords
    project: ProjectWords
    amount: AmountWords
    indicator: IndicatorWords
    conclusion: ConclusionWords


@cache
def words() -> ProseWords:
    """The packaged words. Raises ConfigurationError when the file is missing or malformed."""
    try:
        tables = tomllib.loads(data_file(_FILE))
        return ProseWords(
            heading=_table(HeadingWords, tables["heading"]),
            project=_table(ProjectWords, tables["project"]),
            amount=_table(AmountWords, tables["amount"]),
            indicator=_table(IndicatorWords, tables["indicator"]),
            conclusion=_table(ConclusionWords, tables["conclusion"]),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise ConfigurationError(f"{_FILE} cannot be read: {error}") from error


def _table(kind: type[_Table], entries: dict[str, Any]) -> _Table:
    return kind(**{field.name: tuple(entries[field.name]) for field in fields(kind)})  # type: ignore[arg-type]


def any_of(some: Iterable[str]) -> str:
    """A pattern of any of the words, longest first, as one group."""
    return "(?:" + "|".join(map(re.escape, sorted(some, key=len, reverse=True))) + ")"
