"""Run every system over the same documents with the same faults."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib.metadata import version

from simulated import STYLES, Case

from extractor.evaluation.score import score
from guard.answers import Answer, Findings
from guard.baseline import PYTHON, LangExtract, installed
from guard.faults import FAULTS, Site, plant
from guard.figures import GuardRun, Line, SystemRun, WrongIn
from guard.judge import doubted, lost_silently, outcomes
from guard.systems import Ours, PlainInstructor, System

SKIPPED = "not installed: make guard-baselines"


@dataclass
class Bench:
    """The documents that our engine reads right when it is told right, and where their values stand."""

    cases: list[Case]
    left_out: list[str] = field(default_factory=list)
    offsets: dict[str, dict[str, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, cases: Sequence[Case]) -> Bench:
        """Leave out documents without indicator rows, and those that right answers do not make a right report of."""
        bench = cls([])
        for case in cases:
            told = [Ours(style).read(case, (), always=False) for style in STYLES]
            if any(form.indicators for form in case.gold.forms) and all(_is_right(case, one) for one in told):
                bench.cases.append(case)
                bench.offsets[case.document.name] = _offsets(told[0])
            else:
                bench.left_out.append(case.document.name)
        return bench


def _is_right(case: Case, answer: Answer) -> bool:
    return answer.report is not None and not score(case.gold, answer.report).mistakes


def _offsets(answer: Answer) -> dict[str, int]:
    found = answer.doubts.result.evidence if isinstance(answer.doubts, Findings) else {}
    return {pointer: places[0].start for pointer, places in found.items() if places}


def run_guard(
    bench: Bench, faults: Sequence[str] = tuple(FAULTS), seeds: int = 1, *, baselines: bool = True
) -> GuardRun:
    """All systems that are there; without ``baselines`` our own only."""
    versions = {name: version(name) for name in ("indicator-extractor", "instructor")}
    skipped: dict[str, str] = {}
    with ExitStack() as open_systems:
        systems: list[System] = [Ours(style) for style in STYLES]
        if baselines:
            systems.append(PlainInstructor())
        if baselines and installed():
            systems.append(open_systems.enter_context(LangExtract(bench.offsets)))
            versions["langextract"] = _version()
        else:
            skipped[LangExtract.name] = SKIPPED if baselines else "not asked for"
        measured = [_system(system, bench, faults, seeds) for system in systems]
    return GuardRun(
        versions=versions,
        documents=[case.document.name for case in bench.cases],
        left_out=bench.left_out,
        seeds=seeds,
        systems=measured,
        skipped=skipped,
    )


def _system(system: System, bench: Bench, faults: Sequence[str], seeds: int) -> SystemRun:
    base = {case.document.name: system.read(case, (), always=False) for case in bench.cases}
    told = [doubted(case.gold, base[case.document.name]) for case in bench.cases]
    lines: list[Line] = []
    for fault in faults:
        lines.append(_line(system, bench.cases, base, (fault, "first answer", seeds)))
        if system.asks_again:
            lines.append(_line(system, bench.cases, base, (fault, "every answer", seeds)))
        else:
            # It asks once: its first answer is every answer.
            lines.append(lines[-1].model_copy(update={"wrong_in": "every answer"}))
    doubts, cells = (sum(numbers) for numbers in zip(*told, strict=True))
    return SystemRun(name=system.name, right_cells=cells, doubted=doubts, lines=lines)


def _line(
    system: System, cases: Sequence[Case], base: dict[str, Answer], asked: tuple[str, WrongIn, int]
) -> Line:
    fault, wrong_in, seeds = asked
    print(f"{system.name}: {fault}, {wrong_in}", file=sys.stderr, flush=True)
    counts: Counter[str] = Counter()
    for case in cases:
        right = base[case.document.name]
        for seed in range(seeds):
            sites = plant(fault, case.gold, seed, case.document.name)
            if sites:
                answer = system.read(case, sites, always=wrong_in == "every answer")
                counts.update(_counted(case, sites, answer, right))
    names = ("repaired", "flagged", "missed")
    return Line(
        fault=fault,
        wrong_in=wrong_in,
        planted=sum(counts[name] for name in names),
        **{name: counts[name] for name in (*names, "rows_lost", "calls", "calls_without_fault")},
    )


def _counted(case: Case, sites: Sequence[Site], answer: Answer, right: Answer) -> Counter[str]:
    if not answer.struck:
        return Counter()
    counts: Counter[str] = Counter(outcomes(case.gold, sites, answer))
    counts["rows_lost"] = lost_silently(case.gold, answer)
    counts["calls"], counts["calls_without_fault"] = answer.calls, right.calls
    return counts


def _version() -> str:
    asked = "from importlib.metadata import version; print(version('langextract'))"
    return subprocess.run(
        [PYTHON, "-c", asked], capture_output=True, encoding="utf-8", check=True
    ).stdout.strip()
