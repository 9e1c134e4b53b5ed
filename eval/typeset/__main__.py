"""Write specimens and their gold: ``python -m typeset OUT`` (with ``eval`` on the path).

OUT/<template>-<style>-<seed>.txt and OUT/gold/<template>-<style>-<seed>.json.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from typeset.dumps import STYLES
from typeset.layouts import LAYOUTS
from typeset.reports import Specimen, specimen


def main() -> None:
    """Write all specimens asked for."""
    parser = argparse.ArgumentParser(prog="typeset", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seeds", type=int, default=3, help="reports per template (default 3)")
    parser.add_argument(
        "--template", type=int, action="append", choices=sorted(LAYOUTS), help="may be repeated"
    )
    parser.add_argument("--style", action="append", choices=sorted(STYLES), help="may be repeated")
    parser.add_argument(
        "--varied", action="store_true", help="set variants of the layouts: other wordings, orders"
    )
    given = parser.parse_args()
    gold = given.out / "gold"
    gold.mkdir(parents=True, exist_ok=True)
    for number in given.template or LAYOUTS:
        for seed in range(given.seeds):
            _write(specimen(number, seed, given.varied), f"{number:02}-{{}}-{seed}", given.style, given.out)


def _write(made: Specimen, name: str, styles: list[str] | None, out: Path) -> None:
    answer = json.dumps(made.report, ensure_ascii=False, indent=1) + "\n"
    for style in styles or STYLES:
        stem = name.format(style)
        (out / f"{stem}.txt").write_text(STYLES[style](made.blocks), encoding="utf-8")
        (out / "gold" / f"{stem}.json").write_text(answer, encoding="utf-8")


if __name__ == "__main__":
    main()
