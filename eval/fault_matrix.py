"""`make fault-matrix`: what becomes of every fault of an endpoint and of a model's answers.

Each fault is laid into the answers of the scripted endpoint, which otherwise answers from
gold; the result is held against that of a run without the fault. Prints Markdown tables;
with ``-o`` they are written to a file as well.

Usage: python eval/fault_matrix.py [-o docs/fault-matrix.md] [-v] [FAULT ...]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import product
from pathlib import Path

from fault_marks import Line
from fault_planted import PLANTED, planted
from simulated import EVAL, STYLES, Case, Outcome, foreign_to, read, specimens, table

from extractor.evaluation.score import score
from tests.support.content_faults import FAULTS, Injection

REASKS, TRIES, TIMEOUT = 2, 3, 3.0
AT_ONCE = 6
# What each fault of transport or form is, and what it takes: kind, options.
TRANSPORT_FAULTS: dict[str, tuple[str, dict[str, float]]] = {
    "429": ("429", {}),
    "429, Retry-After 1 s": ("429", {"retry_after": 1}),
    "500": ("500", {}),
    "503": ("503", {}),
    "timeout": ("timeout", {"seconds": 60}),
    "dropped mid-body": ("dropped", {}),
}
ANSWER_FAULTS: dict[str, tuple[str, dict[str, float]]] = {
    "empty choices": ("empty_choices", {}),
    "refusal": ("refusal", {}),
    "truncated (finish reason)": ("truncated", {}),
    "cut JSON (no finish reason)": ("cut", {}),
    "prose around JSON": ("prose", {}),
    "fenced JSON": ("fenced", {}),
    "wrong types": ("wrong_types", {}),
    "extra keys": ("extra_keys", {}),
}
FORM_FAULTS = TRANSPORT_FAULTS | ANSWER_FAULTS
# Wrong answers that are laid into every technique too.
IN_EVERY_TECHNIQUE = ("missing rows", "other language")
TECHNIQUES = ("tools", "json_schema", "json", "md_json")


class Matrix:
    """Runs the faults over the documents; base runs are made once."""

    def __init__(self, cases: list[Case], form_cases: list[Case], folder: Path, verbose: bool) -> None:
        self.cases, self.form_cases, self.folder, self.verbose = cases, form_cases, folder, verbose
        self._base: dict[tuple[str, str], Outcome] = {}

    def base(self, case: Case, style: str) -> Outcome:
        """The run without faults."""
        key = (case.document.as_posix(), style)
        if key not in self._base:
            self._base[key] = read(case, style, reasks=REASKS)
        return self._base[key]

    def keep_those_read_right(self) -> str:
        """Leave out documents that are not as gold even without a fault; says which, and what was doubted."""
        kept = [case for case in self.cases if all(self._is_right(case, style) for style in STYLES)]
        left_out = ", ".join(case.document.stem for case in self.cases if case not in kept) or "none"
        self.cases = kept
        findings = [
            finding
            for case in kept
            for style in STYLES
            if (result := self.base(case, style).result)
            for finding in result.findings
            if finding.severity != "info"
        ]
        return (
            f"Documents: {', '.join(case.document.stem for case in kept)}. Left out, as their layout is not read right "
            f"even with right answers: {left_out}. Without any fault these {2 * len(kept)} runs have "
            f"{len(findings)} findings above the severity info."
        )

    def _is_right(self, case: Case, style: str) -> bool:
        result = self.base(case, style).result
        return result is not None and not score(case.gold, result.report).mistakes

    def form(self, name: str, style: str, times: int | None, technique: str = "json_schema") -> Line:
        """A fault of transport or form, ``times`` per document (None: always)."""
        kind, options = FORM_FAULTS[name]
        line = Line()
        for case in self.form_cases:
            outcome = read(
                case,
                style,
                lambda server: server.fault(kind, times=times, **options),  # type: ignore[arg-type]
                reasks=REASKS,
                tries=TRIES,
                timeout=TIMEOUT,
                technique=technique,
            )
            line.add(outcome, self.base(case, style), 0, case.document.stem)
        return self._told(line)

    def content(self, name: str, style: str, times: int | None, technique: str | None = None) -> Line:
        """A wrong answer: the first ``times`` answers that can be made wrong (None: all, re-asks too).

        With a ``technique`` it is about the documents that transport and form are tried on.
        """
        line = Line()
        for case in self.form_cases if technique else self._cases_of(name, style):
            injection = Injection(style, FAULTS[name], foreign=foreign_to(case, self.cases))  # type: ignore[arg-type]
            outcome = read(
                case,
                style,
                lambda server, wrong=injection: server.change(wrong, times=times),  # type: ignore[misc]
                reasks=REASKS,
                technique=technique or "json_schema",
                # Which answer is the first one is no matter of chance then.
                concurrency=1,
            )
            if injection.sites:
                line.add(outcome, self.base(case, style), len(injection.sites), case.document.stem)
        return self._told(line)

    def _cases_of(self, name: str, style: str) -> Iterator[Case]:
        """The documents that a wrong answer is given about, an instruction planted where it obeys one."""
        for case in self.cases:
            if name not in PLANTED:
                yield case
            elif (made := planted(case, PLANTED[name], self.folder)) and self._is_right(made, style):
                yield made

    def _told(self, line: Line) -> Line:
        if self.verbose:
            for cell in line.silent:
                print(f"  silent: {cell}", file=sys.stderr)
        return line


TITLES = ["fault", "style", "calls (without fault)", "outcome", "injected", "repaired", "flagged", "silent"]


def form_rows(matrix: Matrix, wanted: Callable[[str], bool], times: int | None) -> list[list[object]]:
    """The lines of the faults of transport; all at once, as most of their time is waiting."""
    wanted_lines = list(product(filter(wanted, TRANSPORT_FAULTS), STYLES))
    rows: list[list[object]] = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        lines = pool.map(lambda line: matrix.form(*line, times).cells(), wanted_lines)
        for (name, style), cells in zip(wanted_lines, lines, strict=True):
            rows.append([name, style, *cells[:2], *cells[4:]])
            print(rows[-1], file=sys.stderr, flush=True)
    return rows


def technique_rows(matrix: Matrix, wanted: Callable[[str], bool], times: int | None) -> list[list[object]]:
    """The lines of the faults of an answer's form: calls and outcome in each technique."""
    rows: list[list[object]] = []
    for name in filter(wanted, [*ANSWER_FAULTS, *IN_EVERY_TECHNIQUE]):
        for style in STYLES:
            lay = matrix.form if name in ANSWER_FAULTS else matrix.content
            with ThreadPoolExecutor(len(TECHNIQUES)) as pool:
                lines = list(pool.map(partial(lay, name, style, times), TECHNIQUES))
            told = [f"{line.outcome()}, {line.calls} ({line.expected_calls})" for line in lines]
            lost = sum(line.marks.flagged for line in lines), sum(len(line.silent) for line in lines)
            rows.append([name, style, *told, *lost])
            print(rows[-1], file=sys.stderr, flush=True)
    return rows


def content_rows(matrix: Matrix, wanted: Callable[[str], bool], times: int | None) -> list[list[object]]:
    """The lines of the wrong answers."""
    rows: list[list[object]] = []
    for name in FAULTS:
        for style in STYLES:
            if not wanted(name):
                continue
            line = matrix.content(name, style, times)
            if line.outcomes:
                rows.append([name, style, *line.cells()])
                print(rows[-1], file=sys.stderr, flush=True)
    return rows


def summary(first: list[list[object]], always: list[list[object]]) -> str:
    """Totals of the wrong answers, by style."""
    rows = []
    for told, lines in (("the first answer", first), ("every answer", always)):
        for style in STYLES:
            numbers = [[int(str(cell)) for cell in line[4:]] for line in lines if line[1] == style]
            injected, repaired, flagged, silent = (sum(column) for column in zip(*numbers, strict=True))
            share = f"{1 - silent / injected:.1%}"
            rows.append([told, style, injected, repaired, flagged, silent, share])
    titles = ["wrong in", "style", *TITLES[4:], "repaired or flagged"]
    return f"## All wrong answers together\n\n{table(titles, rows)}"


def report(matrix: Matrix, wanted: Callable[[str], bool]) -> str:
    """The whole matrix in Markdown."""
    lost = ["lost, with a finding", "lost silently"]
    by_transport, by_technique = [*TITLES[:4], *lost], ["fault", "style", *TECHNIQUES, *lost]
    documents = matrix.keep_those_read_right()
    first, always = content_rows(matrix, wanted, 1), content_rows(matrix, wanted, None)
    parts = [INTRODUCTION, documents, summary(first, always)]
    for told, times in (("once", 1), ("always", None)):
        rows = form_rows(matrix, wanted, times)
        parts.append(f"## Transport: {told}\n\n{table(by_transport, rows)}")
        rows = technique_rows(matrix, wanted, times)
        parts.append(f"## Form of the answer, in each technique: {told}\n\n{table(by_technique, rows)}")
    parts.append(f"## Wrong answers: the first answer\n\n{table(TITLES, first)}")
    parts.append(f"## Wrong answers: every answer, re-asks too\n\n{table(TITLES, always)}")
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Run the matrix, print it, and write it where it is wanted."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("faults", nargs="*")
    given = parser.parse_args()
    cases = [*specimens(), Case.of(EVAL / "samples" / "zhaohua-2022.txt")]
    with tempfile.TemporaryDirectory() as folder:
        matrix = Matrix(cases, specimens()[-1:], Path(folder), given.verbose)
        text = report(matrix, lambda name: not given.faults or name in given.faults)
    print(text)
    if given.output:
        given.output.write_text(text, encoding="utf-8")


INTRODUCTION = f"""# Fault matrix

Written by `make fault-matrix` (`eval/fault_matrix.py`); do not edit. **All answers are simulated**: a scripted
endpoint on 127.0.0.1 answers from gold, with the fault laid into its answers. The figures say how the program deals
with a faulty endpoint or a faulty answer, and nothing about how often any model makes such faults.

Re-asks {REASKS}, tries {TRIES}, technique json_schema unless said otherwise. *Calls* are HTTP requests, in brackets those of the same
documents without the fault. *Injected* are values made wrong (for rows: rows), *repaired* those that are right in the
result, *flagged* those that are wrong or missing in it with a finding that points at the value or its row (for what is
missing: at what it is missing from), *silent* those without. *Flagged* may count more than was injected: a row with a
wrong value is doubted as a whole. A fault that does not apply to a style is left out.

What stands in the right row but in the wrong column (swapped, shifted) is found here because the rules engine reads the
same segment and the two readers differ: all documents are of layouts that it reads at least in part. What is found in
layouts that it cannot read is told in [model.md](model.md) (`eval/fault_unknown.py`)."""

if __name__ == "__main__":
    main()
