"""The rules of the audit: what each one checks and why, in words, beside the function that checks it.

A family is a module with ``RULES``, functions that are each called as their rule, and a TOML file of the
same name that describes them. A rule without a description, or a description without a rule, is an error
when the catalogue is first asked for.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import ModuleType
from typing import Any

from pydantic import BaseModel, ConfigDict

from extractor.audit.hits import Hit
from extractor.audit.subject import Subject
from extractor.errors import UsageError
from extractor.result import Lang, Severity

Find = Callable[[Subject], Iterator[Hit]]
REVIEWED = "reviewed"
"""The family of rules that a language model applies."""


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(_Closed):
    """The same in both languages."""

    zh: str
    en: str

    def said(self, lang: Lang) -> str:
        """In the language asked for."""
        return self.zh if lang == "zh" else self.en


class Description(_Closed):
    """A rule in words. ``says`` is the sentence of a finding, with the names of a hit's values in braces.

    ``checks`` is what has to hold, ``why`` what it means where it does not, ``example`` one case of it.
    """

    severity: Severity
    title: Words
    says: Words
    checks: Words
    why: Words
    example: Words


@dataclass(frozen=True)
class Rule:
    """A rule: its id, its family, what it is in words, and the function that finds what breaks it."""

    id: str
    family: str
    family_title: Words
    words: Description
    find: Find


@cache
def rules() -> Mapping[str, Rule]:
    """All rules by id, in the order in which they are told: of two findings of one cause the first is it.

    Raises:
        ValueError: a family's functions and descriptions do not match.
    """
    from extractor.audit.families import FAMILIES

    of_functions = [rule for family in FAMILIES for rule in _rules_of(family)]
    return {rule.id: rule for rule in (*of_functions, *_rules_of_the_model())}


def _rules_of(family: ModuleType) -> Iterator[Rule]:
    name = family.__name__.rpartition(".")[2]
    described = descriptions(name)
    checks: tuple[Find, ...] = family.RULES
    ids = [check.__name__ for check in checks]
    if unlike := set(ids).symmetric_difference(described):
        raise ValueError(f"{name}: rules without description, or the other way round: {sorted(unlike)}")
    for rule, check in zip(ids, checks, strict=True):
        yield Rule(rule, name, family_title(name), described[rule], check)


def _rules_of_the_model() -> Iterator[Rule]:
    """What the second pass looks for (`reviewed`); by themselves these rules find nothing."""
    for rule, words in descriptions(REVIEWED).items():
        yield Rule(rule, REVIEWED, family_title(REVIEWED), words, lambda _: iter(()))


def family_title(name: str) -> Words:
    """What a family is called."""
    return Words.model_validate(_file(name)["family"])


@cache
def descriptions(name: str) -> Mapping[str, Description]:
    """The rules of a family in words, by id."""
    described = {rule: words for rule, words in _file(name).items() if rule != "family"}
    return {rule: Description.model_validate(words) for rule, words in described.items()}


@cache
def _file(name: str) -> Mapping[str, Any]:
    return tomllib.loads(files("extractor.audit.families").joinpath(f"{name}.toml").read_text("utf-8"))


def chosen(names: str | None) -> list[Rule]:
    """The rules of some ids and families, comma-separated; with ``-`` before a name all but those.

    Raises:
        UsageError: there is no such rule or family.
    """
    every = list(rules().values())
    wanted = [name.strip() for name in (names or "").split(",") if name.strip()]
    known = {rule.id for rule in every} | {rule.family for rule in every}
    for name in wanted:
        if name.removeprefix("-") not in known:
            raise UsageError(
                f"no rule and no family is called {name}: see `extractor audit --list`",
                zh=f"没有名为 {name} 的规则或类别，见 `extractor audit --list`",
            )
    taken = {name for name in wanted if not name.startswith("-")}
    left = {name.removeprefix("-") for name in wanted if name.startswith("-")}
    return [
        rule
        for rule in every
        if (not taken or {rule.id, rule.family} & taken) and not {rule.id, rule.family} & left
    ]
