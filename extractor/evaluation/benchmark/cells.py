"""The cells of a benchmark: one set of documents read in one way."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any, TypeVar

from extractor.errors import UsageError
from extractor.evaluation.benchmark.plan import Benchmark, DocumentSet, EngineSet
from extractor.settings import Settings

Value = TypeVar("Value")
# They bound or speed up a run and show in no result.
_WITHOUT_EFFECT = {
    "cache", "cache_dir", "concurrency", "key_file", "lang", "max_cost", "max_tokens", "ocr_processes",
    "password_file", "rpm", "tpm", "tries",
}  # fmt: skip
_LONGEST = 40  # of a setting in a way's name, which is part of a folder's name


@dataclass(frozen=True)
class Way:
    """One way of reading: an engine with all its settings; ``name`` says what sets it apart."""

    name: str
    settings: Settings

    @property
    def pinned(self) -> dict[str, Any]:
        """The settings that results depend on, as JSON holds them; no key and no limit of the run."""
        return self.settings.model_dump(mode="json", exclude=_WITHOUT_EFFECT)

    @property
    def digest(self) -> str:
        """A hash of these settings."""
        return hashlib.sha256(json.dumps(self.pinned, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Cell:
    """A set of documents read in one way; ``name`` is fit for a folder's name."""

    of: DocumentSet
    way: Way

    @property
    def name(self) -> str:
        """The set and the way, and enough of the settings' hash to keep two ways apart."""
        return f"{self.of.name}--{self.way.name}--{self.way.digest[:8]}"


def cells(benchmark: Benchmark) -> list[Cell]:
    """All cells, in the order of the file.

    Raises:
        UsageError, ConfigurationError: a setting has a wrong value, or one way is named twice.
    """
    ways = _told_apart([way for engine in benchmark.engines for way in _ways(engine, benchmark.folder)])
    return [Cell(of, way) for of in benchmark.sets for way in ways]


def _ways(engine: EngineSet, folder: Path) -> Iterator[Way]:
    prompts = [folder / one for one in engine.prompts]
    axes = (_or_none(engine.models), _or_none(engine.styles), _or_none(prompts), _or_none(engine.seeds))
    for model, style, prompt, seed in product(*axes):
        chosen = {"engine": engine.engine, "model": model, "style": style, "prompts": prompt, "seed": seed}
        settings = Settings.load(**engine.settings, **chosen)
        parts = (engine.engine, model, style, prompt.name if prompt else None, seed)
        yield Way("-".join(_plain(str(part)) for part in parts if part is not None), settings)


def _told_apart(ways: list[Way]) -> list[Way]:
    """The ways each by a name of its own: those named alike say the settings in which they differ."""
    named = [replace(way, name="-".join((way.name, *_differing(way, ways)))) for way in ways]
    for at, way in enumerate(named):
        if way.digest in {other.digest for other in named[:at]}:
            raise UsageError(
                f"this benchmark has the same way of reading twice: {way.name}",
                zh=f"评测方案中有两种相同的读法：{way.name}",
            )
    return named


def _differing(way: Way, ways: list[Way]) -> Iterator[str]:
    alike = [other.pinned for other in ways if other.name == way.name]
    for key, value in way.pinned.items():
        if any(other[key] != value for other in alike):
            yield _plain(f"{key}_{value}")[:_LONGEST]


def _or_none(values: Sequence[Value]) -> Sequence[Value | None]:
    return values or (None,)


def _plain(part: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "._" else "_" for sign in part)
