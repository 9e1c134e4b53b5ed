"""Whether the evidence of what was read right leads to where it stands."""

from __future__ import annotations

from extractor.evaluation.figures import Whereabouts
from extractor.evaluation.ground import Ground, Span
from extractor.evaluation.nodes import Node
from extractor.evaluation.pairs import Cell, Pair
from extractor.evaluation.survey import Survey
from extractor.result import Evidence


def whereabouts(
    walked: list[Pair], evidence: dict[str, list[Evidence]], ground: Ground | None
) -> Whereabouts:
    """Count the cells read right by where their evidence leads; without a document none can be checked."""
    right = [cell for pair in walked for cell in pair.cells() if cell.right]
    led = [(cell, evidence[cell.pointer]) for cell in right if cell.pointer in evidence]
    stands = Survey(_gold(walked), ground) if ground else None
    judged = [_leads(found, _true(cell, stands), ground) for cell, found in led if ground and stands]
    return Whereabouts.of(
        place=judged.count("place"),
        page_only=judged.count("page"),
        elsewhere=judged.count("elsewhere"),
        unchecked=len(led) - len(judged) + judged.count("unknown"),
        without=len(right) - len(led),
    )


def _gold(walked: list[Pair]) -> Node:
    return next(pair.gold for pair in walked if pair.gold)


def _true(cell: Cell, stands: Survey) -> list[Span]:
    return stands.of(cell.pair.gold, cell.name) if cell.pair.gold else []


def _leads(found: list[Evidence], true: list[Span], ground: Ground) -> str:
    if not true:
        return "unknown"
    if any(ground.span(place).meets(span) for place in found for span in true):
        return "place"
    pages = {ground.page(span) for span in true}
    return "page" if any(place.page in pages for place in found) else "elsewhere"
