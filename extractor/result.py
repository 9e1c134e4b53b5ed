"""What the tool gives for one document: the report, and what only the tool can know about it."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from extractor.document import Box, Document, Place
from extractor.report import Report

Lang = Literal["zh", "en"]
Severity = Literal["error", "warning", "info"]
Match = Literal["exact", "normalised", "fuzzy"]
Cause = Literal["reading", "document"]


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Evidence(_Closed):
    """One place where a value stands.

    ``page`` is 1-based, ``start`` and ``end`` count characters in that page's text,
    ``box`` is (x0, y0, x1, y1) in points, to two decimals, or None, ``text`` is what stands there.
    ``match`` is ``exact`` when that text is the value to the letter, ``normalised`` when
    it is so under the contract's rules, ``fuzzy`` otherwise. ``confidence`` (0 to 1) is the
    OCR engine's for the least sure word there, None where the text is the file's own.
    """

    page: int
    start: int
    end: int
    box: tuple[float, float, float, float] | None = None
    text: str
    match: Match
    confidence: float | None = None

    @classmethod
    def at(cls, place: Place, document: Document, match: Match) -> Evidence:
        """The evidence of a place: its text, and its box and confidence where the page has them."""
        words = document.words_at(place)
        box = Box.around([word.box for word in words])
        sure = [word.confidence for word in words if word.confidence is not None]
        return cls(
            page=place.page,
            start=place.start,
            end=place.end,
            box=_rounded(box) if box else None,
            text=document.text_at(place),
            match=match,
            confidence=min(sure, default=None),
        )


def _rounded(box: Box) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (round(side, 2) for side in (box.x0, box.y0, box.x1, box.y1))
    return x0, y0, x1, y1


class Finding(_Closed):
    """Something wrong or doubtful. ``pointers`` are JSON Pointers into ``report``.

    ``places`` say where it stands in the source, also where no value is concerned. ``cause`` says whether the
    reading is in doubt or the document itself contradicts itself; ``consequences`` are further contradictions
    that the same mistake makes.
    """

    rule: str
    severity: Severity
    pointers: list[str] = Field(default_factory=list)
    message: str
    message_en: str
    expected: str | None = None
    found: str | None = None
    places: list[Evidence] = Field(default_factory=list)
    cause: Cause = "reading"
    consequences: list[Finding] = Field(default_factory=list)

    def said(self, lang: Lang) -> str:
        """The message in the language asked for."""
        return self.message if lang == "zh" else self.message_en


class PageSource(_Closed):
    """How one page was read: ``text``, ``text layer``, ``ocr …``, ``docx``, ``sheet``, ``html``.

    ``confidence`` is the mean of the OCR engine's over the page's words, None without OCR.
    """

    number: int
    read_by: str
    characters: int
    confidence: float | None = None


class Source(_Closed):
    """The file the report was read from."""

    file: str
    sha256: str
    media_type: str
    pages: list[PageSource]

    @classmethod
    def of(cls, document: Document) -> Source:
        """What is to be said of a document's origin."""
        pages = [
            PageSource(
                number=page.number,
                read_by=page.read_by,
                characters=len(page.text),
                confidence=page.confidence,
            )
            for page in document.pages
        ]
        return cls(file=document.name, sha256=document.sha256, media_type=document.media_type, pages=pages)


class SegmentUsage(_Closed):
    """What one segment took; ``failed`` says why it was not read, None where it was."""

    segment: str
    calls: int = 0
    attempts: int = 0
    reasks: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float | None = 0.0
    cache_hits: int = 0
    failed: str | None = None


class Usage(_Closed):
    """What the reading took.

    ``seconds`` is wall time; ``cost`` is in US dollars, None where a price is not known.
    ``calls`` were put to a model, ``attempts`` counts their HTTP requests with retries,
    ``reasks`` those that were asked because an answer did not fit; a cache hit is none of
    them. ``prompts`` gives name with version and SHA-256 of the instructions sent.
    """

    engine: str
    model: str | None = None
    calls: int = 0
    attempts: int = 0
    reasks: int = 0
    input_tokens: int = 0
    cached_input_tokens: int = 0
    output_tokens: int = 0
    cost: float | None = 0.0
    cache_hits: int = 0
    seconds: float = 0.0
    prompts: dict[str, str] = Field(default_factory=dict)
    segments: list[SegmentUsage] = Field(default_factory=list)

    def with_more(self, other: Usage) -> Usage:
        """What this and another reading of the same document took together; the engine stays this one's."""
        known = self.cost is not None and other.cost is not None
        summed = (
            "calls",
            "attempts",
            "reasks",
            "input_tokens",
            "cached_input_tokens",
            "output_tokens",
            "cache_hits",
        )
        return self.model_copy(
            update={
                **{name: getattr(self, name) + getattr(other, name) for name in summed},
                "model": self.model or other.model,
                "cost": round((self.cost or 0) + (other.cost or 0), 6) if known else None,
                "seconds": round(self.seconds + other.seconds, 3),
                "prompts": self.prompts | other.prompts,
            }
        )


class Result(_Closed):
    """The typed result of one extraction.

    ``evidence`` is keyed by the JSON Pointer of a leaf in ``report``; a `Quantity` counts
    as one leaf. ``document`` holds the pages that the offsets count in, and is not printed.
    """

    schema_version: Literal["report.v1"] = "report.v1"
    status: Literal["ok", "partial", "failed"] = "ok"
    report: Report
    source: Source
    evidence: dict[str, list[Evidence]]
    findings: list[Finding]
    usage: Usage
    _document: Document | None = PrivateAttr(default=None)

    @property
    def document(self) -> Document:
        """The document as read; raises ValueError for a result loaded from a file."""
        if self._document is None:
            raise ValueError("this result was loaded from a file: read its source again to get the document")
        return self._document

    def with_document(self, document: Document) -> Result:
        """This result, with the document it was read from."""
        self._document = document
        return self
