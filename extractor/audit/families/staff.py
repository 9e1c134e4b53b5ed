"""People told in running text: those who are part of a number against that number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.audit.hits import Hit, hit
from extractor.audit.prose import Sentence
from extractor.audit.shared.figures import Figure, figures_of
from extractor.audit.subject import Subject

_STAFF = re.compile(r"(?:实有|在职|在编|在岗)(?:在职|在编|在岗)*(?:人员|人数|职工)?(?:总数|数)?(?:为|共)?$")
_OF_WHICH = re.compile(r"^[(（]?其中[:：,，]?")
_RETIRED = re.compile(r"离休|退休|离退")
_FEWEST = 2


def staff_parts_told(subject: Subject) -> Iterator[Hit]:
    """Retired people told as part of the staff, who are above its number."""
    before: Sentence | None = None
    for sentence in subject.prose.sentences:
        whole = _last_people(before) if before and before.section is sentence.section else None
        parts = _people(sentence) if _OF_WHICH.match(sentence.plain) else []
        before = sentence
        retired = [one for one in parts if _RETIRED.search(one.label) and one.value]
        total = sum(one.value for one in parts)
        if not whole or len(parts) < _FEWEST or not retired or not _STAFF.search(whole.label):
            continue
        if total > whole.value:
            yield hit(
                places=subject.prose.places(whole.span, *(one.span for one in parts)),
                expected=whole.value,
                found=total,
                retired=sum(one.value for one in retired),
            )


def _people(sentence: Sentence) -> Sequence[Figure]:
    return [one for one in figures_of(sentence) if one.kind == "people"]


def _last_people(sentence: Sentence) -> Figure | None:
    """The number that a sentence ends with, if it is one of people."""
    figures = figures_of(sentence)
    return figures[-1] if figures and figures[-1].kind == "people" else None


RULES = (staff_parts_told,)
