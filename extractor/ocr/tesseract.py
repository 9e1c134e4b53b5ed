"""Tesseract, run as a program: the other engine, for machines where RapidOCR does not install."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from extractor.errors import PartMissing
from extractor.ocr.engine import Area, Glyph, Glyphs, Picture

_PROGRAM = "tesseract"
_LANGUAGE = "chi_sim"
_PATIENCE = 300
_PAGE, _ONE_COLUMN = "3", "6"
_WORD = "5"
_MARGIN = 24
_LINE_HEIGHT = 40


def installed_version() -> str:
    """The version of the program that is on the path.

    Raises:
        PartMissing: there is none, or it has no data for simplified Chinese.
    """
    if shutil.which(_PROGRAM) is None:
        raise _missing("the program tesseract", "tesseract 程序")
    if _LANGUAGE not in _run("--list-langs").split():
        raise _missing("its data for Chinese", "中文数据")
    return _run("--version").split()[1]


def _run(option: str) -> str:
    done = subprocess.run([_PROGRAM, option], capture_output=True, text=True, timeout=_PATIENCE, check=False)  # noqa: S603
    return done.stdout or done.stderr


def _missing(what: str, zh: str) -> PartMissing:
    install = "apt install tesseract-ocr tesseract-ocr-chi-sim"
    return PartMissing(
        f"reading scanned pages with Tesseract needs {what}: {install}",
        zh=f"用 Tesseract 识别扫描页缺少{zh}，请运行：{install}",
    )


class TesseractEngine:
    """Finds lines with one run of the program on the page, reads them with one on all lines below each other."""

    name = "tesseract"

    def __init__(self) -> None:
        """Raises `PartMissing` where the program or its Chinese data is not installed."""
        self.version = installed_version()

    def find(self, picture: Picture) -> list[Area]:
        """Where lines of text stand, in no order."""
        lines: dict[tuple[str, ...], Area] = {}
        for row in _rows(picture, _PAGE):
            key = (row["block_num"], row["par_num"], row["line_num"])
            area = _area(row)
            lines[key] = lines[key].joined(area) if key in lines else area
        return [area.grown(3) for area in lines.values()]

    def read(self, lines: Sequence[Picture]) -> list[Glyphs]:
        """What each picture of a line says, left to right; no glyphs where nothing can be read."""
        if not lines:
            return []
        sheet, tops = _below_each_other(lines)
        found: list[list[Glyph]] = [[] for _ in lines]
        for row in _rows(sheet, _ONE_COLUMN):
            area = _area(row)
            at = int(np.searchsorted(tops, (area.y0 + area.y1) / 2, side="right")) - 1
            if at >= 0:
                found[at].extend(_glyphs(row, area, tops[at], _LINE_HEIGHT / lines[at].shape[0]))
        return [tuple(sorted(glyphs, key=lambda glyph: glyph.area.x0)) for glyphs in found]


def _below_each_other(lines: Sequence[Picture]) -> tuple[Picture, list[int]]:
    """All lines as one page, enlarged to one height, and where the place of each begins on it."""
    sized = [
        cv2.resize(
            line,
            (max(1, round(line.shape[1] * _LINE_HEIGHT / line.shape[0])), _LINE_HEIGHT),
            interpolation=cv2.INTER_CUBIC,
        )
        for line in lines
    ]
    step = _LINE_HEIGHT + _MARGIN
    width = max(line.shape[1] for line in sized) + 2 * _MARGIN
    sheet = np.full((len(sized) * step, width, 3), 255, dtype=np.uint8)
    tops = [at * step for at in range(len(sized))]
    for line, top in zip(sized, tops, strict=True):
        y = top + _MARGIN // 2
        sheet[y : y + _LINE_HEIGHT, _MARGIN : _MARGIN + line.shape[1]] = line
    return sheet, tops


def _glyphs(row: dict[str, str], area: Area, top: int, scale: float) -> Iterator[Glyph]:
    """A word's characters, each with an even share of its width, in the pixels of the line's own picture."""
    text = row["text"].strip()
    sure = max(float(row["conf"]), 0.0) / 100
    step = area.width / len(text)
    y0, y1 = area.y0 - top - _MARGIN // 2, area.y1 - top - _MARGIN // 2
    for at, char in enumerate(text):
        x0, x1 = area.x0 + at * step - _MARGIN, area.x0 + (at + 1) * step - _MARGIN
        placed = Area(round(x0 / scale), round(y0 / scale), round(x1 / scale), round(y1 / scale))
        yield Glyph(char, placed, sure)


def _area(row: dict[str, str]) -> Area:
    left, top = int(row["left"]), int(row["top"])
    return Area(left, top, left + int(row["width"]), top + int(row["height"]))


def _rows(picture: Picture, layout: str) -> Iterator[dict[str, str]]:
    """The words of Tesseract's table for a picture."""
    done, data = cv2.imencode(".png", picture[..., ::-1])
    if not done:
        return
    run = subprocess.run(  # noqa: S603  a program of this name on the path, with arguments of our own
        [_PROGRAM, "stdin", "stdout", "-l", _LANGUAGE, "--psm", layout, "tsv"],
        input=data.tobytes(),
        capture_output=True,
        timeout=_PATIENCE,
        check=True,
        # Its threads get in each other's way: one alone is four times as fast.
        env=os.environ | {"OMP_THREAD_LIMIT": "1"},
    )
    table = io.StringIO(run.stdout.decode("utf-8", "replace"))
    for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == _WORD and row["text"].strip():
            yield row
