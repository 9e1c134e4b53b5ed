"""Readers: from a file to checked text.

`load` reads a file's bytes within the limit of the settings and `decode` turns bytes into
text. Both raise the errors of `extractor.errors` before anything is made of the content.
"""

from __future__ import annotations

from extractor.readers.decoding import decode
from extractor.readers.loading import load

__all__ = ["decode", "load"]
