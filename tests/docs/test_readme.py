"""What README and CI say is what happens."""

import os
import re
import subprocess
import sys
import tomllib

import pytest

from dateline.hub import card
from tests.conftest import IN_FRONT, ROOT, cli

pytestmark = pytest.mark.once
ELSEWHERE = {"degenerate.md", "variants.md"}  # their tables are compared where the numbers are made for other tests


def test_what_variants_tell_is_what_the_page_has():
    readme = " ".join((ROOT / "README.md").read_text("utf-8").split())
    (articles, renamed) = re.search(r"spaCy's `NER\(level=NAM\)` falls from (0\.\d+) to (0\.\d+)", readme).groups()
    known = re.search(r"names known by heart falls from (0\.\d+) to (0\.\d+)", readme).groups()
    page = (ROOT / "benchmark" / "docs" / "variants.md").read_text("utf-8")
    assert re.search(rf"^\| `NER\(level=NAM\)` \| {known[0]} \| {known[1]} ", page, re.MULTILINE)
    assert re.search(rf"\| spacy baseline \| `NER\(level=NAM\)` \| {articles} \| {renamed} ", page)


def test_readme_shows_what_the_commands_print():

    import make

    env_path, os.environ["PATH"] = os.environ["PATH"], IN_FRONT["PATH"]
    try:
        every = make.pages()
        pages = {path: made for path, made in every.items() if path.name not in ELSEWHERE}
        stale = [str(path.relative_to(ROOT)) for path, made in pages.items() if path.read_text("utf-8") != made()]
    finally:
        os.environ["PATH"] = env_path
    assert not stale, "run: python benchmark/docs/make.py"
    for path in every.keys() - pages.keys():
        assert make.addressed(path.read_text("utf-8")) == path.read_text("utf-8"), path
    assert (ROOT / "README.md").read_text("utf-8").count("\n") < 120


def test_readme_python_runs():
    code = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)[1]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1.0"


def test_ci_runs_the_command_that_readme_names():
    readme = (ROOT / "README.md").read_text("utf-8")
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "&& nox\n" in readme
    assert re.search(r"^nox -t ci$", ci, re.MULTILINE)
    sessions = (ROOT / "noxfile.py").read_text("utf-8")
    for name in re.findall(r'"(\w+)"', re.search(r"nox.options.sessions = (.*)", sessions)[1]):  # all that `nox` runs, and more
        assert re.search(rf'@nox\.session\([^\n]*tags=\["ci"\]\)\ndef {name}\(', sessions), name


def test_addresses_come_from_one_place():
    url = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["urls"]["Repository"]
    for path in (ROOT / "README.md", ROOT / "CITATION.cff"):
        found = re.findall(r"https://github\.com/[\w.-]+/[\w.-]+", path.read_text("utf-8"))
        assert found, path
        assert set(found) == {url}, path
    assert card.code() == url


def test_what_the_second_command_costs_is_said():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert re.search(r"(\d+) minutes", readme)
    assert "nox -s quick" in readme


def test_the_predictions_file_that_readme_shows_is_scored(tmp_path):
    lines = re.search(r"```json\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)[1]
    (tmp_path / "predictions.jsonl").write_text(lines, "utf-8")
    code, out, err = cli("score", str(tmp_path / "predictions.jsonl"))
    assert code == 0, err
    assert "not attempted: coreference, linking, relations, times, events, claims;" in out
