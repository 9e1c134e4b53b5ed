"""Pages for OCR that behave, and pages that do not. Sent to other processes, so they live in a module."""

from __future__ import annotations

import os
import signal
import threading
from dataclasses import dataclass

from extractor.errors import DamagedInput
from tests.support import printed_scans as drawn


@dataclass(frozen=True)
class Page:
    """A page that prints its number; ``fault`` is what happens when it is loaded."""

    number: int
    fault: str = ""

    width = float(drawn.WIDTH)
    height = float(drawn.HEIGHT)

    @property
    def fingerprint(self) -> str:
        return f"page {self.number}"

    def load(self, dpi: int) -> drawn.Picture:
        if self.fault == "dies":
            os.kill(os.getpid(), signal.SIGKILL)
        if self.fault == "hangs":
            threading.Event().wait()
        if self.fault == "damaged":
            raise DamagedInput("has lost its pixels")
        return drawn.numbered(self.number, dpi)


@dataclass(frozen=True)
class Untouchable(Page):
    """A page that must not be loaded again."""

    def load(self, dpi: int) -> drawn.Picture:
        raise AssertionError(f"page {self.number} was loaded, at {dpi} dpi")
