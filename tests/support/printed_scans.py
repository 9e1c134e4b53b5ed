"""A form drawn on paper and scanned: pictures of it, and what is drawn where."""

from __future__ import annotations

import io
from pathlib import Path

import cv2
import numpy as np
import pymupdf
from numpy.typing import NDArray
from PIL import Image

Picture = NDArray[np.uint8]
WIDTH, HEIGHT = 595, 842
TITLE = "项目支出绩效自评表"
EDGES = [40, 100, 165, 290, 330, 385, 430, 470, 510, 555]
TOP, ROW = 90, 30
HEADER = ["一级指标", "二级指标", "三级指标", "符号", "指标值", "单位", "实际值", "分值", "得分"]
# A cell that is None is covered by the one above.
ROWS: list[list[str | None]] = [
    ["产出指标", "数量指标", "培训人次", "≥", "500", "人次", "520", "20", "20"],
    [None, "质量指标", "验收合格率", "≥", "95", "%", "96", "15", "15"],
    [None, "时效指标", "完成及时率", "＝", "100", "%", "", "15", "——"],
    ["效益指标", "社会效益", "受益群众", "≥", "3000", "人", "3100", "30", "28"],
    ["满意度", "服务对象", "群众满意度", "≥", "90", "%", "93", "10", "7"],
]
BELOW = "自评得分为87分，自评等级为良。"


def paper(*, rows_only: bool = False) -> pymupdf.Document:
    """One page with a title, a form with rules (with ``rows_only`` between rows alone), and a line below it."""
    document = pymupdf.open()
    page = document.new_page(width=WIDTH, height=HEIGHT)
    page.insert_text((200, 70), TITLE, fontname="china-s", fontsize=16)
    for at, row in enumerate([HEADER, *ROWS]):
        for column, text in enumerate(row):
            if text is not None:
                _cell(page, at, column, text, rows_only)
    page.insert_text((60, TOP + ROW * 7), BELOW, fontname="china-s", fontsize=12)
    return document


def cell_box(row: int, column: int) -> pymupdf.Rect:
    """Where a cell is drawn; row 0 is the header."""
    height = 1
    if row:
        below = [line[column] for line in ROWS[row:]]
        height += next((count for count, text in enumerate(below) if text is not None), len(below))
    y = TOP + row * ROW
    return pymupdf.Rect(EDGES[column], y, EDGES[column + 1], y + height * ROW)


def _cell(page: pymupdf.Page, row: int, column: int, text: str, rows_only: bool) -> None:
    box = cell_box(row, column)
    if rows_only:
        page.draw_line(box.tl, box.tr, width=0.8)
        page.draw_line(box.bl, box.br, width=0.8)
    else:
        page.draw_rect(box, width=0.8)
    size = 10.5
    wide = pymupdf.get_text_length(text, fontname="china-s", fontsize=size)
    page.insert_text(
        ((box.x0 + box.x1 - wide) / 2, (box.y0 + box.y1) / 2 + 4), text, fontname="china-s", fontsize=size
    )


def scan(document: pymupdf.Document, dpi: int = 200) -> Picture:
    """The first page as a picture, RGB."""
    pixels = document[0].get_pixmap(dpi=dpi, colorspace=pymupdf.csRGB, alpha=False)
    return np.frombuffer(pixels.samples, np.uint8).reshape(pixels.height, pixels.width, 3).copy()


def numbered(number: int, dpi: int) -> Picture:
    """A page that prints nothing but its number."""
    document = pymupdf.open()
    page = document.new_page(width=WIDTH, height=HEIGHT)
    page.insert_text((200, 100), f"第 {number} 页", fontname="china-s", fontsize=24)
    return scan(document, dpi)


def skewed(picture: Picture, degrees: float) -> Picture:
    """Laid askew on the glass, with grain."""
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    turned = cv2.warpAffine(picture, matrix, (width, height), borderValue=(250, 250, 250))
    grain = np.random.default_rng(7).normal(0, 5, turned.shape[:2])[..., None]
    return np.clip(turned * 0.95 + 8 + grain, 0, 255).astype(np.uint8)


def stamped(picture: Picture) -> Picture:
    """With a red seal over the middle of the form."""
    seal = np.full_like(picture, 255)
    at = (picture.shape[1] // 2, round(picture.shape[0] * 0.22))
    cv2.circle(seal, at, 160, (215, 45, 50), 10)
    cv2.putText(seal, "*", (at[0] - 40, at[1] + 40), cv2.FONT_HERSHEY_SIMPLEX, 4, (215, 45, 50), 20)
    return np.minimum(picture, seal)


def saved(picture: Picture, path: Path, **options: object) -> Path:
    """The picture as a file of the kind that its name says, 200 dpi unless told otherwise."""
    Image.fromarray(picture).save(path, **{"dpi": (200, 200)} | options)
    return path


def encoded(picture: Picture, kind: str, **options: object) -> bytes:
    """The picture as the bytes of a file."""
    out = io.BytesIO()
    Image.fromarray(picture).save(out, kind, **options)
    return out.getvalue()
