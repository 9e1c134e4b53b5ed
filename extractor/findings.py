"""What the reading itself can doubt: rule ids, how severe, and the sentence in Chinese and English.

The placeholders in a sentence are filled from `draft.Doubt.values`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractor.result import Evidence, Finding, Severity


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
    "column_guessed": Rule(
        "info",
        "列名“{found}”按“{expected}”读取，请核对",
        "The column title “{found}” was taken for “{expected}”",
    ),
    "number_unreadable": Rule(
        "warning", "“{text}”应为数字，读不出", "“{text}” should be a number and cannot be read as one"
    ),
    "table_unknown": Rule(
        "warning",
        "此表没有认识的表头，未读取（首行：{row}）",
        "No known header in this table; it was not read ({row})",
    ),
    "tables_lost": Rule(
        "error",
        "原文件有表格，转换后没有了，请用原来的软件另存为 .docx 再提取",
        "The file has tables, but none survived its conversion; save it as .docx in the program that made it",
    ),
    "pictures_unread": Rule(
        "warning",
        "文中有{count}幅大图片，图中文字未读取；如果表格是图片，请另存为 PDF 再提取",
        "The text of {count} large pictures was not read; where tables are pictures, save the file as PDF",
    ),
    "sheets_hidden": Rule(
        "info", "隐藏的工作表未读取：{sheets}", "Sheets that are hidden were not read: {sheets}"
    ),
    "page_pictures_unread": Rule(
        "warning",
        "第{pages}页的图片中可能有表格，未安装 OCR，没有读取，请核对",
        "Pictures on pages {pages} may hold tables; the OCR is not installed, and they were not read",
    ),
    "pages_too_busy": Rule(
        "warning",
        "第{pages}页的图形太多，没有在其中找表格，请核对",
        "Pages {pages} hold too many drawings: no tables were looked for there",
    ),
    "rows_hidden": Rule(
        "info",
        "工作表“{sheet}”中隐藏的行或列未读取",
        "Rows or columns of the sheet “{sheet}” that are hidden were not read",
    ),
    "formulas_open": Rule(
        "warning",
        "表中公式没有保存计算结果，相应单元格为空，请用 Excel 或 WPS 打开并保存后再提取",
        "Formulas were saved without their results, their cells are empty; open and save the file in Excel or WPS",
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
    "read_off_picture": Rule(
        "warning",
        "模型从图上读作“{found}”，文字识别为“{expected}”，请对照原件",
        "The model reads “{found}” off the picture, the OCR reads “{expected}”; compare with the original",
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
        "各行的这个值不是取自同一列（本行第{found}格，最多的是第{expected}格），请核对",
        "This value comes from different columns in different rows (here cell {found}, mostly cell {expected})",
    ),
    "cell_left_out": Rule(
        "warning",
        "本行的“{cell}”未录入，其他行的这一格都已录入，请核对",
        "“{cell}” was left out, though other rows give this cell",
    ),
    "cell_told_twice": Rule(
        "warning", "同一格“{cell}”被录入不同的栏，请核对", "One cell, “{cell}”, is given to several columns"
    ),
    "columns_swapped": Rule(
        "warning",
        "目标值与完成值可能对调（{reason}），请核对",
        "Targets and actual values may have changed places ({reason})",
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
    "review_failed": Rule(
        "warning",
        "大模型没有完成审核（{segment}）：{reason}",
        "The model did not review all of the report ({segment}): {reason}",
    ),
    "read_by_fallback": Rule(
        "warning",
        "{segment} 模型未能读取（{reason}），改由规则读取",
        "{segment} was read by the rules, as the model failed on it: {reason}",
    ),
    "not_located": Rule("error", "“{text}”在原文中找不到", "“{text}” was not found in the source"),
    # Doubts about what OCR read (`doubts`)
    "low_confidence": Rule("warning", "识别把握不大：{text}", "The OCR was not sure of: {text}"),
    "pages_failed": Rule(
        "error",
        "第{text}页未能读取（{reason}），其中的内容缺失",
        "Pages {text} could not be read ({reason}); what stands on them is missing",
    ),
    "pages_poor": Rule(
        "warning",
        "第{text}页识别质量差，请重新扫描，或逐格核对",
        "Pages {text} are hard to read: scan them again, or check every value",
    ),
    "unread_ink": Rule(
        "warning", "此处有字迹未能识别，请对照原件", "There is ink here that the OCR could not read"
    ),
    "row_cut": Rule(
        "warning",
        "本行识别出{found}格，表头有{expected}格，表格线可能误识，请核对整行",
        "This row was seen as {found} cells, its header as {expected}; a rule may be misread",
    ),
    "level_missing": Rule(
        "warning",
        "本表其他行有一级指标，这些行没有，可能漏识，请核对",
        "These rows have no first level where others of the form do; it may not have been read",
    ),
    "table_unread": Rule(
        "warning",
        "第{page}页从“{text}”起像是表格，其内容未读取，请对照原件",
        "From “{text}” on page {page} there seems to be a table; nothing of it was read",
    ),
    "row_unplaced": Rule(
        "warning",
        "表中此行未归入任何一项：{text}，请核对是否漏读",
        "This row of the table is found nowhere in the report ({text}); it may have been lost",
    ),
    "row_broken": Rule(
        "warning",
        "此行可能在换页处被截断，下页的“{text}”可能是它的后半部分，请核对",
        "A page break may cut this row: “{text}” on the next page may be the rest of it",
    ),
    "row_empty": Rule(
        "warning",
        "本行只有名称“{text}”，可能是上一行名称的一部分或误识，请核对",
        "This row is only a name, “{text}”; it may be the rest of the row above, or no row at all",
    ),
    "title_misread": Rule(
        "warning",
        "列名“{found}”可能是“{expected}”误识，该列可能未读取，请核对",
        "The column title “{found}” may be “{expected}” misread; its column may not have been read",
    ),
    "title_unknown": Rule(
        "warning",
        "列名“{found}”不认识，该列未读取，可能是“{expected}”误识，请核对",
        "The column title “{found}” is not known and its column was not read; it may be “{expected}”",
    ),
    "sign_garbled": Rule(
        "warning",
        "“{text}”中数字前的“{found}”可能是符号误识，请核对",
        "“{found}” before the figure in “{text}” may be a sign misread",
    ),
    "sign_missing": Rule(
        "warning",
        "“{text}”没有符号，其他各行都有，可能漏识，请核对",
        "“{text}” has no sign, unlike the other rows; one may have been lost",
    ),
    "unit_missing": Rule(
        "warning",
        "“{text}”没有单位，其他各行都有，可能漏识，请核对",
        "“{text}” has no unit, unlike the other rows; it may have been lost",
    ),
    "unit_apart": Rule(
        "warning",
        "目标值与完成值的单位不一致（{expected}、{found}），可能误识，请核对",
        "The units of target and actual value differ ({expected}, {found}); one may be misread",
    ),
    "figure_garbled": Rule(
        "warning",
        "“{text}”中的“{found}”不像数字，可能误识，请核对",
        "“{found}” in “{text}” is no figure and may be misread",
    ),
    "far_from_target": Rule(
        "warning",
        "完成值“{found}”与目标值“{expected}”相差悬殊，可能漏识小数点或误识，请核对",
        "The actual value “{found}” is far from its target “{expected}”; a decimal point may have been lost",
    ),
    "over_hundred": Rule(
        "warning", "比率{found}%超过100%，可能误识，请核对", "A rate of {found} % may be misread"
    ),
    "score_too_high": Rule(
        "warning",
        "得分{found}高于分值（{expected}），可能误识，请核对",
        "The score {found} is more than its points ({expected})",
    ),
    "points_sum": Rule(
        "warning",
        "各行{zh}合计为{found}，应为{expected}，可能误识，请核对",
        "The {en} of the rows add up to {found}, not {expected}; one may be misread",
    ),
    "rate_apart": Rule(
        "warning",
        "执行率{found}%与执行数除以预算数（{expected}%）不符，可能误识，请核对",
        "The rate {found} % is not the executed share of the budget ({expected} %)",
    ),
    "amounts_sum": Rule(
        "warning",
        "各行金额合计为{found}，合计行为{expected}，可能误识，请核对",
        "The amounts of the lines add up to {found}, the total says {expected}; one may be misread",
    ),
    "budget_apart": Rule(
        "warning",
        "预算数{found}不等于年初预算加调整数（{expected}），可能误识，请核对",
        "The budget {found} is not the initial budget with its adjustment ({expected})",
    ),
    "number_missing": Rule(
        "warning",
        "此格为空，其他各行都有数，可能漏识，请核对",
        "This cell is empty, unlike those of the other rows; a figure may have been lost",
    ),
    "name_missing": Rule(
        "warning", "本行没有名称，可能漏识，请核对", "This row has no name; it may have been lost"
    ),
    "amounts_missing": Rule(
        "warning",
        "“{text}”一行没有金额，却有分值、得分或执行率，可能把斜线等误识为数字，请核对",
        "“{text}” has points, a score or a rate, but no amount; a stroke may have been read as a figure",
    ),
    "sequence_broken": Rule(
        "warning",
        "序号{found}与前后不连贯（应为{expected}），可能误识，请核对",
        "The serial number {found} breaks the sequence ({expected} expected)",
    ),
    "name_apart": Rule(
        "warning",
        "“{found}”与“{expected}”只差一字，可能误识，请核对",
        "“{found}” is but one character away from “{expected}” and may be misread",
    ),
    "grade_unknown": Rule(
        "warning",
        "“{found}”不是等级，同列其他各行都是，可能误识，请核对",
        "“{found}” is no grade, unlike the others of its column; it may be misread",
    ),
    "text_garbled": Rule(
        "warning",
        "“{text}”中的“{found}”不完整或不属于此处，可能误识，请核对",
        "“{found}” in “{text}” is incomplete or does not belong there; it may be misread",
    ),
    "level_unknown": Rule(
        "warning",
        "“{found}”不像指标的级别名称，可能误识或取自别的格，请核对",
        "“{found}” is not the name of a level; it may be misread or belong to another cell",
    ),
    "date_impossible": Rule(
        "warning",
        "“{text}”不是可能的日期，可能误识，请核对",
        "“{text}” is no possible date and may be misread",
    ),
    "phone_impossible": Rule(
        "warning",
        "“{text}”不像电话号码，可能误识，请核对",
        "“{text}” does not look like a telephone number and may be misread",
    ),
}


def finding(
    rule: str, /, pointers: Sequence[str] = (), places: Sequence[Evidence] = (), **values: object
) -> Finding:
    """The finding of a rule of `RULES`; ``expected`` and ``found`` are told apart as well."""
    return finding_of(rule, RULES[rule], pointers, places, **values)


def finding_of(
    name: str, rule: Rule, /, pointers: Sequence[str] = (), places: Sequence[Evidence] = (), **values: object
) -> Finding:
    """The finding of a rule of any family, under the name that it has there."""
    said = {key: str(value) for key, value in values.items()}
    return Finding(
        rule=name,
        severity=rule.severity,
        pointers=list(pointers),
        message=rule.zh.format(**said),
        message_en=rule.en.format(**said),
        expected=said.get("expected"),
        found=said.get("found"),
        places=list(places),
    )
