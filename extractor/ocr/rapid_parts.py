"""Whether RapidOCR is here with all that it needs to work offline."""

from __future__ import annotations

from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from extractor.errors import PartMissing

_MODELS = ("PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx")
_PACKAGES = ("numpy", "cv2", "onnxruntime", "rapidocr")


def installed_version() -> str:
    """RapidOCR's version. With a model file missing it would go and download, so they are looked for.

    Raises:
        PartMissing: a package or one of the model files is not installed.
    """
    missing = [name for name in _PACKAGES if find_spec(name) is None]
    if not missing:
        missing = [name for name in _MODELS if not (_folder() / name).is_file()]
    if missing:
        raise PartMissing(
            f"reading scanned pages needs RapidOCR, and {', '.join(missing)} is not installed: "
            "pip install 'indicator-extractor[ocr]'",
            zh=f"识别扫描页需要 RapidOCR，缺少 {', '.join(missing)}，"
            "请运行：pip install 'indicator-extractor[ocr]'",
        )
    return version("rapidocr")


def _folder() -> Path:
    spec = find_spec("rapidocr")
    return Path(spec.origin).parent / "models" if spec and spec.origin else Path()
