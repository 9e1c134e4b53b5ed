"""The provider's files and batches, asked with the patience and the words of ordinary calls."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx2
import openai
from openai.types import Batch

from extractor.batch.provider.terms import FILE
from extractor.errors import EndpointRefused, ExtractorError, UsageError
from extractor.model.building import build_sdk
from extractor.model.exchange import FAILURES
from extractor.model.redaction import scrub
from extractor.model.refusals import Asked, kind_of
from extractor.model.settings import ModelSettings
from extractor.model.transport import Persistence, Sleep, passes, persist

ENDED = frozenset({"completed", "failed", "expired", "cancelled"})
_NOT_OFFERED = frozenset({404, 405, 501})
_MARK = "extractor"
# Clocks differ: a batch counts as older than its file only by this many seconds.
_A_DAY = 86_400
Got = TypeVar("Got")


class Endpoint:
    """The files and batches of one account.

    Raises, in all that asks it:
        EndpointRefused: the key, the account or the request is refused.
        EndpointUnreachable: it did not answer, after all tries.
    """

    def __init__(self, settings: ModelSettings, sleep: Sleep) -> None:
        self.sdk = build_sdk(settings)
        self._settings = settings
        self._how = Persistence(settings.tries, sleep)
        self._asked = Asked(settings.model, str(self.sdk.base_url), settings.key)

    async def __aenter__(self) -> Self:
        """The endpoint itself."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connections."""
        await self.sdk.close()

    async def check(self) -> None:
        """See that there are batches at all.

        Raises:
            UsageError: the endpoint has none.
        """
        try:
            await self._through(self._first)
        except ExtractorError as error:
            cause = error.__cause__
            if isinstance(cause, openai.APIStatusError) and cause.status_code in _NOT_OFFERED:
                raise UsageError(
                    "this endpoint has no Batch API (/batches): leave --provider-batch out",
                    zh="该接口没有批量接口（/batches）：请去掉 --provider-batch",
                ) from error
            raise

    async def upload(self, path: Path) -> str:
        """The id of the file, uploaded under its own name."""

        async def attempt() -> str:
            with path.open("rb") as content:
                sent = (path.name, content, "application/jsonl")
                return (await self.sdk.files.create(file=sent, purpose="batch")).id

        return await self._through(attempt)

    async def uploaded(self, name: str) -> str | None:
        """The id of a file of that name, if it has been uploaded."""

        async def attempt() -> str | None:
            async for file in self.sdk.files.list(purpose="batch"):
                if file.filename == name:
                    return file.id
            return None

        return await self._through(attempt)

    async def create(self, file: str, mark: str, endpoint: str, window: str) -> Batch:
        """A batch over an uploaded file, found where an attempt that seemed to fail has made it."""
        tried = False

        async def attempt() -> Batch:
            nonlocal tried
            if tried and (made := await self._made(file, mark, 0)):
                return made
            tried = True
            given: Any = {"endpoint": endpoint, "completion_window": window}
            return await self.sdk.batches.create(input_file_id=file, metadata={_MARK: mark}, **given)

        return await self._through(attempt)

    async def created(self, file: str, mark: str, since: float) -> Batch | None:
        """The batch over an uploaded file, if it has been made and has not failed."""
        return await self._through(lambda: self._made(file, mark, since))

    async def batch(self, name: str) -> Batch:
        """How far a batch is.

        Raises:
            UsageError: the provider knows no such batch.
        """
        with _told_if_gone(name):
            return await self._through(lambda: self.sdk.batches.retrieve(name))

    async def download(self, file: str, to: Path) -> None:
        """The content of a file, whole or not at all.

        Raises:
            UsageError: the provider knows no such file.
        """
        part = to.with_suffix(".part")

        async def attempt() -> None:
            try:
                async with self.sdk.files.with_streaming_response.content(file) as content:
                    await content.stream_to_file(part)
            except httpx2.HTTPError as error:
                raise openai.APIConnectionError(request=error.request) from error

        with _told_if_gone(file):
            await self._through(attempt)
        part.replace(to)

    async def delete(self, file: str) -> None:
        """Have the provider forget a file."""
        await self._through(lambda: self.sdk.files.delete(file))

    async def _first(self) -> None:
        async for _ in self.sdk.batches.list(limit=1):
            return

    async def _made(self, file: str, mark: str, since: float) -> Batch | None:
        async for batch in self.sdk.batches.list(limit=100):
            if batch.created_at < since - _A_DAY:
                return None
            ours = batch.input_file_id == file or (batch.metadata or {}).get(_MARK) == mark
            if ours and batch.status != "failed":
                return batch
        return None

    async def _through(self, attempt: Callable[[], Awaitable[Got]]) -> Got:
        try:
            return await persist(attempt, self._how)
        except FAILURES as error:
            scrub(error, self._settings.key)
            if passes(error):
                raise self._asked.error("unreachable", error, self._settings.tries) from error
            raise self._asked.error(kind_of(error), error) from error


@contextmanager
def _told_if_gone(name: str) -> Iterator[None]:
    try:
        yield
    except EndpointRefused as error:
        if not isinstance(error.__cause__, openai.NotFoundError):
            raise
        raise UsageError(
            f"the provider has no {name}, which an earlier run left there: check key and account, "
            f"or remove {FILE} from the run's folder to have its questions asked anew",
            zh=f"批量接口上没有上次留下的 {name}：请检查密钥和账户，或删除输出文件夹中的 {FILE} 以重新提问",
        ) from error
