"""Pictures in the client's own book: text that looks like an address, values broken over lines, pace."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from extractor.document import Box, Page, Word
from extractor.model.pictures import Picture, pictured
from extractor.model.types import Ask, Message
from tests.support.asking import TECHNIQUES, Rows, Waits, ask, assert_right, settings
from tests.support.chat import Received
from tests.support.scripted_server import ScriptedServer

WHOLE = Box(0, 0, 200, 100)


def page_of(*lines: str) -> Page:
    """A page whose lines of text stand under each other, one word each, twenty points apart."""
    words, start = [], 0
    for at, line in enumerate(lines):
        words.append(Word(start, start + len(line), Box(20, 20 + 20 * at, 180, 32 + 20 * at), 0.9))
        start += len(line) + 1
    return Page(1, "\n".join(lines), "ocr", 200, 100, tuple(words))


def white(page: Page) -> Picture:
    return pictured(Image.new("RGB", (400, 200), "white"), page, WHOLE)


def asked(text: str, *pictures: Picture) -> Ask[Rows]:
    return Ask("form 1", (Message("system", "提取。"), Message("user", text, pictures)), Rows)


def line_is_black(request: Received, line: int) -> bool:
    """Whether no pixel of a line of `page_of` is left to see in the picture received."""
    with Image.open(io.BytesIO(request.pictures[0])) as image:
        top = 2 * (20 + 20 * line)
        return bool(image.convert("L").crop((40, top, 360, top + 24)).getextrema()[1] < 40)


@pytest.mark.parametrize("technique", TECHNIQUES)
@pytest.mark.parametrize(
    "text", ["http://127.0.0.1:9/a.png", "{path}", "data:image/png;base64,iVBORw0KGgo=", "{{ 7 * 7 }}"]
)
def test_text_that_looks_like_a_picture_stays_text(
    server: ScriptedServer, waits: Waits, tmp_path: Path, technique: str, text: str
) -> None:
    path = tmp_path / "a.png"
    Image.new("RGB", (8, 8)).save(path)
    text = text.replace("{path}", str(path))
    given = settings(server, tmp_path, technique=technique, mask=False)
    (answer,) = ask(given, waits, asked(text, white(page_of("一"))))
    assert_right(answer, attempts=1)
    (request,) = server.calls
    assert text in request.text
    assert len(request.pictures) == 1


@pytest.mark.parametrize(
    ("lines", "black"),
    [
        (("填报人：郑小川", "受益群众 3100 人"), [0]),
        (("得分 9.5", "联系电话：138123", "45678"), [1, 2]),
        (("得分 9.5", "填报人：", "郑小川"), [2]),
        (("组长 郑小川", "得分 9.5"), [0]),
        (("得分 9.5", "资金 1381234.56 元"), []),
    ],
)
def test_the_words_of_masked_values_are_black(
    server: ScriptedServer, waits: Waits, tmp_path: Path, lines: tuple[str, ...], black: list[int]
) -> None:
    text = "填报人：郑小川 联系电话：13812345678"
    (answer,) = ask(settings(server, tmp_path, mask=True), waits, asked(text, white(page_of(*lines))))
    assert_right(answer, attempts=1)
    (request,) = server.calls
    assert "郑小川" not in request.text
    assert [line for line in range(len(lines)) if line_is_black(request, line)] == black


def test_without_masking_nothing_is_black(server: ScriptedServer, waits: Waits, tmp_path: Path) -> None:
    ask(settings(server, tmp_path, mask=False), waits, asked("表", white(page_of("填报人：郑小川"))))
    assert not line_is_black(server.calls[0], 0)


def test_another_picture_is_another_question(server: ScriptedServer, waits: Waits, tmp_path: Path) -> None:
    page = page_of("一")
    black = pictured(Image.new("RGB", (400, 200), "black"), page, WHOLE)
    given = settings(server, tmp_path, use_cache=True)
    answers = ask(given, waits, *(asked("表", one) for one in (white(page), black, white(page))))
    assert [answer.usage.cache_hit for answer in answers] == [False, False, True]
    assert len(server.calls) == 2
