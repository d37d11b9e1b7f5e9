"""The recipes of CONTRIBUTING, followed in a copy: the files are written as they stand there, the commands run."""

import hashlib
import os
import re
import shutil
import subprocess

import pytest

from tests.conftest import IN_FRONT, ROOT

pytestmark = pytest.mark.once
RECIPES = dict(re.findall(r"^## (Add [^\n]*)\n(.*?)(?=^## |\Z)", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.DOTALL | re.MULTILINE))
HEADING = re.compile(r"# (append|new|copy (?P<from>\S+)): (?P<path>\S+)\n")


def hashed(match, place):
    return hashlib.sha256((place / match[1]).read_bytes()).hexdigest()


def follow(block, place):
    """Write one file as its heading says."""
    heading = HEADING.match(block)
    path = place / heading["path"]
    body = re.sub(r"@sha256 ([^\"\s]+)", lambda match: hashed(match, place), block[heading.end() :])
    if heading["from"]:
        shutil.copy(place / heading["from"], path)
    elif heading[1] == "append":
        path.write_text(path.read_text("utf-8").rstrip("\n") + "\n\n\n" + body, "utf-8")
    else:
        path.write_text(body, "utf-8")


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_works_in_a_copy(name, tmp_path):
    for folder in ("benchmark", "seeds", "annotations", "leaderboard"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    ran = 0
    for kind, block in re.findall(r"^```(\w+)\n(.*?)^```$", RECIPES[name], re.DOTALL | re.MULTILINE):
        if kind != "sh":
            follow(block, tmp_path)
            continue
        for line in block.splitlines():
            env = {**IN_FRONT, "PYTHONPATH": os.fspath(tmp_path / "benchmark")}
            command = ["bash", "-c", f"set -o pipefail; {line}"]
            done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
            assert done.returncode == 0, (line, done.stdout, done.stderr)
            ran += 1
    assert ran > 1


def test_every_path_that_is_named_is_there():
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8").split("## Add a metric")[0]
    found = re.findall(r"`((?:benchmark|tests|annotations|seeds)/[\w/.]*)`", text)
    named = [path for path in found if "NAME" not in path and "LAYER" not in path]
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []
