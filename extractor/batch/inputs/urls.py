"""Inputs that are on no disk of this machine, by URL."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from extractor.batch.inputs.found import Input, Told
from extractor.batch.inputs.walking import is_candidate, is_hidden
from extractor.batch.storage import listing
from extractor.batch.storage.systems import system_of
from extractor.batch.storage.troubles import told as problems_told

_LOCAL = re.compile(r"(?:file|local)://(?=/)")


def local_path(named: str) -> str:
    """The path that a URL of this machine's own files names; anything else as it is."""
    return _LOCAL.sub("", named, count=1)


def inputs_at(url: str, told: Told) -> Iterator[Input]:
    """The file at a URL, or the reports below the folder that it names.

    Storages say in many ways when a file was changed; ``mtime_ns`` is a number that changes with it.

    Raises:
        ExtractorError: see `storage.listing`.
    """
    whole = _whole(url)
    for one in listing(url):
        is_named = one.url == whole
        if not is_named and is_hidden(one.url.rpartition("/")[2]):
            told.left_out["hidden"] += 1
        elif is_named or is_candidate(one.url, told):
            root = whole.rpartition("/")[0] if is_named else whole.partition("*")[0].rstrip("/")
            yield Input(one.url, one.size or 0, _number_of(one.version), root)


def _whole(url: str) -> str:
    """The URL as the listing spells it."""
    with problems_told(url):
        system, path = system_of(url)
        return str(system.unstrip_protocol(path))


def _number_of(version: str) -> int:
    """A number for a version; SQLite's have 63 bits."""
    return int.from_bytes(hashlib.blake2b(version.encode(), digest_size=7).digest(), "big")
