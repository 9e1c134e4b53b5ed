"""What a template or a spreadsheet left behind where a value belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.audit.hits import Hit, hit
from extractor.audit.shared.wording import owner, short, texts
from extractor.audit.subject import Subject
from extractor.document import Place
from extractor.result import Evidence
from extractor.text import fold

_FAULT = re.compile(r"#(?:REF!|DIV/0!?|N/A|VALUE!|NAME\?|NUM!|NULL!)|#{5,}", re.IGNORECASE)
_WHOLE = re.compile(
    r"(?:文字描述|定性描述|文字说明|具体内容|示例|样例|例如|同上表|(?:绩效)?指标\d{1,2}|[一二三]级指标|指标值|实际完成值|年度指标值"
    r"|\(?(?:可选填|选填|必填|待填|待定|待补充|未填写?|空白?)\)?|[Xx]{2,}[个次人元%年]?|[×*＊?？…_]{2,}|[≥≤><=]|[≥≤><=]?\*+[%人个次]?)[:：]?"
)
_PART = re.compile(
    r"请(?:填写|输入|选择|在此|注明|说明)|(?:单击|点击)(?:此处|这里)|[(\[【](?:此处|在此|请|填写|示例|项目名称|单位名称|部门名称|预算单位|金额)[^)\]】]{0,20}[)\]】]"
    r"|(?<![A-Za-z0-9])(?:[Xx]{2,}|[×＊○]{2,})(?![A-Za-z0-9])|(?<![\dA-Za-z])[×Xx](?=[年月](?:度|[×Xx]|$|[，。,]))"
)
_OPTIONS = re.compile(
    r"优[、/|]?(?:秀[、/|]?)?良[、/|]?(?:好[、/|]?)?中[、/|]?(?:等[、/|]?)?(?:低[、/|]?)?差|高[、/|]?中[、/|]?低|好[、/|]?中[、/|]?差|是[/、或]否|有[/、或]无"
    r"|(?:优|良|中|差)(?:[/、](?:优|良|中|差)){2,3}"
)

_UPSIDE_DOWN = re.compile(r"率\s{0,3}[(（](应[^/÷()（）\n]{1,14}[/÷]已[^()（）\n]{1,14})[)）]")


def spreadsheet_fault(subject: Subject) -> Iterator[Hit]:
    """A cell that shows the fault of a formula: #REF!, #DIV/0!, #N/A."""
    for pointer, text in texts(subject):
        if found := _FAULT.search(text):
            yield hit(pointer, found=found[0], part=owner(subject.report, pointer))


def placeholder_left(subject: Subject) -> Iterator[Hit]:
    """A cell that still says what should be filled in instead of a value."""
    for pointer, text in texts(subject):
        plain = fold(text)
        if found := _WHOLE.fullmatch(plain) or _PART.search(plain):
            yield hit(pointer, found=found[0], cell=short(text), part=owner(subject.report, pointer))


def placeholder_in_text(subject: Subject) -> Iterator[Hit]:
    """A sentence with XX or a bracket of the template where a name, a year or an amount belongs."""
    for sentence in subject.prose.sentences:
        for found in _PART.finditer(sentence.plain):
            around = sentence.plain[max(0, found.start() - 12) : found.end() + 8]
            place = subject.prose.places(sentence.span.cut(found.start(), found.end()))
            yield hit(places=place, found=found[0], cell=around)


def options_left(subject: Subject) -> Iterator[Hit]:
    """A target that lists the grades to choose from and chooses none."""
    for pointer, _, row in subject.rows:
        for name, value in (("target", row.target), ("actual", row.actual)):
            if value and _OPTIONS.fullmatch(fold(value.text)):
                yield hit(f"{pointer}/{name}", found=value.text, row=row.level3 or row.level2 or "—")


def quotient_upside_down(subject: Subject) -> Iterator[Hit]:
    """A rate explained as what should be over what is done."""
    if subject.document is None:
        return
    for page in subject.document.pages:
        for found in _UPSIDE_DOWN.finditer(page.text):
            place = Place(page.number, *found.span(1))
            yield hit(places=(Evidence.at(place, subject.document, "exact"),), found=found[1])


RULES = (spreadsheet_fault, placeholder_left, placeholder_in_text, options_left, quotient_upside_down)
