"""Result files of answers that are gold, damaged by a known share: what a comparison must say of them is known."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random
from typing import Any

from extractor.evaluation.run import Bench, bench, load_gold, run
from extractor.report import Report
from extractor.result import PageSource, Result, Source, Usage

EVAL = Path(__file__).parents[2] / "eval"
_CLOSED = frozenset({"kind", "operator"})  # take no other values than the contract's


def samples() -> Bench:
    return bench(EVAL / "samples", EVAL / "gold")


def damaged(value: Any, share: float, rng: Random) -> Any:
    """The same tree with about this share of its leaves changed."""
    if isinstance(value, dict):
        return {key: part if key in _CLOSED else damaged(part, share, rng) for key, part in value.items()}
    if isinstance(value, list):
        return [damaged(part, share, rng) for part in value]
    if value is None or value == "" or rng.random() >= share:
        return value
    return value + ("误" if isinstance(value, str) else 1)


def write_run(
    path: Path, share: float, seed: int = 1, only: Iterable[str] | None = None, over: Bench | None = None
) -> Path:
    """Write the result file of gold damaged by ``share`` in the documents whose stem is in ``only`` (None: all)."""
    over = over or samples()
    rng = Random(seed)  # noqa: S311
    gold = {case.document.stem: load_gold(case.gold).model_dump() for case in over.cases}
    hit = set(gold if only is None else only)
    answers = {stem: damaged(one, share if stem in hit else 0, rng) for stem, one in gold.items()}
    outcome = run("damaged", answer_with(answers), over)
    path.write_text(outcome.model_dump_json(), encoding="utf-8")
    return path


def answer_with(answers: dict[str, Any]) -> Callable[[Path], Result]:
    """An engine that gives the answer kept for a document."""

    def read(path: Path) -> Result:
        pages = [PageSource(number=1, read_by="text", characters=1)]
        source = Source(file=path.name, sha256="0", media_type="text/plain", pages=pages)
        report = Report.model_validate(answers[path.stem])
        return Result(report=report, source=source, evidence={}, findings=[], usage=Usage(engine="damaged"))

    return read
