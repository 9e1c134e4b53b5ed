"""What a run knows, in one SQLite file: its documents, how far each is, and what was read from them."""

from extractor.batch.store.claims import Claimed, Claims, Named, ToDo, waiting
from extractor.batch.store.opening import FILE, copied_store, open_store
from extractor.batch.store.planning import Planned, Wanted, take_up
from extractor.batch.store.store import Store

__all__ = [
    "FILE",
    "Claimed",
    "Claims",
    "Named",
    "Planned",
    "Store",
    "ToDo",
    "Wanted",
    "copied_store",
    "open_store",
    "take_up",
    "waiting",
]
