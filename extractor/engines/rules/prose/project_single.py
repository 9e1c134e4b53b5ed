"""Projects told one at a time: under a number of their own, or by name (追加项目“X”，金额50万元)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice

from extractor.engines.rules.prose.amount import Amount, amounts_in
from extractor.engines.rules.prose.clause import clauses
from extractor.engines.rules.prose.heading import numbering_end
from extractor.engines.rules.prose.line import Line, Span
from extractor.engines.rules.prose.naming import ends_like_project, is_project_name, unquoted
from extractor.engines.rules.prose.project_item import Item, goal_after, item_at, read_tail, sentence_end
from extractor.engines.rules.prose.project_list import bare_amount_means
from extractor.engines.rules.prose.section import Entry
from extractor.engines.rules.prose.words import any_of, words

_SENTENCES_READ = 3
_LINES_READ = 3
_MOST_MISSED = 1
_LONGEST_LEAD = 14
_LONGEST_READ = 1500


def project_name_in(heading: Span) -> Span | None:
    """The project that a heading names: ``X项目绩效自评综述`` gives ``X项目``, None for other headings."""
    review = next((end for end in words().project.review_ends if heading.plain.endswith(end)), "")
    for cut in (len(review), 0):
        name = heading.cut(0, len(heading.plain) - cut)
        if is_project_name(name.plain) and ends_like_project(name.plain):
            return unquoted(name)
    return None


def project_under(entries: Sequence[Entry], at: int) -> Item | None:
    """The project that a heading names and the text under it gives amounts for."""
    entry = entries[at]
    name = project_name_in(entry.heading.span) if entry.heading else None
    if name is None or entry.heading is None:
        return None
    if not entry.heading.alone:
        return _with_amounts(name, entry.line, entry.body)
    for following in entries[at + 1 : at + 1 + _LINES_READ]:
        if entry.heading not in following.outline.headings:
            return None
        if item := _with_amounts(name, following.line, following.body):
            return item
    return None


def _with_amounts(name: Span, line: Line, start: int) -> Item | None:
    item = Item(name, start)
    body = line.span(start, min(len(line.plain), start + _LONGEST_READ))
    amounts = list(_amounts_near(body))
    for amount in amounts:
        if amount.field == "sums" and len(amounts) > 1:
            item.amounts.setdefault("annual_budget", amount)
        item.take(amount, None)
    for amount in amounts:
        item.take(amount, "annual_budget" if amount.field == "annual_weak" else None)
    item.goal = goal_after(body) if item.amounts else None
    return item if item.amounts else None


def _amounts_near(body: Span) -> Iterator[Amount]:
    """The labelled amounts of the first sentences near the beginning of their clause, and one right after the name."""
    for sentence in islice(body.line.sentences(body.start), _SENTENCES_READ):
        for clause in clauses(body.line.span(sentence.start, min(sentence.end, body.end))):
            for amount in amounts_in(clause):
                if amount.field and amount.label_start - clause.start <= _LONGEST_LEAD:
                    yield amount
                elif amount.span.start == body.start:
                    yield replace(amount, field="annual_weak")


def project_numbered(entry: Entry) -> Item | None:
    """The project that a numbered line begins with: ``（1）X项目，年初预算50万元，支出48万元。``."""
    start = numbering_end(entry.line)
    spoken_of = any("项目" in heading.span.plain for heading in entry.outline.headings)
    if not start or entry.heading or not spoken_of:
        return None
    end = sentence_end(entry.line, start)
    item = item_at(entry.line.span(start, end), "annual_budget")
    if item is None or not ends_like_project(item.name.plain):
        return None
    read_tail(item, entry.line.span(item.read_to, end), "annual_budget")
    return item


def projects_leading(line: Line) -> Iterator[Item]:
    """Projects that begin a sentence and are told with budget and spending.

    ``X项目年初预算260万元，实际支出238万元；Y项目…``, announced or not.
    """
    for sentence in line.parts():
        first = _date().match(sentence.plain)
        start = first.end() if first else 0
        item = item_at(sentence.cut(start, len(sentence.plain.rstrip("。；;"))), "annual_budget")
        if item is None or not ends_like_project(item.name.plain):
            continue
        read_tail(item, line.span(item.read_to, sentence.end), None, _MOST_MISSED)
        if "executed" in item.amounts and len(item.amounts) > 1:
            yield item


@cache
def _date() -> re.Pattern[str]:
    return re.compile(r"(?:截至|截止|至)?(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日|年?底|末)?[，,]")


@cache
def _named() -> re.Pattern[str]:
    quoted = '[“"「《][^”"」》。；;]{2,60}[”"」》](?:项目|经费|资金)?'
    return re.compile(
        f"(?P<by>{any_of(words().project.named_by)})(?:为|是)?:?"
        rf"(?P<name>{quoted}|(?<=:)[^，,。；;:]{{3,60}})(?=[，,:(])"
    )


def projects_named(line: Line) -> Iterator[Item]:
    """The projects that a line introduces by name and gives amounts for in the same sentence."""
    for match in _named().finditer(line.plain):
        name = unquoted(line.span(match.start("name"), match.end("name")))
        if not is_project_name(name.plain):
            continue
        item, default = Item(name, match.end("name")), bare_amount_means(match["by"])
        end = sentence_end(line, match.end())
        read_tail(item, line.span(match.end("name"), end), default)
        if item.amounts:
            yield item
