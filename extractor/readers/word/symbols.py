"""Signs set in a symbol font: the character in the file is a place in the font, not what is seen."""

from __future__ import annotations

_SYMBOL = {
    0xA3: "≤", 0xB3: "≥", 0xB9: "≠", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xBB: "≈", 0xB0: "°", 0xD6: "√", 0xB7: "·",
    0xC5: "⊕", 0xA5: "∞", 0x2D: "−", 0xAE: "→", 0xAC: "←", 0xAD: "↑", 0xAF: "↓", 0xBA: "≡", 0x40: "≅", 0x7E: "~",
    0x6D: "μ", 0x53: "Σ", 0xE5: "∑", 0xD7: "·", 0xA2: "′", 0xB2: "″",
}  # fmt: skip
_WINGDINGS = {
    0xFC: "√", 0xFE: "☑", 0xFB: "×", 0xFD: "☒", 0xA8: "□", 0x6F: "□", 0x71: "□", 0x72: "□", 0x6E: "■", 0x6C: "●",
    0xA1: "○", 0xA7: "▪", 0x75: "◆", 0xD8: "➢", 0x4A: "☺", 0x46: "☞", 0xE0: "→", 0xDF: "←",
}  # fmt: skip
_WINGDINGS2 = {
    0x50: "√",
    0x52: "☑",
    0x4F: "×",
    0x51: "☒",
    0x53: "☒",
    0x54: "☒",
    0x30: "□",
    0xA3: "□",
    0x98: "●",
}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS2}
_PRIVATE = range(0xF000, 0xF100)
_NONE = ""


def is_symbol_font(font: str | None) -> bool:
    """Whether characters of this font are seen as other signs."""
    return (font or "").strip().lower() in _FONTS


def said(text: str, font: str | None) -> str:
    """The text as it is seen in a symbol font; a sign that nobody needs in a report is left out."""
    signs = _FONTS.get((font or "").strip().lower())
    return text if signs is None else "".join(_sign(char, signs) for char in text)


def _sign(char: str, signs: dict[int, str]) -> str:
    place = ord(char) - 0xF000 if ord(char) in _PRIVATE else ord(char)
    if place in signs:
        return signs[place]
    # The Symbol font has digits and common signs where ASCII has them; the others have pictures.
    return (
        chr(place) if signs is _SYMBOL and 0x20 <= place < 0x40 else _NONE if ord(char) in _PRIVATE else char
    )
