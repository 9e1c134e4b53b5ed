"""`make scorer-mutations`: what the scorer reports of errors of known kind and number.

Each kind of damage is laid into the gold of the samples (at most five places in each, three
seeds), and the reports are scored against the gold that they were made from. Prints a Markdown
table; with ``-o`` it is written to a file. The exit code is 1 if anything else than what was
laid in is reported, or less.

Usage: python eval/scorer_mutations.py [-o docs/scorer-mutations.md]
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

EVAL = Path(__file__).parent
sys.path.insert(0, str(EVAL.parent))

from extractor.evaluation.run import load_gold  # noqa: E402
from extractor.evaluation.score import score  # noqa: E402
from tests.support.mutation_kinds import MUTATIONS  # noqa: E402
from tests.support.mutations import Expected, damaged  # noqa: E402

SEEDS, TIMES = 3, 5
HEAD = """# What the scorer reports of errors that were laid in

Written by `make scorer-mutations`; do not edit. Errors of each kind were laid into the gold of the
{documents} samples, at most {times} in each and with {seeds} seeds, and the result scored against the
gold. "Due" is what the damage amounts to, counted where it is made (`tests/support/mutations*.py`),
without the scorer. "Others" is all that was reported and not due, or due and not reported, document by
document. Kinds are told apart in [scoring.md](scoring.md).

| damage | places | leaves due | rows due | out of order | others | lowest F1 | lenient |
| --- | ---: | --- | --- | ---: | ---: | ---: | ---: |
"""


def line(name: str, gold: list[Path]) -> tuple[str, int]:
    """The line of one kind of damage, and how many leaves or rows were reported otherwise than due."""
    due, injected, others = Expected(), 0, 0
    strict, lenient = [], []
    for path in gold:
        report = load_gold(path)
        for seed in range(SEEDS):
            made = damaged(report, MUTATIONS[name], seed, TIMES)
            sheet = score(report, made.report)
            due.leaves += made.expected.leaves
            due.rows += made.expected.rows
            due.order += made.expected.order
            injected += made.injected
            others += _apart(made.expected.leaves, sheet.errors) + _apart(
                made.expected.rows, sheet.row_errors
            )
            others += abs(sheet.order - made.expected.order)
            strict.append(sheet.figures().f1 or 0.0)
            lenient.append(sheet.lenient().f1 or 0.0)
    cells = (name, injected, _told(due.leaves), _told(due.rows), due.order, others)
    return f"| {' | '.join(map(str, cells))} | {min(strict):.4f} | {min(lenient):.4f} |", others


def _apart(due: Counter[str], reported: Counter[str]) -> int:
    return (due - reported).total() + (reported - due).total()


def _told(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items())) or "–"


def main(out: Path | None) -> int:
    gold = sorted((EVAL / "gold").glob("*.json"))
    lines = [line(name, gold) for name in MUTATIONS]
    text = HEAD.format(documents=len(gold), times=TIMES, seeds=SEEDS) + "\n".join(text for text, _ in lines)
    print(text)
    if out:
        out.write_text(text + "\n", encoding="utf-8")
    return int(any(others for _, others in lines))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("-o", dest="out", type=Path)
    sys.exit(main(parser.parse_args().out))
