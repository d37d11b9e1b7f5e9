"""The commands of the page about a user's own articles, run on a small corpus in the formats that it names."""

import json
import re
import subprocess

import pytest

from tests.conftest import IN_FRONT, ROOT

COMMANDS = re.findall(r"^```sh\n(.*?)^```", (ROOT / "benchmark" / "docs" / "own-articles.md").read_text("utf-8"), re.DOTALL | re.MULTILINE)
TEXT = "Lena Voss left Oslo for Brakel Bank."
ANN = "T1\tPER 0 9\tLena Voss\nT2\tLOC 15 19\tOslo\nT3\tORG 24 35\tBrakel Bank\n"
CONLL = "Lena B-PER\nVoss I-PER\nleft O\nOslo B-LOC\nfor O\nBrakel {}-ORG\nBank I-ORG\n. O\n"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    place = tmp_path_factory.mktemp("own")
    for folder, content in (("gold", ANN), ("predictions", ANN.rsplit("T3", 1)[0])):
        (place / folder).mkdir()
        (place / folder / "n1.ann").write_text(content)
    (place / "gold" / "n1.txt").write_text(TEXT)
    (place / "gold" / "annotation.conf").write_text("[entities]\nPER\n")
    (place / "gold.conll").write_text(CONLL.format("B"))
    (place / "predictions.conll").write_text(CONLL.format("I").replace("Oslo B-LOC", "Oslo O"))
    (place / "doccano.jsonl").write_text(json.dumps({"id": 1, "text": TEXT, "label": [[0, 9, "PER"]]}) + "\n")
    return place


@pytest.mark.parametrize("block", COMMANDS, ids=lambda block: block.split("\n")[0][:40])
def test_the_commands_run(block, corpus):
    for line in block.strip().splitlines():
        done = subprocess.run(["bash", "-c", line], cwd=corpus, env=IN_FRONT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, (line, done.stdout, done.stderr)


def test_what_they_print_is_right(corpus):
    def f1(*arguments):
        done = subprocess.run(
            ["dateline", "score", *arguments, "--json"], cwd=corpus, env=IN_FRONT, capture_output=True, text=True, check=True
        )
        return json.loads(done.stdout)["scores"]["NER"]["f1"]

    assert f1("predictions", "--gold", "gold", "-m", "NER") == pytest.approx(0.8)
    assert f1("predictions.conll", "--gold", "gold.conll", "-m", "NER") == pytest.approx(0.8)
