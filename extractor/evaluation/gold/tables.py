"""The tables of `validate` and `agree` for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import PurePath

from rich.table import Table
from rich.text import Text

from extractor.evaluation.gold.agree import AgreedFile, Agreement, Disagreement, Rate
from extractor.evaluation.gold.validate import Validated
from extractor.evaluation.gold.words import say
from extractor.evaluation.words import rate
from extractor.evaluation.words import say as say_of_run
from extractor.result import Lang, Severity

_LEVELS: tuple[Severity, ...] = ("error", "warning", "info")
_COLOURS = {"error": "red", "warning": "yellow", "info": "", "differ": "yellow"}


def validated_files(files: Iterable[Validated], lang: Lang) -> Table:
    """One line for each gold file: how many findings of each level, and what follows."""
    table = _table("files", lang)
    table.add_column(say("file", lang), overflow="fold")
    table.add_column(say("document", lang), overflow="fold")
    for key in ("leaves", *_LEVELS):
        table.add_column(say(key, lang), justify="right")
    table.add_column(say("state", lang))
    for file in files:
        levels = Counter(finding.severity for finding in file.findings)
        state = "bad" if not file.passed else "draft" if file.draft else "good"
        table.add_row(
            Text(PurePath(file.file).name),
            Text(PurePath(file.document).name if file.document else "–"),
            "–" if file.leaves is None else str(file.leaves),
            *(str(levels[level]) for level in _LEVELS),
            Text(say(state, lang), style="red" if state == "bad" else ""),
        )
    return table


def findings(files: Iterable[Validated], lang: Lang) -> Table | None:
    """One line for each finding, the worst first; None where there are none."""
    table = _table("findings", lang)
    for key in ("file", "severity", "pointer", "message"):
        table.add_column(say(key, lang), overflow="fold")
    found = [(file, finding) for file in files for finding in file.findings]
    for file, finding in sorted(found, key=lambda one: _LEVELS.index(one[1].severity)):
        table.add_row(
            Text(PurePath(file.file).name),
            Text(say(finding.severity, lang), style=_COLOURS[finding.severity]),
            Text(", ".join(finding.pointers)),
            Text(finding.said(lang)),
        )
    return table if found else None


def agreement(outcome: Agreement, lang: Lang) -> tuple[Table, Table]:
    """By file and by group: leaves that agree, that each states, and F1."""
    by_file = _rates([(Text(file.file), file.all) for file in outcome.files], outcome.all, "file", lang)
    groups = [(Text(say_of_run(group, lang)), one) for group, one in outcome.groups.items()]
    return by_file, _rates(groups, outcome.all, "content", lang)


def disagreements(listed: Iterable[tuple[AgreedFile, Disagreement]], lang: Lang) -> Table:
    """One line for each leaf or row on which the two differ."""
    table = _table("disagreements", lang)
    for key in ("file", "kind", "pointer", "a", "b"):
        table.add_column(say(key, lang), overflow="fold")
    for file, one in listed:
        pointers = dict.fromkeys(pointer for pointer in (one.pointer_a, one.pointer_b) if pointer is not None)
        table.add_row(
            Text(file.file),
            Text(say(one.kind, lang), style=_COLOURS.get(one.kind, "")),
            Text(" ~ ".join(pointers)),
            Text(_said(one, one.a, lang)),
            Text(_said(one, one.b, lang)),
        )
    return table


def _said(one: Disagreement, value: object, lang: Lang) -> str:
    if value is None:
        return ""
    return say("row", lang, leaves=one.leaves, name=value).strip() if one.whole_row else str(value)


def _rates(rows: list[tuple[Text, Rate]], total: Rate, title: str, lang: Lang) -> Table:
    table = _table("agreement", lang)
    table.add_column(say(title, lang), overflow="fold")
    for key in ("f1", "agreed", "a", "b"):
        table.add_column(say(key, lang), justify="right")
    for name, one in rows:
        table.add_row(name, *_cells(one))
    table.add_section()
    table.add_row(say("all", lang), *_cells(total))
    return table


def _cells(one: Rate) -> tuple[str, ...]:
    return rate(one.f1), str(one.agreed), str(one.a), str(one.b)


def _table(title: str, lang: Lang) -> Table:
    return Table(title=say(title, lang), title_justify="left")
