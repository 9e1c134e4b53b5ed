"""One browser for all tests in here, and pages that are watched while they are open."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# A container gives its browser no namespaces, no GPU and little shared memory.
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage")


def browser_path() -> str:
    """The browser of the system; ``CHROMIUM`` names another. None is ever downloaded."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    return found or pytest.skip(
        "no Chromium on this machine (apt-get install chromium), and CHROMIUM not set"
    )


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """Not for longer than the tests of a file: while it is open its event loop runs, and no other can."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (extra: dev)")
    path = browser_path()
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser, file):
    """The page opened; afterwards it must have asked for nothing but itself and complained of nothing.

    What it shows out of itself (``data:``) is no request.
    """
    context = browser.new_context(viewport={"width": 1600, "height": 1000})
    opened = context.new_page()
    requests, complaints = [], []
    opened.on("request", lambda request: requests.append(request.url))
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(file.as_uri())
    yield opened
    context.close()
    assert [url for url in requests if not url.startswith("data:")] == [file.as_uri()]
    assert complaints == []
