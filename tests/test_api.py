"""The package from Python."""

import json

import pytest
from msgspec.structs import replace

import dateline
from dateline import api
from dateline.hub import tables
from tests.conftest import cli


def test_load_gives_the_gold_back():
    rows = dateline.load()
    assert [tables.document_of(row) for row in rows] == [replace(document, canary=None) for document in api.gold()]
    texts = {row["id"]: row["text"] for row in rows}
    for config in tables.CONFIGS[1:]:
        found = dateline.load(config)
        assert len(found)
        for row in found:
            if "start" in row and row.get("fragments") is None:
                assert texts[row["document"]][row["start"] : row["end"]] == row["text"]
    with pytest.raises(ValueError, match="did you mean mentions"):
        dateline.load("mention")


def test_headlines_are_those_of_the_screen(predictions):
    report = dateline.score(predictions)
    assert list(report.headlines) == ["entities", "coreference", "linking", "relations", "times", "events", "claims", "quotes", "whole"]
    assert report.headlines["entities"] == report["NER(level=NAM)"]
    assert report.headlines["whole"] == report["Dateline"]


def test_python_scores_like_the_command_line(predictions):
    report = dateline.score(predictions)
    printed = json.loads(cli("score", str(predictions), "--json")[1])["scores"]
    assert {str(line.metric): line.score.f1 for line in report.lines if not line.slice} == {name: s["f1"] for name, s in printed.items()}
    assert dateline.score(predictions, metrics=["NER"])["NER"].f1 == report_f1(predictions, "NER")


def report_f1(predictions, name):
    return json.loads(cli("score", str(predictions), "--json", "-m", name)[1])["scores"][name]["f1"]
