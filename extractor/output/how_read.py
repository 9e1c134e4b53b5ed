"""How the pages of a source were read, in its reader's words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from extractor.output.safe import shortened, visible
from extractor.output.words import say
from extractor.result import Lang, PageSource, Source

_KINDS = {
    "text": "read_text", "text layer": "read_text_layer", "docx": "read_docx", "sheet": "read_sheet",
    "html": "read_html", "ocr": "read_ocr", "failed": "read_failed",
}  # fmt: skip
_LONGEST = 80
_PLAIN = "text"


def is_plain(source: Source) -> bool:
    """Whether nothing is worth telling: the text of a file as it is."""
    return all(page.read_by == _PLAIN for page in source.pages)


def how_page(page: PageSource, lang: Lang) -> str:
    """How one page was read, and how sure the OCR was on average."""
    return _said(page.read_by, [page], lang)


def how_pages(source: Source, lang: Lang) -> str:
    """How all pages were read, those read alike and in a row together."""
    runs = [(how, list(pages)) for how, pages in groupby(source.pages, lambda page: page.read_by)]
    if len(runs) == 1 and len(source.pages) == 1:
        return how_page(source.pages[0], lang)
    return say("and", lang).join(_runs(runs, lang))


def _runs(runs: Sequence[tuple[str, Sequence[PageSource]]], lang: Lang) -> Iterator[str]:
    for how, pages in runs:
        first, last = pages[0].number, pages[-1].number
        where = say("page", lang, number=first if first == last else f"{first}–{last}")
        yield f"{where} {_said(how, pages, lang)}"


def _said(how: str, pages: Sequence[PageSource], lang: Lang) -> str:
    kind, detail = _kind(how)
    said = say(_KINDS[kind], lang) if kind else ""
    rest = shortened(visible(detail), _LONGEST)
    sure = [page.confidence for page in pages if page.confidence is not None]
    mean = say("mean_confidence", lang, mean=f"{sum(sure) / len(sure):.2f}") if sure else ""
    beside = say("comma", lang).join(filter(None, (rest, mean)))
    return say("with_detail", lang, said=said, detail=beside) if said and beside else said or beside


def _kind(how: str) -> tuple[str, str]:
    """The known word that ``read_by`` begins with, and the rest of it."""
    for kind in sorted(_KINDS, key=len, reverse=True):
        if how == kind or how.startswith((f"{kind} ", f"{kind}:")):
            return kind, how[len(kind) :].lstrip(": ")
    return "", how
