"""Questions answered ahead by a simulated provider's batches, and what is left to ordinary calls."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from pathlib import Path

import pytest

from extractor.batch.provider import FILE, answer_ahead, check_offered, usage_in
from extractor.batch.provider.state import state_of
from extractor.batch.provider.terms import Terms
from extractor.errors import (
    BudgetReached,
    EndpointRefused,
    EndpointUnreachable,
    ExtractorError,
    OutputUnwritable,
    UsageError,
)
from extractor.settings import Settings
from tests.support.ahead import COUNT, Ahead, answer, questions
from tests.support.asking import KEY, TECHNIQUES, ask
from tests.support.batch_endpoint import BatchEndpoint, Trouble

# The first question goes by an ordinary call: files hold the others.
IN_FILES = COUNT - 1


def test_good_answers_are_in_the_cache_and_nothing_stays_at_the_provider(tmp_path: Path) -> None:
    with BatchEndpoint(answer, key=KEY) as server:
        ahead = Ahead(server, tmp_path, prompt_price=2.0, completion_price=8.0)
        usage = ahead.run()
        assert (usage.asked, usage.good, dict(usage.bad)) == (IN_FILES, IN_FILES, {})
        assert len(server.calls) == usage.tried.attempts == 1
        assert ahead.calls_for() == 0
        assert server.files == {}
        full = (usage.prompt_tokens * 2.0 + usage.completion_tokens * 8.0) / 1e6
        assert usage.cost == pytest.approx(full / 2)
    assert [one.stage for one in ahead.told] == ["tried", "written", "submitted", "working", "taken"]
    assert "19" in ahead.told[-1].said("zh") and "19" in ahead.told[-1].said("en")
    assert KEY.encode() not in b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


@pytest.mark.parametrize("technique", TECHNIQUES)
def test_items_are_what_an_ordinary_call_would_send(tmp_path: Path, technique: str) -> None:
    with BatchEndpoint(answer) as server:
        ahead = Ahead(server, tmp_path, technique=technique)
        ahead.run(4)
        assert ahead.calls_for(4) == 0
        plain = Ahead(server, tmp_path / "other", technique=technique)
        plain.calls_for(4)
        assert [item["body"] for item in server.items] == [call.body for call in server.calls[-3:]]


def test_only_bad_items_are_asked_again_by_ordinary_calls(tmp_path: Path) -> None:
    spoil = {
        0: "error",
        3: "truncated",
        5: "not_json",
        7: "missing",
        9: "refusal",
        11: "empty",
        13: "doubled",
    }
    with BatchEndpoint(answer, spoil=spoil, stray=True) as server:
        ahead = Ahead(server, tmp_path)
        usage = ahead.run()
        bad = {"error": 1, "truncated": 1, "invalid": 1, "missing": 1, "refused": 1, "empty": 1}
        assert (usage.good, dict(usage.bad), usage.stray) == (IN_FILES - 6, bad, 2)
        # They are not handed in again either.
        assert ahead.run().asked == 0
        assert len(server.batches) == 1
        assert ahead.calls_for() == 6
        # What was paid for but has not come is not thrown away.
        assert server.files


def test_an_ended_batch_gives_what_it_has(tmp_path: Path) -> None:
    for end in ("expired", "cancelled"):
        with BatchEndpoint(answer, ends=end, done=7) as server:
            ahead = Ahead(server, tmp_path / end)
            ahead.folder.mkdir()
            usage = ahead.run()
            assert (usage.good, dict(usage.bad)) == (7, {end: IN_FILES - 7})
            assert ahead.calls_for() == IN_FILES - 7


def test_troubles_on_the_way_are_waited_out(tmp_path: Path) -> None:
    with BatchEndpoint(answer, looks=8) as server:
        server.troubles = [
            Trouble("POST /v1/files", 500),
            # Made, but the answer is lost: it is found, not made again.
            Trouble("POST /v1/batches", 503, after=True),
            Trouble("GET /v1/batches/", 429, retry_after=17),
            Trouble("GET /v1/batches/", 500, times=7),
            Trouble("GET /v1/files/", 500, times=2),
        ]
        ahead = Ahead(server, tmp_path)
        assert ahead.run(terms=Terms(first_wait=100, longest_wait=300)).good == IN_FILES
        assert len(server.batches) == len(server.uploads) == 1
        assert max(server.charged.values()) == 1
    looks = [seconds for seconds in ahead.waits.seconds if seconds >= 100]
    assert looks[:4] == [100, 150, 225, 300] and set(looks[3:]) == {300}
    assert any(17 <= seconds < 19 for seconds in ahead.waits.seconds)
    assert {one.stage for one in ahead.told} >= {"silent", "working"}


def test_a_provider_that_falls_silent_is_left_for_the_next_run(tmp_path: Path) -> None:
    with BatchEndpoint(answer) as server:
        server.troubles = [Trouble("GET /v1/batches/", 500, times=6)]
        ahead = Ahead(server, tmp_path)
        with pytest.raises(EndpointUnreachable):
            ahead.run(terms=Terms(silent=2))
        assert ahead.run().good == IN_FILES
        assert (len(server.batches), len(server.calls)) == (1, 1)


def test_files_are_as_large_as_the_provider_takes(tmp_path: Path) -> None:
    with BatchEndpoint(answer) as server:
        ahead = Ahead(server, tmp_path)
        assert ahead.run(10, Terms(requests=4)).good == 9
        assert sorted(len(upload.splitlines()) for upload in server.uploads) == [1, 4, 4]
        size = max(map(len, server.uploads)) // 4
        assert ahead.run(20, Terms(size=3 * size + 3)).good == 9
        assert max(map(len, server.uploads[3:])) <= 3 * size + 3
        # No file holds it: an ordinary call has to.
        assert ahead.run(22, Terms(size=size // 2)).asked == 0
        assert ahead.calls_for(22) == 1
        assert max(server.charged.values()) == 1


def test_a_full_queue_is_waited_for_and_a_refused_batch_is_told(tmp_path: Path) -> None:
    with BatchEndpoint(answer, refuses=["token_limit_exceeded"], looks=3) as server:
        ahead = Ahead(server, tmp_path)
        assert ahead.run(9, Terms(requests=4)).good == 8
        assert "later" in [one.stage for one in ahead.told]
        assert len(server.uploads) == 2
    with BatchEndpoint(answer, refuses=["invalid_json_line"]) as server:
        ahead = Ahead(server, tmp_path, seed=1)
        with pytest.raises(EndpointRefused, match="invalid_json_line"):
            ahead.run()
        # Nothing of it was answered: it may be handed in again.
        assert ahead.run().good == COUNT - 2


def test_limits_hold_for_the_worst_case_before_anything_is_handed_in(tmp_path: Path) -> None:
    prices = {"prompt_price": 1.0, "completion_price": 1.0}
    with BatchEndpoint(answer) as server:
        ahead = Ahead(server, tmp_path, max_cost=0.03, **prices)
        with pytest.raises(BudgetReached, match=r"0\.0\d+ > 0\.03") as raised:
            ahead.run()
        assert raised.value.zh and "0.03" in raised.value.zh
        with pytest.raises(BudgetReached):
            Ahead(server, tmp_path, max_tokens=60_000).run()
        assert server.uploads == []
        # 20 questions may write 4,096 tokens each: 0.08 dollars by ordinary calls, 0.04 and a little so.
        usage = Ahead(server, tmp_path, max_cost=0.06, **prices).run()
        assert usage.asked == COUNT - 3
        # The calls that follow have what is left.
        tokens = usage.prompt_tokens + usage.completion_tokens
        tried = usage.tried.prompt_tokens + usage.tried.completion_tokens
        left = usage.left_of(Settings(max_cost=0.06, max_tokens=10_000))
        assert left.max_cost == pytest.approx(0.06 - (tokens / 2 + tried) / 1e6)
        assert left.max_tokens == 10_000 - tokens - tried
        assert usage.left_of(Settings(max_tokens=tried)).max_tokens == 0
    assert not (tmp_path / "provider-batch").exists()


def test_what_cannot_be_is_told_before_any_question(tmp_path: Path) -> None:
    def nothing_asked(server: BatchEndpoint, wanted: str, **more: object) -> type[ExtractorError]:
        ahead = Ahead(server, tmp_path, **more)
        with pytest.raises(ExtractorError, match=wanted) as first:
            asyncio.run(check_offered(ahead.settings))
        with pytest.raises(ExtractorError, match=wanted):
            ahead.run()
        assert not server.calls and KEY not in str(first.value)
        return first.type

    with BatchEndpoint(answer, offered=False) as server:
        assert nothing_asked(server, "no Batch API") is UsageError
    with BatchEndpoint(answer, key="another") as server:
        assert nothing_asked(server, "does not accept the key") is EndpointRefused
    with BatchEndpoint(answer) as server:
        assert nothing_asked(server, "needs the cache", use_cache=False) is UsageError
        assert asyncio.run(check_offered(Ahead(server, tmp_path).settings)) is None


def test_auto_settles_technique_and_spelling_by_ordinary_calls(tmp_path: Path) -> None:
    with BatchEndpoint(answer) as server:
        server.fault("no_json_schema", times=None)
        ahead = Ahead(server, tmp_path, technique="auto")
        assert ahead.run().good == IN_FILES
        assert all("tools" in item["body"] for item in server.items)
        assert ahead.calls_for() == 0
        # What was remembered may be refused by now.
        server.faults.clear()
        server.fault("no_tools", times=None)
        before = len(server.items)
        assert ahead.run(2 * COUNT).good == IN_FILES
        assert all("response_format" in item["body"] for item in server.items[before:])
        assert ahead.calls_for(2 * COUNT) == COUNT


def test_what_the_provider_has_lost_is_told(tmp_path: Path) -> None:
    with BatchEndpoint(answer) as server:
        server.troubles = [Trouble("GET /v1/batches/", 404)]
        with pytest.raises(UsageError, match=rf"has no batch-simulated-1.*{FILE}"):
            Ahead(server, tmp_path).run()


def test_one_run_at_a_time_and_no_state_of_another_version(tmp_path: Path) -> None:
    with BatchEndpoint(answer) as server:
        ahead = Ahead(server, tmp_path)
        with state_of(tmp_path), pytest.raises(UsageError, match="another run"):
            ahead.run()
        ahead.run()
        with state_of(tmp_path):
            so_far = usage_in(tmp_path)
            assert (so_far.good, so_far.tried.attempts) == (IN_FILES, 1)
        with sqlite3.connect(tmp_path / FILE) as db:
            db.execute("PRAGMA user_version = 99")
        with pytest.raises(UsageError, match="another version"):
            ahead.run()
        with pytest.raises(OutputUnwritable, match="mend that"):
            Ahead(server, tmp_path / "nothing").run()
    assert usage_in(tmp_path / "nothing").asked == 0


def test_an_answer_whose_question_nobody_has_any_more_is_kept_all_the_same(tmp_path: Path) -> None:
    with BatchEndpoint(answer) as server:
        server.troubles = [Trouble("GET /v1/batches/", 401)]
        ahead = Ahead(server, tmp_path)
        with pytest.raises(EndpointRefused):
            ahead.run()
        assert ahead.run(0).good == IN_FILES
        assert ahead.calls_for() == 0


def test_questions_are_the_same_however_often_they_come(tmp_path: Path) -> None:
    with BatchEndpoint(answer) as server:
        ahead = Ahead(server, tmp_path)
        work = answer_ahead([*questions(), *questions()], ahead.settings, tmp_path, sleep=ahead.waits)
        assert asyncio.run(work).asked == IN_FILES
        names = [json.loads(line)["custom_id"] for line in server.uploads[0].splitlines()]
        assert len(set(names)) == IN_FILES
        assert len(ask(ahead.settings, ahead.waits, *questions())) == COUNT
        assert len(server.calls) == 1
