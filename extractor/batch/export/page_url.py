"""A link of a workbook to a page beside it, as every program follows it."""

from __future__ import annotations

from xlsxwriter.url import Url  # type: ignore[import-untyped]


class PageUrl(Url):  # type: ignore[misc]  # XlsxWriter carries no types
    """XlsxWriter writes relative paths with backslashes, which only Windows takes for folders."""

    def __init__(self, url: str, text: str) -> None:
        super().__init__(f"external:{url}")
        self.text = text

    def _target(self) -> str:
        return str(super()._target()).replace("\\", "/")
