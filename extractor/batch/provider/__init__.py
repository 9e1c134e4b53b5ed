"""The provider's Batch API: questions answered ahead of a run, at the price of batches, into the cache."""

from extractor.batch.provider.ahead import Reading, ask_ahead
from extractor.batch.provider.collecting import Question
from extractor.batch.provider.running import answer_ahead, check_offered, usage_in
from extractor.batch.provider.state import FILE
from extractor.batch.provider.terms import Terms
from extractor.batch.provider.told import Listener, ProviderUsage, Told

__all__ = [
    "FILE",
    "Listener",
    "ProviderUsage",
    "Question",
    "Reading",
    "Terms",
    "Told",
    "answer_ahead",
    "ask_ahead",
    "check_offered",
    "usage_in",
]
