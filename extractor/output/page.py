"""The page for a browser: one self-contained file, source on the left, tables on the right.

It asks nothing of any network, which its Content-Security-Policy also forbids: the one
style sheet and the one script are allowed by their hashes, all else is closed. Document
text only ever stands in text nodes and attributes, escaped by the template engine.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from importlib.resources import files
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from jinja2 import Template

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
    style, script = _asset("page.css"), _asset("page.js")
    text = _template().render(
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
        policy=_policy(style, script),
    )
    return Part(".html", text.encode("utf-8", "replace"))


def _asset(name: str) -> str:
    return files(_ASSETS).joinpath("assets", name).read_text(encoding="utf-8")


def _template() -> Template:
    from jinja2 import DictLoader, Environment, StrictUndefined

    environment = Environment(
        loader=DictLoader({"page": _asset("page.html")}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page")


def _policy(style: str, script: str) -> str:
    """Nothing is allowed but the page's own style and script, to the letter, and pictures within it."""
    return (
        f"default-src 'none'; img-src data:; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
