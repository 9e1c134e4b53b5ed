"""The model engine as the settings of a run want it."""

from __future__ import annotations

from extractor.engines.model import ModelEngine
from extractor.engines.model.prompts import check_folder
from extractor.engines.model.question import Manner
from extractor.model.configured import model_settings
from extractor.model.connection import connect
from extractor.settings import Settings


def model_engine(settings: Settings) -> ModelEngine:
    """The engine; its client is opened for each document.

    Raises:
        ConfigurationError: no model is named, the key is missing or unreadable, or the folder of
            prompts holds none.
    """
    wanted = model_settings(settings)
    if settings.prompts:
        check_folder(settings.prompts)
    return ModelEngine(lambda: connect(wanted), manner_of(settings), fallback=settings.fallback == "rules")


def manner_of(settings: Settings) -> Manner:
    """How the settings want a model asked."""
    return Manner(
        settings.style,
        settings.strict,
        settings.reasks,
        settings.rows_at_once,
        vision=settings.vision,
        vision_dpi=settings.vision_dpi,
        prompts_folder=settings.prompts,
    )
