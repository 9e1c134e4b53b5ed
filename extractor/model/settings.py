"""What the client of a language model has to know; the command line's settings make one."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from extractor.cache import default_cache_dir
from extractor.model.types import Technique

Wanted = Literal["auto"] | Technique


@dataclass(frozen=True)
class ModelSettings:
    """Which model is asked, how hard, and within which limits.

    ``base_url`` None is the SDK's own endpoint. ``timeout`` is in seconds for one attempt,
    ``tries`` counts the first attempt. ``requests_per_minute``, ``tokens_per_minute``,
    ``max_cost`` (US dollars) and ``max_tokens`` (prompt and completion of the whole run) are
    None where there is no limit; ``seed`` None is not sent. ``prompt_price`` and ``completion_price`` are US dollars per
    million tokens, for an endpoint that no price list knows; both or none. The key is in no
    ``repr``.
    """

    model: str
    base_url: str | None = None
    key: str = field(default="", repr=False)
    technique: Wanted = "auto"
    temperature: float = 0.0
    seed: int | None = None
    timeout: float = 120.0
    tries: int = 5
    concurrency: int = 8
    requests_per_minute: int | None = None
    tokens_per_minute: int | None = None
    max_cost: float | None = None
    max_tokens: int | None = None
    prompt_price: float | None = None
    completion_price: float | None = None
    cache_dir: Path = field(default_factory=default_cache_dir)
    use_cache: bool = True
    mask: bool = True

    @property
    def sampling(self) -> dict[str, float]:
        """What is sent about sampling; answers to other values are other answers."""
        return {"temperature": self.temperature} | ({} if self.seed is None else {"seed": self.seed})
