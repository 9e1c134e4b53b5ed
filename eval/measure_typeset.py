"""Leaf F1 of the offline engine on typeset reports, by template and style of text.

``python eval/measure_typeset.py [--seeds N] [--varied]`` prints a Markdown table. The
content is invented and drawn by seed; ``--varied`` also draws titles, column order and
points styles, so that the layouts are none that a rule was written for.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import mean

sys.path.insert(0, str(Path(__file__).parent))

from typeset.__main__ import write_all
from typeset.dumps import STYLES

from extractor import extract
from extractor.errors import InputError
from extractor.evaluation.run import load_gold
from extractor.evaluation.score import score

Figures = dict[str, dict[str, list[float]]]


def measure(folder: Path) -> Figures:
    """F1 of every document by template and style; one that cannot be read counts 0."""
    figures: Figures = defaultdict(lambda: defaultdict(list))
    for path in sorted(folder.glob("*.txt")):
        template, style, _ = path.stem.split("-")
        gold = load_gold(folder / "gold" / f"{path.stem}.json")
        try:
            report = extract(path).report
        except InputError:
            report = None
        figures[template][style].append(score(gold, report).figures().f1 or 0.0)
    return figures


def table(figures: Figures) -> str:
    styles = sorted(STYLES)
    lines = ["| template | " + " | ".join(styles) + " |", "| --- " * (len(styles) + 1) + "|"]
    for template, row in figures.items():
        lines.append(f"| {template} | " + " | ".join(f"{mean(row[style]):.3f}" for style in styles) + " |")
    means = [mean(mean(row[style]) for row in figures.values()) for style in styles]
    return "\n".join([*lines, "| **mean** | " + " | ".join(f"**{value:.3f}**" for value in means) + " |"])


def main() -> None:
    """Typeset into a temporary folder, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--varied", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        write_all(Path(folder), seeds=given.seeds, varied=given.varied)
        print(table(measure(Path(folder))))


if __name__ == "__main__":
    main()
