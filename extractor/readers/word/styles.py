"""What paragraphs of a Word document take from their styles, and the names of WordprocessingML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = ("0", "false", "off")


@cache
def w(name: str) -> str:
    """The qualified name of an element or attribute."""
    return _W + name


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """An element's attribute; None where the element or the attribute is missing."""
    return element.get(w(name)) if element is not None else None


def number(element: etree._Element | None, name: str = "val") -> int | None:
    """An attribute as a number; None where it is missing or none."""
    said = value(element, name)
    return (
        int(said) if said is not None and said.lstrip("-").isascii() and said.lstrip("-").isdigit() else None
    )


def is_on(element: etree._Element | None) -> bool:
    """Whether a property that is a switch is there and not switched off."""
    return element is not None and (value(element) or "1") not in _OFF


@dataclass(frozen=True)
class Styles:
    """The style sheet: elements by id, and the paragraph style of those that name none."""

    by_id: dict[str, etree._Element] = field(default_factory=dict)
    default: str | None = None

    @staticmethod
    def of(root: etree._Element | None) -> Styles:
        """The styles of the part ``styles.xml``; none where it is missing."""
        found = (
            {value(one, "styleId") or "": one for one in root.iter(w("style"))} if root is not None else {}
        )
        default = (
            name
            for name, one in found.items()
            if value(one, "type") == "paragraph" and value(one, "default") in ("1", "true", "on")
        )
        return Styles(found, next(default, None))

    def of_paragraph(self, paragraph: etree._Element, name: str) -> etree._Element | None:
        """A paragraph's property: its own, else that of its style or of those that it is based on."""
        own = paragraph.find(f"{w('pPr')}/{w(name)}")
        if own is not None:
            return own
        found = (style.find(f"{w('pPr')}/{w(name)}") for style in self.chain(paragraph))
        return next((one for one in found if one is not None), None)

    def chain(self, paragraph: etree._Element) -> Iterator[etree._Element]:
        """The paragraph's style and those that it is based on, nearest first."""
        at = value(paragraph.find(f"{w('pPr')}/{w('pStyle')}")) or self.default
        seen: set[str] = set()
        while at in self.by_id and at not in seen:
            seen.add(at)
            yield self.by_id[at]
            at = value(self.by_id[at].find(w("basedOn")))

    def hides(self, run: etree._Element) -> bool:
        """Whether a run is hidden text."""
        own = run.find(f"{w('rPr')}/{w('vanish')}")
        if own is not None:
            return is_on(own)
        style = self.by_id.get(value(run.find(f"{w('rPr')}/{w('rStyle')}")) or "")
        return style is not None and is_on(style.find(f"{w('rPr')}/{w('vanish')}"))
