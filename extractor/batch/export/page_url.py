"""A link of a workbook to a page beside it, as every program follows it."""

from __future__ import annotations

from xlsxwriter.url import Url  # type: ignore[import-untyped]


class PageUrl(Url):  # type: ignore[misc]  # XlsxWriter carries no types
    """XlsxWriter writes relative paths with backslashes, which only Windows takes for folders."""

    def __init__(self, url: str, text: str) -> None:
        address, _, anchor = url.partition("#")
        super().__init__(f"external:{address}")
        self._anchor, self.text = anchor, text

    def _target(self) -> str:
        return str(super()._target()).replace("\\", "/")
