"""The command line: one file per command, `main` is the entry point.

Nothing here imports the machinery at module level: each command does so when it runs,
so that ``extractor --help`` answers at once.
"""

from __future__ import annotations

from extractor.cli.app import main

__all__ = ["main"]
