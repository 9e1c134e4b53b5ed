"""LibreOffice, which makes .doc, .pdf and its own .html out of .docx; many files in one run."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

_FILTERS = {"pdf": "pdf:writer_pdf_Export", "doc": "doc:MS Word 97", "html": "html:HTML (StarWriter)"}


def convert(files: Sequence[Path], kind: str, out: Path) -> list[Path]:
    """Convert the files into ``out``; raises RuntimeError when LibreOffice is absent or a file is not made."""
    soffice = shutil.which("soffice")
    if soffice is None:
        raise RuntimeError("soffice (LibreOffice) is needed for .doc, .pdf and scans and is not installed")
    with tempfile.TemporaryDirectory() as profile:
        command = [
            soffice,
            f"-env:UserInstallation=file://{profile}",
            "--headless",
            "--convert-to",
            _FILTERS[kind],
            "--outdir",
            str(out),
            *map(str, files),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900)
    made = [out / f"{file.stem}.{kind}" for file in files]
    missing = [path.name for path in made if not path.is_file()]
    if missing:
        raise RuntimeError(f"soffice made no {', '.join(missing)}: {done.stderr[-500:]}")
    return made
