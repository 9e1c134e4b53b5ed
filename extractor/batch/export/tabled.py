"""The rows of one document as they go into every file: with its id, and the row of the document itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from extractor.batch.export.stored import Stored
from extractor.batch.tables import Row, Rows, tables, unpacked
from extractor.result import Usage

_COUNTED = ("forms", "indicators", "funds", "projects")
_SEVERITIES = ("error", "warning", "info")
_ENDED = ("ok", "partial", "failed")
_NOTHING_READ: Row = [None, None, None]


def tabled(stored: Stored, out: Path) -> Rows:
    """The rows of a document by table; of one that was not read only its row in ``documents``.

    ``out`` is the folder of the run: the document's files are named where they are there.
    """
    rows = unpacked(stored.rows)
    own = {name: [[stored.id, *row] for row in found] for name, found in rows.items()}
    return {"documents": [_document(stored, rows, out)], **own}


def _document(stored: Stored, rows: Rows, out: Path) -> Row:
    problem, read = stored.problem, bool(rows)
    facts = rows["report"][0][1:4] if "report" in rows else _NOTHING_READ
    return [
        stored.id, stored.path, stored.state, stored.same_as, *facts,
        *(len(rows.get(name, ())) if read else None for name in _COUNTED),
        stored.doubt if stored.state in _ENDED else None, *(_severities(rows.get("findings", ())) if read else _NOTHING_READ),
        *((problem.message, problem.message_en, problem.kind) if problem else _NOTHING_READ),
        stored.pages or None, stored.seconds, stored.finished, *_usage(stored.usage), stored.sha256,
        *(_file(out, stored.same_name or stored.name, suffix) for suffix in (".json", ".html")),
    ]  # fmt: skip


def _severities(findings: Sequence[Row]) -> Row:
    """How many errors, warnings and notes there are, without what follows from others."""
    names = tables()["findings"].own_names
    severity, follows = names.index("severity"), names.index("follows")
    own = [row[severity] for row in findings if row[follows] is None]
    return [own.count(name) for name in _SEVERITIES]


def _usage(usage: Usage | None) -> Row:
    if usage is None:
        return [None] * 7
    return [
        usage.engine, usage.model, usage.calls, usage.cache_hits,
        usage.input_tokens, usage.output_tokens, usage.cost,
    ]  # fmt: skip


def _file(out: Path, name: str, suffix: str) -> str | None:
    path = f"documents/{name}{suffix}"
    return path if (out / path).is_file() else None
