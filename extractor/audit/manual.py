"""The manual of the audit, made from the rules' descriptions.

``python -m extractor.audit.manual zh`` prints it in Chinese, ``en`` in English; `make audit-rules` keeps both.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby

from extractor.audit.catalogue import Rule, rules
from extractor.audit.tolerance import RATE
from extractor.result import Lang

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("审核规则", "What the audit checks"),
    "intro": (
        "`extractor audit` 和 `extractor extract` 用下面 {rules} 条规则检查报告自身的矛盾，不修改任何数值。本页由规则的描述生成"
        "（`make audit-rules`），请勿手改。规则可按名称或类别选用：`--rules points,-points_total`；`--explain 规则` 显示同样的内容。",
        "`extractor audit` and `extractor extract` look for contradictions in the report itself by these {rules} rules; no value is "
        "changed. This page is made from the rules' descriptions (`make audit-rules`); do not edit it. Choose rules by name or family: "
        "`--rules points,-points_total`; `--explain RULE` prints the same.",
    ),
    "severities": (
        "**错误**是确定的矛盾；**存疑**是很可能有误、值得核对；**提示**是细心的读者会留意、但也许无误之处。每处错误只报告一次，"
        "由它引起的其他矛盾列在它下面。*原因*为“原文”表示文件本身有矛盾，“识读”表示可能是识别造成的。"
        "合计容许各数四舍五入到所印小数位的差异，整数须完全相等；比率容许 {rate} 个百分点。",
        "An **error** is a certain contradiction, a **warning** very probably one, an **info** what a careful reader would note though it "
        "may be all right. Each mistake is told once, with the contradictions that follow from it below. The *cause* is the document "
        "itself, or the reading of it. Sums may be off by the rounding to the decimals printed, whole figures by nothing, rates by "
        "{rate} percentage points.",
    ),
    "error": ("错误", "error"),
    "warning": ("存疑", "warning"),
    "info": ("提示", "info"),
    "checks": ("检查", "Checks"),
    "why": ("缘由", "Why"),
    "example": ("示例", "Example"),
}  # fmt: skip


def manual(lang: Lang) -> str:
    """The whole page as Markdown."""
    return "\n".join(_lines(lang)) + "\n"


def _lines(lang: Lang) -> Iterator[str]:
    every = list(rules().values())
    yield f"# {_say('title', lang)}"
    yield ""
    yield _say("intro", lang).format(rules=len(every))
    yield ""
    yield _say("severities", lang).format(rate=RATE)
    for family, group in groupby(every, key=lambda rule: rule.family):
        found = list(group)
        yield f"\n## {found[0].family_title.said(lang)} (`{family}`)"
        for rule in found:
            yield from _rule(rule, lang)


def _rule(rule: Rule, lang: Lang) -> Iterator[str]:
    words = rule.words
    yield f"\n### `{rule.id}` {words.title.said(lang)} · {_say(words.severity, lang)}\n"
    for title, text in (("checks", words.checks), ("why", words.why), ("example", words.example)):
        yield f"- **{_say(title, lang)}** {text.said(lang)}"


def _say(word: str, lang: Lang) -> str:
    zh, en = _WORDS[word]
    return zh if lang == "zh" else en


if __name__ == "__main__":
    sys.stdout.write(manual("en" if sys.argv[1:] == ["en"] else "zh"))
