"""Reading a document with engine ``model`` over the scripted endpoint that answers from its gold.

What comes of it says how the program deals with an endpoint, and nothing about any model.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractor import extract
from extractor.errors import ExtractorError
from extractor.evaluation.run import load_gold
from extractor.report import Report
from extractor.result import Result
from extractor.settings import Settings
from tests.support.gold_answers import GoldAnswers
from tests.support.scripted_server import ScriptedServer

EVAL = Path(__file__).parent
STYLES = ("copy", "point")


@dataclass(frozen=True)
class Case:
    """A document and the report that is to come of it."""

    document: Path
    gold: Report

    @classmethod
    def of(cls, document: Path) -> Case:
        """The document with its gold, looked for where `extractor eval run` looks."""
        for folder in (document.parent / "gold", document.parents[1] / "gold"):
            if (gold := folder / f"{document.stem}.json").is_file():
                return cls(document, load_gold(gold))
        raise FileNotFoundError(f"{document}: no gold for it")


@dataclass(frozen=True)
class Outcome:
    """What came of one run: a result or an error, and what went over the wire.

    ``prompt`` and ``completion`` are characters, ``schema`` those of the JSON schema sent beside the prompt.
    """

    result: Result | None
    error: ExtractorError | None
    calls: int
    prompt: int
    schema: int
    completion: int
    seconds: float

    @property
    def word(self) -> str:
        """``ok``, ``partial``, ``failed``, or the name of the error."""
        return self.result.status if self.result else type(self.error).__name__


def samples() -> list[Case]:
    """The published reports."""
    return [Case.of(path) for path in sorted((EVAL / "samples").glob("*.txt"))]


def specimens() -> list[Case]:
    """The invented ones."""
    return [Case.of(path) for path in sorted((EVAL / "specimens").glob("*.txt"))]


def read(
    case: Case,
    style: str,
    prepare: Callable[[ScriptedServer], object] = lambda _: None,
    **options: Any,
) -> Outcome:
    """Read one document; ``prepare`` may lay faults into the server before."""
    with ScriptedServer(GoldAnswers(case.gold, style)) as server, tempfile.TemporaryDirectory() as folder:
        prepare(server)
        # Without the audit: what the document itself contradicts says nothing of the model's reading.
        plain = {"technique": "json_schema", "cache": False, "cache_dir": Path(folder), "audit": "off"}
        given = plain | options
        settings = Settings.load(engine="model", model="simulated", base_url=server.url, style=style, **given)
        result, trouble = None, None
        start = time.perf_counter()
        try:
            result = extract(case.document, engine="model", settings=settings)
        except ExtractorError as error:
            trouble = error
        seconds = time.perf_counter() - start
        schemas = sum(len(json.dumps(call.schema or "", ensure_ascii=False)) for call in server.calls)
        return Outcome(
            result,
            trouble,
            len(server.calls),
            server.prompt_characters,
            schemas,
            server.completion_characters,
            seconds,
        )


def foreign_to(case: Case, cases: list[Case]) -> object:
    """A value that stands in another form: of the same document, else of another."""
    forms = [*case.gold.forms[1:], *(form for other in cases if other != case for form in other.gold.forms)]
    text = case.document.read_text(encoding="utf-8")
    for form in forms:
        for indicator in form.indicators:
            actual = indicator.actual
            if actual and actual.value is not None and (len(case.gold.forms) > 1 or actual.text not in text):
                return actual.model_dump()
    return None


def table(titles: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table."""
    head = list(titles)
    lines = [head, ["---"] * len(head), *([str(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
