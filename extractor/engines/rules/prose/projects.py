"""Projects whose amounts running text states (narrative_projects)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from extractor.engines.rules.prose.amount import money
from extractor.engines.rules.prose.conclusions import judged_in
from extractor.engines.rules.prose.line import Span
from extractor.engines.rules.prose.naming import same_project
from extractor.engines.rules.prose.project_item import Item, sentence_end
from extractor.engines.rules.prose.project_list import lists_in
from extractor.engines.rules.prose.project_report import project_of
from extractor.engines.rules.prose.project_single import (
    project_numbered,
    project_under,
    projects_leading,
    projects_named,
)
from extractor.engines.rules.prose.section import Entry, Section

_LONGEST_LIST = 200


def projects_in(section: Section) -> list[Item]:
    """The projects of one report, in document order."""
    whole = project_of(section)
    found = [whole] if whole else []
    latest: list[Item] = []
    for at, entry in enumerate(section.entries):
        if entry.outline.aside or not _may_tell(entry):
            continue
        for told, once in _told(section.entries, at):
            group = [item for item in told if _belongs(item, section, whole)]
            if once and (known := _known(group, latest)):
                for name, amount in group[0].amounts.items():
                    known.amounts.setdefault(name, amount)
                continue
            _judge(group)
            found += group
            latest = ((latest if once else []) + group)[-_LONGEST_LIST:]
    return found


def _may_tell(entry: Entry) -> bool:
    """Whether there can be a project: an amount in the line, or in the one under its heading."""
    return bool(money().search(entry.line.plain)) or (entry.heading is not None and entry.heading.alone)


def _told(entries: Sequence[Entry], at: int) -> Iterator[tuple[list[Item], bool]]:
    """What a line tells: lists, then single projects (which may only add to a list)."""
    line = entries[at].line
    groups = list(lists_in(line)) or [group for group in [list(projects_named(line))] if group]
    if groups:
        yield from ((items, False) for items in groups)
        return
    single = project_under(entries, at) or project_numbered(entries[at])
    for item in [single] if single else projects_leading(line):
        yield [item], True


def _judge(group: list[Item]) -> None:
    """Set the score and grade that a sentence states behind the amounts of each project."""
    for item, after in zip_longest(group, group[1:]):
        line, end = item.name.line, sentence_end(item.name.line, item.read_to)
        if after and after.name.line is line:
            end = min(end, after.name.start)
        judged = judged_in(line.span(item.read_to, end)) if item.read_to < end else []
        if len(judged) == 1:
            item.score, item.grade = judged[0].score, judged[0].grade


def _belongs(item: Item, section: Section, whole: Item | None) -> bool:
    """In a report on one project only what is called a project itself, and another one."""
    if section.kind != "project":
        return True
    again = whole is not None and same_project(item.name.plain, whole.name.plain)
    return item.name.plain.endswith("项目") and not again


def _known(group: list[Item], latest: list[Item]) -> Item | None:
    if not group:
        return None
    name = group[0].name.plain
    return next((item for item in latest if same_project(item.name.plain, name)), None)


def goals_of(items: list[Item]) -> list[Span]:
    """Where goals of projects stand: figures in them are no indicators."""
    return [item.goal for item in items if item.goal]
