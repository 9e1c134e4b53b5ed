"""The processes that read a run's documents, and the one client that answers all their questions."""

from extractor.batch.crew.calls import Calls
from extractor.batch.crew.crew import Crew
from extractor.batch.crew.handle import WorkerDied

__all__ = ["Calls", "Crew", "WorkerDied"]
