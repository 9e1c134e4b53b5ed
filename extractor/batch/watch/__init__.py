"""A watched folder: what arrives in it is handed on once it is whole."""

from extractor.batch.watch.watch import Pace, Teller, Watched, once, watch

__all__ = ["Pace", "Teller", "Watched", "once", "watch"]
