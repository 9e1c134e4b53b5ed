"""The words in which an inspection is told."""

from __future__ import annotations

from extractor.result import Lang

_WORDS: dict[str, tuple[str, str]] = {
    "file": ("文件", "File"),
    "media_type": ("格式", "Format"),
    "page_count": ("页数", "Pages"),
    "seconds": ("用时（秒）", "Seconds"),
    "page": ("页", "Page"),
    "read_by": ("读取方式", "Read by"),
    "size": ("尺寸（点）", "Size (points)"),
    "characters": ("字符", "Characters"),
    "tables": ("表格（行×列）", "Tables (rows×columns)"),
    "confidence": ("平均/最低把握", "Confidence: mean/lowest"),
    "doubtful": ("存疑词", "Doubtful words"),
    "over_pages": ("{size}（第 {first}–{last} 页）", "{size} (pages {first}–{last})"),
    "with_reason": ("{read_by}（{reason}）", "{read_by} ({reason})"),
    "text layer": ("文字层", "text layer"),
    "text": ("文本", "text"),
    "docx": ("Word 文档", "Word document"),
    "sheet": ("工作表", "sheet"),
    "html": ("网页", "web page"),
    "no_text": ("没有文字层", "no text layer"),
    "garbled_text": ("文字层是乱码", "its text layer is garbled"),
    "hidden_text": ("文字层不可见，为扫描软件所加", "its text layer is invisible, made by a scanner"),
    "text_in_picture": ("主要内容在图片里", "most of it is in a picture"),
    "too_busy": ("图形太多，未找表格", "too many drawings to look for tables"),
    "doubtful_pages": ("有存疑词的页：{pages}", "Pages with doubtful words: {pages}"),
    "pdf_written": ("已写出：{path}", "written: {path}"),
    "no_pages_to_draw": (
        "{file} 没有可画的页面（{media_type}），--pdf 只用于 PDF 和图片",
        "{file} has no pages to draw ({media_type}): --pdf is for PDF files and pictures",
    ),
}


def say(key: str, lang: Lang, **values: object) -> str:
    """The words for ``key``, filled in; a key that is not known is told as it is."""
    zh, en = _WORDS.get(key, (key, key))
    return (zh if lang == "zh" else en).format(**values)
