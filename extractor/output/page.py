"""The page for a browser: one self-contained file, source on the left, tables on the right.

It asks nothing of any network, which its Content-Security-Policy also forbids: the one
style sheet and the one script are allowed by their hashes, all else is closed. Document
text only ever stands in text nodes and attributes, escaped: by the template engine, or where elements by the
thousand are written without it, by the same function.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractor.output.counts import summary_of
from extractor.output.how_read import how_page, is_plain
from extractor.output.page_pictures import MOST_PICTURES, page_pictures
from extractor.output.page_source import Marks, pages
from extractor.output.page_tables import Tables
from extractor.output.places import document_of
from extractor.output.view import View
from extractor.output.words import say
from extractor.output.writer import Part
from extractor.result import Lang, Result
from extractor.sealed_page import asset, policy, template

_ASSETS = "extractor.output"


def render(result: Result, lang: Lang) -> Iterator[Part]:
    """The one file."""
    yield page(View(result, lang))


def page(view: View) -> Part:
    """The page of a view."""
    result, lang = view.result, view.lang
    marks = Marks(view)
    tables = Tables(view, marks)
    document = document_of(result)
    pictures = page_pictures(document, marks) if document else {}
    how = (
        {} if is_plain(result.source) else {page.number: how_page(page, lang) for page in result.source.pages}
    )
    style, script = asset(_ASSETS, "page.css"), asset(_ASSETS, "page.js")
    text = template(_ASSETS, "page.html").render(
        lang=lang,
        say=lambda key, **values: say(key, lang, **values),
        result=result,
        summary=summary_of(view),
        checks=list(tables.checks()),
        sections=list(tables.sections()),
        pages=list(pages(document, marks, how)) if document else None,
        pictures=pictures,
        most_pictures=MOST_PICTURES,
        style=style,
        script=script,
        policy=policy(style, script, pictures=True),
    )
    return Part(".html", text.encode("utf-8", "replace"))
