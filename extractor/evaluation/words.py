"""What the evaluation prints, in Chinese and English."""

from __future__ import annotations

from math import floor

from extractor.result import Lang

_SLACK = 1e-8  # 0.29 * 10000 must not come out as 2899

_WORDS: dict[str, tuple[str, str]] = {
    "documents": ("按文件", "By document"),
    "groups": ("按内容", "By group"),
    "lists": ("按行", "By row"),
    "mistakes": ("差错", "Mistakes"),
    "document": ("文件", "Document"),
    "group": ("内容", "Group"),
    "list": ("表", "List"),
    "precision": ("精确率", "Prec."),
    "recall": ("召回率", "Recall"),
    "f1": ("F1", "F1"),
    "right": ("对", "Right"),
    "wrong": ("错", "Wrong"),
    "missing": ("漏", "Missing"),
    "invented": ("多", "Invented"),
    "indicators_right": ("指标行全对", "Ind. rows"),
    "rows_gold": ("标注行", "Gold rows"),
    "rows_answered": ("答案行", "Answer rows"),
    "rows_found": ("找到", "Found"),
    "rows_right": ("全对", "All right"),
    "kind": ("差错", "Kind"),
    "field": ("字段", "Field"),
    "pointer": ("位置", "Pointer"),
    "gold": ("标注", "Gold"),
    "answer": ("答案", "Answer"),
    "all": ("合计", "All"),
    "macro": ("各文件 F1 平均：{macro}（{count} 个文件）", "Mean F1 of the documents: {macro} ({count} documents)"),
    "row": ("整行（{leaves} 项）{name}", "whole row ({leaves} leaves) {name}"),
    "whole": ("整份文件（{leaves} 项）", "whole document ({leaves} leaves)"),
    "report": ("标题、单位、年度", "title, body, year"),
    "forms": ("自评表表头", "form heads"),
    "funds": ("资金", "funds"),
    "goals": ("目标", "goals"),
    "indicators": ("指标", "indicators"),
    "project_list": ("项目汇总", "project list"),
    "narrative_projects": ("文中项目", "projects in prose"),
    "narrative_indicators": ("文中指标", "indicators in prose"),
    "data_table": ("基础数据", "key figures"),
    "conclusions": ("自评结论", "conclusions"),
    "forms_whole": ("自评表", "forms"),
    "fund_breakdown": ("资金分项", "fund items"),
    "more": ("另有 {count} 处差错，用 --errors all 全部列出", "{count} more; --errors all lists them all"),
    "no_mistakes": ("没有差错", "No mistakes"),
    "failed": ("{document}：没有读出，全部计为漏（{reason}）", "{document}: not read, all counted as missing ({reason})"),
    "no_reason": ("未说明原因", "no reason given"),
    "unscored": ("未计分（没有对应标注或原文，或标注是草稿）：{names}", "Not scored (no gold, no document, or the gold is a draft): {names}"),
    "by_format": ("按格式", "By format"),
    "by_layout": ("按表样", "By layout"),
    "format": ("格式", "Format"),
    "layout": ("表样", "Layout"),
    "files": ("文件", "Files"),
    "failed_files": ("未读出", "Failed"),
    "mean_f1": ("F1 平均", "Mean F1"),
    "flagged": ("差错已提示", "Flagged"),
    "alarms": ("误报/文件", "Alarms/file"),
    "below": ("F1 为 {f1}，低于要求的 {floor}", "F1 is {f1}, below the {floor} asked for"),
    "below_each": ("{document}：F1 为 {f1}，低于对每个文件要求的 {floor}", "{document}: F1 is {f1}, below the {floor} asked of each document"),
    "below_mean": ("各文件 F1 平均为 {f1}，低于要求的 {floor}", "the mean F1 is {f1}, below the {floor} asked for"),
    "below_rows": ("指标行全对 {right} 行，少于要求的 {floor} 行", "{right} indicator rows are right, fewer than the {floor} asked for"),
}  # fmt: skip


def say(key: str, lang: Lang, **values: object) -> str:
    """The words for ``key``, filled in."""
    zh, en = _WORDS[key]
    return (zh if lang == "zh" else en).format(**values)


def rate(value: float | None) -> str:
    """A rate with four decimals, cut off rather than rounded so that only 1 prints as 1.0000; – for None."""
    return "–" if value is None else f"{floor(value * 10000 + _SLACK) / 10000:.4f}"
