"""Starting and ending a uvicorn server that runs in a thread of the tests."""

from __future__ import annotations

import socket
import threading
import time

import uvicorn


def start(server: uvicorn.Server, thread: threading.Thread, what: str) -> None:
    """Start it, and wait until it answers; raises RuntimeError when that takes too long."""
    thread.start()
    give_up = time.monotonic() + 10
    while not server.started:
        if not thread.is_alive() or time.monotonic() > give_up:
            raise RuntimeError(f"{what} did not start")
        time.sleep(0.005)


def end(server: uvicorn.Server, thread: threading.Thread, listening: socket.socket) -> None:
    """End it, whatever it is busy with."""
    server.should_exit = server.force_exit = True
    thread.join(timeout=10)
    listening.close()
