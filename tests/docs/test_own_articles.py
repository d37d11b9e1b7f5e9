"""The commands of the page about a user's own articles, run on a small corpus in the formats that it names."""

import json
import re
import subprocess

import pytest

from tests.conftest import IN_FRONT, ROOT

pytestmark = pytest.mark.once

COMMANDS = re.findall(r"^```sh\n(.*?)^```", (ROOT / "benchmark" / "docs" / "own-articles.md").read_text("utf-8"), re.DOTALL | re.MULTILINE)
TEXT = "Lena Voss left Oslo for Brakel Bank."
TOMLS = re.findall(r"^```toml\n(.*?)^```", (ROOT / "benchmark" / "docs" / "own-articles.md").read_text("utf-8"), re.DOTALL | re.MULTILINE)
TOMLS = sorted(TOMLS, key=lambda block: "[fields]" in block)
OWN = {
    "mentions": [
        {"id": "m1", "start": 0, "end": 9, "type": "PER", "entity": "lena"},
        {"id": "m2", "start": 15, "end": 19, "type": "LOC", "entity": "oslo"},
        {"id": "m3", "start": 24, "end": 35, "type": "ORG", "entity": "bank"},
    ],
    "entities": [{"id": "lena"}, {"id": "oslo"}, {"id": "bank"}],
}
RELATIONS = [{"head": "lena", "type": "left", "tail": "oslo"}]
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
    (place / "layout.toml").write_text(TOMLS[1])
    (place / "rows.csv").write_text("docname,from,to,what\nn1,0,8,PER\nn1,15,18,LOC\n")
    (place / "own.jsonl").write_text(json.dumps({"id": "n1", "text": TEXT, **OWN, "relations": RELATIONS}) + "\n")
    (place / "own-predictions.jsonl").write_text(json.dumps({"id": "n1", **OWN, "mentions": OWN["mentions"][:2]}) + "\n")
    (place / "relations.jsonl").write_text(json.dumps({"id": "n1", "relations": RELATIONS}) + "\n")
    chains = "#begin document (n1); part 000\n{}\n#end document\n"
    columns = dict.fromkeys(TEXT.replace(".", " .").split(), "-")
    (place / "chains.conll").write_text(chains.format("\n".join(f"{w}\t{c}" for w, c in {**columns, "Lena": "(1", "Voss": "1)"}.items())))
    (place / "chains.predicted.conll").write_text(chains.format("\n".join(f"{w}\t{c}" for w, c in {**columns, "Lena": "(1)"}.items())))
    for name, spans in (("label-studio", ((0, 9, "PER"), (15, 19, "LOC"))), ("label-studio-predictions", ((0, 9, "PER"),))):
        results = [{"type": "labels", "value": {"start": s, "end": e, "text": TEXT[s:e], "labels": [label]}} for s, e, label in spans]
        task = [{"id": 1, "data": {"text": TEXT}, "annotations": [{"result": results}]}]
        (place / f"{name}.json").write_text(json.dumps(task))
    return place


def test_a_declared_layout_is_read_right(corpus):
    def score(*arguments):
        done = subprocess.run(["dateline", "score", *arguments], cwd=corpus, env=IN_FRONT, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr

    rows = ("rows.csv", "--gold", "own.jsonl", "-m", "NER")
    assert json.loads(score(*rows, "--format", "layout.toml", "--json")[1])["scores"]["NER"]["f1"] == pytest.approx(0.8)
    assert score(*rows, "--json")[0] == 2
    (corpus / "rows.json").write_text(json.dumps([{"docname": "n1", "from": 0, "to": 8.0, "what": "PER", "label": "no"}]))
    whole = score("rows.json", *rows[1:], "--format", "layout.toml", "--json")[1]
    assert json.loads(whole)["scores"]["NER"]["precision"] == 1
    (corpus / "ragged.csv").write_text("docname,from,to,what\nn1,0,8,PER,more\n")
    assert "5 cells, the header 4" in score("ragged.csv", *rows[1:], "--format", "layout.toml")[2]
    bad = {"[fields]\nstrat = 'x'": "'strat' is not known", "x": "declares no format", "unit='mile'\n[fields]\n": "no unit"}
    for toml, said in bad.items():
        (corpus / "bad.toml").write_text(toml)
        code, _, err = score(*rows, "--format", "bad.toml")
        assert (code, said in err) == (2, True), err


def test_answers_in_parts_are_joined_by_layer(corpus):
    def joined(*others):
        given = [part for other in others for part in ("--with", other)]
        command = ["dateline", "convert", "own-predictions.jsonl", "j.jsonl", "--gold", "own.jsonl", *given]
        return subprocess.run(command, cwd=corpus, env=IN_FRONT, capture_output=True, text=True, check=False)

    assert joined("relations.jsonl").returncode == 0
    command = ["dateline", "score", "j.jsonl", "--gold", "own.jsonl", "-m", "Rel", "--json"]
    done = subprocess.run(command, cwd=corpus, env=IN_FRONT, capture_output=True, check=True)
    assert json.loads(done.stdout)["scores"]["Rel"]["f1"] == 1
    twice = joined("relations.jsonl", "relations.jsonl")
    assert (twice.returncode, "relations of 'n1' stand in" in twice.stderr) == (2, True)
    (corpus / "other.jsonl").write_text('{"id": "n2", "relations": []}\n')
    assert joined("other.jsonl").returncode == 2


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
