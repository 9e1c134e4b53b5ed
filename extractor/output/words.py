"""What the outputs say themselves, in Chinese and English (field titles come from `report`)."""

from __future__ import annotations

from extractor.result import Lang

_WORDS: dict[str, tuple[str, str]] = {
    # kinds of tables that no single field of the contract names
    "report": ("报告", "Report"),
    "findings": ("待核对", "To check"),
    # columns beside the fields
    "form_number": ("表号", "Form"),
    "place": ("原文位置", "Source place"),
    "file": ("来源文件", "Source file"),
    "sha256": ("SHA-256", "SHA-256"),
    "engine": ("读取方式", "Read by"),
    "pages_read": ("页面读取", "Pages"),
    "status": ("状态", "Status"),
    "number": ("序号", "No."),
    "severity": ("级别", "Severity"),
    "message": ("说明", "Message"),
    "expected": ("应为", "Expected"),
    "found": ("实为", "Found"),
    "item": ("数据项", "Item"),
    "where": ("所在单元格", "Cell"),
    "others": ("其他单元格", "Other cells"),
    "source_text": ("原文", "Source text"),
    "cause": ("原因", "Cause"),
    "rule": ("规则", "Rule"),
    "pointers": ("数据路径", "Pointers"),
    "part": ("{whole}（{part}）", "{whole} ({part})"),
    # values
    "document": ("原文", "document"),
    "whole_report": ("整份报告", "whole report"),
    "reading": ("识读", "reading"),
    "follows": ("└─{message}", "└ {message}"),  # a space would let a terminal break the line there
    "department": ("部门整体", "department"),
    "project": ("项目", "project"),
    "error": ("错误", "error"),
    "warning": ("存疑", "doubtful"),
    "info": ("提示", "note"),
    "ok": ("完成", "ok"),
    "partial": ("部分完成", "partial"),
    "failed": ("失败", "failed"),
    "duplicate": ("重复", "duplicate"),
    "pending": ("未处理", "pending"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "expected_found": ("（应为 {expected}，实为 {found}）", " (expected {expected}, found {found})"),
    # doubts that come from the evidence
    "fuzzy": ("“{text}”与原文不完全一致，请核对", "“{text}” is not quite what the source says; please check"),
    "unlocated": ("“{text}”在原文中没有找到，请核对", "“{text}” was not found in the source; please check"),
    "cut": (
        "全文共{length}字，超出单元格上限，此处已截断，完整内容见 JSON 或 CSV",
        "{length} characters, more than a cell holds; the whole text is in the JSON or CSV output",
    ),
    # places
    "line": ("第{line}行", "line {line}"),
    "page_line": ("第{page}页第{line}行", "page {page}, line {line}"),
    "in_line": ("第{at}字", ", character {at}"),
    "page_offset": ("第{page}页第{offset}字", "page {page}, character {offset}"),
    "and": ("；", "; "),
    "stands": ("原文（{where}）：{text}", "Source ({where}): {text}"),
    # how pages were read
    "read_text": ("文本", "plain text"),
    "read_text_layer": ("文字层", "text layer"),
    "read_docx": ("Word 文档", "Word document"),
    "read_sheet": ("工作表", "sheet"),
    "read_html": ("网页", "web page"),
    "read_ocr": ("扫描识别", "OCR"),
    "read_failed": ("未能读取", "not read"),
    "mean_confidence": ("平均把握 {mean}", "mean confidence {mean}"),
    "with_detail": ("{said}（{detail}）", "{said} ({detail})"),
    "comma": ("，", ", "),
    # the tables of a run
    "dictionary": ("字段说明", "Columns of the tables"),
    "dictionary_table": ("表", "Table"),
    "dictionary_column": ("列名", "Column"),
    "dictionary_title": ("标题", "Title"),
    "dictionary_type": ("类型", "Type"),
    "dictionary_unit": ("单位", "Unit"),
    "dictionary_key": ("主键", "Key"),
    "dictionary_meaning": ("含义", "Meaning"),
    "to_check": ("待核说明", "To check"),
    # headings and summary
    "form_heading": ("自评表 {number}", "Form {number}"),
    "summary": (
        "自评表 {forms} 张，指标 {indicators} 行，资金 {funds} 行，项目 {projects} 行；错误 {errors} 处，存疑 {warnings} 处，提示 {infos} 处",
        "forms: {forms}, indicators: {indicators}, fund lines: {funds}, projects: {projects}; errors: {errors}, doubtful: {warnings}, notes: {infos}",
    ),
    "read_in": ("{engine}，{seconds:.2f} 秒", "{engine}, {seconds:.2f} s"),
    "nothing_to_check": ("没有需要核对的地方", "Nothing to check"),
    "blank": ("（空）", "(blank)"),
    # the audit
    "audit_summary": (
        "错误 {errors} 处，存疑 {warnings} 处，提示 {infos} 处（规则 {rules} 条）",
        "errors: {errors}, doubtful: {warnings}, notes: {infos} (rules: {rules})",
    ),
    "family": ("类别", "Family"),
    "checks": ("检查", "Checks"),
    "why": ("缘由", "Why"),
    "example": ("示例", "Example"),
    # page
    "source": ("原文", "Source"),
    "tables": ("提取结果", "Extracted tables"),
    "page": ("第 {number} 页", "Page {number}"),
    "view": ("原文显示方式", "How the source is shown"),
    "as_picture": ("页面图", "Pages"),
    "as_text": ("文字", "Text"),
    "picture_of": ("第 {number} 页的图", "Picture of page {number}"),
    "no_picture": ("本页没有取值，只列文字", "No value was taken from this page; only its text is given"),
    "picture_left_out": (
        "只附有取值的前 {most} 页的图，本页只列文字",
        "Pictures are given of the first {most} pages with values; of this one only the text",
    ),
    "no_source": (
        "结果从文件载入，没有原文。请重新提取原文件。",
        "This result was loaded from a file without its source. Extract the source file again.",
    ),
    "how": (
        "点击数值看原文，点击原文看数值。方向键在表内移动，N / P 跳到下一处、上一处待核对，Esc 取消。",
        "Click a value to see its source, or a place in the source to see its value. Arrow keys move within a table, N / P go to the next or previous doubt, Esc clears.",
    ),
    "how_view": (" V 切换页面图和文字。", " V switches between picture and text."),
    "pick": ("选中一个数值，这里显示它的出处。", "Select a value to see where it stands."),
    "nowhere": ("原文中没有位置", "no place in the source"),
    # errors
    "format_unknown": (
        "不认识的输出格式“{suffix}”（{path}），请改用：{formats}",
        "no output format “{suffix}” ({path}); use one of {formats}",
    ),
    "folder_missing": (
        "输出文件夹不存在：{folder}，请先建立或改写输出路径",
        "the output folder does not exist: {folder}; create it or choose another path",
    ),
    "is_folder": (
        "{path} 是文件夹，请在后面写上文件名",
        "{path} is a folder; add a file name",
    ),
    "denied": (
        "没有权限写入 {path}，请关闭正打开它的程序，或换一个文件夹",
        "not allowed to write {path}; close the program that has it open, or choose another folder",
    ),
    "disk_full": ("磁盘空间不足，无法写入 {path}，请清理后重试", "the disk is full: {path}; free some space and try again"),
    "unwritable": (
        "无法写入 {path}（{reason}），请换一个输出位置",
        "cannot write {path} ({reason}); choose another place",
    ),
}  # fmt: skip


def say(key: str, lang: Lang, **values: object) -> str:
    """The words for ``key``, filled in."""
    zh, en = _WORDS[key]
    return (zh if lang == "zh" else en).format(**values)


def say_both(key: str, **values: object) -> tuple[str, str]:
    """The words for ``key`` in English and in Chinese."""
    return say(key, "en", **values), say(key, "zh", **values)
