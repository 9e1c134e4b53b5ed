"""What the reading itself can doubt: rule ids, how severe, and the sentence in Chinese and English.

The placeholders in a sentence are filled from `draft.Doubt.values`.
"""

from __future__ import annotations

from typing import NamedTuple

from extractor.result import Severity


class Rule(NamedTuple):
    """Severity and sentences of one rule."""

    severity: Severity
    zh: str
    en: str


RULES: dict[str, Rule] = {
    "row_slipped": Rule(
        "warning",
        "本行与表头错位，已按内容归列，请核对（原行：{row}）",
        "The row has slipped against its header; values were placed by what they are ({row})",
    ),
    "cell_count": Rule(
        "warning",
        "本行有{found}格，表头有{expected}格，已按内容归列，请核对",
        "The row has {found} cells, its header {expected}; values were placed by what they are",
    ),
    "cell_unused": Rule("warning", "单元格“{cell}”未归入任何列", "The cell “{cell}” was given to no column"),
    "column_unknown": Rule(
        "info", "列名“{label}”不认识，该列未读取", "The column “{label}” is not known and was not read"
    ),
    "number_unreadable": Rule(
        "warning", "“{text}”应为数字，读不出", "“{text}” should be a number and cannot be read as one"
    ),
    "table_unknown": Rule(
        "warning",
        "此表没有认识的表头，未读取（首行：{row}）",
        "No known header in this table; it was not read ({row})",
    ),
    "no_table": Rule("warning", "文中没有找到表格", "No table was found in the text"),
    "grid_rebuilt": Rule(
        "info",
        "此表的行列由文字顺序推断，请核对",
        "Rows and columns of this table were inferred from the order of the text",
    ),
    "glued_split": Rule(
        "warning",
        "本行数字粘连，已按各列含义拆开：{row}",
        "Figures in this row are glued together; they were split by what the columns mean: {row}",
    ),
    "not_in_source": Rule(
        "error", "模型给出的“{said}”在资料中找不到", "“{said}”, as the model says, is not in the source"
    ),
    "wrong_language": Rule(
        "error",
        "模型没有照抄资料，写的是别的语言：“{said}”",
        "The model translated instead of copying: “{said}”",
    ),
    "null_in_words": Rule(
        "warning", "模型没有给出值，写的是“{said}”，请核对", "The model wrote “{said}” instead of a value"
    ),
    "keys_dropped": Rule(
        "warning",
        "模型多给的字段（{keys}）不在结构中，已去掉，请核对",
        "Keys that the schema does not know ({keys}) were dropped from the model's answer",
    ),
    "column_differs": Rule(
        "warning",
        "本行的值取自第{found}格，多数行取自第{expected}格，请核对",
        "The value comes from cell {found} of its row, in most rows it is cell {expected}",
    ),
    "quantity_differs": Rule(
        "warning",
        "模型对“{text}”的符号、数值或单位理解不同（{found}），已按原文读取",
        "The model reads sign, value or unit of “{text}” otherwise ({found}); the text was followed",
    ),
    "row_mixed": Rule(
        "warning", "{row} 的部分内容取自别的行，请核对", "Some values of {row} were taken from another row"
    ),
    "row_doubled": Rule(
        "info", "模型将本行录了两次，已去掉重复", "The model gave this row twice; one was dropped"
    ),
    "row_extra": Rule(
        "warning", "“{row}”这一行在表中找不到对应的行，请核对", "No row of the table corresponds to “{row}”"
    ),
    "item_unusable": Rule(
        "error",
        "模型给出的一条缺少“{field}”，未采用（{said}）",
        "An item that the model gives lacks “{field}” and was not used ({said})",
    ),
    "rows_missing": Rule(
        "error",
        "模型漏录{found}行（{rows}），重问后仍缺",
        "The model left out {found} rows ({rows}), also when asked again",
    ),
    "readers_differ": Rule(
        "warning",
        "两种读法不一致：模型读作“{found}”，规则读作“{expected}”，请核对",
        "Two readers differ: the model reads “{found}”, the rules read “{expected}”",
    ),
    "segment_failed": Rule("error", "{segment} 未能读取：{reason}", "{segment} could not be read: {reason}"),
    "read_by_fallback": Rule(
        "warning",
        "{segment} 模型未能读取（{reason}），改由规则读取",
        "{segment} was read by the rules, as the model failed on it: {reason}",
    ),
    "not_located": Rule("error", "“{text}”在原文中找不到", "“{text}” was not found in the source"),
}
