"""What the audit of a form costs, and that it grows with the number of forms and no faster.

``python eval/bench_audit.py`` takes CPU time, which other programs hardly change; fails above 20 ms for a form
of 1,000 or where a form costs more than twice as much among 1,000 as among 100.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from audit.clean import clean

from extractor.audit import Subject, audit
from extractor.report import Form, ProjectLine, Report

_SIZES = (100, 300, 1000)
_MOST_MS, _MOST_GROWTH = 20.0, 2.0


def large(forms: int) -> Report:
    """A report of so many project forms, each in the list, under names of their own."""
    found: list[Form] = []
    lines: list[ProjectLine] = []
    seed = 0
    while len(found) < forms:
        report = clean(seed)
        seed += 1
        for line in report.project_list:
            name = f"{line.project_name}（{len(found)}标段）"
            form = next(one for one in report.forms if one.project_name == line.project_name)
            found.append(form.model_copy(update={"project_name": name}))
            lines.append(line.model_copy(update={"sequence": len(found), "project_name": name}))
    return Report(forms=found[:forms], project_list=lines[:forms])


def seconds(report: Report) -> float:
    """CPU seconds of one audit."""
    start = time.process_time()
    audit(Subject(report))
    return time.process_time() - start


def main() -> None:
    """Measure and print; leave with 1 where it is too slow."""
    seconds(large(10))
    costs = {}
    for forms in _SIZES:
        report = large(forms)
        rows = sum(len(form.indicators) for form in report.forms)
        costs[forms] = 1000 * min(seconds(report) for _ in range(2)) / forms
        print(f"{forms:>5} forms, {rows:>6} rows: {costs[forms]:.2f} ms for each form")
    growth = costs[_SIZES[-1]] / costs[_SIZES[0]]
    print(f"a form among {_SIZES[-1]} costs {growth:.2f} times what it costs among {_SIZES[0]}")
    sys.exit(int(costs[_SIZES[-1]] > _MOST_MS or growth > _MOST_GROWTH))


if __name__ == "__main__":
    main()
