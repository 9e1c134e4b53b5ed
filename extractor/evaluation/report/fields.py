"""A field of the contract in its reader's words."""

from __future__ import annotations

from typing import get_args

from pydantic.fields import FieldInfo

from extractor.report import Contract, Report
from extractor.result import Lang


def spoken(field: str, lang: Lang) -> str:
    """``forms.indicators.score`` by its printed titles: ``自评表 · 绩效指标 · 得分``; empty for the whole document."""
    said: list[str] = []
    model: type[Contract] | None = Report
    for name in field.split(".") if field else ():
        known = model.model_fields.get(name) if model else None
        said.append(_title(known, lang) if known else name)
        model = _model(known) if known else None
    return " · ".join(said)


def _title(field: FieldInfo, lang: Lang) -> str:
    extra = field.json_schema_extra
    return str(extra["title_en"]) if lang == "en" and isinstance(extra, dict) else field.title or ""


def _model(field: FieldInfo) -> type[Contract] | None:
    inner = get_args(field.annotation)
    return next((kind for kind in inner if isinstance(kind, type) and issubclass(kind, Contract)), None)
