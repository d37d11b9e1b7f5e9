"""Every command and every piece of Python on the docs' pages runs."""

import re
import shutil
import subprocess
import sys

import pytest

import dateline
from tests.conftest import IN_FRONT, ROOT, cli

pytestmark = pytest.mark.once

PAGES = [ROOT / "benchmark" / "docs" / f"{name}.md" for name in ("index", "errors", "reports", "leaderboard")]


def blocks(language):
    fence = re.compile(rf"^```{language}\n(.*?)^```", re.DOTALL | re.MULTILINE)
    found = [(path.stem, block) for path in PAGES for block in fence.findall(path.read_text("utf-8"))]
    return [pytest.param(block, id=f"{name} {number}") for number, (name, block) in enumerate(found)]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with two systems' predictions and a clone's board, empty."""
    folder = tmp_path_factory.mktemp("site")
    for name, system in (("predictions", "rules"), ("old", "rules"), ("new", "spacy")):
        shutil.copy(ROOT / "leaderboard" / "submissions" / system / "predictions.jsonl", folder / f"{name}.jsonl")
    (folder / "leaderboard").mkdir()
    shutil.copy(ROOT / "leaderboard" / "README.md", folder / "leaderboard")
    return folder


@pytest.mark.parametrize("block", blocks("sh"))
def test_the_commands_run(block, place):
    done = subprocess.run(["bash", "-e", "-c", block], cwd=place, env=IN_FRONT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("block", blocks("python"))
def test_the_python_runs(block, place):
    done = subprocess.run([sys.executable, "-c", block], cwd=place, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_the_predictions_file_is_scored(tmp_path):
    block = re.search(r"```json\n(.*?)```", PAGES[0].read_text("utf-8"), re.DOTALL)[1]
    (tmp_path / "p.jsonl").write_text(block, "utf-8")
    assert cli("score", str(tmp_path / "p.jsonl"))[0] == 0


def test_every_kind_of_error_is_explained():
    text = PAGES[1].read_text("utf-8")
    rows = {row.split("|")[1].strip(): row for row in text.splitlines() if row.startswith("| ")}
    for system in ("rules", "spacy", "combined", "textacy-quotes", "compromise", "recognizers-text"):
        for kind in dateline.score(str(ROOT / "leaderboard" / "submissions" / system / "predictions.jsonl")).errors.by_kind():
            for word in kind.kind.split(" and ") if kind.layer == "claims" else [kind.kind]:
                assert word in rows[kind.layer], kind
