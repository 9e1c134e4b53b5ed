"""The provider's Batch API: questions answered ahead of a run, at the price of batches, into the cache."""

from extractor.batch.provider.collecting import Collecting, Deferred, Question, questions_of
from extractor.batch.provider.running import answer_ahead, check_offered, usage_in
from extractor.batch.provider.state import FILE
from extractor.batch.provider.terms import Terms
from extractor.batch.provider.told import Listener, ProviderUsage, Told

__all__ = [
    "FILE",
    "Collecting",
    "Deferred",
    "Listener",
    "ProviderUsage",
    "Question",
    "Terms",
    "Told",
    "answer_ahead",
    "check_offered",
    "questions_of",
    "usage_in",
]
