"""The Hub's evaluation module gives what the package gives, without a network."""

import json
import re

import msgspec
import pytest

import dateline
from tests.conftest import ROOT

evaluate = pytest.importorskip("evaluate")
FOLDER = ROOT / "benchmark" / "hub_metric" / "dateline"


@pytest.fixture(scope="module")
def metric():
    return evaluate.load(str(FOLDER))


def test_dicts_and_json_against_gold_and_references(metric):
    golds = [msgspec.to_builtins(document) for document in dateline.gold()]
    own = metric.compute(predictions=golds)
    assert own["Dateline"] == 1.0
    texts = metric.compute(predictions=list(map(json.dumps, golds)), references=list(map(json.dumps, golds)))
    assert {name: value for name, value in texts.items() if name not in {"report", "signature"}} == {
        name: value for name, value in own.items() if name not in {"report", "signature"}
    }


def test_it_is_what_score_gives(metric):
    rules = str(ROOT / "leaderboard" / "submissions" / "rules" / "predictions.jsonl")
    report = dateline.score(rules)
    answers = [msgspec.to_builtins(pred) for _, pred in report.pairs]
    got = metric.compute(predictions=answers, metrics=list(report))
    assert {name: got[name] for name in report} == {name: score.f1 for name, score in report.items()}


def test_the_card_s_code_runs(metric, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    code = re.search(r"```python\n(.*?)```", (FOLDER / "README.md").read_text("utf-8"), re.DOTALL)[1]
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102 - our own card
    assert float(capsys.readouterr().out) > 0
