"""Small PDFs for the tests, drawn with MuPDF's own Chinese font."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pymupdf

FONT = "china-s"
HEADER = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")
ROWS = (
    ("产出指标", "数量指标", "培训场次", "≥12场", "15场", "10", "10"),
    ("", "", "发放宣传资料", "≥3000份", "3200份", "10", "9.5"),
    ("", "质量指标", "验收合格率", "100%", "100%", "15", "15"),
    ("", "时效指标", "项目按期完成率", "≥95%", "96.5%", "15", "15"),
    ("效益指标", "社会效益指标", "群众知晓率", "≥90%", "92%", "30", "28"),
    ("满意度指标", "满意度", "群众满意度", "≥95%", "97%", "10", "10"),
)
NAMES = [row[2] for row in ROWS]
WIDTHS = (70, 80, 130, 70, 70, 40, 40)
LEFT, HEIGHT = 40, 22


def text(page: pymupdf.Page, x: float, y: float, said: str, size: float = 9) -> None:
    """One line of text on the base line ``y``."""
    page.insert_text((x, y), said, fontname=FONT, fontsize=size)


def table(page: pymupdf.Page, top: float, rows: Sequence[Sequence[str]], rules: str = "all") -> float:
    """A table with all rules, without those at its sides (``open``), with horizontal ones only (``rows``),
    with three (``three``) or with none; gives where it ends.
    """
    y = top
    for number, row in enumerate(rows):
        x = float(LEFT)
        for width, said in zip(WIDTHS, row, strict=True):
            if rules == "all":
                page.draw_rect((x, y, x + width, y + HEIGHT), width=0.6)
            if rules == "open" and x > LEFT:
                page.draw_line((x, y), (x, y + HEIGHT), width=0.6)
            for at, line in enumerate(said.split("\n")):
                text(page, x + 3, y + HEIGHT - 8 + 10 * at, line)
            x += width
        if rules in ("open", "rows") or (rules == "three" and number < 2):
            page.draw_line((LEFT, y), (x, y), width=1)
        y += HEIGHT
    if rules in ("open", "rows", "three"):
        page.draw_line((LEFT, y), (LEFT + sum(WIDTHS), y), width=1)
    return y


def heading(page: pymupdf.Page) -> float:
    """Title, year and the project's name; gives where the table may begin."""
    text(page, 200, 60, "项目支出绩效自评表", 16)
    text(page, 250, 80, "（2023年度）", 10)
    page.draw_rect((40, 95, 140, 117), width=0.6)
    page.draw_rect((140, 95, 540, 117), width=0.6)
    text(page, 43, 109, "项目名称")
    text(page, 143, 109, "公共法律服务体系建设经费")
    return 117


def form(rules: str = "all") -> pymupdf.Document:
    """A form on one page."""
    document = pymupdf.open()
    page = document.new_page()
    table(page, heading(page), (HEADER, *ROWS), rules)
    return document


def saved(document: pymupdf.Document, path: Path, **options: object) -> Path:
    """Write the document."""
    document.save(path, **options)
    return path
