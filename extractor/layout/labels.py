"""Texts that are labels or titles as a whole, whatever vocabulary they come from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractor.lexicon import Lexicon, Vocabulary, lexicon
from extractor.text import bare, fold

_TITLE = re.compile(r"(?:表|一览|情况汇总)(?:[(\d年度)]*|\(.{1,12}\))$")
_ABOUT = re.compile(r"绩效|自评|评价|汇总|基础数据|目标")
_LONGEST_TITLE = 50
# An attachment's number before the title. 附件：… without one announces what follows.
_ATTACHED = re.compile(r"^附[件表][一二三四五六七八九十\d]{1,3}(?:-\d{1,2})*:")
_NOTE = re.compile(r"(?:注|备注|附注|填[表报]说明|说明)\d*:\S|注\d+[.、]")


def is_title(text: str) -> bool:
    """Whether the text reads like a printed title of a table."""
    plain = _ATTACHED.sub("", fold(text))
    if len(plain) > _LONGEST_TITLE or "。" in plain or ":" in plain:
        return False
    return bool(_TITLE.search(plain) and _ABOUT.search(plain))


def is_note(text: str) -> bool:
    """Whether the text says of itself that it is a note to a table (注：…)."""
    return bool(_NOTE.match(fold(text)))


def is_label(text: str) -> bool:
    """Whether the text as a whole is a label that some template prints."""
    label = bare(text)
    return label in all_labels() or re.sub(r"\([^()]*\)$", "", label) in all_labels()


@cache
def all_labels() -> frozenset[str]:
    """All labels of the lexicon, and the names of levels, folded."""
    return every_label() - _AMBIGUOUS


@cache
def every_label() -> frozenset[str]:
    """All labels, with those that are also everyday parts of other cells."""
    words = lexicon()
    named = {label for vocabulary in _vocabularies(words) for label in vocabulary.exact}
    return frozenset(named | words.level1 | words.level2)


# Labels that are also everyday parts of other cells: never a reason to join or cut.
_AMBIGUOUS = frozenset({"值", "单位", "符号", "一级", "二级", "三级", "项目", "产出", "效益", "管理", "决策", "过程", "投入", "年初", "合计", "原因", "说明", "备注", "性质", "来源", "负责人", "电话", "结余", "得分", "分值", "权重", "等级", "编号", "序号", "年度资金", "资金总额", "项目资金总额"})  # fmt: skip


def _vocabularies(words: Lexicon) -> Iterator[Vocabulary]:
    yield from (words.indicator, words.fund, words.fund_block, words.head, words.goal)
    yield from (words.total, words.remark, words.sign_off, words.section)
