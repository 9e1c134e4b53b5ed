"""Why nothing was found in a document, and what its owner can do."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.document import Document
from extractor.errors import NothingFound
from extractor.layout.segments import Segment


def nothing_found(document: Document, segments: Sequence[Segment]) -> NothingFound:
    """The error for a document of which nothing was read."""
    if unread := [page for page in document.pages if page.failure is not None]:
        numbers, reason = ", ".join(str(page.number) for page in unread[:10]), unread[0].failure
        return NothingFound(
            f"could not be read: page {numbers} ({reason}); give it more time (setting page_timeout), or scan it again",
            document=document.name,
            zh=f"没有读出内容：第 {numbers} 页读取失败（{reason}）；可加大 page_timeout 设置，或重新扫描",
        )
    if not any(segment.rows for segment in segments):
        return NothingFound(
            "holds no self-evaluation form, project list or indicator: "
            "check that it is a 绩效自评 report and that its tables survived the conversion to text",
            document=document.name,
            zh="没有找到自评表、项目汇总表或指标：请确认是绩效自评报告，并且表格在转成文本时没有丢失",
        )
    return NothingFound(
        "has tables, but no column title in them is known: "
        "check that it is a 绩效自评 report; titles of a new template are added in schemas/lexicon.toml",
        document=document.name,
        zh="有表格，但没有认识的列名：请确认是绩效自评报告；新模板的列名可加入 schemas/lexicon.toml",
    )
