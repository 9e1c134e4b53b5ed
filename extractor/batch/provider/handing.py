"""One file of questions on its way through the provider: uploaded, made a batch, waited for; resumed at any point."""

from __future__ import annotations

from openai.types import Batch, BatchError

from extractor.batch.provider.endpoint import ENDED, Endpoint
from extractor.batch.provider.state import Part, State
from extractor.batch.provider.terms import Terms
from extractor.batch.provider.told import Listener, Told
from extractor.batch.provider.writing import Shelf
from extractor.errors import EndpointRefused, EndpointUnreachable
from extractor.model.transport import Sleep

# OpenAI's word for more tokens than an account may have waiting.
_QUEUE_FULL = "token_limit_exceeded"
_GROWTH = 1.5
_MOST_TURNS = 1000


class Handing:
    """Hands parts in and waits for them."""

    def __init__(
        self, state: State, endpoint: Endpoint, terms: Terms, shelf: Shelf, told: Listener, sleep: Sleep
    ) -> None:
        self._state = state
        self._endpoint = endpoint
        self._terms = terms
        self._shelf = shelf
        self._told = told
        self._sleep = sleep
        self._open: set[int] = set()
        self._over = 0

    async def ended(self, part: Part) -> Part:
        """The part when its batch has ended, however that was.

        Raises:
            EndpointRefused: the provider does not take it; its questions count as never asked.
            EndpointUnreachable: it has not answered for long.
        """
        self._open.add(part.number)
        try:
            for _ in range(_MOST_TURNS):
                over = self._over
                if part.state not in ("created", "ended"):
                    part = await self._submitted(part)
                if part.state == "created":
                    part = await self._noted(part, await self._waited(part), over)
                if part.state == "ended":
                    return part
        finally:
            self._open.discard(part.number)
            self._over += 1
        raise EndpointUnreachable(
            "the provider's queue of tokens stays full; run again to go on",
            zh="批量接口的排队 token 一直已满；稍后重跑即可继续",
        )

    async def _submitted(self, part: Part) -> Part:
        try:
            if part.state in ("written", "uploading"):
                part = await self._uploaded(part)
            return await self._created(part)
        except EndpointRefused:
            # What is refused was not made: another run may hand it in anew.
            self._give_up(part)
            raise

    async def _uploaded(self, part: Part) -> Part:
        path, file = self._shelf.requests(part.mark), None
        if part.state == "uploading":
            file = await self._endpoint.uploaded(path.name)
        self._state.advance(part.number, "uploading")
        return self._state.advance(part.number, "uploaded", file=file or await self._endpoint.upload(path))

    async def _created(self, part: Part) -> Part:
        file, batch = part.file or "", None
        if part.state == "creating":
            batch = await self._endpoint.created(file, part.mark, part.made)
        self._state.advance(part.number, "creating")
        if batch is None:
            batch = await self._endpoint.create(file, part.mark, self._terms.endpoint, self._terms.window)
        self._told(Told("submitted", part.number, part.questions, batch=batch.id))
        return self._state.advance(part.number, "created", batch=batch.id, status=batch.status)

    async def _waited(self, part: Part) -> Batch:
        """The batch, once it has ended."""
        wait, silent = self._terms.first_wait, 0
        while True:
            try:
                batch = await self._endpoint.batch(part.batch or "")
            except EndpointUnreachable:
                silent += 1
                if silent == self._terms.silent:
                    raise
                self._told(Told("silent", part.number, part.questions))
            else:
                silent = 0
                if batch.status in ENDED:
                    return batch
                if batch.status != part.status:
                    part = self._state.advance(part.number, part.state, status=batch.status)
                self._told(_working(part, batch))
            await self._sleep(wait)
            wait = min(wait * _GROWTH, self._terms.longest_wait)

    async def _noted(self, part: Part, batch: Batch, over: int) -> Part:
        """How the batch ended; ``over`` parts had come to their end when it was handed in."""
        if batch.status != "failed":
            return self._state.advance(
                part.number,
                "ended",
                status=batch.status,
                output=batch.output_file_id,
                errors=batch.error_file_id,
            )
        # Where no other was there to fill the queue, it never has room for this one.
        if _is_queue_full(batch) and (len(self._open) > 1 or self._over > over):
            self._told(Told("later", part.number, part.questions))
            part = self._state.advance(part.number, "uploaded", batch=None, status=None)
            await self._sleep(self._terms.longest_wait)
            return part
        self._give_up(part)
        raise _not_taken(batch)

    def _give_up(self, part: Part) -> None:
        self._state.give_up(part.number)
        self._shelf.clear(part.mark)


def _working(part: Part, batch: Batch) -> Told:
    counts = batch.request_counts
    done, bad = (counts.completed, counts.failed) if counts else (0, 0)
    return Told("working", part.number, part.questions, done, bad, batch.id, batch.status)


def _is_queue_full(batch: Batch) -> bool:
    return any(error.code == _QUEUE_FULL for error in _errors(batch))


def _errors(batch: Batch) -> list[BatchError]:
    return (batch.errors.data if batch.errors else None) or []


def _not_taken(batch: Batch) -> EndpointRefused:
    said = "; ".join(f"{error.code}: {error.message}" for error in _errors(batch)[:3])[:300] or "-"
    return EndpointRefused(
        f"the provider does not take the batch {batch.id} ({said}); nothing of it was answered or charged",
        zh=f"批量接口没有接受批次 {batch.id}（{said}）；没有回答，也没有收费",
    )
