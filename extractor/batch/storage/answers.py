"""Answers of the language model that all workers share, beside the results of the run."""

from __future__ import annotations

import logging

from extractor.batch.storage.place import Place
from extractor.errors import ExtractorError
from extractor.model.cache import AnswerCache, pack, unpack

FOLDER = ".answers"

_log = logging.getLogger(__name__)


class SharedAnswers:
    """The answers of a run, one file each (``.answers/ab/abcdef….json.z``), and a worker's own cache before them.

    What is looked up goes first to the worker's own cache, then to the place. What was paid for is in both before
    it is used, so that a task that is done again, by whomever, pays nothing again. Where the place fails on every
    try, a look-up raises, as the call might have been paid for already; keeping does not, as the answer is still in
    the worker's own cache and should rather be used than lost.
    """

    is_far = True

    def __init__(self, place: Place, own: AnswerCache | None = None) -> None:
        self._place = place
        self._own = own

    def get(self, key: str) -> str | None:
        """The raw answer; None where nobody has one.

        Raises:
            StorageUnreachable, InputMissing: the place cannot be read.
        """
        raw = self._own.get(key) if self._own else None
        if raw is not None:
            return raw
        packed = self._place.read(_name(key))
        raw = None if packed is None else unpack(packed)
        if raw is not None and self._own:
            self._own.put(key, raw)
        return raw

    def put(self, key: str, raw: str) -> bool:
        """Keep a raw answer for all; False where it is in this worker's own cache only."""
        if self._own:
            self._own.put(key, raw)
        try:
            self._place.put(_name(key), pack(raw))
        except ExtractorError as error:
            _log.warning("an answer is kept on this machine only: %s", error)
            return False
        return True

    def close(self) -> None:
        """Let go of the worker's own cache."""
        if self._own:
            self._own.close()


def _name(key: str) -> str:
    # In folders of their own, as some file systems grow slow with a hundred thousand files in one.
    return f"{FOLDER}/{key[:2]}/{key}.json.z"
