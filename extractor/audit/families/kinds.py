"""What an indicator measures against what it is called and aimed at: its level 2, its sign, its name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.audit.hits import Hit, hit
from extractor.audit.shared.forms import is_execution
from extractor.audit.shared.measures import is_cost, is_money, scale
from extractor.audit.subject import Subject
from extractor.report import Indicator
from extractor.text import fold

_COUNTED = re.compile(
    r"(?:次数|人次|人数|户数|场数|场次|期数|件数|份数|个数|台数|套数|批次|家数|数量|面积|里程|种类)(?:[(（][^()（）]*[)）])?$"
)
_COUNT_UNITS = re.compile(
    r"^(?:次|场|场次|期|人|人次|名|户|户次|个|件|份|台(?:[/(]?套[)]?)?|套|批|批次|家|处|座|条|项|册|幅|块|平方米|㎡|亩|公里|千米|类|种)(?:以上|以内|左右)?$"
)
_GOOD = re.compile(r"合格|达标|优良|优秀|准确|完好|正确|规范|获奖|通过|有效|高质量|升级|高[级层]")
# How often something went wrong, or how soon after, is what quality and timeliness are measured by.
_BAD = re.compile(
    r"投诉|事故|差错|失误|返工|故障|违[规纪法]|不合格|逾期|延[误期迟]|超[期时]|退回|漏|错|死|伤|缺陷|中断"
)
_QUALITY = re.compile(r"(?:合格|优良|优秀|达标|准确|完好|正确|精准)(?:率|度|性)(?:[(（]%[)）])?$")
_TIMELY = re.compile(r"(?:及时|准时|按时|按期)(?:率|性|度|情况)?(?:[(（]%[)）])?$")
_LIMITED = re.compile(
    r"控制|限|编制|在[编职岗]|供养|财政拨款人|三公|能[源耗]|耗|排放|车辆|压[减降]|减少|下降|降低|存量|不超|最多|空[置闲]|闲置|未|不|无|零"
    r"|死|伤|缺|漏|错|差|退|超|贫|险|灾|病|患|案|罪|矛盾|纠纷|隐患|负面|舆情"
)
_SAVED = re.compile(r"节约|节省|降低|下降|压[减降]|减少|控制|率|比例|覆盖|到位|投入|收入|收费")
_HARM = re.compile(
    r"(?:投诉|事故|差错|失误|返工|逾期|延误|故障|死亡|伤亡|复发|违规|违纪|不合格)(?:事件)?(?:发生|发案)?(?:率|次数|起数|件数|人数|数量|数|次|天数)$"
)
_PREVENTED = re.compile(r"无|零|非|未|预防|减少|下降|降低|处理|处置|办结|查处|排查")
_UNIT_ALONE = re.compile(
    r"人次|人数|次数|场次|数量|个数|件数|户数|份数|台数|面积|金额|天数|比率|比例|完成率|覆盖率|及时率|合格率|达标率"
)


def kind_of_another(subject: Subject) -> Iterator[Hit]:
    """A count under quality or timeliness, a share of what is good under quantity, promptness under quality."""
    for pointer, _, row in subject.rows:
        level = fold(row.level2 or "")
        kind = _kind(row)
        if kind and kind not in level and any(one in level for one in ("数量", "质量", "时效")):
            where = f"{pointer}/level3"
            yield hit(where, f"{pointer}/level2", row=row.level3, found=row.level2, expected=f"{kind}指标")


def sign_the_wrong_way(subject: Subject) -> Iterator[Hit]:
    """A limit from above on what there should be much of, or from below on what there should be little of."""
    for pointer, _, row in subject.rows:
        target = row.target
        if not row.level3 or target is None or not target.value or is_execution(row):
            continue
        upper = target.operator in ("<=", "<")
        if (upper and _wants_more(row)) or (target.operator in (">=", ">") and _wants_less(row)):
            expected = "≥" if upper else "≤"
            yield hit(f"{pointer}/target", row=row.level3, found=target.text, expected=expected)


def name_says_nothing(subject: Subject) -> Iterator[Hit]:
    """An indicator called by a unit or a rate alone: of what is not said."""
    for pointer, _, row in subject.rows:
        if row.level3 and not row.description and _UNIT_ALONE.fullmatch(fold(row.level3)):
            yield hit(f"{pointer}/level3", found=row.level3)


def _kind(row: Indicator) -> str | None:
    """数量, 质量 or 时效 where name and target leave no doubt, else None."""
    name = fold(row.level3 or "")
    if _QUALITY.search(name):
        return None if _TIMELY.search(name) else "质量"
    if _TIMELY.search(name):
        return "时效"
    if _COUNTED.search(name) and not _GOOD.search(name) and not _BAD.search(name) and _is_count(row):
        return "数量"
    return None


def _is_count(row: Indicator) -> bool:
    target = row.target
    if target is None or target.value is None or target.value <= 0:
        return False
    return bool(_COUNT_UNITS.match(scale(target.unit)[1]))


def _wants_more(row: Indicator) -> bool:
    name = fold(row.level3 or "")
    if "满意" in name:
        return "不满意" not in name
    return "数量" in fold(row.level2 or "") and not _LIMITED.search(name) and _is_count(row)


def _wants_less(row: Indicator) -> bool:
    name, target = fold(row.level3 or ""), row.target
    if is_cost(row):
        return target is not None and is_money(target) and not _SAVED.search(name)
    return _HARM.search(name) is not None and not _PREVENTED.search(name)


RULES = (kind_of_another, sign_the_wrong_way, name_says_nothing)
