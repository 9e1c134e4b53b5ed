"""Write specimens and their gold: ``python -m typeset OUT`` (with ``eval`` on the path).

OUT/<template>-<style>-<seed>.txt and OUT/gold/<template>-<style>-<seed>.json.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Collection, Iterable
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
    write_all(given.out, given.seeds, given.varied, given.template or LAYOUTS, given.style or STYLES)


def write_all(
    out: Path,
    seeds: int,
    varied: bool,
    templates: Iterable[int] = LAYOUTS,
    styles: Collection[str] = STYLES,
) -> None:
    """Write the specimens of the templates, one for each seed and style, with their gold."""
    (out / "gold").mkdir(parents=True, exist_ok=True)
    for number in templates:
        for seed in range(seeds):
            _write(specimen(number, seed, varied), f"{number:02}-{{}}-{seed}", styles, out)


def _write(made: Specimen, name: str, styles: Iterable[str], out: Path) -> None:
    answer = json.dumps(made.report, ensure_ascii=False, indent=1) + "\n"
    for style in styles:
        stem = name.format(style)
        (out / f"{stem}.txt").write_text(STYLES[style](made.blocks), encoding="utf-8")
        (out / "gold" / f"{stem}.json").write_text(answer, encoding="utf-8")


if __name__ == "__main__":
    main()
