"""A guard run as Markdown."""

from __future__ import annotations

from simulated import table

from guard.figures import GuardRun, Line, SystemRun, WrongIn

TOLD = {
    "first answer": "Wrong in the first answer only (simulated answers)",
    "every answer": "Wrong in every answer, re-asks too (simulated answers)",
}


def page(run: GuardRun) -> str:
    """The whole page."""
    documents = f"Documents: {', '.join(run.documents)}. Left out, as without indicator rows or not read right even with right answers: {', '.join(run.left_out) or 'none'}."
    skipped = "".join(f"\n\n**{name} was not run: {why}.**" for name, why in run.skipped.items())
    parts = [
        INTRODUCTION,
        documents + f" Draws of faults: {run.seeds}." + skipped,
        f"## All faults together (simulated answers)\n\n{_totals(run)}",
    ]
    for wrong_in, title in TOLD.items():
        parts.append(f"## {title}\n\n{_by_fault(run, wrong_in)}")  # type: ignore[arg-type]
    return "\n\n".join(parts) + "\n"


def _totals(run: GuardRun) -> str:
    titles = [
        "system",
        "wrong in",
        "planted",
        "repaired",
        "flagged",
        "missed",
        "missed share",
        "rows lost silently",
        "calls (without fault)",
        "right cells doubted",
    ]
    rows = [
        [system.name, wrong_in, *_sums(_lines(system, wrong_in)), f"{system.doubted} of {system.right_cells}"]
        for system in run.systems
        for wrong_in in TOLD
    ]
    return table(titles, rows)


def _sums(lines: list[Line]) -> list[object]:
    planted, missed = sum(line.planted for line in lines), sum(line.missed for line in lines)
    calls, usual = sum(line.calls for line in lines), sum(line.calls_without_fault for line in lines)
    return [
        planted,
        sum(line.repaired for line in lines),
        sum(line.flagged for line in lines),
        missed,
        f"{missed / planted:.1%}" if planted else "–",
        sum(line.rows_lost for line in lines),
        f"{calls} ({usual})",
    ]


def _lines(system: SystemRun, wrong_in: str) -> list[Line]:
    return [line for line in system.lines if line.wrong_in == wrong_in]


def _by_fault(run: GuardRun, wrong_in: WrongIn) -> str:
    columns = [{line.fault: line for line in _lines(system, wrong_in)} for system in run.systems]
    rows = [
        [fault, *(_cell(column[fault]) for column in columns)] for fault in (columns[0] if columns else {})
    ]
    return table(["fault", *(system.name for system in run.systems)], rows)


def _cell(line: Line) -> str:
    return f"{line.repaired} / {line.flagged} / {line.missed}" if line.planted else "–"


INTRODUCTION = """# Guard benchmark

Written by `extractor eval guard` (`eval/guard`); do not edit. **All answers are simulated**: a scripted endpoint on 127.0.0.1 answers from
gold, with wrong values planted into its answers, in each system's own format. What is measured is what the guards of each
system make of a wrong answer, and nothing about how often any model gives one.

| system | what it is told, and what counts as *flagged* |
| --- | --- |
| ours, copy; ours, point | engine `model` in both answer styles, technique json_schema, else default settings. Flagged: an error or warning that leads to the cell, by the rule of `eval/README.md` |
| instructor, schema alone | one call for each document with `Report` as response model, its own default re-asks, no evidence check. Flagged: it raises an error |
| langextract | its OpenAI provider, an extraction for every single value in the order of the text, so that it looks for each where it can be found; its tokenizer for Chinese, chunks of 4,000 characters (1,000 is its default) so that more rows are whole, its default schema constraint. Flagged: no place in the text, or one that is not an exact match (it says this, but keeps the value: whoever uses it has to look) |

All are planted the same faults in the same rows, drawn with a seed: about a third of the rows that a fault can be laid into. Cells are
*repaired / flagged / missed*: right in the result; wrong and said so; wrong without a word. – where a fault cannot be said: style
point names cells, and sign and unit come from the page. Where a wrong value stands in no cell, point is given the cell behind the
right one. *Right cells doubted* is what the flags cost: cells of indicator rows that are right, in runs without a fault, and flagged all the same.

Ours compares a model's answer with what its rules read in the same segment, and so finds values in the wrong column; all documents
here are of layouts that the rules read at least in part. What is found where they cannot is told in [model.md](model.md)."""
