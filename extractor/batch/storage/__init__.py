"""Folders and files on this machine or behind a URL that fsspec knows: what a run reads, and where it writes.

A URL has a scheme (``s3://bucket/reports``, ``hdfs://…``, ``file:///…``); everything else is a path of this machine.
Keys and addresses of a storage are its driver's own affair: the environment, or the files that it reads.
"""

from extractor.batch.storage.fetching import fetched
from extractor.batch.storage.listing import Remote, listing
from extractor.batch.storage.place import Place
from extractor.batch.storage.systems import is_url

__all__ = ["Place", "Remote", "fetched", "is_url", "listing"]
