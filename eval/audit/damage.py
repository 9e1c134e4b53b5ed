"""Reports as nobody would write them: any leaf may be blank, absurd or of another kind. No rule may stumble over them."""

from __future__ import annotations

from random import Random
from typing import Any

from extractor.report import Report

_TEXTS = (
    "", " ", "-", "100%", "≥", "≥90%", "2万", "年", "0", "优", "#REF!", "（）", "：", "啊" * 300, "①", "１００", "总分",
    "预算执行率", "\n", "20220230", "2022年13月40日", "—", "\ud800", "%", "万元", "第", "，，",
)  # fmt: skip
_NUMBERS = (None, 0, -1, 1, 100, 1e-9, 1e15, 1e300, -1e300, 0.1, 99.999, 10**30)
_WHOLE = (None, 0, -1, 5, 10**9)
_WHOLE_FIELDS = frozenset({"sequence", "fiscal_year", "project_count"})
_KEPT = frozenset({"kind", "operator", "text", "quote", "label", "column"})
_SHARES = (0.02, 0.1, 0.4)


def damaged(report: Report, rng: Random) -> Report:
    """The report with a share of its leaves replaced, rows doubled, shuffled and left out."""
    data = report.model_dump()
    _damage(data, rng.choice(_SHARES), rng)
    return Report.model_validate(data)


def _damage(item: dict[str, Any], share: float, rng: Random) -> None:
    for name, value in item.items():
        if rng.random() < share and name not in _KEPT:
            item[name] = _other(name, value, rng)
        found = item[name]
        for child in found if isinstance(found, list) else [found]:
            if isinstance(child, dict):
                _damage(child, share, rng)


def _other(name: str, value: Any, rng: Random) -> Any:
    if isinstance(value, list):
        return _other_rows(value, rng)
    if isinstance(value, dict) and "operator" in value:
        return _quantity(rng)
    if isinstance(value, str):
        return rng.choice((None, *_TEXTS))
    if isinstance(value, int | float):
        return rng.choice(_WHOLE if name in _WHOLE_FIELDS else _NUMBERS)
    return value


def _other_rows(rows: list[Any], rng: Random) -> list[Any]:
    found = rng.sample(rows, len(rows))
    return [] if rng.random() < 0.1 else [*found, *found[: rng.randint(0, 2)]]


def _quantity(rng: Random) -> dict[str, Any] | None:
    if rng.random() < 0.3:
        return None
    return {
        "text": rng.choice(_TEXTS),
        "operator": rng.choice((None, ">=", "<=", "=", ">", "<")),
        "value": rng.choice(_NUMBERS),
        "unit": rng.choice((None, "", "%", "人", "万")),
    }
