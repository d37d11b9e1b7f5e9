"""Run against an installed wheel, away from the checkout: gold offline, commands, a read-only site-packages."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import dateline


@pytest.fixture(scope="module", autouse=True)
def read_only():
    package = Path(dateline.__file__).parent
    assert "_data" in {p.name for p in package.iterdir()}
    kept = {path: path.stat().st_mode for path in [package, *package.rglob("*")]}
    for path, mode in kept.items():
        path.chmod(mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    yield
    for path, mode in kept.items():
        path.chmod(mode)


def test_the_gold_is_there():
    documents = dateline.gold()
    assert [d.id for d in documents] == ["000_6bac379f7b3f3210", "001_431afd2a78419558"]
    assert all(m.text == d.text[m.start : m.end] for d in documents for m in d.mentions)


def test_a_users_type_checker_sees_the_types():
    assert (Path(dateline.__file__).parent / "py.typed").is_file()


def test_load_gives_datasets(tmp_path):
    env = {**os.environ, "HF_HOME": str(tmp_path / "hf"), "HF_HUB_OFFLINE": "1"}
    code = "import dateline; print(len(dateline.load()), len(dateline.load('mentions')))"
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.split()[0] == "2"


def test_the_main_job(tmp_path):
    out = tmp_path / "rules.jsonl"
    subprocess.run(["dateline", "run", "rules", "-o", str(out)], check=True)
    done = subprocess.run(["dateline", "score", str(out)], capture_output=True, text=True, check=True)
    assert "NER(level=NAM)" in done.stdout
    assert "Dateline" in done.stdout
