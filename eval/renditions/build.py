"""Write the renditions of a selection, format by format, and the manifest."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pymupdf

from renditions import scan
from renditions.document import Rendition
from renditions.manifest import Made, sha256, write_manifest
from renditions.office import convert
from renditions.web import write_html
from renditions.word import write_docx
from renditions.workbook import write_xlsx

DIRECT = {"docx": write_docx, "xlsx": write_xlsx, "html": write_html}
TEXT_FORMATS = ("docx", "doc", "xlsx", "html", "html-office", "pdf")
PICTURES = {"tiff": ("tif", "copier"), "png": ("png", "clean"), "jpeg": ("jpg", "photo")}
FORMATS = (*TEXT_FORMATS, "scan", *PICTURES)
SCANS = ("clean", "copier", "bad")


@dataclass(frozen=True)
class Job:
    """A rendition and the formats it is written in; ``scans`` are the qualities of its scans."""

    rendition: Rendition
    formats: Collection[str]
    scans: Collection[str] = ()


def build(out: Path, jobs: list[Job]) -> list[Made]:
    """Write all jobs into ``out``, gold into ``out/gold``; raises RuntimeError where LibreOffice fails."""
    (out / "gold").mkdir(parents=True, exist_ok=True)
    work = out / ".work"
    work.mkdir(exist_ok=True)
    for job in jobs:
        answer = json.dumps(job.rendition.report, ensure_ascii=False, indent=1) + "\n"
        (out / "gold" / f"{job.rendition.name}.json").write_text(answer, encoding="utf-8")
        write_docx(job.rendition.blocks, job.rendition.style, work / f"{job.rendition.name}.docx")
    _convert(jobs, work)
    made = [made for job in jobs for made in _write(job, out, work)]
    for path in work.iterdir():
        path.unlink()
    work.rmdir()
    write_manifest(out, made)
    return made


def _convert(jobs: Iterable[Job], work: Path) -> None:
    """Let LibreOffice make, in one run for each kind, what the jobs ask for."""
    by_pdf = {"pdf", "scan", *PICTURES}
    for kind, wanted in (("pdf", by_pdf), ("doc", {"doc"}), ("html", {"html-office"})):
        files = [work / f"{job.rendition.name}.docx" for job in jobs if wanted & set(job.formats)]
        if files:
            convert(files, kind, work)


def _write(job: Job, out: Path, work: Path) -> Iterator[Made]:
    name, style = job.rendition.name, job.rendition.style
    pdf = work / f"{name}.pdf"
    pages = _pages(pdf)
    for kind in job.formats:
        if kind in DIRECT:
            path = out / f"{name}.{kind}"
            DIRECT[kind](job.rendition.blocks, style, path)
            yield _made(job, path, kind, None, pages if kind == "docx" else None)
        elif kind in TEXT_FORMATS:
            suffix = kind.removesuffix("-office")
            path = out / f"{name}{'-office' if suffix != kind else ''}.{suffix}"
            path.write_bytes((work / f"{name}.{suffix}").read_bytes())
            yield _made(job, path, kind, None, None if suffix == "html" else pages)
        elif kind == "scan":
            yield from _scans(job, out, pdf)
        else:
            yield _picture(job, out, pdf, kind)


def _scans(job: Job, out: Path, pdf: Path) -> Iterator[Made]:
    for quality in job.scans:
        path = out / f"{job.rendition.name}-{quality}.pdf"
        yield _made(job, path, "scan", quality, scan.scan(pdf, path, quality))


def _picture(job: Job, out: Path, pdf: Path, kind: str) -> Made:
    suffix, quality = PICTURES[kind]
    how = scan.QUALITIES[quality]
    pictures = scan.photographs(pdf, quality)
    path = out / f"{job.rendition.name}-{quality}.{suffix}"
    if kind == "tiff":
        scan.write_tiff(pictures, how.dpi, path)
    elif len(pictures) > 1:
        raise RuntimeError(f"{path.name}: a {kind} holds one page, the rendition has {len(pictures)}")
    elif kind == "png":
        scan.write_png(pictures[0], how.dpi, path)
    else:
        path.write_bytes(scan.jpeg(pictures[0], how.jpeg))
    return _made(job, path, kind, quality, len(pictures))


def _pages(pdf: Path) -> int | None:
    if not pdf.is_file():
        return None
    with pymupdf.open(pdf) as document:
        return int(document.page_count)


def _made(job: Job, path: Path, kind: str, quality: str | None, pages: int | None) -> Made:
    one = job.rendition
    return Made(
        file=path.name,
        gold=f"gold/{one.name}.json",
        sample=one.sample,
        extent=one.extent,
        layout=one.layout,
        format=kind,
        quality=quality,
        pages=pages,
        sha256=sha256(path),
        fonts=tuple(dict.fromkeys((one.style.font, one.style.title_font))),
        dropped=one.dropped,
    )
