"""What a browser shows of an element: whether it is seen, centred, and what is typed into its fields."""

from __future__ import annotations

import re

from lxml import etree

_UNSEEN = frozenset({
    "head", "script", "style", "template", "noscript", "title", "datalist", "button", "object", "iframe", "svg",
    "rt", "rp", "option",
})  # fmt: skip
_HIDING = re.compile(r"display:none|visibility:hidden|mso-hide:all")
_CENTRED = re.compile(r"text-align:center")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "center", "caption"))
_TYPED = frozenset(("", "text", "number", "date", "tel", "search", "month"))


def is_hidden(element: etree._Element) -> bool:
    """Whether the element and all in it is not shown; fields of a form are shown by `typed_in`."""
    if element.tag in _UNSEEN or element.get("hidden") is not None:
        return True
    return bool(_HIDING.search(_style(element)))


def is_centred(element: etree._Element) -> bool:
    """Whether the element sets its lines in the middle, as titles are."""
    return (
        element.tag in _HEADINGS
        or (element.get("align") or "").lower() == "center"
        or bool(_CENTRED.search(_style(element)))
    )


def typed_in(element: etree._Element) -> str | None:
    """What stands in a field of a form as it was saved; None for all other elements."""
    if element.tag == "input" and (element.get("type") or "").lower() in _TYPED:
        return element.get("value")
    if element.tag == "select":
        options = list(element.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None] or options[:1]
        return "".join("".join(str(text) for text in option.itertext()).strip() for option in chosen)
    return None


def _style(element: etree._Element) -> str:
    return re.sub(r"\s+", "", element.get("style") or "").lower()
