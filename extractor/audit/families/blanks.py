"""What a template prints and nobody filled in: labels of a head, the total of the funds, their rate of execution."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.audit.hits import Hit, hit
from extractor.audit.shared.forms import form_name
from extractor.audit.shared.lines import whole_of
from extractor.audit.subject import Subject
from extractor.document import Document, Place
from extractor.report import Form
from extractor.result import Evidence
from extractor.text import fold

# What follows has to be the next label of the same line: a value may stand on the line below. Who signs, signs on paper.
_BLANK = re.compile(
    r"(?P<label>填[报表](?:单位|部门)|编制单位|预算(?:单位|部门)(?:名称)?|(?:部门|单位)名称|主管部门|实施单位|项目名称)[:：][ \t\u3000]*"
    r"(?=金额单位|单位[:：]|填[报表](?:日期|时间|人)|联系(?:电话|人|方式)|主管部门[:：]|实施单位[:：])"
    r"|(?P<rank>项目级次)[:：]?\s*(?=实施|主管|[二三]、|\Z)"
    r"|(?P<cell>(?:实施|预算)?(?:主管部门|单位))[ \u3000]*\t[ \t\u3000]*(?=金额单位)"
)
_RATE = re.compile(r"(?:预算)?执行率(?:[(（]%[)）])?")
_CELLS = re.compile(r"[\n\t|]")


def label_blank(subject: Subject) -> Iterator[Hit]:
    """A label over a form or report with nothing beside it, told once with all its places."""
    if subject.document is None:
        return
    places: dict[str, list[Evidence]] = {}
    for page in subject.document.pages:
        for found in _BLANK.finditer(page.text):
            name = next(name for name in ("label", "rank", "cell") if found[name])
            place = Place(page.number, found.start(name), found.end(name))
            places.setdefault(found[name], []).append(Evidence.at(place, subject.document, "exact"))
    for label, at in places.items():
        times = (f"（共{len(at)}处）", f" ({len(at)} places)") if len(at) > 1 else ("", "")
        yield hit(places=tuple(at), label=label, times=times[0], times_en=times[1])


def fund_total_missing(subject: Subject) -> Iterator[Hit]:
    """A form that gives sources of its funds and no total, which the other forms of the report have."""
    forms = [(pointer, form) for pointer, form in subject.forms if form.funds]
    without = [(pointer, form) for pointer, form in forms if not _has_total(form)]
    for pointer, form in without if len(without) < len(forms) - len(without) else ():
        yield hit(f"{pointer}/funds/0/source", form=form_name(form, pointer), first=form.funds[0].source)


def department_form_missing(subject: Subject) -> Iterator[Hit]:
    """A report on the whole department among whose forms is none on the department."""
    if not subject.report.forms or any(form.kind == "department" for _, form in subject.forms):
        return
    titles = {
        sentence.section.title.plain: sentence.section.title
        for sentence in subject.prose.sentences
        if sentence.section.kind == "department" and sentence.section.title
    }
    for plain, title in list(titles.items())[:1]:
        yield hit("/forms", places=subject.prose.places(title.span(0, len(plain))), title=plain)


def rate_missing(subject: Subject) -> Iterator[Hit]:
    """A form that gives budget and spending and no rate of execution, though it has the column or the others have it."""
    forms = [(pointer, form) for pointer, form in subject.forms if _is_measured(form)]
    without = [(pointer, form) for pointer, form in forms if not _has_rate(form)]
    if len(without) == len(forms):
        return
    printed = _printed_rates(subject.document) >= len(forms)
    for pointer, form in without if printed or len(without) < len(forms) - len(without) else ():
        yield hit(f"{pointer}/funds/0/execution_rate", form=form_name(form, pointer))


def _has_total(form: Form) -> bool:
    whole = whole_of(form)
    return whole is not None and "小计" not in fold(whole[1].source or "")


def _is_measured(form: Form) -> bool:
    return any(line.executed is not None and line.annual_budget for line in form.funds)


def _has_rate(form: Form) -> bool:
    return any(line.execution_rate is not None for line in form.funds)


def _printed_rates(document: Document | None) -> int:
    """How many cells and lines of a document are titles of a rate of execution."""
    cells = (cell for page in (document.pages if document else ()) for cell in _CELLS.split(page.text))
    return sum(_RATE.fullmatch(cell.strip()) is not None for cell in cells)


RULES = (label_blank, department_form_missing, fund_total_missing, rate_missing)
