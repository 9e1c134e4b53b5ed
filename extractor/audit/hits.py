"""What a rule finds: before causes are told from consequences, and before it is said in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from extractor.report import Number
from extractor.result import Evidence, Severity

Value = Number | str


@dataclass(frozen=True)
class Hit:
    """One contradiction.

    ``pointers`` are JSON Pointers into the report, the cell to be looked at first; ``values`` fill the
    sentence of the rule, ``expected`` and ``found`` among them are told apart as well; ``places`` say
    where it stands in running text. ``fixes`` names leaves of which each, were it to say the value given,
    would alone make the contradiction go away: two hits that one value of one leaf would both remove have
    one cause. ``severity`` is given where it is milder than the rule's.
    """

    pointers: tuple[str, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    places: tuple[Evidence, ...] = ()
    fixes: Mapping[str, Value] = field(default_factory=dict)
    severity: Severity | None = None


def hit(
    *pointers: str,
    places: tuple[Evidence, ...] = (),
    fixes: Mapping[str, Value] | None = None,
    severity: Severity | None = None,
    **values: object,
) -> Hit:
    """A hit whose numbers are written as a report prints them (``42.70`` as 42.7, never 4.27e1)."""
    said = {name: printed(value) for name, value in values.items()}
    return Hit(pointers, said, places, fixes or {}, severity)


def printed(value: object) -> str:
    """A figure or text as a sentence says it; figures to four decimals at most."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    text = f"{round(value, 4):.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
