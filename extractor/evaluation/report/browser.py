"""The list of mistakes as the page's script reads it: plain texts, ready to be shown."""

from __future__ import annotations

from typing import Any

from extractor.evaluation.figures import Mistake
from extractor.evaluation.report.model import Entry, EvalReport, Excerpt, Note
from extractor.evaluation.report.words import say
from extractor.result import Lang

_FILTERS = ("set", "way", "document", "group", "field", "kind")
_WORDS = (
    "any", "shown", "no_match", "pick", "source", "source_none", "gold", "answer", "belongs", "notes", "no_notes",
    "empty", "document", "field", "kind",
)  # fmt: skip


def data_of(report: EvalReport, lang: Lang) -> dict[str, Any]:
    """What the script needs: ``filters`` with their values in order, ``names`` of values, ``entries``, ``words``."""
    entries = [_entry(entry, lang) for entry in report.mistakes]
    values = {key: list(dict.fromkeys(entry[key] for entry in entries)) for key in _FILTERS}
    for key in ("document", "field"):
        values[key].sort()
    kinds = {kind: say(f"error_{kind}", lang) for kind in values["kind"]}
    groups = {group: say(group or "whole_document", lang) for group in values["group"]}
    return {
        "filters": values,
        "names": {"kind": kinds, "group": groups},
        "entries": entries,
        "words": {key: say(key, lang, shown="{shown}", total="{total}") for key in _WORDS},
    }


def _entry(entry: Entry, lang: Lang) -> dict[str, Any]:
    mistake = entry.mistake
    told = {
        "set": entry.set,
        "way": entry.way,
        "document": entry.document,
        "group": entry.group,
        "field": mistake.field,
        "kind": mistake.error,
        "gold": _said(mistake, "gold"),
        "answer": _said(mistake, "answer"),
        "goldAt": mistake.pointer,
        "answerAt": mistake.answer_pointer,
        "belongs": mistake.belongs,
        "whole": say("whole_row_of", lang, leaves=mistake.leaves) if mistake.whole_row else None,
        "source": _source(entry.source, lang) if entry.source else None,
        "notes": [_note(note, lang) for note in entry.notes],
    }
    return {key: value for key, value in told.items() if value not in (None, [])}


def _said(mistake: Mistake, side: str) -> str | None:
    value = mistake.gold if side == "gold" else mistake.answer
    return None if value is None else str(value)


def _source(source: Excerpt, lang: Lang) -> dict[str, str]:
    said = say(f"source_{source.origin}", lang, page=source.page)
    if source.others:
        said += say("source_others", lang, count=source.others)
    return {"said": said, "before": source.before, "marked": source.marked, "after": source.after}


def _note(note: Note, lang: Lang) -> dict[str, str]:
    return {
        "severity": note.severity,
        "rule": note.rule,
        "said": note.message if lang == "zh" else note.message_en,
    }
