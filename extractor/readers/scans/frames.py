"""The frames of a picture file: how large they are on paper, and their pixels."""

from __future__ import annotations

import io
import math
import struct
import warnings
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageOps

from extractor.errors import DamagedInput, InputTooLarge
from extractor.readers.files import File

if TYPE_CHECKING:
    from extractor.ocr.engine import Picture

_POINTS = 72.0
# A4, for pictures that do not say how large they are on paper.
_SHORT_SIDE = 595.0
_PLAUSIBLE_SHORT = (250.0, 900.0)
_PLAUSIBLE_LONG = (350.0, 1300.0)
# A3 at 500 dots per inch.
_ENOUGH = 48_000_000
_ORIENTATION = 0x0112
_SIDEWAYS = (5, 6, 7, 8)
_DAMAGE = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    struct.error,
    zlib.error,
)


class Frames:
    """A picture file. Sizes are known at once, pixels are decoded frame by frame when they are asked for."""

    def __init__(self, file: File, max_megapixels: int) -> None:
        """Read the headers.

        Raises:
            InputTooLarge: a frame has more pixels than that.
            DamagedInput: they cannot be read.
        """
        self._file = file
        with self._opened() as image:
            self.media_type = Image.MIME.get(image.format or "", "image/*")
            self.count = int(getattr(image, "n_frames", 1))
            self._check(image, max_megapixels)
        self._max_megapixels = max_megapixels

    def sources(self) -> list[FrameSource]:
        """The frames as pages to be read."""
        found = []
        with self._opened() as image:
            for at in range(self.count):
                image.seek(at)
                self._check(image, self._max_megapixels)
                width, height = paper_size(image)
                print_of = f"{self._file.sha256}#{at}"
                found.append(FrameSource(at + 1, width, height, print_of, self.pixels))
        return found

    def pixels(self, page: int) -> Picture:
        """The pixels of a page (1-based), upright as its file says, RGB."""
        import numpy as np

        return np.asarray(self._frame(page), dtype=np.uint8)

    def png(self, page: int, dpi: int) -> bytes:
        """The page (1-based) as a PNG file of about this resolution."""
        frame = self._frame(page)
        with self._opened() as image:
            image.seek(page - 1)
            width, height = paper_size(image)
        frame.thumbnail((round(width * dpi / _POINTS), round(height * dpi / _POINTS)))
        out = io.BytesIO()
        frame.save(out, "PNG")
        return out.getvalue()

    def _frame(self, page: int) -> Image.Image:
        with self._opened() as image:
            image.seek(page - 1)
            return _plain(ImageOps.exif_transpose(_reduced(image)))

    @contextmanager
    def _opened(self) -> Iterator[Image.Image]:
        try:
            # What Pillow warns of are pictures under our own limit.
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                with Image.open(io.BytesIO(self._file.data)) as image:
                    yield image
        except Image.DecompressionBombError as error:
            raise self._too_large(str(error)) from error
        except _DAMAGE as error:
            raise DamagedInput(
                f"is a damaged picture ({error}); scan or save it again",
                document=self._file.path,
                zh=f"图片已损坏（{error}），请重新扫描或另存",
            ) from error

    def _check(self, image: Image.Image, limit: int) -> None:
        millions = image.width * image.height / 1e6
        if millions > limit:
            raise self._too_large(f"{millions:.0f} megapixels; the limit is {limit}, setting max_megapixels")

    def _too_large(self, said: str) -> InputTooLarge:
        return InputTooLarge(
            f"is too large a picture ({said})",
            document=self._file.path,
            zh=f"图片过大（{said}）",
        )


@dataclass(frozen=True)
class FrameSource:
    """One frame as a page to be read by OCR; to another process only its own pixels go."""

    number: int
    width: float
    height: float
    fingerprint: str
    pixels: Callable[[int], Picture] = field(repr=False)

    def load(self, dpi: float) -> Picture:
        """The frame at a resolution, RGB."""
        return resized(self.pixels(self.number), self.width, self.height, dpi)

    def __reduce__(self) -> tuple[Any, ...]:
        loaded = _Loaded(self.pixels(self.number))
        return FrameSource, (self.number, self.width, self.height, self.fingerprint, loaded)


@dataclass(frozen=True)
class _Loaded:
    picture: Picture

    def __call__(self, page: int) -> Picture:
        return self.picture


def resized(picture: Picture, width: float, height: float, dpi: float) -> Picture:
    """A picture of a page of this size in points, at a resolution."""
    import cv2
    import numpy as np

    size = max(1, round(width * dpi / _POINTS)), max(1, round(height * dpi / _POINTS))
    shrinks = size[0] < picture.shape[1]
    how = cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, size, interpolation=how), dtype=np.uint8)


def paper_size(image: Image.Image) -> tuple[float, float]:
    """Width and height on paper in points, upright; A4's width where the file says nothing credible."""
    across, down = _resolution(image)
    pixels = (image.width, image.height)
    if image.getexif().get(_ORIENTATION) in _SIDEWAYS:
        pixels, (across, down) = (image.height, image.width), (down, across)
    if across and down:
        size = (pixels[0] / across * _POINTS, pixels[1] / down * _POINTS)
        if _is_between(min(size), _PLAUSIBLE_SHORT) and _is_between(max(size), _PLAUSIBLE_LONG):
            return size
    scale = _SHORT_SIDE / min(pixels)
    return pixels[0] * scale, pixels[1] * scale


def _resolution(image: Image.Image) -> tuple[float, float]:
    try:
        across, down = (float(each) for each in image.info.get("dpi", (0, 0)))
    except (TypeError, ValueError, ZeroDivisionError):
        return 0.0, 0.0
    return across, down


def _is_between(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= value <= bounds[1]


def _reduced(image: Image.Image) -> Image.Image:
    """A picture larger than can be of use made smaller before anything copies it."""
    if image.width * image.height <= 2 * _ENOUGH:
        return image
    factor = math.ceil((image.width * image.height / _ENOUGH) ** 0.5)
    exif, known = image.getexif(), dict(image.info)
    reduced = (image if image.mode in ("L", "RGB") else _plain(image)).reduce(factor)
    reduced.info.update({name: known[name] for name in ("exif", "xmp") if name in known})
    reduced.getexif().update(exif)
    return reduced


def _plain(image: Image.Image) -> Image.Image:
    """RGB on white paper, whatever it was."""
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        image = image.convert("F").point(lambda value: value / 257.0).convert("L")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image)
    return image.convert("RGB")
