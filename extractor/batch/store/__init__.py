"""What a run knows, in one SQLite file: its documents, how far each is, and what was read from them."""

from extractor.batch.store.claims import Claimed, Claims
from extractor.batch.store.opening import FILE, open_store
from extractor.batch.store.planning import Planned, Wanted, plan
from extractor.batch.store.store import Store

__all__ = ["FILE", "Claimed", "Claims", "Planned", "Store", "Wanted", "open_store", "plan"]
