"""The model engine as the settings of a run want it."""

from __future__ import annotations

from extractor.engines.model import ModelEngine
from extractor.engines.model.question import Manner
from extractor.model.client import build_client
from extractor.model.configured import model_settings
from extractor.settings import Settings


def model_engine(settings: Settings) -> ModelEngine:
    """The engine; its client is opened for each document.

    Raises:
        ConfigurationError: no model is named, or the key is missing or unreadable.
    """
    wanted = model_settings(settings)
    manner = Manner(
        settings.style,
        settings.strict,
        settings.reasks,
        settings.rows_at_once,
        vision=settings.vision,
        vision_dpi=settings.vision_dpi,
    )
    return ModelEngine(lambda: build_client(wanted), manner, fallback=settings.fallback == "rules")
