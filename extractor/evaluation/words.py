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
    "work": ("可信程度与工作量", "Trust and work"),
    "status": ("状态", "Status"),
    "status_ok": ("已读", "read"),
    "status_partial": ("部分未读", "partly"),
    "status_failed": ("未读出", "failed"),
    "edits": ("需改处", "Edits"),
    "false_alarms": ("误报", "Alarms"),
    "abstained": ("自认未读", "Abstained"),
    "page_right": ("依据页对", "Page right"),
    "place_right": ("依据处对", "Place right"),
    "calls": ("调用", "Calls"),
    "tokens": ("tokens", "Tokens"),
    "cost": ("费用/美元", "Cost $"),
    "seconds": ("秒", "Seconds"),
    "errors": ("差错种类", "Kinds of error"),
    "error": ("差错", "Error"),
    "leaves": ("项", "Leaves"),
    "error_rows": ("行", "Rows"),
    "error_missing": ("漏读", "not read"),
    "error_invented": ("多读", "invented"),
    "error_digit": ("数字错", "a digit"),
    "error_magnitude": ("数量级错", "magnitude"),
    "error_operator": ("符号错", "sign"),
    "error_unit": ("单位错", "unit"),
    "error_neighbour": ("读成相邻格", "a neighbour's value"),
    "error_text": ("文字错", "text"),
    "error_format": ("仅写法不同", "format only"),
    "error_missing_row": ("漏行", "row missing"),
    "error_invented_row": ("多行", "row invented"),
    "error_doubled_row": ("重复行", "row doubled"),
    "error_misplaced_row": ("错放行", "row misplaced"),
    "summary": (
        "全对文件 {right}/{documents}；只计实质差错的 F1 {lenient}；改到全对需 {edits} 处；未读出文件 {failed}",
        "Documents entirely right: {right}/{documents}; F1 but for format {lenient}; edits to make all right: {edits}; failed: {failed}",
    ),
    "order": ("另有 {count} 行次序与标注不同（不计差错）", "{count} rows stand in another order than in gold (no error)"),
    "anls": ("ANLS*（各文件平均，次要指标）：{anls}", "ANLS* (mean of the documents, secondary): {anls}"),
    "reliability": ("把握与准确（各组格数相近）", "Confidence against accuracy"),
    "confidence_range": ("把握", "Confidence"),
    "cells": ("格", "Cells"),
    "mean_confidence": ("平均把握", "Mean"),
    "share_right": ("实际对", "Right"),
    "ece": (
        "期望校准误差 {ece}（{sure} 格有把握值，共 {cells} 格；其余为文件自带文字）",
        "Expected calibration error {ece} ({sure} of {cells} cells carry a confidence; the rest is the files' own text)",
    ),
    "curve": ("先复核最可疑的之后还剩", "Error left after review"),
    "reviewed": ("复核比例", "Reviewed"),
    "risk": ("未复核格中的差错", "Wrong among the rest"),
    "residual": ("占全部格", "Of all cells"),
    "aurc": (
        "曲线下面积 {aurc}（最好 {best}，随机 {chance}）",
        "Area under the curve {aurc} (best {best}, by chance {chance})",
    ),
    "followed": (
        "复核全部有提示的格（{share}）：错格找出 {found}/{wrong}，漏格指出 {pointed_out}/{missing}，仍有差错 {residual}",
        "Reviewing all flagged cells ({share}): {found}/{wrong} wrong found, {pointed_out}/{missing} missing pointed out, {residual} still in error",
    ),
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
