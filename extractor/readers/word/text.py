"""The text of a Word paragraph as Word shows it, and the text boxes anchored in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from extractor.readers.word.styles import Styles, value, w
from extractor.readers.word.symbols import is_symbol_font, said

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BREAKS = {w("br"): "\n", w("cr"): "\n", w("tab"): "\t", w("ptab"): "\t", w("noBreakHyphen"): "-"}
# Deleted or moved away, properties, field codes, the reading of a character above it.
_UNSEEN = frozenset(
    w(name)
    for name in (
        "pPr", "rPr", "sdtPr", "del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "fldData", "ffData"
    )
)  # fmt: skip


@dataclass
class ParagraphText:
    """Collects a paragraph's text, and its text boxes in the order of their anchors."""

    styles: Styles
    parts: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What was collected so far."""
        return "".join(self.parts)

    def collect(self, element: etree._Element) -> None:
        """Add what the children of an element show."""
        for child in element:
            self._add(child)

    def _add(self, child: etree._Element) -> None:
        tag = child.tag
        if tag == w("r"):
            if not self.styles.hides(child):
                self._run(child)
        elif tag in _BREAKS:
            self.parts.append(_BREAKS[tag])
        elif tag in (w("t"), _MATH):
            self.parts.append(child.text or "")
        elif tag == w("sym"):
            self.parts.append(_symbol(child))
        elif tag == w("txbxContent"):
            self.boxes.append(child)
        elif tag not in _UNSEEN and not is_placeholder(child):
            self.collect(alternative(child))

    def _run(self, run: etree._Element) -> None:
        font = value(run.find(f"{w('rPr')}/{w('rFonts')}"), "ascii")
        if not is_symbol_font(font):
            self.collect(run)
            return
        inside = ParagraphText(self.styles)
        inside.collect(run)
        self.parts.append(said(inside.text, font))
        self.boxes += inside.boxes


def is_placeholder(element: etree._Element) -> bool:
    """Whether a content control still asks to be filled in; around a cell or row it counts, as an empty one."""
    if element.find(f"{w('sdtPr')}/{w('showingPlcHdr')}") is None:
        return False
    return (
        element.find(f"{w('sdtContent')}/{w('tc')}") is None
        and element.find(f"{w('sdtContent')}/{w('tr')}") is None
    )


def alternative(element: etree._Element) -> etree._Element:
    """The one of several ways to say the same that is to be read: the first, if there is anything in it."""
    if element.tag != f"{_COMPATIBLE}AlternateContent":
        return element
    choices = [child for child in element if child.tag != f"{_COMPATIBLE}Fallback" and len(child)]
    return next(iter(choices or element), element)


def _symbol(element: etree._Element) -> str:
    place = value(element, "char") or ""
    try:
        char = chr(int(place, 16))
    except (ValueError, OverflowError):
        return ""
    font = value(element, "font")
    return said(char, font) if is_symbol_font(font) else char if char.isprintable() else ""
