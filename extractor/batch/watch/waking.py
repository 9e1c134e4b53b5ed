"""When to look at a folder: as soon as the system says that something changed there, or now and then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from threading import Event

from extractor.errors import PartMissing


def require_watching() -> None:
    """Refuse to begin without what tells of changes.

    Raises:
        PartMissing: it is not installed.
    """
    try:
        import watchfiles  # noqa: F401
    except ImportError as error:
        raise PartMissing(
            "watching needs watchfiles: pip install 'indicator-extractor[watch]', or look again and again: --poll",
            zh="监视文件夹需要 watchfiles，请运行：pip install 'indicator-extractor[watch]'，或改用 --poll 定时查看",
        ) from error


def ticks(seconds: float, stop: Event) -> Iterator[bool]:
    """True each time that so many seconds have gone by, until ``stop`` is set."""
    while not stop.wait(seconds):
        yield True


def changes(folders: Sequence[str], seconds: float, stop: Event) -> Iterator[bool]:
    """True where something changed below the folders, False where so many seconds went by without; until ``stop``.

    Where the system does not tell of changes (too many folders, one that may not be read, a drive that cannot), True after each time.
    """
    from watchfiles import watch

    milliseconds = max(1, round(seconds * 1000))
    try:
        for changed in watch(
            *folders,
            watch_filter=None,
            debounce=milliseconds,
            rust_timeout=milliseconds,
            yield_on_timeout=True,
            stop_event=stop,
            force_polling=False,
            # What it ignores then is any trouble at all, too many folders among them.
            ignore_permission_denied=False,
        ):
            yield bool(changed)
    except (OSError, RuntimeError):
        yield from ticks(seconds, stop)
