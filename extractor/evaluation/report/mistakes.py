"""The list of mistakes as the page shows it: plain texts, and the values by which the list is filtered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.evaluation.figures import Mistake
from extractor.evaluation.report.fields import spoken
from extractor.evaluation.report.model import Entry, EvalReport, Excerpt, Note
from extractor.evaluation.report.words import say
from extractor.result import Lang, Severity

FILTERS = ("set", "way", "document", "group", "field", "kind")
_SORTED = ("document", "field")


@dataclass(frozen=True)
class Side:
    """What gold or the answer says: ``text`` is None where nothing, ``at`` a pointer, ``whole`` tells that it is a row."""

    text: str | None
    at: str | None
    whole: str


@dataclass(frozen=True)
class Hint:
    """A finding of the tool itself, in words."""

    severity: Severity
    rule: str
    said: str


@dataclass(frozen=True)
class Item:
    """A mistake; ``filters`` has a value for each of `FILTERS`, ``said`` tells how ``source`` was found.

    ``where`` names document and field, ``reason`` tells why a whole document was not read.
    """

    filters: dict[str, str]
    kind: str
    where: str
    gold: Side
    answer: Side
    belongs: str | None
    reason: str
    source: Excerpt | None
    said: str
    hints: Sequence[Hint]


@dataclass(frozen=True)
class Choice:
    """A filter with its values, each with what it is called."""

    key: str
    values: Sequence[tuple[str, str]]


def items(report: EvalReport, lang: Lang) -> list[Item]:
    """The mistakes in the words of a language, in order."""
    reasons = {
        (cell.summary.set, cell.summary.way, line.document): line.failure.said(lang)
        for cell in report.cells
        for line in cell.documents
        if line.failure
    }
    return [_item(one, reasons.get((one.set, one.way, one.document), ""), lang) for one in report.mistakes]


def choices(entries: Sequence[Entry], lang: Lang) -> list[Choice]:
    """The filters between whose values there is a choice."""
    found = []
    for key in FILTERS:
        values = list(dict.fromkeys(_filters(entry)[key] for entry in entries))
        ordered = sorted(values) if key in _SORTED else values
        if len(ordered) > 1:
            found.append(Choice(key, [(value, _called(key, value, lang)) for value in ordered]))
    return found


def _filters(entry: Entry) -> dict[str, str]:
    return {
        "set": entry.set,
        "way": entry.way,
        "document": entry.document,
        "group": entry.group,
        "field": entry.mistake.field,
        "kind": entry.mistake.error,
    }


def _called(key: str, value: str, lang: Lang) -> str:
    if key == "kind":
        return say(f"error_{value}", lang)
    if not value:
        return say("whole_document", lang)
    if key == "field":
        return spoken(value, lang)
    return say(value, lang) if key == "group" else value


def _item(entry: Entry, reason: str, lang: Lang) -> Item:
    mistake = entry.mistake
    return Item(
        filters=_filters(entry),
        kind=say(f"error_{mistake.error}", lang),
        where=" · ".join(filter(None, (entry.document, spoken(mistake.field, lang)))),
        gold=_gold(mistake, lang),
        answer=_side(mistake, mistake.answer, mistake.answer_pointer, lang),
        belongs=mistake.belongs,
        reason="" if mistake.field else reason,
        source=entry.source,
        said=_led(entry.source, lang) if entry.source else "",
        hints=[_hint(note, lang) for note in entry.notes],
    )


def _gold(mistake: Mistake, lang: Lang) -> Side:
    if not mistake.field:
        return Side(say("whole", lang, leaves=mistake.leaves), None, "")
    return _side(mistake, mistake.gold, mistake.pointer, lang)


def _side(mistake: Mistake, value: object, pointer: str | None, lang: Lang) -> Side:
    text = None if value is None else str(value)
    whole = mistake.whole_row and text is not None
    return Side(text, pointer, say("whole_row_of", lang, leaves=mistake.leaves) if whole else "")


def _led(source: Excerpt, lang: Lang) -> str:
    said = say(f"source_{source.origin}", lang, page=source.page)
    return said + say("source_others", lang, count=source.others) if source.others else said


def _hint(note: Note, lang: Lang) -> Hint:
    return Hint(note.severity, note.rule, note.message if lang == "zh" else note.message_en)
