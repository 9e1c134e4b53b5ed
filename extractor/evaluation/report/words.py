"""What a report says, in Chinese and English; the rest is said as everywhere in the evaluation."""

from __future__ import annotations

from extractor.evaluation.statistics.words import say as say_statistics
from extractor.result import Lang

_WORDS: dict[str, tuple[str, str]] = {
    "report_title": ("评测报告：{name}", "Evaluation: {name}"),
    "scope": (
        "{documents} 份文件 · {sets} 个数据集 · {ways} 种读法 · {mistakes} 处差错",
        "documents: {documents} · sets: {sets} · ways of reading: {ways} · mistakes: {mistakes}",
    ),
    "sections": ("目录", "Sections"),
    "set": ("数据集", "Set"),
    "headline": ("结论", "Headline"),
    "headline_note": (
        "F1 按全部内容逐项计；区间说的是同类文件上的 F1 大致在哪里（95%），按独立文件计。",
        "F1 counts every leaf; the interval tells where the F1 over documents like these lies (95%), by independent documents.",
    ),
    "headline_of": ("{name}：各读法", "{name}: ways of reading"),
    "headline_sets": ("{name}：各数据集", "{name}: sets"),
    "documents_right": ("全对文件", "Files right"),
    "versus": ("与第一种读法相比", "Against the first way"),
    "versus_line": ("{before} → {after}：F1 {points} 个百分点", "{before} → {after}: F1 {points} points"),
    "versus_interval": ("（{low} 至 {high}）", " ({low} to {high})"),
    "cost_section": ("费用与准确", "Cost and accuracy"),
    "cost_note": (
        "横轴：{unit}，取平均；竖线为 F1 的 95% 区间，算不出的没有竖线。",
        "Across: {unit}, in the mean; the upright line is the 95% interval of F1, where there is one.",
    ),
    "per_document_dollars": ("每份文件费用（美元）", "US dollars per document"),
    "per_document_tokens": ("每份文件 tokens（没有价格，或价格不全）", "tokens per document (no price, or not of all)"),
    "per_document_seconds": ("每份文件秒数（不花钱）", "seconds per document (nothing is paid)"),
    "heat_section": ("按字段", "By field"),
    "heat_note": (
        "格内为 F1；– 表示标注和答案都没有这个字段。颜色越深越差，数字为准。",
        "F1; – where neither gold nor answer has the field. The darker, the worse.",
    ),
    "heat_caption": ("各字段的 F1", "F1 by field"),
    "group_section": ("按内容", "By group"),
    "format_section": ("按格式与表样", "By format and layout"),
    "format_caption": ("{name}：各格式的 F1", "{name}: F1 by format"),
    "layout_caption": ("{name}：各表样的 F1", "{name}: F1 by layout"),
    "all_fields": ("全部", "all"),
    "document_section": ("按文件", "By document"),
    "document_caption": ("{name}：各文件", "{name}: documents"),
    "mistakes_short": ("差错", "Mistakes"),
    "errors_section": ("差错种类", "Kinds of error"),
    "errors_note": (
        "整行漏读或多读计为一处。点数字即列出这些差错。",
        "A whole row missing or invented counts as one. A number lists its mistakes.",
    ),
    "by_way_caption": ("各读法的差错", "Mistakes by way of reading"),
    "by_field_caption": ("各字段的差错", "Mistakes by field"),
    "landed_caption": ("值填到了别处：标注中属于左边，答案填在右边", "Values given in another place: whose they are in gold, where they were given"),
    "landed_belongs": ("标注中属于", "Belongs to"),
    "landed_given": ("答案填在", "Given as"),
    "count": ("次数", "Count"),
    "browser_section": ("差错浏览", "Mistakes"),
    "any": ("全部", "all"),
    "shown": ("{shown} / {total} 处", "{shown} of {total}"),
    "left_out": (
        "差错太多，这里只列 {listed} 处，另有 {left} 处未列；其余见各文件的结果。",
        "{listed} mistakes are listed; {left} more are left out: see the documents' own files.",
    ),
    "none_found": ("没有差错。", "No mistakes."),
    "not_listed": (
        "结果文件没有保存差错：请用 eval run 评测方案.toml -o 文件夹，再对文件夹生成报告。",
        "The result file does not hold the mistakes: run a benchmark into a folder (eval run BENCHMARK.toml -o), and report on that.",
    ),
    "no_sources": (
        "单个结果文件里没有原文和提示；要看原文，请用 eval run 评测方案.toml -o 文件夹，再对文件夹生成报告。",
        "A single result file holds neither source nor findings: to see them run a benchmark into a folder (eval run BENCHMARK.toml -o), and report on that.",
    ),
    "source_absent": ("结果文件里没有原文", "The result file does not hold the source"),
    "whole_document": ("整份文件", "whole document"),
    "search": ("查找文字", "Find text"),
    "pick": ("点一处差错，看原文、标注和答案。↑ ↓ 换上一处、下一处。", "Pick a mistake to see source, gold and answer. ↑ ↓ step through the list."),
    "source": ("原文", "Source"),
    "source_answer": ("答案取自此处（第 {page} 页）", "The answer was read here (page {page})"),
    "source_gold": ("标注的值印在此处（第 {page} 页）", "What gold says is printed here (page {page})"),
    "source_others": ("，另有 {count} 处相同", ", and in {count} other places"),
    "source_none": ("不知道在原文何处", "Its place in the source is not known"),
    "belongs": ("答案的值在标注中属于", "In gold, this value belongs to"),
    "notes": ("程序自己的提示", "The tool's own findings"),
    "no_notes": ("没有提示指到这里", "no finding points here"),
    "whole_row_of": ("整行（{leaves} 项）", "whole row ({leaves} leaves)"),
    "empty": ("（空）", "(nothing)"),
    "robust_section": ("抗扰", "Robustness"),
    "robust_note": (
        "{engine}：原文逐步弄乱，标注不变。面积为曲线下的平均 F1。",
        "{engine}: the documents perturbed more and more, gold as it is. The area is the mean F1 under the curve.",
    ),
    "robust_caption": ("各强度的 F1", "F1 by strength"),
    "strength": ("强度", "strength"),
    "perturbation": ("扰动", "Perturbation"),
    "damage": ("损坏", "Damage"),
    "restyling": ("换样", "Restyling"),
    "area": ("面积", "Area"),
    "trust_section": ("提示与把握", "Findings and confidence"),
    "trust_note": (
        "差错已提示：有差错的项中，程序自己提示过的；提示有用：指到某处的提示中，那里确有差错的（其余多是文件自身的毛病）。"
        "再往右按格计：把握是否可靠，复核全部有提示的格能找出多少错格、还剩多少差错。",
        "Flagged: of the wrong leaves, those that carry a finding. Useful: of the findings that point somewhere, those "
        "with a mistake there (most others tell of the document's own faults). Further right, by cells: whether "
        "confidence holds, and what reviewing all flagged cells finds and leaves.",
    ),
    "trust_caption": ("提示、把握与复核", "Findings, confidence and review"),
    "useful": ("提示有用", "Useful"),
    "axis_confidence": ("平均把握", "Mean confidence"),
    "axis_right": ("实际对的比例", "Share right"),
    "axis_reviewed": ("复核比例", "Share reviewed"),
    "reliability_chart": ("把握与实际", "Reliability"),
    "risk_chart": ("先复核最可疑的，其余中的差错", "Risk against the share reviewed"),
    "even": ("理想", "ideal"),
    "ece_short": ("校准误差", "Calibration error"),
    "sure_short": ("有把握值的格", "Cells with confidence"),
    "aurc_short": ("曲线下面积", "Area under the curve"),
    "aurc_best": ("最好可达", "Best possible"),
    "flagged_review": ("复核全部提示的格", "Reviewing all flagged"),
    "flagged_found": ("找出错格", "Wrong cells found"),
    "flagged_left": ("仍有差错", "Still in error"),
    "setting_section": ("设定", "Settings"),
    "pinned": ("版本", "Versions"),
    "code": ("代码", "code"),
}  # fmt: skip


def say(key: str, lang: Lang, **values: object) -> str:
    """The words for ``key``, filled in."""
    if key not in _WORDS:
        return say_statistics(key, lang, **values)
    zh, en = _WORDS[key]
    return (zh if lang == "zh" else en).format(**values)
