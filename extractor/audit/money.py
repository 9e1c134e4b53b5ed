"""In which unit the amounts of a finding are: that of their form, else that of all forms."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.audit.subject import Subject

_FORM = re.compile(r"/forms/(\d+)/")


def money_of(subject: Subject, pointers: Sequence[str]) -> str:
    """万元 or 元 as the form says that a pointer leads into; empty where nobody says, or forms and list may differ."""
    forms = subject.report.forms
    for pointer in pointers:
        found = _FORM.match(pointer)
        if found and int(found[1]) < len(forms):
            return forms[int(found[1])].amount_unit or ""
    return subject.common_unit
