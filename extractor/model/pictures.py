"""Pictures that go along with a question: a part of a page, blackened where its text is masked, and its price."""

from __future__ import annotations

import base64
import io
import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from extractor.document import Box, Page

if TYPE_CHECKING:
    from PIL.Image import Image

QUALITY = 85
# A word's box fits its ink closely, and a straightened page was turned a little: points, and a share
# of the lettering's height, which is the shorter side where a sheet lies on its side.
_BESIDE = 2.0
_OF_HEIGHT = 0.15
# The dearest way to count that is published (OpenAI's guide "Images and vision", gpt-4o-mini with detail high):
# tiles of 512 pixels. It is above all others' for any picture of up to 2000 pixels a side; a test holds it there.
_LONG_SIDE, _SHORT_SIDE, _TILE = 2048, 768, 512
_BASE_TOKENS, _TILE_TOKENS = 2833, 5667
# Patches of most open models (model card of Qwen2.5-VL: 28 pixels a side).
_PATCH = 28


@dataclass(frozen=True)
class Picture:
    """The ``part`` (in points) of a page as a JPEG file of ``width`` by ``height`` pixels."""

    jpeg: bytes = field(repr=False)
    width: int
    height: int
    page: Page = field(repr=False)
    part: Box

    @property
    def sha256(self) -> str:
        """What tells it from other pictures."""
        return sha256(self.jpeg).hexdigest()

    @property
    def data_uri(self) -> str:
        """The picture itself, never an address where it could be fetched."""
        return f"data:image/jpeg;base64,{base64.b64encode(self.jpeg).decode()}"

    @property
    def most_tokens(self) -> int:
        """The most tokens that any published way to count gives for a picture of this size."""
        shrunk = min(1.0, _LONG_SIDE / max(self.width, self.height))
        shrunk = min(shrunk, _SHORT_SIDE / min(self.width, self.height))
        tiles = math.ceil(self.width * shrunk / _TILE) * math.ceil(self.height * shrunk / _TILE)
        return _BASE_TOKENS + _TILE_TOKENS * tiles

    @property
    def likely_tokens(self) -> int:
        """What most models take for it."""
        return math.ceil(self.width / _PATCH) * math.ceil(self.height / _PATCH)


def pictured(image: Image, page: Page, part: Box) -> Picture:
    """The picture of a part of a page."""
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=QUALITY)
    return Picture(out.getvalue(), image.width, image.height, page, part)


def blackened(picture: Picture, spans: Iterable[tuple[int, int]]) -> Picture:
    """The picture with every word black that holds any character of these ranges of the page's text."""
    page = picture.page
    boxes = [word.box for start, end in spans for word in page.words_at(start, end) if word.end > start]
    if not boxes:
        return picture
    from PIL import Image, ImageDraw

    with Image.open(io.BytesIO(picture.jpeg)) as image:
        plain = image.convert("RGB")
    pen = ImageDraw.Draw(plain)
    for box in boxes:
        pen.rectangle(_pixels(picture, box), fill="black")
    return replace(picture, jpeg=pictured(plain, page, picture.part).jpeg)


def _pixels(picture: Picture, box: Box) -> tuple[int, int, int, int]:
    """The pixels of a box in points, some more on each side."""
    part, more = picture.part, _BESIDE + _OF_HEIGHT * min(box.width, box.height)
    across, down = picture.width / part.width, picture.height / part.height
    return (
        math.floor((box.x0 - more - part.x0) * across),
        math.floor((box.y0 - more - part.y0) * down),
        math.ceil((box.x1 + more - part.x0) * across),
        math.ceil((box.y1 + more - part.y0) * down),
    )
