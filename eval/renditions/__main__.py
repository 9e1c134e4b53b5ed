"""Write renditions of the samples and their gold: ``python -m renditions OUT`` (in ``eval``).

Without options: every sample whole in every layout and an excerpt of each in its own layout, in the text
formats; scans of the excerpts in three qualities; a TIFF, a PNG and a photograph of single documents.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection
from pathlib import Path

from typeset.layouts import LAYOUTS

from renditions.build import FORMATS, PICTURES, SCANS, TEXT_FORMATS, Job, build
from renditions.document import invented, rendition
from renditions.layouts import NUMBERS
from renditions.outline import Outline, outlines

# Which single document is written as which picture.
_PICTURED = {"tiff": "dachang-2023-excerpt", "png": "dachang-2023-form", "jpeg": "hetang-2022-form"}


def main() -> None:
    """Write what was asked for."""
    parser = argparse.ArgumentParser(prog="renditions", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--documents", nargs="+", choices=sorted(outlines()), metavar="NAME")
    parser.add_argument("--layouts", nargs="+", choices=[*NUMBERS, "own"], metavar="LAYOUT")
    parser.add_argument("--formats", nargs="+", choices=FORMATS, default=FORMATS, metavar="FORMAT")
    parser.add_argument("--qualities", nargs="+", choices=SCANS, default=SCANS, metavar="QUALITY")
    parser.add_argument(
        "--invented",
        type=int,
        metavar="SEEDS",
        help="instead: so many invented reports in each of 24 templates",
    )
    given = parser.parse_args()
    if given.invented and (given.documents or given.layouts):
        parser.error("--invented brings its own documents and layouts")
    planned = (
        invented_jobs(given.invented, given.formats, given.qualities)
        if given.invented
        else jobs(given.documents, given.layouts, given.formats, given.qualities)
    )
    try:
        made = build(given.out, planned)
    except RuntimeError as error:
        sys.exit(f"error: {error}")
    pages = {quality: sum(one.pages or 0 for one in made if one.quality == quality) for quality in SCANS}
    print(f"{len(made)} files in {given.out}; scanned pages: {pages}")


def jobs(
    documents: Collection[str] | None,
    layouts: Collection[str] | None,
    formats: Collection[str],
    qualities: Collection[str],
) -> list[Job]:
    """The jobs of a selection; None for documents and layouts is the default set."""
    found = outlines()
    chosen = [found[name] for name in documents] if documents else list(found.values())
    planned = []
    for outline in chosen:
        for layout in _layouts(outline, layouts):
            wanted = [kind for kind in formats if _wants(outline, layout, kind, bool(documents))]
            if wanted:
                planned.append(Job(rendition(outline, layout), wanted, qualities))
    return planned


def invented_jobs(seeds: int, formats: Collection[str], qualities: Collection[str]) -> list[Job]:
    """Variants of all templates, the seeds from 0 on, in the formats but pictures."""
    wanted = [kind for kind in formats if kind not in PICTURES]
    return [Job(invented(number, seed), wanted, qualities) for number in LAYOUTS for seed in range(seeds)]


def _layouts(outline: Outline, layouts: Collection[str] | None) -> list[str]:
    if layouts is None:
        return list(NUMBERS) if outline.extent == "whole" else [outline.layout]
    return [outline.layout if layout == "own" else layout for layout in layouts]


def _wants(outline: Outline, layout: str, kind: str, named: bool) -> bool:
    """Whether a document is written in a format; a document that was named is written in all but pictures."""
    if kind in PICTURES:
        return _PICTURED[kind] == outline.name and layout == outline.layout
    if named:
        return True
    return outline.extent != "form" if kind in TEXT_FORMATS else outline.extent == "excerpt"


if __name__ == "__main__":
    main()
