"""Inputs of a batch run: from what a user names to the documents to be read, nothing lost without a word."""

from extractor.batch.inputs.found import Input, Refused, Told
from extractor.batch.inputs.search import Listing, find_inputs

__all__ = ["Input", "Listing", "Refused", "Told", "find_inputs"]
