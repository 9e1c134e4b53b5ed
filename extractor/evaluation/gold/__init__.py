"""Gold files: what is right for one document, and further right answers.

load ─► Gold ─► resolved(answer) ─► score
draft (from an engine) ─► a person labels ─► validate ─► accept
migrate (a bare report ─► gold.v1)         agree (two annotators)
"""

from extractor.evaluation.gold.file import DocumentName, Gold, GoldFile, is_draft, load
from extractor.evaluation.gold.resolve import resolved

__all__ = ["DocumentName", "Gold", "GoldFile", "is_draft", "load", "resolved"]
