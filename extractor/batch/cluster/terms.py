"""What a run and its workers on other machines agree on."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import extractor
from extractor.lexicon import data_file
from extractor.schema import render
from extractor.settings import Settings

OCR, CALLS = "ocr", "calls"
"""Labels of workers: documents that they may read by OCR at once, and documents that they may ask a model about."""

_DATA = ("schemas/lexicon.toml", "schemas/prose.toml")


@dataclass(frozen=True, slots=True)
class Terms:
    """What every task of a run carries: the run's name, and the `code` that its results are to come from.

    ``answers`` is the folder or URL where the answers of the model are kept for all; None where they are not.
    """

    run: str
    code: str
    answers: str | None = None


def asks_model(settings: Settings) -> bool:
    """Whether a model is asked about the documents."""
    return "model" in (settings.engine, settings.audit)


def operation(run: str, name: str) -> str:
    """What a remote call of a run is called."""
    return f"extractor_{name}_{run}"


def prefix(run: str) -> str:
    """What the keys of a run's tasks begin with."""
    return f"extractor-{run}-"


@cache
def code() -> str:
    """Version of the package and of Python, and a hash of all that results come from: modules, schema, lexicon."""
    digest = hashlib.sha256(render().encode())
    for name in _DATA:
        digest.update(data_file(name).encode())
    root = Path(extractor.__file__).parent
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    python = ".".join(map(str, sys.version_info[:2]))
    return f"{_version()}, {digest.hexdigest()[:12]}, Python {python}"


def _version() -> str:
    try:
        return version("indicator-extractor")
    except PackageNotFoundError:
        return "?"
