"""Whether a target can be measured: a percentage of an aim, a limit above nothing, satisfaction in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.audit.hits import Hit, hit
from extractor.audit.shared.forms import is_execution
from extractor.audit.shared.measures import is_cost, is_percent
from extractor.audit.subject import Subject
from extractor.report import Indicator
from extractor.text import fold

_AIM = re.compile(
    r"(?:进一步|不断|切实|有效|全面|持续|积极|深入|大力)*(?:加强|保障|促进|维护|推进|推动|完善|创新|保持|确保|改善|增强|营造|优化|深化|提升|提高"
    r"|带动|助力|弘扬|服务|构筑|构建|打造|规范|健全|巩固|夯实|强化|引导)"
)
_FIELD = re.compile(
    r"(?:环保|环境|生态|科学|绿色|低碳|节能|保护|友好|文明|和谐|稳定|[、,和及])+|.*(?:能力|素质|意识)"
)
# 质量, 制度 and 力度 are no measures, though 量 and 度 are.
_NO_MEASURE = re.compile(r"质量|力量|能量|[制力]度|年度|数据|数字|对比|比较|充分|部分")
_MEASURE = re.compile(
    r"[率度比占量数额%]|覆盖|完成|达标|达到|合格|到位|及时|准确|成功|普及|落实|增加|增长|下降|减少|得分|幅|指[标]"
)
_NONE_AT_ALL = re.compile(
    r"不发生|不出现|零发生|零事故|零容忍|杜绝|严防|无(?:重大|较大|安全|责任|任何)*(?:[^率数]{0,4})(?:事故|事件|投诉)(?:发生)?$"
)
_SATISFACTION = re.compile(r"满意(?:度|率|程度)(?:[(（%][^()（）]*[)）]?)?(?:指标)?$")
_WORDS = re.compile(
    r"(?:基本|比较|较|非常|很)?(?:满意|良好|好|高|优|优秀)(?:以上)?|[有得]?[到所]?(?:明显|显著|较大)?(?:提升|提高)"
)


def percent_of_an_aim(subject: Subject) -> Iterator[Hit]:
    """A percentage as the target of an aim: of what it is one is not said."""
    for pointer, _, row in subject.rows:
        target = row.target
        if target is None or target.value is None or not is_percent(target):
            continue
        if not is_execution(row) and not is_cost(row) and _is_aim(row):
            yield hit(f"{pointer}/target", f"{pointer}/level3", row=row.level3, found=target.text)


def limit_above_nothing(subject: Subject) -> Iterator[Hit]:
    """Some allowed of what is not to happen at all."""
    for pointer, _, row in subject.rows:
        target = row.target
        if (
            target
            and target.operator == "<="
            and target.value
            and _NONE_AT_ALL.search(fold(row.level3 or ""))
        ):
            yield hit(f"{pointer}/target", row=row.level3, expected="0", found=target.text)


def satisfaction_in_words(subject: Subject) -> Iterator[Hit]:
    """Satisfaction, which is a share, with a word for its target."""
    for pointer, _, row in subject.rows:
        if (
            row.target
            and _SATISFACTION.search(fold(row.level3 or ""))
            and _WORDS.fullmatch(fold(row.target.text))
        ):
            yield hit(f"{pointer}/target", row=row.level3, found=row.target.text)


def _is_aim(row: Indicator) -> bool:
    """Whether neither name nor description says what is measured."""
    name = fold(row.level3 or "").rstrip("。.;；")
    if not _AIM.match(name) and not _FIELD.fullmatch(name):
        return False
    return not any(_MEASURE.search(_NO_MEASURE.sub("", text)) for text in (name, fold(row.description or "")))


RULES = (percent_of_an_aim, limit_above_nothing, satisfaction_in_words)
