"""What a batch has brought, taken into the cache: the good answers where ordinary calls look for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

from pydantic import BaseModel

from extractor.batch.provider.endpoint import Endpoint
from extractor.batch.provider.items import GOOD, Item, item_of, items_in
from extractor.batch.provider.state import Part, State
from extractor.batch.provider.writing import Shelf
from extractor.errors import OutputUnwritable
from extractor.model.cache import AnswerCache
from extractor.model.prices import Price

_AT_ONCE = 200


class Taker:
    """Takes the results of batches. ``wanted`` has the class of each answer, as far as it is known."""

    def __init__(
        self,
        state: State,
        shelf: Shelf,
        cache: AnswerCache,
        price: Price,
        wanted: Mapping[str, type[BaseModel]],
    ) -> None:
        self._state = state
        self._shelf = shelf
        self._cache = cache
        self._price = price
        self._wanted = wanted

    async def take(self, part: Part, endpoint: Endpoint) -> Part:
        """Download both files and take what they say; may be done again where it was cut off.

        Raises:
            OutputUnwritable: the cache does not keep the answers.
            EndpointRefused, EndpointUnreachable: see `Endpoint`.
        """
        files: list[Path] = []
        for name, kind in ((part.output, "output"), (part.errors, "errors")):
            if name:
                files.append(self._shelf.results(part.mark, kind))
                await endpoint.download(name, files[-1])
        stray = self._all(self._state.asked_of(part.number), files)
        reason = part.status if part.status in ("expired", "cancelled") else "missing"
        self._state.finish(part.number, reason, stray)
        return self._state.part(part.number)

    def _all(self, asked: set[str], files: list[Path]) -> int:
        """Take all items; how many there were that nobody had asked for, or that came twice."""
        stray, chunk = 0, list[Item]()
        for said in chain.from_iterable(map(items_in, files)):
            key = said.get("custom_id")
            if key not in asked:
                stray += 1
                continue
            asked.discard(key)
            chunk.append(item_of(said, self._wanted.get(key)))
            if len(chunk) == _AT_ONCE:
                self._keep(chunk)
                chunk = []
        self._keep(chunk)
        return stray

    def _keep(self, items: list[Item]) -> None:
        for item in items:
            if item.state == GOOD and not self._cache.put(item.key, item.raw):
                folder = self._cache.folder
                raise OutputUnwritable(
                    f"the cache {folder} keeps no answers (is the disk full?); run again: none of them is lost",
                    zh=f"缓存 {folder} 无法写入（磁盘是否已满？）；处理后重跑即可，回答不会丢失",
                )
        self._state.put(self._priced(items))

    def _priced(self, items: list[Item]) -> Iterator[tuple[Item, float | None]]:
        for item in items:
            yield item, None if item.tokens is None else self._price(item.tokens)
