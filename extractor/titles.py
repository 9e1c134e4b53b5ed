"""What the fields of the contract are called in print, and which model their objects have."""

from __future__ import annotations

from typing import get_args

from pydantic.fields import FieldInfo

from extractor.report import Contract
from extractor.result import Lang


def title_of_field(field: FieldInfo, lang: Lang) -> str:
    """Its printed title; empty where it has none."""
    extra = field.json_schema_extra
    if lang == "en" and isinstance(extra, dict):
        return str(extra["title_en"])
    return field.title or ""


def model_of(field: FieldInfo) -> type[Contract] | None:
    """The model of the objects that a field holds; None for plain values."""
    inner = get_args(field.annotation)
    return next((kind for kind in inner if isinstance(kind, type) and issubclass(kind, Contract)), None)
