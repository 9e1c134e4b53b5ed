"""What in a text names a person or an account: phones, identity and bank numbers, e-mail, names.

Amounts, percentages, years and project codes are none of these: a number counts only
where its length, its check digit or the label before it says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

Kind = Literal["mobile", "landline", "identity", "account", "email", "name"]

_D = "[0-9０-９]"
_GAP = "[ \\-－—‐ ]?"
# Not inside a longer number, code or amount; not followed by what makes it an amount.
_FREE = r"(?<![0-9０-９A-Za-z])(?<![0-9０-９][.,，])"
_ENDS = rf"(?![0-9０-９A-Za-z]|[.,，．]{_D}|\s?[元万亿%％‰])"
# Between a label and its value: colon, blanks, cell borders and cell ids, a remark in brackets.
_ID = r"\[[a-z0-9.]{1,8}\]|<[a-z0-9.]{1,8}>|(?<![A-Za-z0-9])[a-z]{1,2}[0-9]{1,4}[ :：=|.]"
_REMARK = r"[（(][^()（）\n]{1,8}[)）]"
_BETWEEN = rf"(?:[^\S\n]|[:：|｜=_\-＿]|{_ID})"
_TO = rf"(?:{_REMARK}{_BETWEEN}*|{_BETWEEN}+)"
_HAN = "\u4e00-\u9fff\u3400-\u4dbf"
_ROLE = "填报人|填表人|制表人|经办人|联系人|负责人|审核人|填报|填表|制表|经办|复核人|审批人|领导|分管"
# What a name is not: words of the sign-off line (an empty blank is followed by the next label) and of forms.
_WORD = (
    "填报|填表|制表|经办|联系|电话|手机|负责|审核|复核|审批|日期|时间|单位|部门|科室|职务|职称|姓名|签名|签字|签章"
    "|盖章|公章|主管|财务|意见|项目|预算|年度|备注|邮箱|身份|地址|传真|评价|实施|资金|绩效|一级|二级|三级"
    "|数量|质量|时效|成本|指标|目标|经济|社会|生态|满意|产出|效益|完成|同上"
    "|局长|主任|科长|处长|书记|会计|出纳|同志|先生|女士|院长|校长|所长|镇长|县长|乡长|队长|副"
)
_NAME = (
    rf"(?P<name>(?!{_WORD})(?:[{_HAN}]{{1,8}}[·•・][{_HAN}]{{1,8}}"
    rf"|[{_HAN}]{{2,4}}?|[{_HAN}][ \u3000]{{1,4}}[{_HAN}]))"
    rf"(?=$|[^{_HAN}]|{_WORD})"
)

_PLAIN: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "email",
        re.compile(r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9.\-]{1,253}\.[A-Za-z]{2,}"),
    ),
    (
        "mobile",
        re.compile(
            rf"{_FREE}(?:[+＋]?(?:00)?86{_GAP})?[1１][3-9３-９]{_D}{_GAP}{_D}{{4}}{_GAP}{_D}{{4}}{_ENDS}"
        ),
    ),
    (
        "landline",
        re.compile(
            rf"{_FREE}(?:[(（][0０][1-9１-９]{_D}{{1,2}}[)）]{_GAP}|[0０][1-9１-９]{_D}{{1,2}}[ \-－—‐])"
            rf"[2-8２-８]{_D}{{6,7}}(?:[\-－—转]{_D}{{1,5}})?{_ENDS}"
        ),
    ),
    ("landline", re.compile(rf"{_FREE}[48]00[\-－]{_D}{{3,4}}[\-－]?{_D}{{3,4}}{_ENDS}")),
)
_IDENTITY = re.compile(rf"{_FREE}[1-9１-９]{_D}{{16}}(?:{_D}|[XxＸｘ]){_ENDS}")
_CARD = re.compile(rf"{_FREE}[3-9３-９]{_D}{{3}}(?:[ \-]?{_D}{{4}}){{3}}(?:[ \-]?{_D}{{1,3}})?{_ENDS}")
_LABELLED: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("name", re.compile(rf"(?:{_ROLE})员?(?:姓名|签名|签字|签章)?{_TO}{_NAME}")),
    ("name", re.compile(rf"(?:填报|填表|联系|经办|审核)人{_NAME}(?=联系|电话|手机|填报|填表)")),
    ("name", re.compile(rf"\"(?:filled_by|by)\":\s*\"{_NAME}")),
    ("name", re.compile(rf"(?:{_ROLE})及(?:其|联系)?(?:电话|方式)(?:{_TO})?{_NAME}")),
    (
        "landline",
        re.compile(
            rf"(?:电话|\"(?:phone|tel)\")[:：][^\S\n]*\"?(?P<number>{_D}{{3,6}})(?![0-9０-９A-Za-z]|[.．\-－]{_D}|\s?[元万亿%％年月人户个次])"
        ),
    ),
    (
        "landline",
        re.compile(
            rf"(?:电话|手机|联系方式|传真|座机)(?:号码|号)?{_TO}(?P<number>(?:[0０]{_D}{{2,3}}[ \-－—]?)?{_D}{{7,8}})"
            rf"(?!{_D}|[.．]{_D}|[,，]{_D}{{3}}(?!{_D})|\s?[元万亿%％])"
        ),
    ),
    (
        "mobile",
        re.compile(
            rf"(?:电话|手机|联系方式)(?:号码|号)?{_TO}(?P<number>{_D}{{11,12}})(?!{_D}|[.．]{_D}|\s?[元万亿%％])"
        ),
    ),
    (
        "identity",
        re.compile(rf"身份证(?:号码|号)?(?:{_TO})?(?P<number>{_D}{{14,17}}[0-9０-９XxＸｘ])(?!{_D})"),
    ),
    (
        "account",
        re.compile(
            rf"(?:[账帐]号|[账帐]户|卡号|银行卡)(?:号码|号)?{_TO}(?P<number>{_D}(?:[ \-]?{_D}){{7,29}})(?!{_D}|[.．]{_D}|\s?[元万亿%％])"
        ),
    ),
)
_NEXT_NAME = re.compile(rf"\s?[、/／]\s?{_NAME}")
_NEXT_NUMBER = re.compile(rf"\s?[、/／；;]\s?(?P<number>{_D}{{7,19}})(?!{_D}|[.．]{_D}|\s?[元万亿%％])")


class Span(NamedTuple):
    """A range of a text that is personal, and of what kind."""

    start: int
    end: int
    kind: Kind


class Private(NamedTuple):
    """A personal value, and of what kind."""

    value: str
    kind: Kind


def private_in(lines: Iterable[str]) -> tuple[Private, ...]:
    """What is personal in a document, each value once, in the order of the lines."""
    found = (
        Private(line[span.start : span.end], span.kind) for line in lines for span in sorted(personal(line))
    )
    return tuple(dict.fromkeys(found))


def personal(text: str) -> Iterator[Span]:
    """Everything personal in a text, in no order; spans may overlap."""
    for kind, pattern in _PLAIN:
        yield from (Span(*match.span(), kind) for match in pattern.finditer(text))
    for match in _IDENTITY.finditer(text):
        if _is_identity(match[0]):
            yield Span(*match.span(), "identity")
    for match in _CARD.finditer(text):
        if _is_card(match[0]):
            yield Span(*match.span(), "account")
    for kind, pattern in _LABELLED:
        for match in pattern.finditer(text):
            yield from _listed(text, match, kind)


def _listed(text: str, match: re.Match[str], kind: Kind) -> Iterator[Span]:
    """A labelled value, and those of its kind that are listed after it."""
    group, following = ("name", _NEXT_NAME) if kind == "name" else ("number", _NEXT_NUMBER)
    found: re.Match[str] | None = match
    while found:
        yield Span(*found.span(group), kind)
        found = following.match(text, found.end(group))


def _is_identity(number: str) -> bool:
    """Whether the check digit of an 18-digit identity number is right (GB 11643-1999)."""
    digits = [int(char) for char in number[:17]]
    month = 10 * digits[10] + digits[11]
    weighed = sum(digit * pow(2, 17 - at, 11) for at, digit in enumerate(digits)) % 11
    last = 10 if number[17] in "XxＸｘ" else int(number[17])
    return 1 <= month <= 12 and (weighed + last) % 11 == 1


def _is_card(number: str) -> bool:
    """Whether a number of 16 to 19 digits is one of a bank card (ISO/IEC 7812, Luhn)."""
    digits = [int(char) for char in number if char.isdigit()]
    # Beyond 16 digits there are cards of 6… and 9… only; region-coded project codes are 1… to 5….
    if not 16 <= len(digits) <= 19 or (len(digits) > 16 and digits[0] < 6):
        return False
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
