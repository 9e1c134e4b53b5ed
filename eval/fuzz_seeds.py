"""Files to be damaged: the small renditions, and the formats they lack, made from them.

Made are: Word and Excel of old and OpenDocument and rich text (by LibreOffice, left out where there
is none), pictures of a scanned page, a TIFF of two, an archive, a web archive, and files
with a password. What text there is comes from the samples and the field texts.
"""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random
from shutil import which

import pymupdf
from msoffcrypto.format.ooxml import OOXMLFile
from PIL import Image

EVAL = Path(__file__).parent
SMALL = EVAL / "renditions" / "small"
TEXTS = ("samples/quannan-2022.txt", "samples/laoting-2023.txt", "field/pdf-layout.txt")
MARKDOWN = ("field/markdown-list-and-form.txt", "field/markdown-sign-value-unit.txt")
PASSWORD = "2022"  # noqa: S105
# Shares of the files. Conversion by LibreOffice and OCR take seconds where the others take milliseconds.
SLOW = {
    ".doc": 0.01, ".rtf": 0.01, ".odt": 0.01, ".xls": 0.01, ".ods": 0.01, "scan": 0.005, ".pdf locked": 0.02,
    ".png": 0.005, ".jpg": 0.005, ".tif": 0.005, ".bmp": 0.005, ".gif": 0.005,
}  # fmt: skip


def kind(path: Path) -> str:
    """What a file is counted as: its suffix, ``scan`` for a PDF of pictures, ``locked`` for one with a password."""
    if path.suffix == ".pdf" and re.search(r"-(clean|copier|bad)$", path.stem):
        return "scan"
    return f"{path.suffix} locked" if path.stem.endswith("-locked") else path.suffix


def seeds(folder: Path) -> list[Path]:
    """All files to be damaged; those that are made are written into the folder."""
    folder.mkdir()
    # The scans there take the OCR half a minute each: one that takes seconds is made here.
    files = (path for path in SMALL.iterdir() if path.is_file() and path.suffix != ".json")
    small = sorted(path for path in files if kind(path) != "scan")
    for made in (_texts, _by_office, _pictures, _packed, _locked):
        for name, data in made(folder):
            (folder / name).write_bytes(data)
    return small + sorted(path for path in folder.iterdir() if path.is_file())


def plan(files: int, given: list[Path], random: Random, only: str | None = None) -> Iterator[Path]:
    """The seed of each file: slow kinds have their small share, the others the same one each."""
    kinds = defaultdict(list)
    for path in given:
        if only in (None, kind(path)):
            kinds[kind(path)].append(path)
    slow = {name: round(files * share) for name, share in SLOW.items() if name in kinds and not only}
    quick = [name for name in kinds if name not in slow]
    for name, count in slow.items():
        yield from (random.choice(kinds[name]) for _ in range(count))
    rest = files - sum(slow.values())
    yield from (random.choice(kinds[quick[at % len(quick)]]) for at in range(rest))


_Named = Iterator[tuple[str, bytes]]


def _texts(_: Path) -> _Named:
    for name in TEXTS:
        yield Path(name).name, (EVAL / name).read_bytes()
    yield "gbk.txt", (EVAL / TEXTS[0]).read_bytes().decode().encode("gb18030")
    for name in MARKDOWN:
        yield Path(name).with_suffix(".md").name, (EVAL / name).read_bytes()


def _by_office(folder: Path) -> _Named:
    if which("soffice") is None:
        return
    for source, suffixes in (("docx", ("rtf", "odt")), ("xlsx", ("xls", "ods"))):
        for suffix in suffixes:
            profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
            name = f"hetang-2022-form-national.{source}"
            command = [
                "soffice",
                profile,
                "--headless",
                "--convert-to",
                suffix,
                "--outdir",
                str(folder / "made"),
            ]
            subprocess.run([*command, str(SMALL / name)], check=True, capture_output=True, timeout=180)
            made = folder / "made" / f"hetang-2022-form-national.{suffix}"
            yield made.name, made.read_bytes()


def _pictures(_: Path) -> _Named:
    """The upper part of a scanned page, small enough that the OCR takes a second or two."""
    with pymupdf.open(SMALL / "hetang-2022-form-national-bad.pdf") as pdf:
        page = pdf[0]
        clip = pymupdf.Rect(0, 0, page.rect.width, page.rect.height / 3)
        drawn = page.get_pixmap(dpi=110, clip=clip, colorspace=pymupdf.csGRAY)
    image = Image.frombytes("L", (drawn.width, drawn.height), bytes(drawn.samples))
    for name, options in (
        ("page.png", {}),
        ("page.jpg", {"quality": 60}),
        ("page.bmp", {}),
        ("page.gif", {}),
    ):
        out = io.BytesIO()
        image.save(out, {".jpg": "JPEG"}.get(name[-4:], name[-3:].upper()), dpi=(110, 110), **options)
        yield name, out.getvalue()
    out = io.BytesIO()
    image.save(out, "PDF", resolution=110, save_all=True, append_images=[image])
    yield "page-bad.pdf", out.getvalue()
    for name, compression in (("pages.tif", "tiff_lzw"), ("fax.tif", "group4")):
        out = io.BytesIO()
        pages = [image.convert("1") if compression == "group4" else image] * 2
        pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], compression=compression)
        yield name, out.getvalue()


def _packed(_: Path) -> _Named:
    html = (SMALL / "hetang-2022-form-national.html").read_bytes()
    for suffix in ("docx", "html"):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(SMALL / f"hetang-2022-form-national.{suffix}", f"自评/报告.{suffix}")
        yield f"{suffix}.zip", out.getvalue()
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=part\r\n\r\n--part\r\n"
    type_ = b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    yield "page.mht", head + type_ + b64encode(html) + b"\r\n--part--\r\n"


def _locked(_: Path) -> _Named:
    for suffix in ("docx", "xlsx"):
        out = io.BytesIO()
        OOXMLFile(io.BytesIO((SMALL / f"hetang-2022-form-national.{suffix}").read_bytes())).encrypt(
            PASSWORD, out
        )
        yield f"{suffix}-locked.{suffix}", out.getvalue()
    with pymupdf.open(SMALL / "hetang-2022-form-national.pdf") as pdf:
        yield (
            "pdf-locked.pdf",
            pdf.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="owner", user_pw=PASSWORD),
        )
