"""Which technique an endpoint accepts: tried once, remembered beside the cache."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import cast, get_args

from extractor.model.types import Technique

ORDER: tuple[Technique, ...] = ("json_schema", "tools", "json", "md_json")
_FILE = "techniques.json"


class Remembered:
    """The technique per endpoint and model; ``folder`` None keeps it in memory only."""

    def __init__(self, folder: Path | None, address: str, model: str) -> None:
        self._file = folder / _FILE if folder else None
        # Hashed: an address may carry a user name and a password.
        self._name = hashlib.sha256(f"{address}\n{model}".encode()).hexdigest()[:32]
        self._known: Technique | None = _technique(self._read().get(self._name))

    @property
    def technique(self) -> Technique | None:
        """None where it has not been found out."""
        return self._known

    def remember(self, technique: Technique | None) -> None:
        """Keep what was found out; None forgets."""
        if technique == self._known:
            return
        self._known = technique
        known = self._read()
        if technique is None:
            known.pop(self._name, None)
        else:
            known[self._name] = technique
        self._write(known)

    def _read(self) -> dict[str, object]:
        try:
            known = json.loads(self._file.read_text("utf-8")) if self._file else {}
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}

    def _write(self, known: dict[str, object]) -> None:
        """Replace the file in one step; a disk that will not has only to be asked again."""
        if self._file is None:
            return
        try:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._file.parent, prefix=_FILE)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(known, file)
            Path(name).replace(self._file)
        except OSError:
            return


def _technique(value: object) -> Technique | None:
    return cast(Technique, value) if value in get_args(Technique) else None
