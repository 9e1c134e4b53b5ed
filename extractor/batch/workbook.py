"""The workbook that lies with the results of a run, brought up to date when it ends."""

from __future__ import annotations

from extractor.batch.batch import Wish
from extractor.batch.export.export import export
from extractor.batch.storage import Place, is_url
from extractor.batch.store import open_store
from extractor.result import Lang

WORKBOOK = "results.xlsx"


def bring_up_to_date(wish: Wish, lang: Lang) -> None:
    """Write the workbook, and what its columns mean, from all that the store holds.

    Raises:
        OutputUnwritable: it cannot be written.
    """
    store = open_store(wish.home)
    try:
        written = export(store.stored(), wish.home, wish.home, ("xlsx",), lang)
    finally:
        store.close()
    if is_url(wish.out):
        place = Place(wish.out)
        for file in written:
            place.put(file.relative_to(wish.home).as_posix(), file.read_bytes())
