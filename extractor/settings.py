"""Settings: what may be set once instead of on every command.

Read from an ``extractor.toml`` in the current folder and from the environment (prefix
``EXTRACTOR_``); a command's own option goes before the environment, the environment
before the file.
"""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from extractor.errors import ConfigurationError, UsageError

PREFIX = "EXTRACTOR_"
FILE = "extractor.toml"
KEYS = ("EXTRACTOR_API_KEY", "OPENAI_API_KEY")


def _address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("should be an address like http://127.0.0.1:11434/v1")
    if parts.username or parts.password:
        raise ValueError(f"should not hold a key: use {KEYS[0]} or a key file")
    return url


class Settings(BaseSettings):
    """All settings with their defaults; get one with `load`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, toml_file=FILE, extra="forbid", frozen=True)

    max_input_mb: int = Field(default=256, ge=1, description="largest input file in MB (1024 * 1024 bytes)")
    max_text_mb: int = Field(default=16, ge=1, description="most text of one document in MB")
    max_unpacked_mb: int = Field(
        default=512, ge=1, description="most that an archive or office file may unpack to, in MB"
    )
    max_pages: int = Field(default=1000, ge=1, description="most pages, sheets or pictures of one document")
    max_cells: int = Field(default=500_000, ge=1, description="most table cells of one document")
    max_megapixels: int = Field(default=150, ge=1, description="largest picture in millions of pixels")
    password_file: Path | None = Field(default=None, description="file that holds the password of a document")
    office_timeout: float = Field(default=120.0, gt=0, description="seconds that LibreOffice may take")
    office_memory_mb: int = Field(default=2000, ge=1, description="memory that LibreOffice may take, in MB")
    ocr: Literal["rapid", "tesseract"] = Field(default="rapid", description="what reads scanned pages")
    ocr_dpi: int = Field(
        default=200, ge=72, le=600, description="resolution at which pages are read, dots per inch"
    )
    ocr_processes: int | None = Field(
        default=None, ge=1, description="pages read at once; by default one for each core"
    )
    min_confidence: float = Field(
        default=0.8, ge=0, le=1, description="how sure the OCR has to be of each word; 0 asks nothing"
    )
    audit: Literal["off", "rules", "model"] = Field(
        default="rules",
        description="look for contradictions in the report itself; model: also by a language model",
    )
    page_timeout: float = Field(
        default=120.0,
        gt=0,
        description="seconds that one page may take; more, up to five times as many, where the machine is busy with others",
    )
    document_timeout: float = Field(
        default=600.0, gt=0, description="seconds that a document of a batch may take without any progress"
    )
    document_memory_mb: int = Field(
        default=4000, ge=1, description="memory that a process of a batch may take with what it starts, in MB"
    )
    lang: Literal["zh", "en"] = Field(default="zh", description="language of titles and messages")
    engine: Literal["rules", "model"] = Field(
        default="rules", description="what reads the tables; by default model where a model is set"
    )
    model: str | None = Field(default=None, min_length=1, description="name of the language model")
    base_url: Annotated[str, AfterValidator(_address)] | None = Field(
        default=None, description="address of an OpenAI-compatible endpoint; by default OpenAI's own"
    )
    key_file: Path | None = Field(default=None, description="file that holds the endpoint's key")
    technique: Literal["auto", "tools", "json_schema", "json", "md_json"] = Field(
        default="auto", description="how the model is held to the answer's schema"
    )
    temperature: float = Field(default=0.0, ge=0, le=2, description="sampling temperature")
    seed: int | None = Field(
        default=None, ge=0, description="seed of the sampling, where the endpoint knows one"
    )
    prompts: Path | None = Field(
        default=None, description="folder with prompt files that go before those that ship"
    )
    style: Literal["copy", "point"] = Field(
        default="point", description="whether the model copies values or points at them"
    )
    fallback: Literal["rules"] | None = Field(
        default=None, description="what reads a segment on which the model failed"
    )
    strict: bool = Field(default=False, description="drop values that are not in the source to null")
    vision: bool = Field(default=False, description="send pictures of pages that OCR read to the model")
    vision_dpi: int = Field(
        default=150, ge=72, le=400, description="resolution of these pictures, dots per inch"
    )
    reasks: int = Field(
        default=2, ge=0, le=10, description="how often an answer that does not fit is re-asked"
    )
    rows_at_once: int = Field(default=40, ge=1, description="table rows in one question")
    max_cost: float | None = Field(default=None, gt=0, description="limit of a run in US dollars")
    max_tokens: int | None = Field(default=None, ge=1, description="limit of a run in tokens, both ways")
    prompt_price: float | None = Field(
        default=None, ge=0, description="US dollars per million prompt tokens, for a model no list knows"
    )
    completion_price: float | None = Field(
        default=None, ge=0, description="US dollars per million completion tokens"
    )
    concurrency: int = Field(default=8, ge=1, le=1000, description="calls at once")
    rpm: int | None = Field(default=None, ge=1, description="requests per minute")
    tpm: int | None = Field(default=None, ge=1, description="tokens per minute")
    timeout: float = Field(default=120.0, gt=0, description="seconds for one attempt")
    tries: int = Field(default=5, ge=1, le=20, description="attempts where the endpoint fails for the moment")
    cache: bool = Field(default=True, description="use the answers and the pages read in earlier runs")
    cache_dir: Path | None = Field(default=None, description="folder of the cache, by default in ~/.cache")
    mask: bool | None = Field(
        default=None, description="mask personal data; by default where the endpoint is another machine"
    )

    @model_validator(mode="before")
    @classmethod
    def _engine_by_model(cls, given: Any) -> Any:
        if isinstance(given, dict) and given.get("model") and not given.get("engine"):
            return given | {"engine": "model"}
        return given

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Options, then the environment, then the file; no dotenv, no secrets folder."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @classmethod
    def load(cls, **options: Any) -> Self:
        """The settings in force; an option that is None was not given.

        Raises:
            UsageError: an option's value is wrong.
            ConfigurationError: a key or value in the file or the environment is wrong.
        """
        given = {key: value for key, value in options.items() if value is not None}
        _refuse_unknown_variables(set(cls.model_fields))
        try:
            return cls(**given)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            raise ConfigurationError(f"{FILE}: {error}", zh=f"{FILE} 无法读取：{error}") from error
        except ValidationError as error:
            raise _explained(error, set(given)) from error


def _refuse_unknown_variables(known: set[str]) -> None:
    # pydantic-settings forbids unknown keys of a file, but reads past unknown variables.
    for name in sorted(os.environ):
        if (
            name.upper() not in KEYS
            and name.upper().startswith(PREFIX)
            and name.upper().removeprefix(PREFIX).lower() not in known
        ):
            raise ConfigurationError(f"{name}: no such setting", zh=f"环境变量 {name}：没有这个设置")


def _explained(error: ValidationError, options: set[str]) -> ConfigurationError | UsageError:
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    reason, zh = _reason(first)
    if key in options:
        # What stands before an @ may be a key.
        option = f"--{key.replace('_', '-')} " + re.sub(r"(?<=//).*@", "***@", str(first["input"]))
        return UsageError(f"{option}: {reason}", zh=f"{option}：{zh}")
    return ConfigurationError(f"{_origin(key)}: {reason}", zh=f"{_origin(key)}：{zh}")


def _reason(problem: ErrorDetails) -> tuple[str, str]:
    """What is wrong with a value, in English and in Chinese."""
    if problem["type"] == "extra_forbidden":
        return "no such setting", "没有这个设置"
    if problem["type"] == "value_error":
        said = problem["msg"].removeprefix("Value error, ")
        return said, f"值不对（{said}）"
    if problem["type"] == "literal_error":
        known = problem["ctx"]["expected"]
        return f"known are {known}", f"可用的有 {known}"
    return f"{problem['input']!r}: {problem['msg']}", f"{problem['input']!r}：值不对（{problem['msg']}）"


def _origin(key: str) -> str:
    variable = f"{PREFIX}{key.upper()}"
    return variable if variable in os.environ else f"{FILE}: {key}"
