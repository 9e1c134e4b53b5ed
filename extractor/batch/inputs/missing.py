"""Names that lead to no document at all: most likely a slip of the keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from extractor.batch.inputs.found import Refused
from extractor.batch.inputs.search import find_inputs
from extractor.batch.storage import is_url
from extractor.errors import InputMissing


def check_names_documents(named: Sequence[str], out: Path) -> None:
    """See that there is a document in what is named, before a folder of results is made for it.

    Not asked of a list on standard input, which can be read once only, and of URLs, where to look takes long.

    Raises:
        InputMissing: there is none, and why.
    """
    if any(one == "-" or is_url(one) for one in named):
        return
    listing = find_inputs(named, without=out)
    if next(listing, None) is None and listing.told.refused:
        raise _nothing_in(listing.told.refused)


def _nothing_in(refused: Sequence[Refused]) -> InputMissing:
    first, more = refused[0], len(refused) - 1
    return InputMissing(
        first.problem.message_en + (f"; nor can {more} more be read" if more else ""),
        document=first.path,
        zh=first.problem.message + (f"；另有 {more} 个也不能读取" if more else ""),
    )
