"""What the columns and tables of a run are called, and what they mean, in Chinese and English.

Columns that hold a field of the contract have their titles from there, and what they mean in Chinese.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import NamedTuple

from extractor.batch.tables.kinds import OF_FORM, OF_REPORT, Field, Table
from extractor.batch.tables.meanings import MEANINGS
from extractor.output.columns import title_of
from extractor.output.words import say
from extractor.report import Form, Quantity, Report
from extractor.result import Lang


class Words(NamedTuple):
    """Title and meaning in Chinese and English, and the unit of a number."""

    zh: str
    en: str
    meaning_zh: str
    meaning_en: str
    unit: str = ""


_COLUMNS = MappingProxyType(
    {
        "document_id": Words("文件编号", "Document id", "文件在本次批处理中的编号，由路径决定，重跑不变", "the document's id in this run, made of its path: the same whenever it is run again"),
        "path": Words("文件", "File", "文件路径，压缩包内的文件写作“包.zip/内部路径”", "the document's path; inside of an archive archive.zip/member"),
        "status": Words("状态", "Status", "ok 完成，partial 部分未读，failed 失败，duplicate 与另一文件内容相同，pending 尚未处理", "ok, partial (a part was not read), failed, duplicate (same content as another), pending"),
        "same_as": Words("同于文件", "Same as", "内容相同、已代为提取的文件编号", "id of the document with the same content, whose rows stand for both"),
        "forms": Words("自评表数", "Forms", "自评表张数", "how many forms were read"),
        "indicators": Words("指标行数", "Indicators", "指标行数", "how many rows of indicators"),
        "funds": Words("资金行数", "Fund lines", "资金行数", "how many fund lines"),
        "projects": Words("项目行数", "Projects", "项目汇总行数", "how many rows of the list of projects"),
        "doubt": Words("存疑程度", "Doubt", "需要人工核对的程度，0 为没有；识读存疑计 10、3、0.2，原文自身矛盾计十分之一，未读全和失败排在最前", "how much there is to look at, 0 for nothing: doubts about the reading count 10, 3, 0.2, contradictions of the document a tenth, partial and failed stand on top"),
        "errors": Words("错误", "Errors", "错误处数", "findings of severity error"),
        "warnings": Words("存疑", "Warnings", "存疑处数", "findings of severity warning"),
        "infos": Words("提示", "Notes", "提示处数", "findings of severity info"),
        "problem": Words("失败原因", "Problem", "失败原因（中文）", "why it failed, in Chinese"),
        "problem_en": Words("失败原因（英文）", "Problem", "失败原因（英文）", "why it failed, in English"),
        "problem_kind": Words("错误类型", "Error class", "错误类型名", "class of the error"),
        "pages": Words("页数", "Pages", "读取的页数", "pages read"),
        "seconds": Words("用时", "Seconds", "提取用时", "time it took", "s"),
        "finished_at": Words("完成时间", "Finished at", "完成时间（UTC）", "when it was done (UTC)"),
        "engine": Words("读取方式", "Read by", "读取方式：rules 或 model", "engine: rules or model"),
        "model": Words("模型", "Model", "语言模型名称", "name of the language model"),
        "calls": Words("模型调用", "Calls", "向模型提问次数", "questions put to a model"),
        "cache_hits": Words("缓存命中", "Cache hits", "由缓存回答的次数", "questions answered from the cache"),
        "input_tokens": Words("输入词元", "Input tokens", "输入词元数", "tokens sent", "token"),
        "output_tokens": Words("输出词元", "Output tokens", "输出词元数", "tokens received", "token"),
        "cost": Words("费用", "Cost", "费用，价格不明时为空", "cost; empty where a price is not known", "USD"),
        "sha256": Words("SHA-256", "SHA-256", "文件内容的 SHA-256", "SHA-256 of the content"),
        "json": Words("JSON", "JSON", "完整结果，相对批处理文件夹的路径", "the whole result, relative to the folder of the run"),
        "html": Words("网页", "Page", "对照页面，相对批处理文件夹的路径", "the page with source and tables, relative to the folder of the run"),
        "pointer": Words("数据路径", "Pointer", "JSON Pointer，指向 JSON 结果中 report 的对象；与文件编号合为主键，空串为整份报告", "JSON Pointer of the object in the result's report; with document_id the key; empty: the whole report"),
        "form_pointer": Words("所属表路径", "Form pointer", "所属自评表的数据路径", "pointer of the form that the row belongs to"),
        "form_number": Words("表号", "Form", "自评表在报告中的序号，从 1 起", "number of the form in the report, from 1"),
        "page": Words("页", "Page", "原文第几页，从 1 起", "page of the source, from 1"),
        "line": Words("行", "Line", "该页文本的第几行，从 1 起", "line of the page's text, from 1"),
        "char_start": Words("起", "From", "在该页文本中的起始字符，从 0 起", "first character in the page's text, from 0"),
        "char_end": Words("止", "To", "在该页文本中的结束字符（不含）", "end in the page's text, exclusive"),
        "x0": Words("左", "x0", "首个出处的左边", "left side of the first place", "pt"),
        "y0": Words("上", "y0", "首个出处的上边", "upper side of the first place", "pt"),
        "x1": Words("右", "x1", "首个出处的右边", "right side of the first place", "pt"),
        "y1": Words("下", "y1", "首个出处的下边", "lower side of the first place", "pt"),
        "confidence": Words("识别把握", "Confidence", "本行最没把握的字的 OCR 把握，0 到 1；非扫描件为空", "the OCR's for the least sure word of the row, 0 to 1; empty without OCR"),
        "doubtful": Words("存疑", "Doubtful", "有错误或存疑指向本行或其单元格", "whether an error or warning names the row or a cell of it"),
        "doubtful_fields": Words("存疑栏", "Doubtful columns", "存疑的栏名；整行存疑而不指明栏时为空", "names of the columns in doubt; none where the row is so as a whole"),
        "number": Words("序号", "No.", "该文件内待核对事项的序号，从 1 起", "number of the finding in its document, from 1"),
        "rule": Words("规则", "Rule", "规则名", "id of the rule"),
        "severity": Words("级别", "Severity", "error 错误，warning 存疑，info 提示", "error, warning or info"),
        "cause": Words("原因", "Cause", "reading 识读存疑，document 原文自身矛盾", "reading: the reading is in doubt; document: the document contradicts itself"),
        "follows": Words("从属于", "Follows", "由该序号的事项引起", "number of the finding that explains this one"),
        "message": Words("说明", "Message", "说明（中文）", "the sentence in Chinese"),
        "message_en": Words("说明（英文）", "Message", "说明（英文）", "the sentence in English"),
        "expected": Words("应为", "Expected", "应为的值", "what it should be"),
        "found": Words("实为", "Found", "实际的值", "what it is"),
        "table_name": Words("所在表", "Table", "所涉行所在的表", "table of the row concerned"),
        "field": Words("栏", "Column", "所涉的栏；空为整行", "column concerned; empty: the whole row"),
        "pointers": Words("所涉路径", "Pointers", "所涉全部数据路径", "all pointers concerned"),
        "source_text": Words("原文", "Source text", "出处的原文", "what stands at the place"),
        "rank": Words("顺序", "Rank", "核对顺序，最需要看的在前", "order of review, what needs it most first"),
        "item": Words("数据项", "Item", "所涉数据项", "the value concerned, in words"),
        "link": Words("链接", "Link", "对照页面中的位置，相对批处理文件夹", "where to look on the document's page, relative to the folder of the run"),
    }
)  # fmt: skip
_TABLES = MappingProxyType(
    {
        "documents": ("文件", "Documents", "每个文件一行", "one row for each document of the run"),
        "review": ("待核", "Review", "待核对事项，存疑程度高的文件在前", "what is to be checked, the most doubtful documents first"),
        "report": ("报告", "Report", "每份报告一行", "one row for each report"),
        "findings": ("全部提示", "Findings", "每份报告的全部错误、存疑和提示", "all errors, warnings and notes of each document"),
        "finding_targets": ("提示所涉", "Finding targets", "每条提示所涉的行和栏", "which rows and columns each finding names"),
    }
)  # fmt: skip
_PART_MEANINGS = MappingProxyType(
    {
        "text": "the cell's text; sign, value and unit of separate columns joined in that order",
        "operator": "comparison: >=, >, <=, <, =; empty where there is but a number",
        "value": "the number; empty where there is none, or more than one",
        "unit": "the unit after the number, as printed",
    }
)


def title(column: Field, lang: Lang) -> str:
    """What a column is called."""
    if column.model is None or column.field is None:
        words = _COLUMNS[column.name]
        return words.zh if lang == "zh" else words.en
    whole = title_of(column.model, column.field, lang)
    if column.part in (None, "text"):
        return whole
    return say("part", lang, whole=whole, part=title_of(Quantity, str(column.part), lang))


def meaning(column: Field, lang: Lang) -> str:
    """What a column holds, in one line."""
    if column.model is None or column.field is None:
        words = _COLUMNS[column.name]
        return words.meaning_zh if lang == "zh" else words.meaning_en
    if lang == "en":
        said = MEANINGS[column.model.__name__][column.field]
        return f"{said}: {_PART_MEANINGS[column.part]}" if column.part else said
    said = column.model.model_fields[column.field].description or ""
    part = Quantity.model_fields[column.part].description if column.part else None
    return f"{said}：{part}" if part else said


def unit(column: Field) -> str:
    """The unit of a number; empty where it has none, or the one that the row or the form names."""
    if column.model is None:
        return _COLUMNS[column.name].unit
    return "%" if column.name.endswith("_rate") else ""


def table_title(table: Table, lang: Lang) -> str:
    """What a table is called."""
    if table.name in _TABLES:
        return _TABLES[table.name][lang == "en"]
    owner, fields = (Form, OF_FORM) if table.name in OF_FORM else (Report, OF_REPORT)
    return title_of(owner, fields[table.name][0], lang)


def table_meaning(table: Table, lang: Lang) -> str:
    """What a row of a table is."""
    if table.name in _TABLES:
        return _TABLES[table.name][2 + (lang == "en")]
    owner, fields = (Form, OF_FORM) if table.name in OF_FORM else (Report, OF_REPORT)
    field = fields[table.name][0]
    if lang == "en":
        return MEANINGS[owner.__name__][field]
    return owner.model_fields[field].description or ""
