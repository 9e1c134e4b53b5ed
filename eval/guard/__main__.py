"""`extractor eval guard`: what becomes of wrong values in simulated answers, in ours and in two plain baselines.

Usage: cd eval && python -m guard [-o results/guard.json] [--page ../docs/guard.md] [--seeds N] [--document NAME …] [FAULT …]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from simulated import samples, specimens

from guard.faults import FAULTS
from guard.page import page
from guard.run import Bench, run_guard


def main() -> int:
    """Run, print the page, and write the files that were asked for."""
    parser = argparse.ArgumentParser(prog="guard", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("-o", "--output", type=Path, help="result as JSON")
    parser.add_argument("--page", type=Path, help="result as Markdown")
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--document", action="append", help="only documents whose name contains this")
    parser.add_argument("--no-baselines", action="store_true")
    parser.add_argument("faults", nargs="*", metavar="FAULT", help=f"one of: {', '.join(FAULTS)}")
    given = parser.parse_args()
    if unknown := set(given.faults) - set(FAULTS):
        return _refuse(f"no such fault: {', '.join(sorted(unknown))}; known are {', '.join(FAULTS)}")
    wanted = given.document or [""]
    cases = [
        case for case in (*samples(), *specimens()) if any(name in case.document.name for name in wanted)
    ]
    if not cases:
        return _refuse(f"no document's name contains {', '.join(wanted)}")
    run = run_guard(
        Bench.of(cases), given.faults or tuple(FAULTS), given.seeds, baselines=not given.no_baselines
    )
    for name, why in run.skipped.items():
        print(f"{name}: {why}", file=sys.stderr)
    text = page(run)
    print(text)
    if given.output:
        given.output.write_text(run.model_dump_json(indent=1) + "\n", encoding="utf-8")
    if given.page:
        given.page.write_text(text, encoding="utf-8")
    return 0


def _refuse(reason: str) -> int:
    """Say in one line why nothing is run; gives the exit code of a wrong call."""
    print(f"error: {reason}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
