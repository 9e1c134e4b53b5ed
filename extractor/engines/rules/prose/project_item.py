"""One project of a list: its name, its amounts, its goal (``A经费63万元，预期目标为…``)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from extractor.draft import Draft
from extractor.engines.rules.prose.amount import FIELDS, Amount, amounts_in
from extractor.engines.rules.prose.clause import clauses
from extractor.engines.rules.prose.line import Line, Span
from extractor.engines.rules.prose.naming import ends_like_project, is_project_name, unquoted, without_leads
from extractor.engines.rules.prose.words import any_of, words
from extractor.quantity import number

_LONGEST_HEAD = 140
_LONGEST_GOAL = 3000
_GOAL_WITHIN = 300
LONGEST_READ = 4000
MOST_MISSED = 6
_PART = re.compile(r"，|,(?!\d{3}(?!\d))|:")


@dataclass
class Item:
    """A project under construction; ``read_to`` is where its amounts end."""

    name: Span
    read_to: int
    amounts: dict[str, Amount] = field(default_factory=dict)
    goal: Span | None = None
    score: Span | None = None
    grade: Span | None = None

    def draft(self) -> Draft:
        """The project line."""
        draft = Draft()
        draft.put("project_name", self.name.text, *self.name.clips)
        for name, amount in self.amounts.items():
            amount.put(draft, name)
        if self.score:
            draft.put("score", number(self.score.plain), *self.score.clips)
        if self.grade:
            draft.put("grade", self.grade.text, *self.grade.clips)
        if self.goal and len(self.goal.plain) <= _LONGEST_GOAL:
            draft.put("goal", self.goal.text, *self.goal.clips)
        return draft

    def take(self, amount: Amount, default: str | None) -> bool:
        """Put an amount to the field its words mean; unlabelled ones to ``default``."""
        if amount.field in (None, "annual_weak"):
            meant = default
        else:
            meant = amount.field if amount.field in FIELDS else None
        if meant is None:
            return False
        self.amounts.setdefault(meant, amount)
        self.read_to = amount.span.end
        return True


def item_at(segment: Span, default: str) -> Item | None:
    """The project that a segment begins with; ``default`` is what a bare amount means."""
    body = without_leads(segment)
    amount = next(amounts_in(body.cut(0, min(len(body.plain), _LONGEST_HEAD))), None)
    if amount is None or re.search("[。；;]", body.line.plain[body.start : amount.span.start]):
        return None
    name = _name_before(body.line.span(body.start, amount.span.start), amount)
    if name is None or not is_project_name(name.plain):
        return None
    if amount.field == "executed" and name.end > amount.label_start:
        amount = replace(amount, field=None)
    item = Item(unquoted(name), amount.span.end)
    return item if item.take(amount, default) else None


def _name_before(head: Span, amount: Amount) -> Span | None:
    parts = list(_PART.finditer(head.plain))
    if not parts:
        return _unlabelled(head, amount)
    name = head.cut(0, parts[0].start())
    labelled = amount.label_start <= head.start + parts[-1].end() + 4 and amount.field is not None
    return name if labelled and ends_like_project(name.plain) else None


def _unlabelled(head: Span, amount: Amount) -> Span:
    """The name, without the label of the amount after it (``X项目年初预算`` gives ``X项目``)."""
    if amount.field is None:
        return head
    name = head.line.span(head.start, amount.label_start)
    label = head.plain[amount.label_start - head.start :]
    noun = next((noun for noun in words().project.list_nouns if label.startswith(noun)), "")
    if noun and amount.field == "annual_weak":
        return head
    name = name.line.span(name.start, name.end + len(noun))
    if label.startswith(words().amount.spent_bare) and not ends_like_project(name.plain):
        return head
    return name.cut(0, len(name.plain.rstrip("(")))


def read_tail(item: Item, tail: Span, default: str | None, most_missed: int = MOST_MISSED) -> None:
    """Read the amounts and the goal that follow a project's first amount.

    Gives up after ``most_missed`` clauses on end that state no amount of it.
    """
    label = _goal_label().search(tail.line.plain, tail.start, min(tail.end, tail.start + _GOAL_WITHIN))
    if label:
        item.goal = _trimmed(tail.line.span(label.end(), tail.end))
        tail = tail.line.span(tail.start, label.start())
    stop = tail.line.plain.find("。", tail.start, tail.end)
    missed = 0
    for clause in clauses(tail if stop < 0 else tail.line.span(tail.start, stop)):
        missed = 0 if take_labelled(item, clause, default) else missed + 1
        if missed > most_missed or clause.plain.startswith(words().project.purpose):
            return


def take_labelled(item: Item, clause: Span, default: str | None) -> bool:
    """Take a clause that is a label and an amount (``实际支出50万元``); whether it was one."""
    taken = False
    for amount in amounts_in(clause):
        bare_clause = amount.label_start - clause.start <= 4
        taken |= bare_clause and amount.field is not None and item.take(amount, default)
    return taken


def goal_after(span: Span) -> Span | None:
    """The goal that a text states in so many words (绩效目标为…), to the end of its sentence."""
    match = _said_goal().search(span.plain)
    if not match:
        return None
    start = span.start + match.end()
    return _trimmed(span.line.span(start, min(span.end, sentence_end(span.line, start))))


@cache
def _said_goal() -> re.Pattern[str]:
    return re.compile(f"[，,。；;:](?:项目)?{any_of(words().project.goal_labels)}(?:为|是|:)")


@cache
def _goal_label() -> re.Pattern[str]:
    return re.compile(f"[，,。；;:]{any_of(words().project.goal_labels)}(?:为|是|:)?")


def _trimmed(span: Span) -> Span:
    plain = span.plain
    return span.cut(0, len(plain.rstrip("。；;，,")))


def sentence_end(line: Line, start: int) -> int:
    """Where the sentence ends that holds ``start``, its stop not included; read no further than that."""
    limit = min(len(line.plain), start + LONGEST_READ)
    stop = line.plain.find("。", start, limit)
    return limit if stop < 0 else stop
