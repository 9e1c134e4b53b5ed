"""The rules as they are described: in both languages, by names of their own, and in the manual."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

import pytest

from extractor.audit.catalogue import rules
from extractor.audit.manual import manual
from extractor.audit.united import SAID_BY_BOTH
from extractor.findings import RULES

DOCS = Path(__file__).parents[2] / "docs"
EVERY = list(rules().values())


@pytest.mark.parametrize(("lang", "name"), [("zh", "audit-rules.zh-CN.md"), ("en", "audit-rules.md")])
def test_the_manual_is_made_from_the_rules(lang, name):
    told = (DOCS / name).read_text(encoding="utf-8")
    assert told == manual(lang), "run `make audit-rules`"


def test_a_rule_has_the_name_of_a_doubt_about_the_reading_only_where_both_are_said_once():
    assert rules().keys() & RULES.keys() <= SAID_BY_BOTH


@pytest.mark.parametrize("rule", EVERY, ids=lambda rule: rule.id)
def test_a_rule_says_the_same_values_in_both_languages(rule):
    says = rule.words.says
    zh, en = (
        {name.removesuffix("_en") for _, name, _, _ in Formatter().parse(text) if name}
        for text in (says.zh, says.en)
    )
    assert zh == en
    assert all(text.strip() for text in (rule.words.checks.zh, rule.words.why.en, rule.words.example.zh))
