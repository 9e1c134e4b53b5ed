"""Levels: indicators under a level that they do not belong to, and levels that a form lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.audit.hits import Hit, hit
from extractor.audit.shared.forms import budget_of, form_name, is_execution, levels, row_name
from extractor.audit.subject import Subject
from extractor.audit.tolerance import same
from extractor.report import Form
from extractor.result import Severity
from extractor.text import fold

# The Ministry's template: 产出 (数量, 质量, 时效, 成本), 效益 (four), 满意度; since 2021 成本 is a level 1 of its own.
_UNDER: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"^(?:数量|质量|时效|进度)"), ("产出",)),
    (re.compile(r"^(?:经济成本|社会成本|生态环境成本|生态成本)"), ("成本", "产出")),
    (re.compile(r"^成本"), ("产出", "成本")),
    (re.compile(r"^(?:经济效益|社会效益|生态效益|环境效益|可持续)"), ("效益", "效果", "影响力")),
    (re.compile(r"满意"), ("满意",)),
)
_LEVEL1 = re.compile(r"产出|成本|效益|效果|满意")
_SATISFIED = re.compile(r"满意(?:度|率|程度)?(?:\(%\))?$")
_ASKED = re.compile(r"满意|认可|好评|投诉|测评|评价|获得感|幸福感|安全感|表扬|口碑")
_MEASURES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "成本",
        re.compile(
            "成本|费|经费|资金|元|价|支出|节约|节省|控制|投入|补[助贴]|标准|预算|金额|[薪租]|工资|款|结余|额|采购|执行率"
        ),
    ),
    (
        "经济效益",
        re.compile(
            "经济|收入|增收|成本|费|节约|节省|效率|产[值业量出]|利润|税|就业|资金|损失|支出|收益|投资|消费|价值|降低|元|旅游|结余|盈|贫|富"
            "|市场|销售|面积|亩|灌溉|粮|种植|养殖|采购|效益|营商|企业|发展"
        ),
    ),
    (
        "生态",
        re.compile(
            "生态|环境|环保|绿|污|排放|节能|低碳|水|大气|空气|垃圾|清洁|资源|噪|尘|卫生|植被|能[源耗]|纸|人居|美丽|森林|土壤|废|自然"
            "|洁|可持续|药|肥|节.|电|林|草|亩|木|无|否"
        ),
    ),
    (
        "时效",
        re.compile(
            "时|期|进度|年|月|日|天|周|按|准点|速度|效率|季|前|完成|当|每|实时|持续|频率|率$|率[^a-z]"
        ),
    ),
)
_MONEY = re.compile(r"(?:万|亿)?元$")
_FEWEST_ROWS = 4
_TITLES = {"level1": ("一级指标", "level 1"), "level2": ("二级指标", "level 2")}


def level_of_another(subject: Subject) -> Iterator[Hit]:
    """A level-2 indicator under a level 1 that is not its own."""
    for pointer, form, row in subject.rows:
        own = _belongs(row.level2 or "")
        level1 = fold(row.level1 or "")
        if own and _LEVEL1.search(level1) and not any(name in level1 for name in own):
            # Templates before 2018 count satisfaction among the effects.
            old = own[0] == "满意" and "效益" in level1 and not _has_level(form, "满意")
            severity: Severity | None = "info" if old else None
            where = f"{pointer}/level2"
            yield hit(
                where,
                f"{pointer}/level1",
                severity=severity,
                row=row_name(row),
                found=f"{row.level1}—{row.level2}",
                expected=f"{own[0]}指标" if own[0] != "满意" else "满意度指标",
            )


def satisfaction_elsewhere(subject: Subject) -> Iterator[Hit]:
    """An indicator of satisfaction that stands under another level than satisfaction."""
    for pointer, form, row in subject.rows:
        above = fold(f"{row.level1 or ''}{row.level2 or ''}")
        if (
            row.level3
            and _SATISFIED.search(fold(row.level3))
            and "满意" not in above
            and _has_level(form, "满意")
        ):
            level = row.level2 or row.level1 or "—"
            yield hit(
                f"{pointer}/level3", f"{pointer}/level2", row=row.level3, found=level, expected="满意度指标"
            )


def no_satisfaction(subject: Subject) -> Iterator[Hit]:
    """A row under satisfaction that asks nobody's opinion."""
    for pointer, _, row in subject.rows:
        under = "满意" in fold(f"{row.level1 or ''}{row.level2 or ''}")
        if under and row.level3 and not _ASKED.search(fold(f"{row.level3}{row.description or ''}")):
            yield hit(f"{pointer}/level3", row=row.level3)


def not_of_its_level(subject: Subject) -> Iterator[Hit]:
    """A row whose name, target and description have nothing of what its level 2 measures."""
    for pointer, _, row in subject.rows:
        if not row.level3 or is_execution(row):
            continue
        values = (row.target.text if row.target else "", row.actual.text if row.actual else "")
        # That money went where it was meant to is a matter of rules, not of costs.
        said = fold("".join((row.level3, row.description or "", *values))).replace("专款专用", "")
        for level, words in _MEASURES:
            if level in fold(row.level2 or "") and not words.search(said):
                yield hit(f"{pointer}/level3", f"{pointer}/level2", row=row.level3, level=row.level2)


def cost_as_benefit(subject: Subject) -> Iterator[Hit]:
    """The project's own budget given as its benefit."""
    for pointer, form, row in subject.rows:
        target = row.target
        if not target or target.value is None or not _MONEY.search(target.unit or ""):
            continue
        budgets = [budget_of(line) for line in form.funds]
        if "效益" in fold(row.level2 or "") and any(one and same(one[1], target.value) for one in budgets):
            yield hit(f"{pointer}/target", f"{pointer}/level2", row=row_name(row), found=target.text)


def level_unnamed(subject: Subject) -> Iterator[Hit]:
    """A row without the level that all other rows of its form have."""
    for pointer, form in subject.forms:
        for name in ("level1", "level2"):
            empty = [
                at
                for at, row in enumerate(form.indicators)
                if not getattr(row, name) and not is_execution(row)
            ]
            if (
                len(form.indicators) >= _FEWEST_ROWS
                and 0 < len(empty) <= len(form.indicators) // _FEWEST_ROWS
            ):
                for at in empty:
                    yield hit(
                        f"{pointer}/indicators/{at}/{name}",
                        row=row_name(form.indicators[at]),
                        level=_TITLES[name][0],
                        level_en=_TITLES[name][1],
                    )


def level_absent(subject: Subject) -> Iterator[Hit]:
    """A form without outputs, effects or satisfaction at all, though it has several rows and levels."""
    for pointer, form in subject.forms:
        names = [fold(name) for name, _, _ in levels(form)]
        if (
            len(form.indicators) < _FEWEST_ROWS
            or sum("产出" in name or "效益" in name for name in names) == 0
        ):
            continue
        for kind in ("产出", "效益", "满意度"):
            if not any(
                kind[:2] in f"{fold(row.level1 or '')}{fold(row.level2 or '')}" for row in form.indicators
            ):
                yield hit(f"{pointer}/indicators", form=form_name(form, pointer), expected=f"{kind}指标")


def _belongs(level2: str) -> tuple[str, ...]:
    plain = fold(level2)
    return next((own for pattern, own in _UNDER if pattern.search(plain)), ())


def _has_level(form: Form, name: str) -> bool:
    return any(name in fold(row.level1 or "") for row in form.indicators)


RULES = (
    level_of_another,
    satisfaction_elsewhere,
    no_satisfaction,
    not_of_its_level,
    cost_as_benefit,
    level_unnamed,
    level_absent,
)
