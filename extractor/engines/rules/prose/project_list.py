"""Lists of projects within a line: ``…项目包括：A经费31.5万元，预期目标…；B经费61.45万元，…``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractor.engines.rules.prose.amount import amounts_in
from extractor.engines.rules.prose.clause import listed_clauses
from extractor.engines.rules.prose.line import Line, Span
from extractor.engines.rules.prose.naming import ends_like_project, is_project_name, unquoted, without_leads
from extractor.engines.rules.prose.project_item import (
    LONGEST_READ,
    MOST_MISSED,
    Item,
    item_at,
    read_tail,
    sentence_end,
    take_labelled,
)
from extractor.engines.rules.prose.words import any_of, words

_REACH = 60
_LONGEST_GAP = 3000
_SEMICOLON = re.compile(r"[；;]")
_MARK = r"(?:[一二三四五六七八九十]是|[①-⑳]|\(?\d{1,2}[)、.](?!\d)|\([一二三四五六七八九十]\))"
_MARKED = re.compile(_MARK)
_SEMICOLON_OR_MARK = re.compile(rf"[；;]|。(?={_MARK})")
_BOUNDARY = re.compile(r"[。；;]")
_COMMA = re.compile("[，,]")
_CLAUSES_NEAR = 2
_SPENT = re.compile(r"支出(?:合计|共计|总计|为|共)*\d")


def lists_in(line: Line) -> Iterator[list[Item]]:
    """The lists of projects with amounts that a line announces and tells."""
    done = 0
    for match in _announcement().finditer(line.plain):
        if match.end() <= done:
            continue
        words_before = _words_before(line.plain, match)
        if not _announces(words_before):
            continue
        if items := _items(line, match.end(), words_before):
            done = max(item.read_to for item in items)
            yield items


@cache
def _announcement() -> re.Pattern[str]:
    return re.compile(f"{any_of(words().project.list_words)}[:，,]?|:")


def _words_before(plain: str, match: re.Match[str]) -> str:
    """The announcement: its sentence, or the one before where 其中 begins a new one."""
    parts = _BOUNDARY.split(plain[max(0, match.start() - _REACH) : match.end()])
    return "".join(parts[-2:]) if len(parts[-1]) == match.end() - match.start() else parts[-1]


def _announces(text: str) -> bool:
    project = words().project
    near = "".join(_COMMA.split(text)[-_CLAUSES_NEAR:])
    return any(word in text for word in project.list_subjects) and not any(
        word in near for word in project.list_excluded
    )


def bare_amount_means(announcement: str) -> str:
    """The field that an amount without a label means under an announcement."""
    amount = words().amount
    if any(word in announcement for word in amount.list_adjustment):
        return "budget_adjustment"
    if any(word in announcement for word in amount.list_initial):
        return "initial_budget"
    spent = any(word in announcement for word in amount.list_executed)
    if spent or (_SPENT.search(announcement) and "预算" not in announcement):
        return "executed"
    return "annual_budget"


def _items(line: Line, start: int, announcement: str) -> list[Item]:
    default = bare_amount_means(announcement)
    parted = _by_semicolon(line, start, default)
    if len(parted) < 2:
        by_comma = _by_comma(line.span(start, sentence_end(line, start)), default)
        if len(by_comma) > 1:
            return by_comma
        certain = announcement.endswith(":") and "项目" in announcement
        parted = [(at, item) for at, item in parted if certain and ends_like_project(item.name.plain)]
    for at, (_, item) in enumerate(parted):
        end = parted[at + 1][0] if at + 1 < len(parted) else sentence_end(line, item.read_to)
        read_tail(item, line.span(item.read_to, end), default)
    return [item for _, item in parted]


def _by_semicolon(line: Line, start: int, default: str) -> list[tuple[int, Item]]:
    """Projects that semicolons part, each with where its words begin.

    A goal may hold stops and semicolons of its own.
    """
    found: list[tuple[int, Item]] = []
    for segment in _segments(line, start):
        item = item_at(segment, default)
        if item:
            found.append((segment.start, item))
        elif not found or segment.end - found[-1][1].read_to > _LONGEST_GAP:
            break
    return found


def _segments(line: Line, start: int) -> Iterator[Span]:
    """What semicolons part (stops too before the next number, where each has one), each no longer than is read of it."""
    sign = _SEMICOLON_OR_MARK if _MARKED.match(line.plain, start) else _SEMICOLON
    for match in sign.finditer(line.plain, start):
        yield line.span(start, min(match.start(), start + LONGEST_READ))
        start = match.end()
    if start < len(line.plain):
        yield line.span(start, min(len(line.plain), start + LONGEST_READ))


def _by_comma(sentence: Span, default: str) -> list[Item]:
    """Projects that commas part: a new one wherever a clause names a project and an amount."""
    items: list[Item] = []
    named: Span | None = None
    missed = 0
    for clause in listed_clauses(sentence):
        item = _item_in(clause, named, default)
        if item:
            items.append(item)
        read = item is not None or (bool(items) and take_labelled(items[-1], clause, default))
        named = None if read else _bare_name(clause)
        missed = 0 if read or named else missed + 1
        if missed > (MOST_MISSED if items else 0):
            break
    return items


def _item_in(clause: Span, named: Span | None, default: str) -> Item | None:
    item = item_at(clause, default)
    if item:
        return item if ends_like_project(item.name.plain) else None
    if named is None or next(amounts_in(clause), None) is None:
        return None
    item = Item(named, named.end)
    return item if take_labelled(item, clause, default) else None


def _bare_name(clause: Span) -> Span | None:
    name = without_leads(clause)
    good = is_project_name(name.plain) and ends_like_project(name.plain)
    return unquoted(name) if good else None
