"""Picture files: how large they are on paper, which way up, and what is too much or broken."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from extractor.errors import DamagedInput, InputTooLarge
from extractor.readers.files import File
from extractor.readers.scans.frames import Frames
from tests.integration.conftest import Command
from tests.support import printed_scans as drawn

KINDS = ["PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP"]


def frames(data: bytes, limit: int = 150) -> Frames:
    return Frames(File("scan", data), limit)


def marked(width: int = 413, height: int = 585) -> drawn.Picture:
    """White, but for its upper left corner."""
    picture = np.full((height, width, 3), 255, np.uint8)
    picture[:60, :40] = 0
    return picture


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_gives_its_pixels(kind: str) -> None:
    (source,) = frames(drawn.encoded(marked(), kind)).sources()
    picture = source.load(50)
    assert picture.shape == (round(source.height * 50 / 72), round(source.width * 50 / 72), 3)
    assert picture[2, 2].max() < 40
    assert picture[-3, -3].min() > 215


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "LA", "RGBA", "I;16"])
def test_every_mode_gives_black_on_white(mode: str) -> None:
    grey = Image.fromarray(marked()).convert("L")
    image = (
        grey.point(lambda value: value * 257, "I").convert("I;16") if mode == "I;16" else grey.convert(mode)
    )
    kind = "TIFF" if mode == "CMYK" else "PNG"
    picture = frames(
        drawn.encoded(np.asarray(image), kind) if mode == "I;16" else _saved(image, kind)
    ).pixels(1)
    assert picture.shape == (585, 413, 3)
    assert (picture[5, 5].max() < 40, picture[-5, -5].min() > 215) == (True, True)


def _saved(image: Image.Image, kind: str) -> bytes:
    import io

    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def test_a_photograph_lies_as_its_file_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by a quarter clockwise
    made = frames(
        drawn.encoded(np.ascontiguousarray(np.rot90(marked())), "JPEG", exif=exif.tobytes(), quality=95)
    )
    (source,) = made.sources()
    assert source.height > source.width
    assert made.pixels(1)[5, 5].max() < 40


@pytest.mark.parametrize(
    ("pixels", "dpi", "points"),
    [
        ((1654, 2339), 200, (595, 842)),
        ((1654, 2339), 72, (595, 841)),  # a page of 58 cm: not what 72 dpi would make of it
        ((2339, 1654), None, (841, 595)),
        ((2480, 3508), 300, (595, 842)),
        ((3307, 2339), 200, (1190, 842)),  # A3
    ],
)
def test_sizes_on_paper(pixels: tuple[int, int], dpi: int | None, points: tuple[int, int]) -> None:
    blank = np.full((pixels[1], pixels[0], 3), 255, np.uint8)
    data = drawn.encoded(blank, "PNG", **({"dpi": (dpi, dpi)} if dpi else {}))
    (source,) = frames(data).sources()
    assert (source.width, source.height) == pytest.approx(points, abs=1.5)


def test_a_picture_of_a_gigapixel_is_refused_by_its_header() -> None:
    header = struct.pack(">IIBBBBB", 32_000, 32_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    data += struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))
    with pytest.raises(InputTooLarge):
        frames(data)


def test_a_picture_over_the_limit_names_the_setting() -> None:
    with pytest.raises(InputTooLarge, match="setting max_megapixels"):
        frames(drawn.encoded(np.zeros((1200, 1000, 3), np.uint8), "PNG"), limit=1)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "GIF", "WEBP"])
def test_a_truncated_picture_is_damaged(kind: str) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (400, 300, 3), dtype=np.uint8)
    data = drawn.encoded(noise, kind)
    with pytest.raises(DamagedInput):
        frames(data[: len(data) // 2]).pixels(1)


def test_too_many_frames_are_refused(run: Command, folder: Path) -> None:
    pages = [Image.fromarray(marked(60, 80)) for _ in range(4)]
    pages[0].save(folder / "scan.tif", save_all=True, append_images=pages[1:])
    done = run("extract", "scan.tif", "--lang", "en", env={"EXTRACTOR_MAX_PAGES": "3"})
    assert (done.returncode, done.stdout) == (1, "")
    assert "has 4 pages (the limit is 3, setting max_pages)" in done.stderr
