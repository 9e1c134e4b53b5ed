"""What `validate` can find: rule ids, how severe, and the sentence in Chinese and English.

An error has to be mended before the file is gold. A warning is worth a look; information is
what the labeller should know, such as a sum that the document itself has wrong.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.findings import Rule, finding_of
from extractor.result import Finding, Severity

RULES: dict[str, Rule] = {
    "not_gold": Rule("error", "{reason_zh}", "{reason}"),
    "schema": Rule("error", "不符合格式：{reason}", "Not as the schema has it: {reason}"),
    "key_twice": Rule("error", "键“{key}”写了两次", "The key “{key}” is there twice"),
    "key_missing": Rule(
        "error",
        "缺少键：{keys}；没有内容的应写 null 或 []",
        "Keys are missing: {keys}; write null or [] where nothing is stated",
    ),
    "accept_pointer": Rule(
        "error",
        "accept 中的指针不是报告中的一项（可指向一个值或一个指标值，不能指向整行）",
        "This pointer of accept names no cell of the report (a leaf or a quantity, never a row)",
    ),
    "accept_value": Rule(
        "error", "accept 的值 {value} 不能写在此处", "The accepted value {value} cannot stand there"
    ),
    "accept_same": Rule(
        "warning", "accept 的值 {value} 与标注相同", "The accepted value {value} is what gold says anyway"
    ),
    "document_missing": Rule(
        "error",
        "找不到原文“{document}”，请用 --documents 指定文件夹",
        "The document “{document}” was not found; name its folder with --documents",
    ),
    "document_changed": Rule(
        "error",
        "原文“{document}”与标注时不同，核对后请把 SHA-256 改为 {found}",
        "The document “{document}” is not as it was when labelled; look again, then write its SHA-256 {found}",
    ),
    "document_unreadable": Rule("error", "原文无法读取：{reason_zh}", "The document cannot be read: {reason}"),
    "labelled_twice": Rule(
        "warning", "同一原文还有标注“{other}”", "There is other gold of the same document: “{other}”"
    ),
    "no_envelope": Rule(
        "info",
        "未记录原文的 SHA-256，可用 extractor eval migrate 补上",
        "The document's SHA-256 is not recorded; `extractor eval migrate` adds it",
    ),
    "draft": Rule(
        "info",
        "草稿（{engine}），核对后用 extractor eval accept 确认",
        "A draft by {engine}; once checked, `extractor eval accept` makes it gold",
    ),
    "not_in_document": Rule(
        "error", "原文中没有“{text}”", "“{text}” is nowhere in the document"
    ),
    "not_in_scan": Rule(
        "warning",
        "识别出的文字中没有“{text}”，可能是识别有误，请对照图像",
        "“{text}” is not in what OCR read, which may be wrong: compare with the picture",
    ),
    "in_pieces": Rule(
        "info",
        "“{text}”在原文中不连续，请核对",
        "“{text}” stands in the document in pieces only: look once more",
    ),
    "value_apart": Rule(
        "error", "数值{value}不在原文“{text}”里", "The value {value} is not in the text “{text}”"
    ),
    "unit_apart": Rule(
        "error", "单位“{value}”不在原文“{text}”里", "The unit “{value}” is not in the text “{text}”"
    ),
    "quantity_apart": Rule(
        "info",
        "“{text}”按规则应为{expected}，标注为{found}，请核对",
        "By the rules “{text}” is {expected}, here it is {found}: look once more",
    ),
    "grade_unknown": Rule(
        "warning", "等级“{text}”不是优、良、中、差", "The grade “{text}” is none of 优, 良, 中, 差"
    ),
    "layout_left": Rule(
        "warning",
        "“{text}”含排版用的空白，应为“{expected}”",
        "“{text}” has white space of the layout in it; it should be “{expected}”",
    ),
    "text_empty": Rule("error", "空白文字应写 null", "Write null, not an empty text"),
    "row_blank": Rule(
        "warning", "空白模板行不应标注", "A blank row of the template is left out of gold"
    ),
    "row_twice": Rule(
        "warning", "与{other}完全相同，请核对是否重复", "The same as {other} to the last leaf: labelled twice?"
    ),
    "sum_apart": Rule(
        "info",
        "{title_zh}合计为{found}，文中为{expected}；标注照抄原文，请核对",
        "{title} add up to {found}, the document says {expected}; gold says what is printed: look once more",
    ),
    "rate_apart": Rule(
        "info",
        "执行率按金额应为{expected}，文中为{found}；标注照抄原文，请核对",
        "By the amounts the rate is {expected}, the document says {found}; gold says what is printed",
    ),
    "score_over": Rule(
        "info", "得分{found}超过分值{expected}，请核对", "The score {found} is above the points {expected}"
    ),
}  # fmt: skip

_LONGEST = 80


def finding(rule: str, pointers: Sequence[str] = (), **values: object) -> Finding:
    """The finding of a rule; ``expected`` and ``found`` are told apart as well."""
    said = {name: _shortened(str(value)) for name, value in values.items()}
    return finding_of(rule, RULES[rule], pointers, (), **said)


def severity(findings: Sequence[Finding]) -> Severity | None:
    """The worst of some findings; None where there are none."""
    order: tuple[Severity, ...] = ("error", "warning", "info")
    return next((level for level in order if any(one.severity == level for one in findings)), None)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
