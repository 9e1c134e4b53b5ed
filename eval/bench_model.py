"""`make bench-model`: what the model engine sends and gets, in characters, and what the client costs in time.

Characters of prompt (with the JSON schema sent beside it) and completion, for each sample:
in style ``copy``, in style ``point``, and the naive way, which is one call with the whole
document and the whole schema, answered with the whole report. All answers are simulated,
made from gold: this is the size of right answers, and says nothing about any model.

Usage: python eval/bench_model.py [cost] [orchestration]
"""

from __future__ import annotations

import json
import sys

from bench_orchestration import measure as measure_orchestration
from simulated import STYLES, Case, Outcome, read, samples, table

from extractor.report import Report

INSTRUCTION = "从下面的绩效自评报告中提取全部内容，按给定的 JSON Schema 回答。"


def naive(case: Case) -> tuple[int, int]:
    """Characters of prompt and of completion, where all is asked at once."""
    schema = json.dumps(Report.model_json_schema(), ensure_ascii=False)
    prompt = len(INSTRUCTION) + len(schema) + len(case.document.read_text(encoding="utf-8"))
    return prompt, len(case.gold.model_dump_json())


def measure_cost() -> None:
    """Print the characters of each sample and of all."""
    rows, total = [], [0] * 6
    for case in samples():
        sizes = [size for style in STYLES for size in _sizes(read(case, style), case)] + [*naive(case)]
        total = [one + other for one, other in zip(total, sizes, strict=True)]
        rows.append([case.document.stem, *sizes, _share(sizes)])
    rows.append(["all", *total, _share(total)])
    titles = [f"{style} {part}" for style in (*STYLES, "naive") for part in ("prompt", "completion")]
    print("Characters sent (messages and schema) and received; answers simulated from gold\n")
    print(table(["sample", *titles, "point / copy completion"], rows), flush=True)


def _sizes(outcome: Outcome, case: Case) -> tuple[int, int]:
    if outcome.word != "ok":
        raise SystemExit(f"{case.document.name}: {outcome.word} {outcome.error or ''}")
    return outcome.prompt + outcome.schema, outcome.completion


def _share(sizes: list[int]) -> str:
    return f"{sizes[3] / sizes[1]:.1%}"


PARTS = {"cost": measure_cost, "orchestration": measure_orchestration}

if __name__ == "__main__":
    for name in sys.argv[1:] or PARTS:
        PARTS[name]()
        print()
