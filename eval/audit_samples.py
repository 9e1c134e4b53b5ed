"""What the audit finds in the gold of the five samples, with the verdict of somebody who looked.

``python eval/audit_samples.py --write`` writes eval/results/audit-samples.md; verdicts are given by hand in
eval/audit/verdicts.toml, under the name of the sample and the key that the page prints:

    [dachang-2023]
    "points_of_level /forms/5/indicators/0/max_score" = { true = true, why = "50 is printed, 40 are there" }

``--check`` fails where the page is not current. What nobody has judged is counted apart.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extractor.audit import SEVERITIES, Subject, audit
from extractor.audit.catalogue import rules
from extractor.evaluation.gold import load
from extractor.evaluation.gold.pairing import document_of
from extractor.output.columns import spoken
from extractor.readers import read_document
from extractor.result import Finding, Lang
from extractor.settings import Settings

HERE = Path(__file__).parent
PAGE, VERDICTS = HERE / "results/audit-samples.md", HERE / "audit/verdicts.toml"
_LONGEST = 24
_HEAD = """# What the audit finds in the samples

Made by `make audit-samples` from the gold and the texts of the samples. What somebody who looked at a finding said of it
stands in `eval/audit/verdicts.toml`. Do not edit.
"""
Verdicts = dict[str, dict[str, dict[str, object]]]


@dataclass(frozen=True)
class Judged:
    """A finding with its key and what was said of it: ``verdict`` None where nobody has."""

    key: str
    finding: Finding
    verdict: bool | None
    why: str


def main() -> None:
    """Write or check the page, or print it; verdicts that no finding has any more are named on stderr."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    verdicts: Verdicts = tomllib.loads(VERDICTS.read_text(encoding="utf-8"))
    samples = {path.stem: _judged(path, verdicts) for path in sorted((HERE / "gold").glob("*.json"))}
    _name_idle(samples, verdicts)
    page = "\n".join([_HEAD, *_counts(samples), *_tables(samples)]) + "\n"
    if given.write:
        PAGE.write_text(page, encoding="utf-8")
    elif not given.check:
        sys.stdout.write(page)
    elif PAGE.read_text(encoding="utf-8") != page:
        sys.exit(f"{PAGE} is not current: run `make audit-samples`")


def _judged(path: Path, verdicts: Verdicts) -> list[Judged]:
    gold = load(path)
    source = document_of(path, gold)
    document = read_document(source, Settings()) if source else None
    given = verdicts.get(path.stem, {})
    found = []
    seen: Counter[str] = Counter()
    for one in audit(Subject(gold.report, document=document)):
        seen[_key(one)] += 1
        key = _key(one) + (f" ({seen[_key(one)]})" if seen[_key(one)] > 1 else "")
        said = given.get(key, {})
        verdict = said.get("true")
        found.append(
            Judged(key, one, verdict if isinstance(verdict, bool) else None, str(said.get("why", "")))
        )
    return found


def _key(one: Finding) -> str:
    """Rule and first pointer; of a finding in running text alone, what stands there."""
    if one.pointers:
        return f"{one.rule} {one.pointers[0]}"
    return f"{one.rule} “{one.places[0].text[:_LONGEST] if one.places else one.message}”"


def _name_idle(samples: dict[str, list[Judged]], verdicts: Verdicts) -> None:
    for stem, given in verdicts.items():
        known = {one.key for one in samples.get(stem, [])}
        for key in given.keys() - known:
            print(f"no longer found: {stem}: {key}", file=sys.stderr)


def _counts(samples: dict[str, list[Judged]]) -> Iterator[str]:
    every = [one for found in samples.values() for one in found]
    yield f"{len(every)} findings by {len(rules())} rules.\n"
    yield "| severity | findings | true | false | not judged | precision of those judged |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for severity in SEVERITIES:
        said = [one.verdict for one in every if one.finding.severity == severity]
        right, wrong = said.count(True), said.count(False)
        share = f"{right / (right + wrong):.2f}" if right + wrong else "–"
        yield f"| {severity} | {len(said)} | {right} | {wrong} | {said.count(None)} | {share} |"


def _tables(samples: dict[str, list[Judged]]) -> Iterator[str]:
    lang: Lang = "zh"
    for stem, found in samples.items():
        yield f"\n## {stem} ({len(found)})\n"
        yield "| severity | where | finding | cause | key | verdict |"
        yield "| --- | --- | --- | --- | --- | --- |"
        for one in sorted(found, key=lambda one: SEVERITIES.index(one.finding.severity)):
            where = spoken(one.finding.pointers[0], lang) if one.finding.pointers else _quoted(one.finding)
            told = "<br>└ ".join((one.finding.message, *(also.message for also in one.finding.consequences)))
            cells = (one.finding.severity, where, told, one.finding.cause, f"`{one.key}`", _verdict(one))
            yield "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _quoted(one: Finding) -> str:
    return f"“{one.places[0].text[:_LONGEST]}”" if one.places else ""


def _verdict(one: Judged) -> str:
    said = {True: "true", False: "**false**", None: "not judged"}[one.verdict]
    return f"{said}: {one.why}" if one.why else said


if __name__ == "__main__":
    main()
