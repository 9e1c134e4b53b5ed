"""What of the parts that may be left out is installed, and what cannot be done without the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec

from extractor.cli.terminal import Lang


@dataclass(frozen=True, slots=True)
class Part:
    """A part: what it is for, whether it is here, and how it is had."""

    name: str
    purpose: tuple[str, str]
    installed: bool
    how: str

    def said(self, lang: Lang) -> str:
        """A line about it."""
        zh, en = self.purpose
        if self.installed:
            return f"{self.name}：{zh}" if lang == "zh" else f"{self.name}: {en}"
        if lang == "zh":
            return f"没有安装 {self.name}（{zh}）：{self.how}"
        return f"{self.name} is not installed ({en}): {self.how}"


_EXTRAS = (
    ("ocr", "rapidocr", ("读取扫描件和图片", "reads scans and pictures")),
    ("tables", "pyarrow", ("导出 Parquet 和 DuckDB", "exports Parquet and DuckDB")),
    ("watch", "watchfiles", ("监视文件夹时由系统通知", "has the system tell what arrives in a folder")),
    ("storage", "fsspec", ("读写网址上的文件", "reads and writes URLs")),
    ("cluster", "distributed", ("由集群读取", "reads on a cluster")),
)
_OFFICE = ("读取 .doc、.xls、.rtf、.odt、.ods、.wps", "reads .doc, .xls, .rtf, .odt, .ods, .wps")
_OFFICE_PACKAGES = "apt install libreoffice-writer-nogui libreoffice-calc-nogui"


def parts() -> Iterator[Part]:
    """The parts, one by one; none is loaded."""
    from extractor.readers.office.libreoffice import is_installed

    for extra, package, purpose in _EXTRAS:
        how = f"pip install 'indicator-extractor[{extra}]'"
        yield Part(package, purpose, find_spec(package) is not None, how)
    yield Part("LibreOffice", _OFFICE, is_installed(), _OFFICE_PACKAGES)
