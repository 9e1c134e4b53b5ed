"""Settings: what may be set once instead of on every command.

Read from an ``extractor.toml`` in the current folder and from the environment (prefix
``EXTRACTOR_``); a command's own option goes before the environment, the environment
before the file.
"""

from __future__ import annotations

import os
import tomllib
from typing import Any, Literal, Self

from pydantic import Field, ValidationError
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


class Settings(BaseSettings):
    """All settings with their defaults; get one with `load`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, toml_file=FILE, extra="forbid", frozen=True)

    max_input_mb: int = Field(default=16, ge=1, description="largest input file in MB (1024 * 1024 bytes)")
    lang: Literal["zh", "en"] = Field(default="zh", description="language of titles and messages")
    engine: Literal["rules"] = Field(default="rules", description="what reads the tables")

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
        if name.upper().startswith(PREFIX) and name.upper().removeprefix(PREFIX).lower() not in known:
            raise ConfigurationError(f"{name}: no such setting", zh=f"环境变量 {name}：没有这个设置")


def _explained(error: ValidationError, options: set[str]) -> ConfigurationError | UsageError:
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    reason, zh = _reason(first)
    if key in options:
        option = f"--{key.replace('_', '-')} {first['input']}"
        return UsageError(f"{option}: {reason}", zh=f"{option}：{zh}")
    return ConfigurationError(f"{_origin(key)}: {reason}", zh=f"{_origin(key)}：{zh}")


def _reason(problem: ErrorDetails) -> tuple[str, str]:
    """What is wrong with a value, in English and in Chinese."""
    if problem["type"] == "extra_forbidden":
        return "no such setting", "没有这个设置"
    if problem["type"] == "literal_error":
        known = problem["ctx"]["expected"]
        return f"known are {known}", f"可用的有 {known}"
    return f"{problem['input']!r}: {problem['msg']}", f"{problem['input']!r}：值不对（{problem['msg']}）"


def _origin(key: str) -> str:
    variable = f"{PREFIX}{key.upper()}"
    return variable if variable in os.environ else f"{FILE}: {key}"
