"""Paper again: pages of a PDF as pictures, worn as copiers and telephones wear them.

Every step draws from a generator seeded by the rendition's name, so that the same name gives the same picture.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pymupdf
from numpy.random import Generator
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Picture = NDArray[np.uint8]
_STAMP_FONT = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc"


@dataclass(frozen=True)
class Quality:
    """How a page is scanned: resolution in dpi, JPEG quality, and what is done to the picture."""

    dpi: int
    jpeg: int
    wear: Callable[[Picture, Generator], Picture]


def scan(pdf: Path, out: Path, quality: str) -> int:
    """Write the pages of a PDF as an image-only PDF; returns the number of pages."""
    how = QUALITIES[quality]
    pictures = photographs(pdf, quality)
    with pymupdf.open() as paper:
        for picture in pictures:
            height, width = picture.shape[:2]
            page = paper.new_page(width=width * 72 / how.dpi, height=height * 72 / how.dpi)
            page.insert_image(page.rect, stream=jpeg(picture, how.jpeg))
        paper.save(out, garbage=3, deflate=True, no_new_id=True)
    return len(pictures)


def photographs(pdf: Path, quality: str) -> list[Picture]:
    """The pages of a PDF as worn pictures, RGB."""
    how = QUALITIES[quality]
    with pymupdf.open(pdf) as document:
        pages = [_render(page, how.dpi) for page in document]
    seeds = (zlib.crc32(f"{pdf.stem}-{quality}-{number}".encode()) for number in range(len(pages)))
    return [how.wear(page, np.random.default_rng(seed)) for page, seed in zip(pages, seeds, strict=True)]


def jpeg(picture: Picture, quality: int) -> bytes:
    """The picture as JPEG."""
    small = [cv2.IMWRITE_JPEG_OPTIMIZE, 1, cv2.IMWRITE_JPEG_PROGRESSIVE, 1]
    done, data = cv2.imencode(".jpg", picture[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality, *small])
    if not done:
        raise RuntimeError("the picture could not be written as JPEG")
    return bytes(data)


def write_tiff(pictures: list[Picture], dpi: int, out: Path) -> None:
    """One TIFF with a page for each picture."""
    first, *others = [Image.fromarray(picture).convert("L") for picture in pictures]
    first.save(out, save_all=True, append_images=others, compression="jpeg", dpi=(dpi, dpi), quality=75)


def _render(page: pymupdf.Page, dpi: int) -> Picture:
    pixels = page.get_pixmap(dpi=dpi, colorspace=pymupdf.csRGB, alpha=False)
    return np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.width, 3).copy()


def _clean(picture: Picture, rng: Generator) -> Picture:
    return picture


def _copier(picture: Picture, rng: Generator) -> Picture:
    picture = _turn(picture, rng.uniform(0.3, 1.0) * rng.choice((-1, 1)))
    return _noise(cv2.GaussianBlur(picture, (0, 0), 0.6), 6, rng)


def _bad(picture: Picture, rng: Generator) -> Picture:
    picture = _stamp(picture, rng)
    picture = _stains(picture, rng)
    picture = _turn(picture, rng.uniform(1.0, 2.0) * rng.choice((-1, 1)))
    picture = _perspective(picture, 0.006, rng, paper=(250, 250, 248))
    picture = _shade(picture, rng.uniform(0.12, 0.2), rng)
    return _noise(cv2.GaussianBlur(picture, (0, 0), 0.7), 9, rng)


def _photo(picture: Picture, rng: Generator) -> Picture:
    margin = picture.shape[1] // 14
    desk = (96, 74, 58)
    picture = cv2.copyMakeBorder(picture, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=desk)
    picture = _perspective(picture, 0.03, rng, paper=desk)
    picture = _shade(picture, 0.4, rng)
    return _noise(cv2.GaussianBlur(picture, (0, 0), 0.8), 5, rng)


def _turn(picture: Picture, degrees: float) -> Picture:
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return cv2.warpAffine(
        picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(250, 250, 248)
    )


def _perspective(picture: Picture, share: float, rng: Generator, paper: tuple[int, int, int]) -> Picture:
    height, width = picture.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    inward = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]], np.float32)
    moved = corners + inward * rng.uniform(0, share, (4, 2)).astype(np.float32) * (width, height)
    matrix = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    return cv2.warpPerspective(picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=paper)


def _noise(picture: Picture, sigma: float, rng: Generator) -> Picture:
    grain = rng.normal(0, sigma, picture.shape[:2])[:, :, None]
    return np.clip(picture + grain, 0, 255).astype(np.uint8)


def _shade(picture: Picture, depth: float, rng: Generator) -> Picture:
    """Darker towards one side, as at the fold of a book or away from the lamp."""
    height, width = picture.shape[:2]
    angle = rng.uniform(0, 2 * np.pi)
    across, down = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    slope = (np.cos(angle) * across + np.sin(angle) * down + 1.42) / 2.84
    return (picture * (1 - depth * slope[:, :, None])).astype(np.uint8)


def _stains(picture: Picture, rng: Generator) -> Picture:
    """A few soft brownish spots."""
    height, width = picture.shape[:2]
    spots = np.zeros((height, width), np.float32)
    for _ in range(3):
        centre = (int(rng.uniform(0, width)), int(rng.uniform(0, height)))
        axes = (int(rng.uniform(0.03, 0.09) * width), int(rng.uniform(0.03, 0.09) * width))
        cv2.ellipse(spots, centre, axes, rng.uniform(0, 180), 0, 360, 1.0, -1)
    soft = cv2.GaussianBlur(spots, (0, 0), width / 90)[:, :, None]
    return (picture * (1 - soft * np.array([0.08, 0.14, 0.22]))).astype(np.uint8)


def _stamp(picture: Picture, rng: Generator) -> Picture:
    """A round red seal over the print, which stays legible below it."""
    height, width = picture.shape[:2]
    size = int(width * 0.2)
    seal = Image.new("RGB", (size, size), "white")
    draw = ImageDraw.Draw(seal)
    draw.ellipse((3, 3, size - 4, size - 4), outline=(214, 40, 40), width=max(3, size // 40))
    points = [
        (size / 2 + radius * np.sin(turn), size * 0.45 - radius * np.cos(turn))
        for turn, radius in zip(np.arange(10) * np.pi / 5, (size * 0.16, size * 0.065) * 5, strict=True)
    ]
    draw.polygon(points, fill=(214, 40, 40))
    font = ImageFont.truetype(_STAMP_FONT, size // 11)
    draw.text((size / 2, size * 0.74), "绩效评价专用章", fill=(214, 40, 40), font=font, anchor="mm")
    worn = np.asarray(seal.rotate(rng.uniform(-25, 25), fillcolor="white"))
    top, left = int(rng.uniform(0.3, 0.5) * height), int(rng.uniform(0.35, 0.7) * width)
    below = picture[top : top + size, left : left + size]
    above = worn[: below.shape[0], : below.shape[1]]
    picture[top : top + size, left : left + size] = (below.astype(np.float32) * above / 255).astype(np.uint8)
    return picture


QUALITIES: dict[str, Quality] = {
    "clean": Quality(300, 95, _clean),
    "copier": Quality(200, 70, _copier),
    "bad": Quality(150, 50, _bad),
    "photo": Quality(200, 80, _photo),
}


def write_png(picture: Picture, dpi: int, out: Path) -> None:
    """The picture as PNG in shades of grey."""
    Image.fromarray(picture).convert("L").save(out, dpi=(dpi, dpi), optimize=True)
