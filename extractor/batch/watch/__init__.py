"""A watched folder: what arrives in it is handed on once it is whole."""

from extractor.batch.watch.watch import Pace, Watched, watch

__all__ = ["Pace", "Watched", "watch"]
