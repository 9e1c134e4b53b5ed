"""``extractor eval run BENCHMARK.toml``: many ways of reading into a folder that can be resumed.

Every answer of a model is simulated: it is taken from gold.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from conftest import ROOT, Command, environment

from extractor.evaluation.gold import load
from tests.support.gold_answers import GoldAnswers
from tests.support.ready_command import ReadyCommand
from tests.support.scripted_server import ScriptedServer

NAMES = ("hunan-department", "yunnan-pipe", "sichuan-glued")
RULES = '[[engines]]\nengine = "rules"\n'


@pytest.fixture
def texts(folder: Path) -> Path:
    """Three short texts with gold, and a benchmark file of theirs with the offline engine."""
    return lay_out(folder)


@pytest.fixture(scope="module")
def done_once(ready: ReadyCommand, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run of that benchmark."""
    folder, home = tmp_path_factory.mktemp("work"), tmp_path_factory.mktemp("home")
    lay_out(folder)
    arguments = ("eval", "run", "short.toml")
    ended = ready.run(arguments, stdin=b"", cwd=folder, env=environment(home), timeout=60)
    assert ended.returncode == 0, ended.stderr
    return folder / "out" / "short"


@pytest.fixture
def done(done_once: Path, folder: Path, texts: Path) -> Path:
    """The texts, with a run of theirs in the folder."""
    shutil.copytree(done_once, folder / "out" / "short")
    return texts


def lay_out(folder: Path) -> Path:
    (folder / "texts" / "gold").mkdir(parents=True)
    for name in NAMES:
        shutil.copy(ROOT / f"eval/specimens/{name}.txt", folder / "texts")
        shutil.copy(ROOT / f"eval/specimens/gold/{name}.json", folder / "texts/gold")
    plan(folder, RULES)
    return folder / "texts"


def plan(folder: Path, engines: str) -> None:
    head = 'name = "short"\n[[sets]]\nname = "texts"\ndocuments = "texts"\n'
    (folder / "short.toml").write_text(head + engines, encoding="utf-8")


def kept(folder: Path, name: str, cell: str = "texts--rules") -> Path:
    return next((folder / "out/short").glob(f"{cell}*")) / "documents" / f"{name}.txt.json"


def test_the_figures_are_those_of_a_plain_run(run: Command, folder: Path, done: Path) -> None:
    told = run("eval", "run", "short.toml", "--json")
    assert told.returncode == 0, told.stderr
    (cell,) = json.loads(told.stdout)["cells"]
    plain = json.loads(run("eval", "run", "--documents", "texts", "--json").stdout)
    for figure in ("figures", "groups", "rows", "fields", "errors", "edits", "flags", "whereabouts"):
        assert cell["measured"][figure] == plain[figure]
    written = json.loads((kept(folder, NAMES[0]).parents[1] / "result.json").read_text(encoding="utf-8"))
    assert written["figures"] == plain["figures"]
    pinned = json.loads((folder / "out/short/pinned.json").read_text(encoding="utf-8"))
    assert pinned["pinned"]["versions"]["pymupdf"]
    assert len(pinned["pinned"]["code"]) == 64


def test_only_what_changed_is_read_again(run: Command, folder: Path, done: Path) -> None:
    before = {name: kept(folder, name).stat().st_mtime_ns for name in NAMES}
    path = done / f"{NAMES[1]}.txt"
    path.write_bytes(path.read_bytes() + b"\n")
    (folder / "out/short/summary.json").unlink()
    assert run("eval", "run", "short.toml").returncode == 0
    after = {name: kept(folder, name).stat().st_mtime_ns for name in NAMES}
    assert [name for name in NAMES if after[name] != before[name]] == [NAMES[1]]
    assert (folder / "out/short/summary.json").is_file()


def test_a_run_that_was_cut_off_goes_on(run: Command, folder: Path, done: Path) -> None:
    whole = (kept(folder, NAMES[0]).parents[1] / "result.json").read_bytes()
    kept(folder, NAMES[0]).write_bytes(b'{"key"')
    kept(folder, NAMES[2]).unlink()
    assert run("eval", "run", "short.toml").returncode == 0
    assert (kept(folder, NAMES[0]).parents[1] / "result.json").read_bytes() == whole


def test_a_document_that_cannot_be_read_is_missing_and_tried_again(
    run: Command, folder: Path, done: Path
) -> None:
    path = done / f"{NAMES[0]}.txt"
    text = path.read_bytes()
    path.write_bytes(b"")
    told = run("eval", "run", "short.toml", "--json")
    assert told.returncode == 1
    (cell,) = json.loads(told.stdout)["cells"]
    assert (cell["documents"], cell["failed"]) == (3, 1)
    assert (
        "empty"
        in json.loads(kept(folder, NAMES[0]).read_text(encoding="utf-8"))["score"]["failure"]["message_en"]
    )
    path.write_bytes(text)
    (cell,) = json.loads(run("eval", "run", "short.toml", "--json").stdout)["cells"]
    assert cell["failed"] == 0


def test_styles_and_seeds_are_multiplied_and_compared_with_the_first(
    run: Command, folder: Path, texts: Path
) -> None:
    for name in NAMES[1:]:
        (texts / f"{name}.txt").unlink()
    gold = load(texts / "gold" / f"{NAMES[0]}.json").report
    with ScriptedServer(GoldAnswers(gold, "copy")) as server:
        engine = (
            f'[[engines]]\nengine = "model"\nmodels = ["simulated"]\nstyles = ["copy"]\nseeds = [1, 2]\n'
            f'settings = {{ base_url = "{server.url}", technique = "json_schema" }}\n'
        )
        plan(folder, RULES + engine)
        done = run("eval", "run", "short.toml", "--json")
        asked = len(server.calls)
        again = run("eval", "run", "short.toml", "--json")
        assert len(server.calls) == asked
    assert done.returncode == 0, done.stderr
    outcome = json.loads(done.stdout)
    assert [cell["way"] for cell in outcome["cells"]] == [
        "rules",
        "model-simulated-copy-1",
        "model-simulated-copy-2",
    ]
    assert {request.body["seed"] for request in server.calls} == {1, 2}
    assert all(cell["measured"]["figures"]["f1"] == 1 for cell in outcome["cells"][1:])
    assert sum(cell["measured"]["spent"]["calls"] for cell in outcome["cells"]) == asked
    assert [(one["before"], one["after"]) for one in outcome["versus"]] == [
        ("rules", "model-simulated-copy-1"),
        ("rules", "model-simulated-copy-2"),
    ]
    assert json.loads(again.stdout) == outcome


def test_two_engines_that_differ_in_a_setting_only_have_names_of_their_own(
    run: Command, folder: Path, texts: Path
) -> None:
    for name in NAMES[1:]:
        (texts / f"{name}.txt").unlink()
    plan(folder, RULES + RULES + 'settings = { audit = "off" }\n')
    done = run("eval", "run", "short.toml", "--json")
    assert done.returncode == 0, done.stderr
    outcome = json.loads(done.stdout)
    assert [cell["way"] for cell in outcome["cells"]] == ["rules-audit_rules", "rules-audit_off"]
    assert [(one["before"], one["after"]) for one in outcome["versus"]] == [
        ("rules-audit_rules", "rules-audit_off")
    ]
    assert len(json.loads((folder / "out/short/report.json").read_text(encoding="utf-8"))["cells"]) == 2


def test_an_endpoint_that_is_gone_ends_the_run_and_keeps_what_is_done(
    run: Command, folder: Path, texts: Path
) -> None:
    engine = (
        '[[engines]]\nengine = "model"\nmodels = ["simulated"]\n'
        'settings = { base_url = "http://127.0.0.1:9/v1", tries = 1 }\n'
    )
    plan(folder, RULES + engine)
    done = run("eval", "run", "short.toml", "--lang", "en")
    assert done.returncode == 4
    assert "127.0.0.1:9" in done.stderr
    assert "Traceback" not in done.stderr
    assert all(kept(folder, name).is_file() for name in NAMES)


@pytest.mark.parametrize(
    ("engines", "said"),
    [
        ('[[engines]]\nengine = "rules"\nmodels = ["m"]\n', "belong to the engine model"),
        ('[[engines]]\nengine = "model"\n', "name at least one model"),
        ('[[engines]]\nengine = "rules"\nsettings = { ocr_dpy = 100 }\n', "no such setting here: ocr_dpy"),
        ('[[engines]]\nengine = "rules"\nspeed = 3\n', "engines.0.speed"),
        (RULES + RULES + "settings = { concurrency = 2 }\n", "the same way of reading twice: rules"),
        ("[[engines]\n", "this is not a benchmark"),
        (RULES + '[[sets]]\nname = "texts"\nrenditions = "x"\n', "the same name"),
        (RULES + '[[sets]]\nname = "b"\ndocuments = "absent"\n', "absent"),
        (RULES + '[[sets]]\nname = "c"\n', "either documents or renditions"),
        (
            RULES + '[[sets]]\nname = "d"\ndocuments = "texts"\nonly = "no such"\n',
            "no file contains “no such”",
        ),
    ],
)
def test_a_wrong_benchmark_is_told_before_anything_is_read(
    run: Command, folder: Path, texts: Path, engines: str, said: str
) -> None:
    plan(folder, engines)
    done = run("eval", "run", "short.toml", "--lang", "en")
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (folder / "out").exists()


def test_what_does_not_go_beside_a_benchmark_is_refused(run: Command, folder: Path, texts: Path) -> None:
    done = run("eval", "run", "short.toml", "--documents", "texts", "--lang", "en")
    assert done.returncode == 2
    assert "a benchmark file says itself" in done.stderr
    (folder / "file.json").write_text("{}", encoding="utf-8")
    done = run("eval", "run", "short.toml", "-o", "file.json", "--lang", "en")
    assert done.returncode == 2
    assert "needs a folder" in done.stderr
