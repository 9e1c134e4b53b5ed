"""Who works on a document: a process, told from all others, and from a later one of its number."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass

import psutil


@dataclass(frozen=True, slots=True)
class Owner:
    """A process of a machine; ``born`` is when it began, as numbers of processes come again."""

    host: str
    pid: int
    born: int

    def __str__(self) -> str:
        """As it stands in the store."""
        return f"{self.host}/{self.pid}/{self.born}"

    @classmethod
    def this(cls) -> Owner:
        """This very process."""
        return cls(socket.gethostname(), os.getpid(), _born(psutil.Process()))


def is_gone(owner: str) -> bool:
    """Whether that process has ended for sure; False for one of another machine."""
    host, pid, born = owner.rsplit("/", 2)
    if host != socket.gethostname():
        return False
    try:
        process = psutil.Process(int(pid))
        # One that is dead keeps its number until its parent has heard of it.
        return _born(process) != int(born) or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
    except psutil.Error:
        return False


def _born(process: psutil.Process) -> int:
    return int(process.create_time() * 100)
