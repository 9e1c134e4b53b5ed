"""LibreOffice as a converter: one file in, one file out, in a profile folder of its own.

Macros do not run, links are not updated, and the proxy that it is told of does not exist, so
that a document cannot fetch anything.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Literal

from extractor.errors import DamagedInput, InputError, PartMissing
from extractor.readers.files import File
from extractor.settings import Settings
from extractor.temporary import temporary_folder

VIA = " via LibreOffice"
"""How `Page.read_by` ends where LibreOffice has saved the file anew before."""

Target = Literal["docx", "xlsx"]
_PROGRAMS = ("soffice", "libreoffice")
_PACKAGES = "libreoffice-writer-nogui libreoffice-calc-nogui"
_OPTIONS = ("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard")
# A report takes it 0.6 GB of address space, a million groups of RTF all there is. macOS knows no such limit.
_BOUNDED = 'ulimit -v "$0" 2>/dev/null; exec "$@"'
_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
_SECURITY = (
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetNoProxy", ""),
)
_ITEM = '<item oor:path="{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
_REGISTRY = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>'
)


def is_installed() -> bool:
    """Whether there is a LibreOffice to be run."""
    return _program() is not None


def converted(file: File, suffix: str, target: Target, settings: Settings) -> bytes:
    """The file as LibreOffice saves it anew: ``suffix`` is that of its format, ``target`` docx or xlsx.

    Raises:
        PartMissing: LibreOffice is not installed.
        DamagedInput: it does not open the file, or not in ``settings.office_memory_mb``.
        InputError: it takes longer than ``settings.office_timeout``.
    """
    program = _program()
    if program is None:
        raise _missing(file)
    with temporary_folder() as folder:
        _write_profile(folder / "profile")
        source = folder / f"input{suffix}"
        source.write_bytes(file.data)
        command = [
            program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", *_OPTIONS,
            "--convert-to", _FILTERS[target], "--outdir", str(folder / "out"), str(source),
        ]  # fmt: skip
        _run(command, folder, file, settings)
        result = folder / "out" / f"input.{target}"
        if not result.is_file():
            raise not_opened(file)
        return result.read_bytes()


def _program() -> str | None:
    return next((path for name in _PROGRAMS if (path := shutil.which(name))), None)


def _write_profile(profile: Path) -> None:
    (profile / "user").mkdir(parents=True)
    items = "".join(_ITEM.format(*setting) for setting in _SECURITY)
    (profile / "user" / "registrymodifications.xcu").write_text(_REGISTRY.format(items), encoding="utf-8")


def _run(command: list[str], folder: Path, file: File, settings: Settings) -> None:
    # A session of its own: soffice is a script that starts others, and all of them must end with it.
    process = subprocess.Popen(  # noqa: S603 - the shell sees no name but our own
        ["/bin/sh", "-c", _BOUNDED, str(settings.office_memory_mb * 1024), *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=os.environ | {"HOME": str(folder), "TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp"},
        start_new_session=True,
    )
    try:
        process.wait(settings.office_timeout)
    except subprocess.TimeoutExpired as error:
        raise _too_slow(file, settings) from error
    finally:
        _end_all(process)


def _end_all(process: subprocess.Popen[bytes]) -> None:
    """End the whole group, whatever is left of it."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _missing(file: File) -> PartMissing:
    return PartMissing(
        f"is read through LibreOffice, which is not installed: apt install {_PACKAGES}, or save it as .docx or .xlsx",
        document=file.path,
        zh=f"需通过 LibreOffice 读取，但没有安装：请运行 apt install {_PACKAGES}，或另存为 .docx、.xlsx",
    )


def not_opened(file: File) -> DamagedInput:
    """What is said of a file that LibreOffice does not open, or not as what it is."""
    return DamagedInput(
        "cannot be opened by LibreOffice: it may be damaged; open it in the program that made it, save it as .docx or .xlsx",
        document=file.path,
        zh="LibreOffice 打不开，文件可能已损坏，请用原来的软件打开后另存为 .docx 或 .xlsx",
    )


def _too_slow(file: File, settings: Settings) -> InputError:
    limit = f"{settings.office_timeout:g}"
    return InputError(
        f"takes LibreOffice more than {limit} seconds to open (setting office_timeout)",
        document=file.path,
        zh=f"LibreOffice 打开超过 {limit} 秒（可用设置 office_timeout 调整）",
    )
