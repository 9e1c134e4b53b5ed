"""The options that are settings, declared once for all commands that read documents."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any

import typer

from extractor.cli import model_options as of_model
from extractor.cli import reading_options as of_reading
from extractor.cli import terminal
from extractor.cli.terminal import Lang

if TYPE_CHECKING:
    from extractor.settings import Settings

Engine = Annotated[
    str | None, typer.Option(help="读取方式：rules（离线）或 model（语言模型） / what reads the tables")
]
Language = Annotated[
    Lang | None, typer.Option(help="标题与消息的语言，默认 zh / language of titles and messages")
]
READING: Mapping[str, Any] = {
    "password_file": of_reading.PasswordFile,
    "ocr": of_reading.Ocr,
    "ocr_dpi": of_reading.OcrDpi,
    "ocr_processes": of_reading.OcrProcesses,
}
MODEL: Mapping[str, Any] = {
    "model": of_model.Model,
    "base_url": of_model.BaseUrl,
    "key_file": of_model.KeyFile,
    "technique": of_model.Technique,
    "style": of_model.Style,
    "fallback": of_model.Fallback,
    "strict": of_model.Strict,
    "vision": of_model.Vision,
    "prompts": of_model.Prompts,
    "reasks": of_model.Reasks,
    "max_cost": of_model.MaxCost,
    "max_tokens": of_model.MaxTokens,
    "concurrency": of_model.Concurrency,
    "rpm": of_model.Rpm,
    "tpm": of_model.Tpm,
    "timeout": of_model.Timeout,
    "no_cache": of_model.NoCache,
    "mask": of_model.Mask,
}
_MORE: Mapping[str, Any] = {"engine": Engine, "audit": of_model.Audit, "lang": Language}
_FLAGS = ("no_cache",)


@dataclass(frozen=True)
class Chosen:
    """The settings in force, and which options of a language model were given."""

    settings: Settings
    of_model: dict[str, Any]


def takes_settings(
    model: Mapping[str, Any] = MODEL, more: Mapping[str, Any] = _MORE, reading: Mapping[str, Any] = READING
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command the options of these groups; it gets what they come to as its keyword ``chosen``.

    Settings that are wrong, and a model engine that no model could serve, end the command before it begins.
    """
    options = {**more, **reading, **model}

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        own = inspect.signature(command, eval_str=True).parameters
        parameters = [one for name, one in own.items() if name != "chosen"]
        parameters += [_parameter(name, annotation) for name, annotation in options.items()]

        @wraps(command)
        def called(**given: Any) -> None:
            wanted = {name: given.pop(name) for name in options}
            command(**given, chosen=_chosen(wanted, model))

        called.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        called.__annotations__ = {one.name: one.annotation for one in parameters}
        return called

    return decorate


def _parameter(name: str, annotation: Any) -> inspect.Parameter:
    default = False if name in _FLAGS else None
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _chosen(wanted: dict[str, Any], model: Mapping[str, Any]) -> Chosen:
    from extractor.settings import Settings

    terminal.speak(wanted.get("lang"))
    of_a_model = of_model.given(**{name: wanted.pop(name) for name in model})
    settings = Settings.load(**wanted, **of_a_model)
    terminal.speak(settings.lang)
    of_model.check_engine(settings, of_a_model)
    return Chosen(settings, of_a_model)
