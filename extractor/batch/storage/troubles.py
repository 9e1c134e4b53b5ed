"""What goes wrong with a storage, in words that say what to check."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from extractor.errors import (
    ExtractorError,
    InputMissing,
    OutputUnwritable,
    PartMissing,
    StorageUnreachable,
    UsageError,
)

LASTING = (FileNotFoundError, PermissionError, IsADirectoryError, NotADirectoryError, ImportError, ValueError)
"""What trying again does not change."""

_DENIED = re.compile(
    r"credential|forbidden|denied|unauthorized|expiredtoken|signature|\b40[13]\b", re.IGNORECASE
)
_SECRET = re.compile(r"(?<=//)[^/@\s]*@")
_LONGEST = 200


def shown(text: object) -> str:
    """A URL or an error's words without the name and password that a URL may hold."""
    return _SECRET.sub("***@", str(text))


def is_denial(error: BaseException) -> bool:
    """Whether the storage knows us not, or does not let us; drivers have classes of their own for it."""
    return isinstance(error, PermissionError) or bool(_DENIED.search(f"{type(error).__name__} {error}"))


@contextmanager
def told(url: str, *, writing: bool = False) -> Iterator[None]:
    """Turn what a driver raises into one line.

    Raises:
        PartMissing: the driver is not installed.
        UsageError: no driver has that scheme.
        InputMissing, OutputUnwritable: nothing there, or no permission, when reading and when writing.
        StorageUnreachable: anything else.
    """
    try:
        yield
    except ExtractorError:
        raise
    except Exception as error:  # every driver raises errors of its own
        raise _explained(error, shown(url), writing=writing) from error


def _explained(error: Exception, url: str, *, writing: bool) -> ExtractorError:
    refused = OutputUnwritable if writing else InputMissing
    if isinstance(error, ImportError):
        return _driver_missing(error, url)
    if isinstance(error, ValueError) and "rotocol not known" in str(error):
        return UsageError(f"{url}: no storage has that scheme", zh=f"{url}：没有这种存储协议")
    if isinstance(error, FileNotFoundError):
        return refused(
            f"{url}: there is no such file, folder or bucket", zh=f"{url}：没有这个文件、文件夹或存储桶"
        )
    if is_denial(error):
        return refused(
            f"{url}: the storage does not let us in ({_said(error)}): check the key and its permissions",
            zh=f"{url}：存储拒绝访问（{_said(error)}），请检查密钥与权限",
        )
    if isinstance(error, (IsADirectoryError, NotADirectoryError)):
        return refused(f"{url}: a file and a folder are in each other's place", zh=f"{url}：文件与文件夹不符")
    return StorageUnreachable(
        f"{url}: the storage does not answer as it should ({_said(error)}): check its address and the network",
        zh=f"{url}：存储没有正常响应（{_said(error)}），请检查地址与网络",
    )


def _driver_missing(error: ImportError, url: str) -> PartMissing:
    return PartMissing(
        f"{url}: the driver of this storage is not installed ({_said(error)}): "
        "pip install 'indicator-extractor[storage]', and for s3:// s3fs, for gs:// gcsfs, for hdfs:// pyarrow",
        zh=f"{url}：没有安装该存储的驱动（{_said(error)}），请运行：pip install 'indicator-extractor[storage]'，"
        "s3:// 另需 s3fs，gs:// 另需 gcsfs，hdfs:// 另需 pyarrow",
    )


def _said(error: Exception) -> str:
    return shown(" ".join(str(error).split()) or type(error).__name__)[:_LONGEST]
