"""Whether the evidence of what was read right leads to where it stands."""

from __future__ import annotations

from typing import Literal

from extractor.evaluation.figures import Whereabouts
from extractor.evaluation.ground import Ground
from extractor.evaluation.nodes import Node
from extractor.evaluation.pairs import Cell, Pair
from extractor.evaluation.survey import Survey
from extractor.result import Evidence
from extractor.text import fold

Lead = Literal["place", "page", "elsewhere", "unknown"]


def whereabouts(
    walked: list[Pair], evidence: dict[str, list[Evidence]], ground: Ground | None
) -> Whereabouts:
    """Count the cells read right by where their evidence leads; without a document none can be checked."""
    right = [cell for pair in walked for cell in pair.cells() if cell.right]
    led = [(cell, evidence[cell.pointer]) for cell in right if cell.pointer in evidence]
    stands = Survey(_gold(walked), ground) if ground else None
    judged = [_leads(cell, found, ground, stands) for cell, found in led if ground and stands]
    return Whereabouts.of(
        place=judged.count("place"),
        page_only=judged.count("page"),
        elsewhere=judged.count("elsewhere"),
        unchecked=len(led) - len(judged) + judged.count("unknown"),
        without=len(right) - len(led),
    )


def _gold(walked: list[Pair]) -> Node:
    return next(pair.gold for pair in walked if pair.gold)


def _leads(cell: Cell, found: list[Evidence], ground: Ground, stands: Survey) -> Lead:
    true = stands.of(cell.pair.gold, cell.name) if cell.pair.gold else []
    led = [ground.span(place) for place in found]
    if any(one.meets(span) for one in led for span in true):
        return "place"
    if not true or _glued(cell, found, ground):
        return "unknown"
    pages = {ground.page(span) for span in true}
    return "page" if any(place.page in pages for place in found) else "elsewhere"


def _glued(cell: Cell, found: list[Evidence], ground: Ground) -> bool:
    """Whether the value is said where evidence leads, but not by itself: then where else it stands proves nothing."""
    said, told = fold(cell.shown), iter(fold("".join(place.text for place in found)).replace(",", ""))
    known = ground.find(cell.printed, in_sentences=False)
    met = any(ground.span(place).meets(span) for place in found for span in known)
    return not met and all(char in told for char in said.replace(",", ""))
