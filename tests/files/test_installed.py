"""A metric, a format and a baseline of another installed package are found by their names."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

MODULE = '''
from typing import ClassVar

from dateline.document import Document, Mention
from dateline.formats._reader import Answer
from dateline.metrics.entities import NER


class Loose(NER, frozen=True):
    """NER whose credit is halved."""

    layer: ClassVar[str] = "entities"


def extract(text):
    return Document(id="", mentions=(Mention(text="Putin", type="PER"),))


def recognise(sample):
    return sample.startswith("%%mine")


def read(content, texts):
    return [Answer(Document(id=texts.identify(content.split()[1]), mentions=(Mention(text="Putin", type="PER"),)))]
'''
ENTRIES = "[dateline.metrics]\nLoose = theirs:Loose\n[dateline.formats]\nmine = theirs\n[dateline.baselines]\nputin = theirs:extract\n"


@pytest.fixture
def package(tmp_path):
    """A package installed beside this one."""
    (tmp_path / "theirs.py").write_text(MODULE)
    metadata = tmp_path / "theirs-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: theirs\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text(ENTRIES)
    return {**os.environ, "PYTHONPATH": os.fspath(tmp_path)}


def run(env, *arguments):
    done = subprocess.run([sys.executable, "-m", "dateline", *arguments], env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    return done


def test_they_are_found_and_score(package, tmp_path):
    answers = tmp_path / "answers.jsonl"
    assert run(package, "run", "putin", "-o", os.fspath(answers)).returncode == 0
    found = run(package, "score", os.fspath(answers), "-m", "Loose(match=partial)", "-m", "NER(match=partial)")
    assert found.returncode == 0, found.stderr
    loose, ner = (line.split()[2:] for line in found.stdout.splitlines() if line.startswith("entities"))
    assert loose == ner
    (tmp_path / "a.mine").write_text("%%mine 000_6bac379f7b3f3210\n")
    assert "NER" in run(package, "score", os.fspath(tmp_path / "a.mine"), "-m", "NER").stdout


def test_they_are_among_what_is_known(package):
    assert "Loose" in run(package, "score", "x", "-m", "Loos").stderr
    assert "putin" in run(package, "run", "putim").stderr
    assert "mine" in run(package, "score", "x", "--format", "mime").stderr
