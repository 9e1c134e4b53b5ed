"""``BENCHMARK.toml``: sets of documents × engines × models × prompts × styles × seeds.

    name = "offline"

    [[sets]]
    name = "samples"
    documents = "samples"              # gold is looked for in documents/gold, then beside it

    [[sets]]
    name = "scans"
    renditions = "renditions/small"    # a folder with a manifest.json
    only = "-copier"

    [[engines]]
    engine = "rules"

    [[engines]]
    engine = "model"
    models = ["qwen3-32b", "deepseek-v3"]
    styles = ["copy", "point"]
    prompts = ["my-prompts"]           # folders; without, the prompts that ship
    seeds = [1, 2, 3]
    settings = { base_url = "http://127.0.0.1:8000/v1", temperature = 0.7 }

Folders are relative to the file. An engine's lists are multiplied with one another and with the sets.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from extractor.errors import InputMissing, UsageError
from extractor.settings import Settings

Name = Annotated[str, Field(pattern=r"^[\w.-]+$", max_length=60)]
# What a run's results do not depend on, or what has a key of its own in an engine's table.
_OWN_KEYS = {"engine", "model", "style", "prompts", "seed", "key_file"}


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DocumentSet(_Closed):
    """Documents with gold: a folder of ``documents`` (with ``gold``), or a folder of ``renditions``."""

    name: Name
    documents: Path | None = None
    gold: Path | None = None
    renditions: Path | None = None
    only: str | None = None

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if (self.documents is None) == (self.renditions is None):
            raise ValueError("give either documents or renditions")
        if self.renditions and self.gold:
            raise ValueError("renditions bring their own gold: leave out gold")
        return self


class EngineSet(_Closed):
    """One engine with the values to be tried; an empty list leaves the choice to the settings."""

    engine: Literal["rules", "model"]
    models: list[str] = Field(default_factory=list)
    styles: list[Literal["copy", "point"]] = Field(default_factory=list)
    prompts: list[Path] = Field(default_factory=list)
    seeds: list[int] = Field(default_factory=list)
    settings: dict[str, Any] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _fitting(self) -> Self:
        if self.engine == "rules" and (self.models or self.styles or self.prompts or self.seeds):
            raise ValueError("models, styles, prompts and seeds belong to the engine model")
        if self.engine == "model" and not self.models:
            raise ValueError("name at least one model in models")
        for key in self.settings:
            if key in _OWN_KEYS or key not in Settings.model_fields:
                raise ValueError(f"settings: no such setting here: {key}")
        return self


class Benchmark(_Closed):
    """A benchmark as written; ``folder`` is where its relative paths begin."""

    name: Name
    sets: list[DocumentSet] = Field(min_length=1)
    engines: list[EngineSet] = Field(min_length=1)
    folder: Path = Path()

    @model_validator(mode="after")
    def _names_differ(self) -> Self:
        names = [one.name for one in self.sets]
        if len(set(names)) < len(names):
            raise ValueError("two sets have the same name")
        return self


def load(path: Path) -> Benchmark:
    """Read a benchmark file.

    Raises:
        InputMissing: there is no such file.
        UsageError: it is no TOML, or not a benchmark; the message says where.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise InputMissing("no such file", document=str(path), zh="没有这个文件") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _refused(path, str(error)) from error
    try:
        return Benchmark.model_validate(data | {"folder": path.parent})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise _refused(path, f"{where}: {first['msg'].removeprefix('Value error, ')}") from error


def _refused(path: Path, reason: str) -> UsageError:
    said = " ".join(reason.split())
    return UsageError(f"this is not a benchmark: {said}", document=str(path), zh=f"不是评测方案：{said}")
