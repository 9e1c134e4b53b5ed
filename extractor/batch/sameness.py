"""Which settings make another result of the same document: what a change of them has read again."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from extractor.settings import Settings

# How fast, how far, where from: what is read of a document that is read does not depend on them.
_WITHOUT_EFFECT = frozenset({
    "base_url", "cache", "cache_dir", "completion_price", "concurrency", "document_memory_mb", "document_timeout",
    "key_file", "max_cells", "max_cost", "max_input_mb", "max_megapixels", "max_pages", "max_text_mb", "max_tokens",
    "max_unpacked_mb", "ocr_processes", "office_memory_mb", "office_timeout", "page_timeout", "password_file",
    "prompt_price", "prompts", "rpm", "timeout", "tpm", "tries",
})  # fmt: skip


def settings_hash(settings: Settings, *, page: bool) -> str:
    """The same for settings that give the same results; ``page`` says whether pages to look at are made."""
    chosen = settings.model_dump(mode="json", exclude=set(_WITHOUT_EFFECT))
    said = json.dumps({**chosen, "page": page, "prompts": _prompts(settings.prompts)}, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _prompts(folder: Path | None) -> dict[str, str]:
    """The instructions of one's own, by name."""
    if folder is None or not folder.is_dir():
        return {}
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.glob("*.md"))}
