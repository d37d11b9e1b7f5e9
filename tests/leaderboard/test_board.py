"""The leaderboard: deterministic, checked, and unmoved by hostile submissions."""

import gzip
import json
import os
import re
import shutil
import subprocess
from functools import partial

import pytest
import remembering
import yaml

from dateline.files.faults import DataError
from dateline.leaderboard import board, submissions
from tests.conftest import IN_FRONT, ROOT, cli, small_board

D0 = "000_6bac379f7b3f3210"
AUTHOR = {**IN_FRONT, **{f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}}


@pytest.fixture
def own(tmp_path):
    """A board with two submissions."""
    return small_board(tmp_path / "leaderboard", "rules", "empty")


def contents(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.mark.once
def test_the_committed_board_and_the_page_of_its_systems_are_what_is_made(monkeypatch):
    own = ROOT / "leaderboard"
    scored = submissions.entries(own)
    for module in (board, remembering):
        monkeypatch.setattr(module, "entries", lambda root: scored if root == own else None)
    assert board.check(own) == (9, [])
    page = (ROOT / "benchmark" / "docs" / "variants.md").read_text("utf-8")
    assert f"<!-- systems -->\n{remembering.systems(own)}\n<!-- end -->" in page


@pytest.mark.once
def test_building_twice_and_from_nothing_gives_the_same_bytes(own):
    shutil.copy(ROOT / "leaderboard" / "submissions" / "rules" / "variants.jsonl", own / "submissions" / "rules")
    board.build(own)
    first = contents(own)
    board.build(own)
    assert contents(own) == first
    for name in ("scores.json", "scores.csv"):
        (own / name).unlink()
    shutil.rmtree(own / "site")
    board.build(own)
    assert contents(own) == first


def test_a_planted_number_is_found(own):
    board.build(own)
    path = own / "scores.json"
    value = json.loads(path.read_text("utf-8"))
    value["systems"][1]["scores"]["Dateline"]["f1"] = 0.99
    path.write_text(json.dumps(value), "utf-8")
    code, _, err = cli("leaderboard", "check", "--board", str(own))
    assert code == 2
    assert "differs from what its predictions score" in err


def test_a_submission_that_is_not_built_yet_is_named_not_failed(own):
    board.build(own)
    shutil.copytree(own / "submissions" / "rules", own / "submissions" / "spacy")
    shutil.copy(ROOT / "leaderboard" / "submissions" / "spacy" / "system.json", own / "submissions" / "spacy")
    code, out, err = cli("leaderboard", "check", "--board", str(own))
    assert code == 0, err
    (line,) = re.findall(r"^not yet built: (.*(?:\n  .*)*)", out, re.MULTILINE)
    assert line.startswith("spacy: NER(level=NAM) 0.953, CoNLL 0.705, ")
    assert line.endswith(", Dateline 0.520")


@pytest.mark.once
def test_each_row_is_reproducible_by_its_command(tmp_path):
    for name in ("rules", "empty"):
        system = json.loads((ROOT / "leaderboard" / "submissions" / name / "system.json").read_text("utf-8"))
        done = subprocess.run(system["command"], shell=True, capture_output=True, env=IN_FRONT, check=True, cwd=tmp_path)  # noqa: S602
        folder = ROOT / "leaderboard" / "submissions" / name
        assert done.stdout == (folder / "predictions.jsonl").read_bytes() + (folder / "variants.jsonl").read_bytes()


@pytest.mark.once
def test_readmes_three_commands_make_a_row(own, tmp_path):
    board.build(own)
    shell = re.search(r"```sh\n(.*?)```", (ROOT / "leaderboard" / "README.md").read_text("utf-8"), re.DOTALL)[1]
    git = partial(subprocess.run, cwd=tmp_path, env=AUTHOR, check=True, capture_output=True)
    for command in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-qm", "base"], ["checkout", "-qb", "mine"]):
        git(["git", *command])
    shown = subprocess.run(["bash", "-e", "-c", shell], cwd=tmp_path, env=IN_FRONT, check=True, capture_output=True)
    assert b"not yet built: my-system" in shown.stdout
    for command in (["add", "leaderboard/submissions/my-system"], ["commit", "-qm", "my system"]):
        git(["git", *command])
    assert "my-system" in checked_by_the_workflow(tmp_path)


def checked_by_the_workflow(repository):
    """What the submission workflow's own steps say of a branch `mine` beside `main`; they must pass."""
    steps = yaml.safe_load((ROOT / ".github" / "workflows" / "submission.yml").read_text("utf-8"))["jobs"]["score"]["steps"]
    scripts = [step["run"] for step in steps if "name" in step]
    place = repository / "runner"
    place.mkdir()
    for branch, folder in (("main", "trusted"), ("mine", "pr")):
        subprocess.run(["git", "clone", "-q", "-b", branch, repository, place / folder], check=True)
    base = subprocess.run(["git", "rev-parse", "main"], cwd=repository, check=True, capture_output=True, text=True).stdout.strip()
    env = {**IN_FRONT, "BASE": base, "GITHUB_STEP_SUMMARY": str(place / "summary.md"), "GITHUB_OUTPUT": str(place / "output")}
    assert len(scripts) == 2
    for script in scripts:
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", script], cwd=place, env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        env["NAME"] = (place / "output").read_text().strip().removeprefix("name=")
    return (place / "summary.md").read_text("utf-8")


def test_labels_of_another_scheme_are_turned_into_gold_s(own, tmp_path):
    mentions = [
        {"text": "Vladimir Putin", "type": "PERSON"},
        {"text": "Beijing", "type": "GPE"},
        {"text": "80th", "type": "ORDINAL"},
        {"text": "World War II", "type": "EVENT"},
    ]
    path = tmp_path / "answers.jsonl"
    path.write_text(json.dumps({"id": D0, "mentions": mentions}) + "\n", "utf-8")
    code, _, err = cli("leaderboard", "add", str(path), "--name", "foreign", "--author", "A", "--board", str(own))
    assert code == 0, err
    assert "labels of ontonotes turned into gold's; left out, as gold has no such items: ORDINAL 1" in err
    written = json.loads((own / "submissions" / "foreign" / "predictions.jsonl").read_text("utf-8"))
    assert [m["type"] for m in written["mentions"]] == ["PER", "GPE", "EVENT"]
    assert cli("leaderboard", "build", "--board", str(own))[0] == 0


@pytest.mark.parametrize(
    ("mention", "more", "said"),
    [
        ({"text": "Putin", "type": "HUMAN"}, [], "HUMAN"),
        ({"text": "Putin", "type": "PER"}, ["--date", "yesterday"], "is no date"),
        ({"text": "Putin", "type": "PER"}, ["--title", "rules  baseline"], "plain"),
        ({"text": "Putin", "type": "PER"}, ["--title", "Rules Baseline"], "is taken"),
    ],
)
def test_add_refuses_what_a_check_would_refuse(own, tmp_path, mention, more, said):
    path = tmp_path / "answers.jsonl"
    path.write_text(json.dumps({"id": D0, "mentions": [mention]}) + "\n", "utf-8")
    code, _, err = cli("leaderboard", "add", str(path), "--name", "wrong", "--author", "A", "--board", str(own), *more)
    assert code == 2
    assert said in err
    assert not (own / "submissions" / "wrong").exists()


def test_variants_alone_and_nobody_are_no_submission(own, tmp_path):
    variants = ROOT / "leaderboard" / "submissions" / "rules" / "variants.jsonl"
    code, _, err = cli("leaderboard", "add", str(variants), "--name", "wrong", "--author", "A", "--board", str(own))
    assert (code, (own / "submissions" / "wrong").exists()) == (2, False)
    assert "no article of the gold is answered: variants go beside their articles, in one file or folder" in err
    predictions = str(variants.with_name("predictions.jsonl"))
    code, _, err = cli("leaderboard", "add", predictions, "--name", "wrong", "--author", " ", "--board", str(own))
    assert (code, (own / "submissions" / "wrong").exists()) == (2, False)
    assert "has 1 authors" in err


def test_partial_coverage_is_shown(own):
    path = own / "submissions" / "rules" / "predictions.jsonl"
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    board.build(own)
    assert "1 of 2" in (own / "README.md").read_text("utf-8")
    assert "1 of 2" in (own / "site" / "index.html").read_text("utf-8")


def submission(root, folder="xx", predictions=None, **system):
    place = root / "submissions" / folder
    place.mkdir(parents=True, exist_ok=True)
    known = {"name": folder, "authors": ["A"], "licence": "MIT", **system}
    (place / "system.json").write_text(json.dumps(known), "utf-8")
    (place / "predictions.jsonl").write_bytes(predictions or json.dumps({"id": D0, "mentions": []}).encode() + b"\n")
    return place


SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def test_markup_in_any_field_is_text(own):
    line = {
        "id": D0,
        "mentions": [{"id": "m", "text": SCRIPT, "type": "PER", "entity": SCRIPT}],
        "entities": [{"id": SCRIPT, "name": SCRIPT, "type": "PER"}],
        "quotes": [{"text": "Putin</span>" + SCRIPT, "speaker": {"text": SCRIPT}}],
    }
    fields = dict.fromkeys(("command", "parameters", "cost", "latency", "notes", "licence"), f"{SCRIPT} | [x](javascript:alert(3))")
    submission(own, "evil", json.dumps(line).encode() + b"\n", name="evil one", authors=[SCRIPT], **fields)
    board.build(own)
    for name, content in contents(own).items():
        if name.endswith((".html", ".md")):
            page = content.decode()
            assert "<script>alert" not in page, name
            assert "<img src=x" not in page, name
            assert name.endswith(".html") or "](javascript" not in page, name
    html = (own / "site" / "systems" / "evil.html").read_text("utf-8")
    assert "Content-Security-Policy" in html
    assert "default-src &#x27;none&#x27;" in html
    assert not re.search(r"<[^>]*onerror", html)


@pytest.mark.parametrize(
    "name",
    [
        '=HYPERLINK("x")',
        ";=1+1",
        " =1+1",
        "@torvalds",
        "https://evil.example/x",
        "see www.evil.example",
        "a|b",
        "a  b",
        "b ",
        "#12",
        "`x`",
        "",
        "-",
    ],
)
def test_a_name_is_no_formula_address_or_markup(own, name):
    submission(own, "calc", name=name)
    with pytest.raises(DataError, match="could be read as"):
        board.build(own)


@pytest.mark.parametrize("name", ["Rules-baseline", "ruIes baseline", "ru1es (baseline)", "RULES baseline"])
def test_a_name_that_looks_like_anothers_is_refused_and_both_are_named(own, name):
    submission(own, "aa", name=name)
    with pytest.raises(DataError, match=r"submissions/aa has it") as caught:
        board.build(own)
    assert "submissions/rules/system.json" in str(caught.value)


def test_copied_spans_cannot_fill_clusters(own):
    text = [{"start": 1, "end": 9, "entity": f"e{k}", "fragments": [[1, 9], {"text": f"qzqzqzqz{k}"}]} for k in range(3)]
    submission(own, "xx", json.dumps({"id": D0, "mentions": text}).encode())
    with pytest.raises(DataError, match="is in two entities"):
        board.build(own)


CRASHES = {
    "empty fragments": {"mentions": [{"start": 0, "end": 5, "fragments": []}]},
    "fragments nowhere": {"mentions": [{"fragments": [{"text": "qqqqzzzz"}]}]},
    "nth below one": {"mentions": [{"text": "Putin", "nth": -1000}]},
    "nth of nothing": {"mentions": [{"text": "qqzz", "nth": 0}]},
    "a chain of sets": {
        "entities": [{"id": f"e{i}", "members": [f"e{i + 1}"]} for i in range(1500)] + [{"id": "e1500"}],
        "relations": [{"head": "e0", "type": "supports", "tail": "e1"}],
    },
    "a tower of pairs": {"entities": [{"id": f"e{i}", "members": [f"e{i + 1}", f"e{i + 1}"]} for i in range(60)] + [{"id": "e60"}]},
    "a ring of sets": {"entities": [{"id": f"e{i}", "members": [f"e{(i + 1) % 5}"]} for i in range(5)]},
    "many values": {"events": [{}] * 210_000},
    "many numbers": {"mentions": [1] * 150_000},
    "unknown ids": {
        "mentions": [{"text": "Putin"}],
        "relations": [{"head": f"x{i}", "type": "supports", "tail": "y"} for i in range(2000)],
    },
}


@pytest.mark.parametrize("case", list(CRASHES))
def test_what_would_crash_or_stall_is_a_fault_or_a_row(own, case):
    submission(own, "xx", json.dumps({"id": D0, **CRASHES[case]}).encode())
    code, _, err = cli("leaderboard", "check", "--board", str(own))
    assert "Traceback" not in err
    assert (code, case) in {(0, "fragments nowhere"), (2, case)}
    assert case == "fragments nowhere" or "fix:" in err


def test_compressed_predictions_are_refused_before_they_are_unpacked(own):
    place = submission(own, "xx", gzip.compress(b"\n" * (20 * 2**20 + 1)))
    code, _, err = cli("leaderboard", "check", "--board", str(own))
    assert code == 2
    assert "is compressed" in err
    assert place.exists()


HOSTILE = {
    "the name is not plain": lambda root: submission(root, "..evil", name="a1"),
    "is no folder": lambda root: (root / "submissions" / "link").symlink_to(root / "submissions" / "rules"),
    "is a link\n    fix: submit the file itself": lambda root: (submission(root) / "notes.txt").symlink_to("/etc/passwd"),
    "does not belong here": lambda root: (submission(root) / "setup.py").write_text("import os"),
    "authors": lambda root: submission(root, authors=["a"] * 51),
    "is empty or not plain ASCII": lambda root: submission(root, name="rulеs"),
    "no plain http or https": lambda root: submission(root, link="javascript:alert(1)"),
    "control or direction characters": lambda root: submission(root, notes="abc\u202edef"),
    "yes, no or unknown": lambda root: submission(root, texts_seen="maybe"),
    "unknown field `score`": lambda root: submission(root, score=1.0),
    "has no predictions.jsonl": lambda root: (submission(root) / "predictions.jsonl").unlink(),
    "is not between 0 and 1": lambda root: submission(
        root, predictions=b'{"id": "%s", "mentions": [{"start": 0, "end": 5, "score": 1e9}]}' % D0.encode()
    ),
    "NaN is no number of JSON": lambda root: submission(
        root, predictions=b'{"id": "%s", "mentions": [{"start": 0, "end": 5, "score": NaN}]}' % D0.encode()
    ),
    "nested deeper": lambda root: submission(root, predictions=b'{"id": ' + b"[" * 9000 + b"]" * 9000 + b"}"),
    "limit items": lambda root: submission(root, predictions=json.dumps({"id": D0, "mentions": [{"start": 0, "end": 1}] * 2_001}).encode()),
    "(limit file)\n    fix: leave out what is not scored": lambda root: submission(root, predictions=b" " * (20 * 2**20 + 1)),
    "has no document": lambda root: submission(root, predictions=b'{"id": "other", "mentions": []}'),
}


@pytest.mark.parametrize("message", list(HOSTILE))
def test_a_hostile_submission_is_refused_with_a_reason(message, own):
    HOSTILE[message](own)
    code, _, err = cli("leaderboard", "check", "--board", str(own))
    assert code == 2
    assert message in err
    assert "fix:" in err


def test_duplicate_names_are_refused(own):
    submission(own, "two", name="rules baseline")
    with pytest.raises(DataError, match="is taken"):
        board.build(own)


def test_add_refuses_what_check_would(own, tmp_path):
    path = tmp_path / "p.jsonl"
    path.write_text(json.dumps({"id": D0, "mentions": [{"text": "Putin", "type": "PER"}]}), "utf-8")
    arguments = ["leaderboard", "add", str(path), "--board", str(own), "--author", "A", "--name"]
    assert cli(*arguments, "../../evil")[0] == 2
    assert cli(*arguments, "rules")[0] == 2
    assert cli(*arguments, "fine")[0] == 0
    assert not (tmp_path.parent / "evil").exists()


def test_a_board_without_texts_shows_none(own):
    board.build(own, without_texts=True)
    sentences = [s for p in (ROOT / "seeds").glob("*.txt") for s in re.findall(r"[^.\n<&'’]{30,}", p.read_bytes().decode("utf-8"))]
    for name, content in contents(own / "site").items():
        assert not any(s in content.decode() for s in sentences), name


def test_every_page_that_shows_texts_says_whose_they_are_not():
    for path in (ROOT / "leaderboard" / "site" / "systems").glob("*.html"):
        assert "not this project" in path.read_text("utf-8")


def test_what_is_no_plain_description_is_not_read(own):
    place = submission(own, "yy")
    (place / "system.json").unlink()
    (place / "system.json").symlink_to("/dev/zero")
    with pytest.raises(DataError, match="is a link"):
        board.check(own)
    (place / "system.json").unlink()
    os.mkfifo(place / "system.json")
    with pytest.raises(DataError, match="does not belong here"):
        board.check(own)


def test_items_that_cover_the_article_too_often_are_refused(own):
    text = (ROOT / "seeds" / f"{D0}.txt").read_text("utf-8")
    mentions = [{"start": n, "end": len(text), "type": "PER"} for n in range(60)]
    submission(own, "yy", json.dumps({"id": D0, "mentions": mentions}).encode())
    words = r"its items cover [\d,]+ characters of an article of [\d,]+\n    fix: answer what is asked: the limit is 50 times the article"
    with pytest.raises(DataError, match=words):
        board.check(own)


@pytest.mark.parametrize(("one", "other"), [("modern", "rnodern"), ("wave", "vvave"), ("dear", "clear"), ("B1", "81"), ("Z5", "25")])
def test_names_that_look_alike_are_one(one, other):
    assert submissions.likeness(one) == submissions.likeness(other)
    assert submissions.likeness("model 1.5") != submissions.likeness("model 15")


def test_scores_that_are_cut_off_and_days_that_are_none_are_told(own):
    (own / "scores.json").write_text('{"systems": [')
    with pytest.raises(DataError, match="holds no scores"):
        board.check(own)
    assert not submissions.is_date("2025-02-31")
    assert submissions.is_date("2025-02-28")
