"""langextract as a baseline, in an environment of its own: too much to install for one comparison."""

from __future__ import annotations

import json
import subprocess
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from simulated import Case

from extractor.quantity import parse_number, parse_quantity
from extractor.report import Indicator, Report
from guard.answers import Answer, Ungrounded
from guard.faults import Site
from guard.wrong_report import wrong_report
from tests.support.chat import Received
from tests.support.scripted_server import ScriptedServer

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".langextract" / "bin" / "python"
_QUANTITIES, _NUMBERS = ("target", "actual"), ("max_score", "score")
_FIELDS = ("level3", *_QUANTITIES, *_NUMBERS)


def installed() -> bool:
    """Whether `make guard-baselines` has been run."""
    return PYTHON.is_file()


class LangExtract:
    """The system; use it as a context manager: one process reads all documents.

    ``offsets`` gives the places of the values in a document, by document and the value's pointer: a chunk
    of the text is answered with the rows whose name stands in it, the values of each in the order of the text.
    """

    name = "langextract"
    asks_again = False

    def __init__(self, offsets: Mapping[str, Mapping[str, int]]) -> None:
        self._offsets = offsets

    def __enter__(self) -> Self:
        script = Path(__file__).with_name("worker.py")
        pipe = subprocess.PIPE
        self._process = subprocess.Popen([PYTHON, "-P", script], stdin=pipe, stdout=pipe, encoding="utf-8")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.stdin:
            self._process.stdin.close()
        self._process.wait(timeout=30)

    def read(self, case: Case, sites: Sequence[Site], *, always: bool) -> Answer:
        """Chunk by chunk; what it could not place in the text exactly counts as doubted."""
        text = case.document.read_text(encoding="utf-8")
        rows = self._rows(case, sites)
        with ScriptedServer(lambda request: _of_chunk(request, text, rows)) as server:
            said = self._ask({"url": server.url, "text": text})
            struck = frozenset(range(len(sites)))
            if "error" in said:
                return Answer(None, struck=struck, calls=len(server.calls))
            report, ungrounded = _report(said["extractions"], case.gold)
            return Answer(report, Ungrounded(ungrounded), struck, len(server.calls))

    def _ask(self, job: dict[str, str]) -> dict[str, Any]:
        if not (self._process.stdin and self._process.stdout):
            raise RuntimeError("use it as a context manager")
        self._process.stdin.write(json.dumps(job, ensure_ascii=False) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def _rows(self, case: Case, sites: Sequence[Site]) -> list[tuple[int, list[dict[str, Any]]]]:
        """Every row of the wrong report as extractions, with the place of its name in the document."""
        said, places = case.gold.model_dump(mode="json"), self._offsets[case.document.name]
        for form, one in enumerate(said["forms"]):
            for at, row in enumerate(one["indicators"]):
                pointer = f"/forms/{form}/indicators/{at}"
                row["places"] = {name: places.get(f"{pointer}/{name}", -1) for name in _FIELDS}
        wrong = wrong_report(said, sites)
        return [
            (row["places"]["level3"], _extractions(row, str(form), str(at)))
            for form, one in enumerate(wrong["forms"])
            for at, row in enumerate(one["indicators"])
        ]


def _extractions(row: dict[str, Any], form: str, at: str) -> list[dict[str, Any]]:
    """A row in langextract's own format of answers."""
    names = sorted((name for name in _FIELDS if row[name] is not None), key=lambda name: row["places"][name])
    said = [(name, row[name]["text"] if name in _QUANTITIES else row[name]) for name in names]
    return [
        {
            name: text if isinstance(text, str) else f"{text:g}",
            f"{name}_attributes": {"form": form, "row": at},
        }
        for name, text in said
    ]


def _of_chunk(
    request: Received, text: str, rows: Sequence[tuple[int, list[dict[str, Any]]]]
) -> dict[str, Any]:
    chunk = request.text.rpartition("\nQ: ")[2].removesuffix("A:").removesuffix("A: ").rstrip()
    start = text.find(chunk)
    if start < 0:
        raise ValueError("langextract asks about a text that is none of the document's")
    inside = range(start, start + len(chunk))
    return {"extractions": [one for place, extractions in rows if place in inside for one in extractions]}


def _report(extractions: Sequence[dict[str, Any]], gold: Report) -> tuple[Report, frozenset[str]]:
    """The extractions put together to rows again, under the forms' right names; and what was not placed exactly."""
    rows: defaultdict[tuple[int, int], dict[str, Any]] = defaultdict(dict)
    unplaced: set[tuple[int, int, str]] = set()
    for one in extractions:
        key = int(one["attributes"]["form"]), int(one["attributes"]["row"])
        rows[key][one["class"]] = _value(one["class"], one["text"])
        if not one["exact"]:
            unplaced.add((*key, one["class"]))
    report, pointers = gold.model_copy(deep=True), {}
    for number, form in enumerate(report.forms):
        keys = sorted(key for key in rows if key[0] == number)
        form.indicators = [Indicator(**dict.fromkeys(Indicator.model_fields) | rows[key]) for key in keys]
        pointers |= {key: f"/forms/{number}/indicators/{at}" for at, key in enumerate(keys)}
    return report, frozenset(f"{pointers[form, row]}/{name}" for form, row, name in unplaced)


def _value(name: str, text: str) -> Any:
    if name in _QUANTITIES:
        return parse_quantity(text)
    return parse_number(text) if name in _NUMBERS else text
