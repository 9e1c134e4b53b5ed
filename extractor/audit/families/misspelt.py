"""Slips of writing that no report means: words taken for others that sound or look like them, traditional characters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from extractor.audit.hits import Hit, hit
from extractor.audit.shared.wording import short, texts
from extractor.audit.subject import Subject
from extractor.result import Evidence
from extractor.text import fold

# What is typed by sound (整治 for 政治) or copied by shape (拔 for 拨); each only where its neighbours allow no other word.
_WORDS = (
    (r"整治安全(?!隐患|风险|问题|生产|事故|漏洞)", "政治安全"),
    (r"(?<=[\d分%元人天])一下(?!子)", "以下"),
    (r"(?<=[\d分%元人天])已上", "以上"),
    (r"截止(?=20\d\d年|\d{1,2}月|目前|年底|年末)", "截至"),
    (r"自已", "自己"),
    (r"按排(?!序|列|名|量|污|放|水)", "安排"),
    (r"布署", "部署"),
    (r"坐谈会", "座谈会"),
    (r"做为(?=一)", "作为"),
    (r"既使", "即使"),
    (r"实事求事", "实事求是"),
    (r"再接再励", "再接再厉"),
    (r"一如继往", "一如既往"),
    (r"按步就班", "按部就班"),
    (r"因地治宜|因地置宜", "因地制宜"),
    (r"以身做则", "以身作则"),
    (r"弘杨", "弘扬"),
    (r"贯切|惯彻", "贯彻"),
    (r"复盖", "覆盖"),
    (r"对像", "对象"),
    (r"园满", "圆满"),
    (r"防碍", "妨碍"),
    (r"幅射", "辐射"),
    (r"通迅", "通讯"),
    (r"撤消(?=职|处|单位|机构|项目|资格)", "撤销"),
    (r"予算", "预算"),
    (r"彩购", "采购"),
    (r"绩郊|[续迹]效(?=目标|评价|自评|指标|管理)", "绩效"),
    (r"满意渡", "满意度"),
    (r"竣公", "竣工"),
    (r"培圳", "培训"),
    (r"获得(?=、幸福感)", "获得感"),
    (r"应急性时间", "应急性事件"),
    (r"突发性时间", "突发性事件"),
)
_CHARACTERS = (
    (r"(?<=[划下调])拔(?=[付款至给资])|拔(?=付|款|入资金)", "拔", "拨"),
    (r"(?<!自)(?<!知)己(?=经|完成|全部|拨付|支付|达到|实现|开展|建成)", "己", "已"),
    (r"[财记报结转入台收旧]帐|帐[户务目簿款册]", "帐", "账"),
    (r"[气等]侯|侯选|侯车", "侯", "候"),
    (r"竟[争赛聘]|(?<=公开)竟(?=[价标])", "竟", "竞"),
)
_SLIPS = tuple((re.compile(pattern), right) for pattern, right in _WORDS)
_ONE_CHARACTER = tuple((re.compile(pattern), wrong, right) for pattern, wrong, right in _CHARACTERS)
_ANY = re.compile("|".join(pattern for pattern, *_ in (*_WORDS, *_CHARACTERS)))
_TRADITIONAL = dict(
    zip(
        "辦資務項績執標單員時際產質數證費額總報計財環業開與對這後從應關問題動國會為個來學機電經過間應現發實點設進樣讓將許該責權認識議"
        "課調論護變運達遠選還邊區醫華獎勞農廠廣廳參賬購貸貧貨賽贊輔輕輛轉辯鄉鄰鎮鐵鍵門閉閱陽陰階隊隨隱難雙雜離類顧風養館駐驗體黨齊",
        "办资务项绩执标单员时际产质数证费额总报计财环业开与对这后从应关问题动国会为个来学机电经过间应现发实点设进样让将许该责权认识议"
        "课调论护变运达远选还边区医华奖劳农厂广厅参账购贷贫货赛赞辅轻辆转辩乡邻镇铁键门闭阅阳阴阶队随隐难双杂离类顾风养馆驻验体党齐",
        strict=True,
    )
)
_MIXED = re.compile(f"[{''.join(_TRADITIONAL)}]")
_MOST_MIXED = 3
"""More kinds of traditional characters than that are no slip: the paper, or its names, are written so."""
_AROUND = 8
_At = tuple[int, int, str]
"""Where a slip starts and ends in a text, and what belongs there."""


@dataclass
class _Slip:
    """A slip with all its places; ``cell`` is what stands around the first."""

    cell: str
    pointers: list[str] = field(default_factory=list)
    places: list[Evidence] = field(default_factory=list)
    times: int = 0


def miswritten(subject: Subject) -> Iterator[Hit]:
    """A word that another was typed for, told once with all its places."""
    yield from _told(subject, _misread)


def traditional_character(subject: Subject) -> Iterator[Hit]:
    """A traditional character in a text that is written in simplified ones."""
    found = list(_told(subject, _traditional))
    yield from found if len(found) <= _MOST_MIXED else ()


def _told(subject: Subject, slips_in: Callable[[str], Iterator[_At]]) -> Iterator[Hit]:
    slips: dict[tuple[str, str], _Slip] = {}
    for pointer, text in texts(subject):
        plain = fold(text)
        for start, end, right in slips_in(plain):
            slip = slips.setdefault((plain[start:end], right), _Slip(short(text)))
            slip.pointers.append(pointer)
            slip.times += 1
    for sentence in subject.prose.sentences:
        plain = sentence.plain
        for start, end, right in slips_in(plain):
            around = plain[max(0, start - _AROUND) : end + _AROUND]
            slip = slips.setdefault((plain[start:end], right), _Slip(around))
            slip.places.extend(subject.prose.places(sentence.span.cut(start, end)))
            slip.times += 1
    for (word, right), slip in slips.items():
        yield hit(
            *dict.fromkeys(slip.pointers),
            places=tuple(slip.places),
            found=word,
            expected=right,
            cell=slip.cell,
            times=f"（共{slip.times}处）" if slip.times > 1 else "",
            times_en=f" ({slip.times} places)" if slip.times > 1 else "",
        )


def _misread(plain: str) -> Iterator[_At]:
    if not _ANY.search(plain):
        return
    for pattern, right in _SLIPS:
        for found in pattern.finditer(plain):
            yield *found.span(), right
    for pattern, wrong, character in _ONE_CHARACTER:
        for found in pattern.finditer(plain):
            yield *found.span(), found[0].replace(wrong, character)


def _traditional(plain: str) -> Iterator[_At]:
    for found in _MIXED.finditer(plain):
        yield *found.span(), _TRADITIONAL[found[0]]


RULES = (miswritten, traditional_character)
