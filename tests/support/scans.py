"""Pages as OCR gives them: tables and lines of words, each with how sure the engine was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor import Result
from extractor.document import UNREAD, Box, Document
from extractor.doubts import doubts_of
from extractor.engines import get_engine
from extractor.evidence import settle
from extractor.pipeline import read_report
from extractor.printed import (
    Line,
    PrintedBlock,
    PrintedCell,
    PrintedPage,
    PrintedParagraph,
    PrintedTable,
    PrintedWord,
)
from extractor.readers.assembling import assemble
from extractor.readers.files import File
from extractor.result import Source
from extractor.settings import Settings

SURE = 0.998
HEADER = [
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因分析及改进措施",
]
ROWS = [
    ["产出指标", "数量指标", "培训人次", "≥500人次", "520人次", "20", "20", ""],
    ["产出指标", "质量指标", "验收合格率", "≥95%", "96%", "15", "15", ""],
    ["产出指标", "时效指标", "完成及时率", "≥98%", "98%", "15", "14", ""],
    ["效益指标", "社会效益指标", "受益群众", "≥3000人", "3100人", "30", "28", ""],
    ["满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "93%", "10", "10", ""],
]  # fmt: skip
TOTAL = ["总分", "", "", "", "", "90", "87", ""]

Confidences = Mapping[str, float]


def scanned(rows: Sequence[Sequence[str]], unsure: Confidences | None = None, *above: str) -> Result:
    """What a page with one table says, read by OCR that was ``unsure`` of the cells with these texts.

    ``UNREAD`` in a cell is ink that nobody could read.
    """
    return read([*above, rows], unsure or {}, "ocr")


def typed(rows: Sequence[Sequence[str]], *above: str) -> Result:
    """The same page out of a file that has its own text."""
    return read([*above, rows], None, "text layer")


def read(
    content: Sequence[str | Sequence[Sequence[str]]], unsure: Confidences | None, read_by: str
) -> Result:
    """Lines and tables of one page, read by the rules and doubted as the pipeline does."""
    page = PrintedPage(
        1, read_by, tuple(_block(part, at, unsure) for at, part in enumerate(content)), 595, 842
    )
    return result_of(assemble(File("scan.pdf", b"scan"), [page], "application/pdf"))


def scanned_pages(*tables: Sequence[Sequence[str]]) -> Result:
    """What pages of one table each say, read by OCR that was sure of all."""
    pages = [
        PrintedPage(number, "ocr", (_block(rows, 0, {}),), 595, 842) for number, rows in enumerate(tables, 1)
    ]
    return result_of(assemble(File("scan.pdf", b"scan"), pages, "application/pdf"))


def result_of(document: Document) -> Result:
    engine = get_engine("rules", Settings())
    settled = settle(read_report(document, engine), document)
    settled.findings.extend(doubts_of(settled, document, Settings().min_confidence))
    return Result(
        report=settled.report,
        source=Source.of(document),
        evidence=settled.evidence,
        findings=settled.findings,
        usage=engine.usage(),
    ).with_document(document)


def _block(part: str | Sequence[Sequence[str]], at: int, unsure: Confidences | None) -> PrintedBlock:
    top = 40.0 + 20 * at
    if isinstance(part, str):
        return PrintedParagraph((_line(part, Box(50, top, 545, top + 12), unsure),))
    width = 500 / max(map(len, part))
    cells = []
    for row, texts in enumerate(part):
        for column, text in enumerate(texts):
            x, y = 50 + column * width, top + row * 24
            box = Box(x, y, x + width, y + 24)
            lines = (_line(text, Box(x + 4, y + 6, x + width - 4, y + 18), unsure),) if text else ()
            cells.append(PrintedCell(row, column, lines, box=box))
    return PrintedTable(tuple(cells))


def _line(text: str, box: Box, unsure: Confidences | None) -> Line:
    """One word for each character, as engines give them; the first one carries the doubt."""
    wide = box.width / len(text)
    return tuple(
        PrintedWord(
            char,
            Box(box.x0 + at * wide, box.y0, box.x0 + (at + 1) * wide, box.y1),
            _confidence(char, unsure.get(text) if at == 0 else None) if unsure is not None else None,
        )
        for at, char in enumerate(text)
    )


def _confidence(char: str, said: float | None) -> float:
    return 0.0 if char == UNREAD else SURE if said is None else said
