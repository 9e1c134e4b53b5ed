"""What intervals, comparisons, the gate and the history say, in Chinese and English."""

from __future__ import annotations

from extractor.evaluation.statistics.intervals import Interval, NoInterval
from extractor.evaluation.words import rate
from extractor.evaluation.words import say as say_scoring
from extractor.result import Lang

_WORDS: dict[str, tuple[str, str]] = {
    "f1": ("全部内容 F1", "F1 of all leaves"),
    "macro_f1": ("各文件 F1 平均", "mean F1 of the documents"),
    "rows": ("指标行全对", "indicator rows entirely right"),
    "interval": ("95% 区间 {low}–{high}", "95% interval {low}–{high}"),
    "rough": ("粗略：{why}", "rough: {why}"),
    "few_documents": ("只有 {clusters} 份独立文件", "only {clusters} independent documents"),
    "few_bearing": (
        "{clusters} 份独立文件中只有 {bearing} 份提供信息",
        "it rests on {bearing} of {clusters} independent documents",
    ),
    "no_spread": ("各文件完全一样", "every document has the same"),
    "too_few_1": (
        "无区间：只有 1 份独立文件，看不出文件之间相差多少",
        "no interval: one independent document cannot tell how much documents differ",
    ),
    "too_few": (
        "无区间：{clusters} 份独立文件太少，至少要 3 份",
        "no interval: {clusters} independent documents are too few, it takes 3",
    ),
    "none_no_spread": (
        "无区间：{clusters} 份独立文件的结果完全一样",
        "no interval: all {clusters} independent documents have the same rate",
    ),
    "no_error": (
        "{clusters} 份独立文件没有差错；同类文件中有差错的仍可能多达 {bound}（95%）",
        "no error seen in {clusters} independent documents; up to {bound} of such documents may still have one (95%)",
    ),
    "no_difference": ("没有差别", "no difference"),
    "comparison": ("比较：{before} → {after}", "{before} → {after}"),
    "figure": ("指标", "Figure"),
    "before": ("之前", "Before"),
    "after": ("之后", "After"),
    "points": ("相差（百分点）", "Points"),
    "interval_title": ("95% 区间", "95% interval"),
    "verdict": ("结论", "Verdict"),
    "detectable": ("可测出", "Detectable"),
    "better": ("更好", "better"),
    "worse": ("更差", "worse"),
    "tied": ("不分上下", "tied"),
    "identical": ("完全相同", "identical"),
    "unknown": ("无从判断", "cannot be told"),
    "groups": ("按内容（各组结论已按 Holm 法一并校正）", "By group (verdicts hold together, by Holm's method)"),
    "moved": ("有变化的文件", "Documents that changed"),
    "document": ("文件", "Document"),
    "over": (
        "{documents} 个文件，按 {clusters} 份独立文件计；随机种子 {seed}",
        "{documents} documents, counted as {clusters} independent ones; seed {seed}",
    ),
    "says": ("全部内容 F1：{verdict}", "F1 of all leaves: {verdict}"),
    "power": (
        "在这套标注上，真实差别达到约 {points} 个百分点时，五次中有四次能分出好坏",
        "on this gold set a true difference of about {points} points is told four times in five",
    ),
    "is_rough": ("区间只是粗略的：{why}", "the interval is rough: {why}"),
    "only_before": ("只在之前的结果中，未比较：{names}", "in the first run only, left out: {names}"),
    "only_after": ("只在之后的结果中，未比较：{names}", "in the second run only, left out: {names}"),
    "newly_failed": ("之前能读、现在读不出：{names}", "read before, failed now: {names}"),
    "newly_read": ("之前读不出、现在能读：{names}", "failed before, read now: {names}"),
    "gate_passed": ("通过", "passed"),
    "gate_failed": ("未通过", "failed"),
    "gate": (
        "{outcome}：F1 {moved} 个百分点，允许下降 {max_loss}；{proof}",
        "{outcome}: F1 {moved} points, {max_loss} may be lost; {proof}",
    ),
    "proof_proven": (
        "区间 {low} 至 {high}：同类文件上的下降也超过允许值",
        "interval {low} to {high}: documents like these lose more than that too",
    ),
    "proof_possible": (
        "区间 {low} 至 {high}：同类文件上是否超过，还不能断定",
        "interval {low} to {high}: whether documents like these lose more than that is open",
    ),
    "proof_none": (
        "区间 {low} 至 {high}：同类文件上的下降不超过允许值",
        "interval {low} to {high}: documents like these do not lose more than that",
    ),
    "left_out": ("基线中有、这次没有：{names}", "in the baseline, not in this run: {names}"),
    "lost_on": ("{document}：F1 从 {before} 降到 {after}", "{document}: F1 fell from {before} to {after}"),
    "history": ("历次结果", "History"),
    "date": ("日期", "Date"),
    "commit": ("提交", "Commit"),
    "name": ("说明", "Subject"),
    "engine": ("引擎", "Engine"),
    "documents": ("文件", "Documents"),
    "f1_short": ("F1", "F1"),
    "macro_short": ("F1 平均", "Mean F1"),
    "rows_short": ("行全对", "Rows"),
    "uncommitted": ("未提交", "uncommitted"),
    "scope_part": ("{verdict}（部分文件）", "{verdict} (on a part)"),
    "scope_other": ("文件或标注不同", "other documents or gold"),
    "unread": ("格式不同，未列出：{names}", "in another format, left out: {names}"),
}  # fmt: skip


def say(key: str, lang: Lang, **values: object) -> str:
    """The words for ``key``, filled in; the groups of the contract are named as everywhere."""
    if key not in _WORDS:
        return say_scoring(key, lang, **values)
    zh, en = _WORDS[key]
    return (zh if lang == "zh" else en).format(**values)


def points(difference: float) -> str:
    """A difference of rates in signed hundredths: ``-2.03``."""
    return f"{100 * difference:+.2f}".replace("+0.00", "0.00").replace("-0.00", "0.00")


def about(interval: Interval | NoInterval, lang: Lang) -> str:
    """The interval of a rate in one clause, or why there is none."""
    if isinstance(interval, NoInterval):
        return none(interval, lang)
    text = say("interval", lang, low=rate(interval.low), high=rate(interval.high))
    why = rough(interval, lang)
    return f"{text}{'；' if lang == 'zh' else '; '}{say('rough', lang, why=why)}" if why else text


def none(interval: NoInterval, lang: Lang) -> str:
    """Why there is no interval."""
    bound = "" if interval.bound is None else f"{100 * interval.bound:.0f}%"
    key = {"no_spread": "none_no_spread", "too_few": "too_few_1" if interval.clusters == 1 else "too_few"}
    return say(key.get(interval.reason, interval.reason), lang, clusters=interval.clusters, bound=bound)


def rough(interval: Interval, lang: Lang) -> str:
    """Why its level is not to be relied on, empty where it may be."""
    if interval.rough is None:
        return ""
    return say(interval.rough, lang, clusters=interval.clusters, bearing=interval.bearing)
