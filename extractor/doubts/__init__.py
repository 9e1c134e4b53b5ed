"""Doubts about what OCR read: findings on values that a misreading would explain.

Every rule looks at the settled report and its evidence, whichever engine read it, and only
at values that stand on pages read by OCR: a text of the file's own is not misread. No rule
changes a value. What the document itself has wrong looks the same as a misreading, and is
worth the same look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from extractor.document import Document
from extractor.doubts.amounts import budgets_apart, executions_apart, parts_apart, totals_apart
from extractor.doubts.breaks import rows_broken
from extractor.doubts.confidence import low_confidence
from extractor.doubts.confirmed import confirmed
from extractor.doubts.figures import far_from_target, figures_garbled, over_hundred
from extractor.doubts.gaps import amounts_missing, names_missing, numbers_missing, rows_empty, sequence_broken
from extractor.doubts.grids import rows_cut
from extractor.doubts.ink import unread_ink
from extractor.doubts.levels import levels_joined, levels_missing
from extractor.doubts.names import grades_unknown, levels_unknown, names_apart, places_apart, texts_garbled
from extractor.doubts.pages import pages_failed, poor_pages
from extractor.doubts.points import points_apart, score_too_high
from extractor.doubts.regions import tables_unread
from extractor.doubts.scan import Scan
from extractor.doubts.sign_off import sign_off_impossible
from extractor.doubts.signs import signs_garbled, signs_missing, units_apart, units_missing
from extractor.doubts.titles import labels_misread, titles_misread, titles_unknown
from extractor.doubts.unplaced import rows_unplaced
from extractor.evidence import Settled
from extractor.result import Finding

Rule = Callable[[Scan], Iterator[Finding]]

_RULES: tuple[Rule, ...] = (
    poor_pages,
    unread_ink,
    rows_cut,
    rows_unplaced,
    tables_unread,
    rows_broken,
    titles_misread,
    titles_unknown,
    labels_misread,
    signs_garbled,
    signs_missing,
    units_missing,
    units_apart,
    figures_garbled,
    far_from_target,
    over_hundred,
    score_too_high,
    points_apart,
    executions_apart,
    parts_apart,
    totals_apart,
    budgets_apart,
    numbers_missing,
    names_missing,
    amounts_missing,
    rows_empty,
    sequence_broken,
    levels_unknown,
    levels_joined,
    levels_missing,
    names_apart,
    places_apart,
    grades_unknown,
    texts_garbled,
    sign_off_impossible,
)

__all__ = ["doubts_of"]


def doubts_of(settled: Settled, document: Document, min_confidence: float) -> list[Finding]:
    """The findings on pages that could not be read, and on values read by OCR.

    ``min_confidence`` (0 to 1) is how sure the least sure word of a text has to be; see
    `confidence` for what that asks of figures.
    """
    failed = [*pages_failed(document)]
    if all(page.confidence is None for page in document.pages):
        return failed
    scan = Scan(settled.report, settled.evidence, document, tuple(settled.findings))
    found = [*failed, *(finding for rule in _RULES for finding in rule(scan))]
    return [*found, *low_confidence(scan, min_confidence, confirmed(scan))]
