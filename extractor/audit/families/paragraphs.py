"""Running text of one project's report that speaks of another project."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from extractor.audit.hits import Hit, hit
from extractor.audit.prose import Sentence
from extractor.audit.shared.wording import letters, pairs, short
from extractor.audit.subject import Subject
from extractor.engines.rules.prose.naming import core, same_project

_CLAUSE = re.compile(r"[，,；;：:。]")
_SHORTEST_CLAUSE = 8
_SHORTEST_SHARED = 60
_SHARE = 0.6
_SHORTEST_NAME = 4
_CITED = re.compile(r"[《<〈][^》>〉]*[》>〉]")
_COMMON = frozenset(
    [
        "管理",
        "项目",
        "经费",
        "服务",
        "建设",
        "工作",
        "运行",
        "维护",
        "保障",
        "专项",
        "资金",
        "支出",
        "补助",
        "工程",
        "实施",
        "开展",
        "评价",
        "绩效",
    ]
)
_OPENS = re.compile(
    r"结合.{0,40}?(?:实施|开展|执行|完成)情况|现将.{0,60}?(?:报告|汇报)如下|根据.{0,40}?项目(?:实施|完成)情况"
)


def paragraph_copied(subject: Subject) -> Iterator[Hit]:
    """A long sentence of one project's report that stands in another's, and whose words fit that other only.

    What fits neither, such as how money is accounted for, is boilerplate and may stand in both.
    """
    told: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in _of_projects(subject):
        for clause in _clauses(sentence):
            told[clause].append(sentence)
    for sentence in _of_projects(subject):
        if _OPENS.search(sentence.plain):
            continue
        for other, shared in _shared(sentence, told):
            own, theirs = _own_words(sentence, other), _own_words(other, sentence)
            if pairs(shared) & theirs - _COMMON and not pairs(shared) & own:
                place = subject.prose.places(sentence.span)
                yield hit(
                    places=place, subject=_name(sentence), other=_name(other), found=short(sentence.plain, 60)
                )
                break


def report_of_another(subject: Subject) -> Iterator[Hit]:
    """A report on one project that opens with, or bases itself on, another one."""
    names = {form.project_name for _, form in subject.forms if form.project_name}
    names |= {_name(sentence) for sentence in _of_projects(subject)}
    for sentence in _of_projects(subject):
        found = _OPENS.search(sentence.plain)
        if not found:
            continue
        said = letters(found[0])
        for name in sorted(names):
            plain = letters(core(name))
            if len(plain) >= _SHORTEST_NAME and plain in said and not same_project(name, _name(sentence)):
                place = subject.prose.places(sentence.span.cut(*found.span()))
                yield hit(places=place, subject=_name(sentence), other=name, found=short(found[0]))
                break


def _of_projects(subject: Subject) -> Iterator[Sentence]:
    return (one for one in subject.prose.sentences if one.section.kind == "project" and one.section.subject)


def _name(sentence: Sentence) -> str:
    return sentence.section.subject.plain if sentence.section.subject else ""


def _clauses(sentence: Sentence) -> list[str]:
    parts = map(letters, _CLAUSE.split(_CITED.sub("", sentence.plain)))
    return [part for part in parts if len(part) >= _SHORTEST_CLAUSE]


def _shared(sentence: Sentence, told: dict[str, list[Sentence]]) -> Iterator[tuple[Sentence, str]]:
    """The sentences of other reports that have most of this one, and what they share."""
    clauses = _clauses(sentence)
    whole = sum(map(len, clauses))
    common: dict[int, list[str]] = defaultdict(list)
    others: dict[int, Sentence] = {}
    for clause in clauses:
        for other in told[clause]:
            if other.section is not sentence.section and not same_project(_name(other), _name(sentence)):
                common[id(other)].append(clause)
                others[id(other)] = other
    for key, shared in common.items():
        length = sum(map(len, shared))
        if length >= max(_SHORTEST_SHARED, _SHARE * whole):
            yield others[key], "\n".join(shared)


def _own_words(sentence: Sentence, other: Sentence) -> set[str]:
    """What only the first project's name has."""
    return pairs(letters(core(_name(sentence)))) - pairs(letters(core(_name(other))))


RULES = (paragraph_copied, report_of_another)
