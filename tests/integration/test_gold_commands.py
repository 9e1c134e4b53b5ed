"""``extractor eval init|validate|accept|agree|migrate`` as a labeller calls them, from a text to gold."""

import json
import shutil
from pathlib import Path

import pytest

SPECIMENS = Path(__file__).parents[2] / "eval" / "specimens"
TEXT = SPECIMENS / "yunnan-pipe.txt"


@pytest.fixture
def place(folder):
    """A folder with ``x.txt`` and an empty ``gold``."""
    shutil.copy(TEXT, folder / "x.txt")
    (folder / "gold").mkdir()
    return folder


def content(path):
    return json.loads(path.read_text(encoding="utf-8"))


def rewrite(path, data):
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")


def test_from_a_draft_to_gold(run, place):
    gold = place / "gold" / "x.json"
    drafted = run("eval", "init", "x.txt", "--engine", "rules", "-o", "gold", "--lang", "en")
    assert drafted.returncode == 0, drafted.stderr
    assert drafted.stdout == ""
    assert "Check every value" in drafted.stderr
    data = content(gold)
    assert (data["draft"], data["drafted_by"], data["document"]["file"]) == (True, "rules", "x.txt")

    refused = run("eval", "run", "--documents", ".", "--lang", "en")
    assert refused.returncode == 2
    assert "is a draft" in refused.stderr
    anyway = run("eval", "run", "--documents", ".", "--drafts", "--json")
    assert json.loads(anyway.stdout)["figures"]["f1"] == 1

    data["report"]["forms"][0]["total_score"] = 95.03
    rewrite(gold, data)
    kept = run("eval", "accept", "gold/x.json", "--lang", "en")
    assert kept.returncode == 1
    assert "stays a draft" in kept.stderr
    assert "/forms/0/total_score" in kept.stdout
    assert content(gold)["draft"] is True

    data["report"]["forms"][0]["total_score"] = 95.02
    rewrite(gold, data)
    accepted = run("eval", "accept", "gold/x.json", "--lang", "en")
    assert accepted.returncode == 0, accepted.stdout
    assert content(gold) == {key: value for key, value in data.items() if key != "draft"}
    assert run("eval", "run", "--documents", ".", "--min-f1", "1").returncode == 0


def test_a_draft_beside_gold_is_left_unscored_and_said_so(run, place):
    for name in ("x", "y"):
        shutil.copy(SPECIMENS / "yunnan-pipe.txt", place / f"{name}.txt")
        assert run("eval", "init", f"{name}.txt", "--engine", "rules", "-o", "gold").returncode == 0
    assert run("eval", "accept", "gold/x.json").returncode == 0
    done = run("eval", "run", "--documents", ".", "--json", "--lang", "en")
    outcome = json.loads(done.stdout)
    assert [document["document"] for document in outcome["documents"]] == ["x.txt"]
    assert "y.json" in outcome["unscored"]
    assert "the gold is a draft" in done.stderr


def test_a_blank_draft_states_nothing_and_has_every_key_of_a_form(run, place):
    done = run("eval", "init", "x.txt", "--blank")
    data = json.loads(done.stdout)
    assert data["draft"] is True
    assert "drafted_by" not in data
    assert set(data["report"]["forms"][0]["indicators"][0].values()) == {None}
    clash = run("eval", "init", "x.txt", "--blank", "--engine", "rules")
    assert clash.returncode == 2


def test_a_draft_overwrites_nothing_unasked(run, place):
    gold = place / "gold" / "x.json"
    gold.write_text("mine", encoding="utf-8")
    refused = run("eval", "init", "x.txt", "--engine", "rules", "-o", "gold/x.json", "--lang", "en")
    assert (refused.returncode, gold.read_text(encoding="utf-8")) == (2, "mine")
    assert "--force" in refused.stderr
    forced = run("eval", "init", "x.txt", "--engine", "rules", "-o", "gold/x.json", "--force")
    assert forced.returncode == 0
    assert content(gold)["schema_version"] == "gold.v1"


def test_migration_keeps_every_line_of_the_report(run, place):
    gold = place / "gold" / "x.json"
    old = json.dumps({"title": "自评表", "fiscal_year": 2023, "forms": []}, ensure_ascii=False, indent=1)
    gold.write_text(old, encoding="utf-8")
    checked = run("eval", "migrate", "gold", "--check", "--lang", "en")
    assert (checked.returncode, gold.read_text(encoding="utf-8")) == (1, old)
    assert "not gold.v1 yet" in checked.stderr
    assert run("eval", "migrate", "gold").returncode == 0
    new = gold.read_text(encoding="utf-8")
    indented = old.replace("\n", "\n ")
    assert f'"report": {indented},' in new
    assert content(gold)["report"] == json.loads(old)
    assert content(gold)["document"]["file"] == "x.txt"
    assert content(gold)["accept"] == {}
    again = run("eval", "migrate", "gold", "--lang", "en")
    assert (again.returncode, gold.read_text(encoding="utf-8")) == (0, new)
    assert "1 files are gold.v1 already" in again.stderr
    assert run("eval", "migrate", "gold", "--check").returncode == 0


def test_migration_writes_all_files_or_none(run, place):
    for name in ("a", "x"):
        (place / "gold" / f"{name}.json").write_text('{"title": "甲"}', encoding="utf-8")
    (place / "gold" / "x.json").rename(place / "gold" / "b.json")
    shutil.copy(place / "x.txt", place / "a.txt")
    refused = run("eval", "migrate", "gold", "--lang", "en")
    assert refused.returncode == 2
    assert "b.json" in refused.stderr
    assert "report" not in content(place / "gold" / "a.json")


def test_migration_into_another_folder(run, place):
    (place / "gold" / "x.json").write_text('{"title": "甲"}', encoding="utf-8")
    (place / "new").mkdir()
    assert run("eval", "migrate", "gold", "-o", "new").returncode == 0
    assert content(place / "gold" / "x.json") == {"title": "甲"}
    assert content(place / "new" / "x.json")["report"] == {"title": "甲"}


def test_validation_of_a_folder_and_what_scripts_read_of_it(run, place):
    assert run("eval", "init", "x.txt", "--engine", "rules", "-o", "gold").returncode == 0
    (place / "gold" / "y.json").write_text("{", encoding="utf-8")
    done = run("eval", "validate", "gold", "--json")
    outcome = json.loads(done.stdout)
    assert (done.returncode, outcome["ok"]) == (1, False)
    assert [(file["file"], file["draft"]) for file in outcome["files"]] == [
        ("gold/x.json", True),
        ("gold/y.json", False),
    ]
    assert [finding["rule"] for finding in outcome["files"][1]["findings"]] == ["not_gold"]
    shown = run("eval", "validate", "gold/x.json")
    assert shown.returncode == 0
    assert "草稿" in shown.stdout
    assert "草稿（rules）" not in run("eval", "validate", "gold/x.json", "--quiet").stdout


def test_agreement_is_the_same_whoever_comes_first(run, place):
    (place / "other").mkdir()
    assert run("eval", "init", "x.txt", "--engine", "rules", "-o", "gold").returncode == 0
    data = content(place / "gold" / "x.json")
    rewrite(place / "gold" / "only.json", data)
    rows = data["report"]["forms"][0]["indicators"]
    rows[0]["score"] = 14
    rows[1]["deviation_reason"] = "无"
    del rows[-1]
    rewrite(place / "other" / "x.json", data)
    there = run("eval", "agree", "gold", "other", "--json", "--lang", "en")
    back = json.loads(run("eval", "agree", "other", "gold", "--json").stdout)
    outcome = json.loads(there.stdout)
    assert there.returncode == 0
    assert outcome["all"]["f1"] == back["all"]["f1"] < 1
    assert (outcome["all"]["a"], outcome["all"]["b"]) == (back["all"]["b"], back["all"]["a"])
    listed = {
        (one["kind"], one["pointer_a"], one["a"], one["b"]) for one in outcome["files"][0]["disagreements"]
    }
    assert ("differ", "/forms/0/indicators/0/score", 14.67, 14) in listed
    assert ("only_b", None, None, "无") in listed
    assert {one[0] for one in listed} == {"differ", "only_a", "only_b"}
    assert outcome["alone"] == ["gold/only.json"]
    assert "gold/only.json" in there.stderr
    assert "draft by the same engine" in there.stderr


def test_agreement_of_two_files_and_its_floor(run, place):
    assert run("eval", "init", "x.txt", "--engine", "rules", "-o", "gold/a.json").returncode == 0
    data = content(place / "gold" / "a.json")
    data["report"]["title"] = "自评表"
    rewrite(place / "gold" / "b.json", data)
    done = run("eval", "agree", "gold/a.json", "gold/b.json", "--min-f1", "1")
    assert done.returncode == 1
    assert "/title" in done.stdout
    assert run("eval", "agree", "gold/a.json", "gold/a.json", "--min-f1", "1").returncode == 0
    assert run("eval", "agree", "gold/a.json", "nowhere").returncode == 2


def test_accepted_values_count_in_a_run(run, place):
    assert run("eval", "init", "x.txt", "--engine", "rules", "-o", "gold").returncode == 0
    gold = place / "gold" / "x.json"
    data = content(gold)
    said = data["report"]["title"]
    data["report"]["title"] = "项目支出绩效自评表"
    del data["draft"]
    rewrite(gold, data)
    assert run("eval", "run", "--documents", ".", "--min-f1", "1").returncode == 1
    data["accept"] = {"/title": [said]}
    rewrite(gold, data)
    assert run("eval", "run", "--documents", ".", "--min-f1", "1").returncode == 0
