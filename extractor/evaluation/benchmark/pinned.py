"""What a run is pinned to: the versions, the code and the files that its figures depend on."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

from extractor.evaluation.figures import Closed

# What reads, recognises or asks; the rest shows in no result.
_LIBRARIES = (
    "indicator-extractor", "instructor", "lxml", "numpy", "onnxruntime", "openai", "opencv-python-headless",
    "openpyxl", "pillow", "pydantic", "pymupdf", "rapidocr",
)  # fmt: skip
_CONTENT = {".py", ".md", ".toml", ".json"}


class Pinned(Closed):
    """Versions by name, None for what is not installed; ``code`` is the hash of `code_sha256`."""

    python: str
    platform: str
    versions: dict[str, str | None]
    code: str

    @classmethod
    def here(cls) -> Pinned:
        """What is installed here."""
        return cls(
            python=platform.python_version(),
            platform=f"{platform.system()} {platform.machine()}",
            versions={name: _version(name) for name in _LIBRARIES},
            code=code_sha256(),
        )


@cache
def code_sha256() -> str:
    """One hash of all code and content that ships: a change to either makes another extractor."""
    package = Path(str(files("extractor")))
    found = hashlib.sha256()
    for root, path in sorted(_shipped(package)):
        found.update(f"{path.relative_to(root).as_posix()}\0".encode())
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def _shipped(package: Path) -> Iterator[tuple[Path, Path]]:
    """Every file with the folder it counts from; prompts and schemas stand beside the package in a checkout."""
    checkout = package.parent
    beside = [checkout / "prompts", checkout / "schemas"] if (checkout / "pyproject.toml").is_file() else []
    for folder in (package, *beside):
        for path in folder.rglob("*"):
            if path.suffix in _CONTENT and path.is_file():
                yield folder, path


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
