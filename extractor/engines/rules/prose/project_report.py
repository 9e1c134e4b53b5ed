"""Reports on one project: its amounts stand scattered over the report's sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractor.engines.rules.prose.amount import FIELDS, Amount, amounts_in, money
from extractor.engines.rules.prose.clause import clauses
from extractor.engines.rules.prose.line import Span
from extractor.engines.rules.prose.naming import is_project_name, same_project, unquoted
from extractor.engines.rules.prose.project_item import Item
from extractor.engines.rules.prose.section import Section
from extractor.engines.rules.prose.words import any_of, words

_LONGEST_SENTENCE = 2000
_LONGEST_LEAD = 6
_REACH = 60


def project_of(section: Section) -> Item | None:
    """The project that a report is about, None where it states no amount of it."""
    if section.kind != "project" or section.subject is None:
        return None
    sentences = list(_money_sentences(section))
    item = Item(_name(sentences, section.subject), 0)
    _Amounts(item).read(sentences)
    if not item.amounts:
        return None
    item.goal = _goal(section)
    return item


def _money_sentences(section: Section) -> Iterator[Span]:
    for entry in section.entries:
        for sentence in entry.line.sentences(entry.body):
            if len(sentence.plain) <= _LONGEST_SENTENCE and money().search(sentence.plain):
                yield sentence


@cache
def _subject() -> re.Pattern[str]:
    project = words().project
    return re.compile(
        rf"(?:(?:19|20)\d\d年度?)?(?:[^，,。；;:]{{0,12}}?{any_of(project.granted_by)}{any_of(project.receivers)}?)?"
        rf"(?P<name>[^，,。；;:\d]{{2,40}}?{any_of(project.nouns)})(?={any_of(project.verbs)}|[\d(]|$)"
    )


def _name(sentences: list[Span], subject: Span) -> Span:
    """The project as the sentence on its money names it, else as the title does."""
    for sentence in sentences:
        for clause in clauses(sentence):
            match = _subject().match(clause.plain)
            if not match:
                continue
            name = unquoted(clause.cut(match.start("name"), match.end("name")))
            if name.plain.endswith(subject.plain):
                name = name.cut(len(name.plain) - len(subject.plain), len(name.plain))
            if is_project_name(name.plain) and same_project(name.plain, subject.plain):
                return name
    return unquoted(subject)


@cache
def _granted_or_spent() -> re.Pattern[str]:
    project = words().project
    return re.compile(
        f"(?P<spent>{any_of(project.spent_by)})|{any_of(project.granted_by)}{any_of(project.receivers)}?"
    )


class _Amounts:
    """Chooses the amounts of the whole project among all that a report states."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.granted: list[Amount] = []
        self.sums: list[Amount] = []
        self.weak: list[Amount] = []
        self.spent: list[Amount] = []
        self.shared = False

    def read(self, sentences: list[Span]) -> None:
        for sentence in sentences:
            for clause in clauses(sentence):
                for amount in amounts_in(clause):
                    self._sort(amount, clause, sentence)
        self._fill("executed", self.spent[:1])
        self._fill("annual_budget", self.sums[:1])
        weak = self.granted or self.weak
        only_one = len({amount.digits.plain for amount in weak}) == 1 and not self.shared
        self._fill("annual_budget", weak[:1] if only_one else [])

    def _fill(self, name: str, amounts: list[Amount]) -> None:
        for amount in amounts:
            self.item.amounts.setdefault(name, amount)

    def _sort(self, amount: Amount, clause: Span, sentence: Span) -> None:
        if amount.field in FIELDS:
            self._sort_labelled(amount, clause)
        elif amount.field == "sums":
            if any(word in sentence.plain for word in words().amount.budget_talk):
                self.sums.append(amount)
        elif amount.field == "ignored":
            label = amount.span.line.plain[amount.label_start : amount.span.start]
            self.shared |= any(word in label for word in words().amount.shared)
        else:
            self._sort_named(amount, clause)

    def _sort_labelled(self, amount: Amount, clause: Span) -> None:
        label = amount.span.line.plain[amount.label_start : amount.span.start]
        if amount.field == "executed" and label.startswith(words().amount.spent_bare):
            before = amount.span.line.plain[clause.start : amount.label_start]
            if len(before) <= _LONGEST_LEAD or same_project(before, self.item.name.plain):
                self.spent.append(amount)
        else:
            self.item.amounts.setdefault(str(amount.field), amount)

    def _sort_named(self, amount: Amount, clause: Span) -> None:
        """An amount right after the project's name: the verb before the name says what it is."""
        before = clause.line.plain[max(clause.start, amount.span.start - _REACH) : amount.span.start]
        verbs = list(_granted_or_spent().finditer(before))
        named = bool(verbs) and same_project(before[verbs[-1].end() :], self.item.name.plain)
        if named and verbs[-1]["spent"]:
            self.spent.append(amount)
        elif named:
            self.granted.append(amount)
        elif amount.field == "annual_weak":
            self.weak.append(amount)


def _goal(section: Section) -> Span | None:
    """What stands under 项目绩效目标, whole paragraph with its stop."""
    for at, entry in enumerate(section.entries):
        if entry.heading is None or entry.heading.span.plain not in words().project.goal_headings:
            continue
        if not entry.heading.alone:
            return entry.line.span(entry.body, len(entry.line.plain))
        following = section.entries[at + 1] if at + 1 < len(section.entries) else None
        if following and following.heading is None:
            return following.line.span(0, len(following.line.plain))
    return None
