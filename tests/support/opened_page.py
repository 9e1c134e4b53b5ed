"""A page as its elements: parsed, not rendered."""

from __future__ import annotations

from functools import cached_property
from html.parser import HTMLParser

_VOID = ("meta", "br", "img", "link", "input")


class Element:
    """A tag with its attributes; ``element["name"]`` is empty where it has no such attribute."""

    def __init__(self, tag: str, attributes: dict[str, str | None]) -> None:
        self.tag, self.attributes = tag, attributes
        self.parts: list[str] = []

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name) or ""

    @cached_property
    def text(self) -> str:
        """What stands directly or below in it, as it is written."""
        return "".join(self.parts)

    @property
    def classes(self) -> list[str]:
        """Those that it belongs to."""
        return self["class"].split()


class OpenedPage(HTMLParser):
    """All elements of a page in order.

    Raises:
        AssertionError: its tags are not balanced.
    """

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(text)
        self.close()
        assert not self._open, "tags are not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep it, open until it is closed."""
        self.handle_startendtag(tag, attrs)
        if tag not in _VOID:
            self._open.append(self.elements[-1])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep it, closed as it is."""
        self.elements.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost, which has to be this."""
        assert self._open.pop().tag == tag, "tags are not balanced"

    def handle_data(self, data: str) -> None:
        """Text of all that are open."""
        for element in self._open:
            element.parts.append(data)

    def all(self, tag: str = "", kind: str = "") -> list[Element]:
        """Those of a tag, and of a class."""
        return [e for e in self.elements if tag in ("", e.tag) and (not kind or kind in e.classes)]

    def having(self, attribute: str) -> list[Element]:
        """Those with an attribute, be it empty."""
        return [element for element in self.elements if attribute in element.attributes]

    def texts(self, tag: str) -> list[str]:
        """What stands in those of a tag, without the blanks around it."""
        return [element.text.strip() for element in self.all(tag)]
