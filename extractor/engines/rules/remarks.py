"""Remarks of a whole form: problems, reasons and measures printed under their labels."""

from __future__ import annotations

from extractor.document import Clip
from extractor.draft import Draft
from extractor.layout.headers import Row, distinct
from extractor.lexicon import lexicon
from extractor.text import clean


class Remarks:
    """Collects labelled remarks; several are joined with their labels, one stands alone."""

    def __init__(self) -> None:
        self._said: list[tuple[Clip, tuple[Clip, ...]]] = []

    def takes(self, row: Row, *, after_indicators: bool) -> bool:
        """Whether the row is a remark; its text is kept."""
        filled = distinct(row)
        field = lexicon().remark.field(filled[0].text) if filled else None
        if field is None or len(filled) > 3 or (not after_indicators and len(filled) > 2):
            return False
        texts = tuple(clip.strip() for clip in filled[1:] if clip.text.strip() != filled[0].text.strip())
        if field == "remarks" and texts and not any(lexicon().is_placeholder(clip.text) for clip in texts):
            self._said.append((filled[0].strip(), texts))
        return True

    def put(self, form: Draft) -> None:
        """Set the form's remarks."""
        if len(self._said) == 1:
            _, texts = self._said[0]
            form.put("remarks", clean("".join(clip.text for clip in texts)), *texts)
            return
        parts = [clip for label, texts in self._said for clip in (label, *texts)]
        if parts:
            form.put("remarks", " ".join(clean(clip.text) for clip in parts), *parts)
