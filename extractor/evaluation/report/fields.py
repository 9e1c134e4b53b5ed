"""A field of the contract in its reader's words."""

from __future__ import annotations

from extractor.report import Contract, Report
from extractor.result import Lang
from extractor.titles import model_of, title_of_field


def spoken(field: str, lang: Lang) -> str:
    """``forms.indicators.score`` by its printed titles: ``自评表 · 绩效指标 · 得分``; empty for the whole document."""
    said: list[str] = []
    model: type[Contract] | None = Report
    for name in field.split(".") if field else ():
        known = model.model_fields.get(name) if model else None
        said.append(title_of_field(known, lang) if known else name)
        model = model_of(known) if known else None
    return " · ".join(said)
