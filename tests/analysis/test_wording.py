"""An error says what differs, on the terminal and in JSON."""

import json

import pytest

from dateline.analysis.errors import MISSED, SPURIOUS
from dateline.metrics import headlines
from tests.conftest import ROOT, cli

ITEMS = [part for layer, metric in headlines().items() if layer != "coreference" for part in ("-m", str(metric))]
MORE = ["-m", "NER", "-m", "Date", "-m", "Realis", "-m", "Speaker", "-m", "Kind", "-m", "Time(match=value,span=equal)"]
RULES = str(ROOT / "leaderboard" / "submissions" / "rules" / "predictions.jsonl")


@pytest.fixture(scope="module")
def errors():
    _, out, _ = cli("score", RULES, *ITEMS, *MORE, "--errors", "--json")
    return json.loads(out)["errors"]


def test_both_sides_of_an_error_differ_in_what_they_say(errors):
    told = [error for error in errors if error["kind"] not in {MISSED, SPURIOUS}]
    assert {error["layer"] for error in told} >= {"entities", "relations", "times", "events", "claims", "quotes"}
    for error in told:
        assert error["gold"] != error["predicted"], error


@pytest.mark.parametrize(
    ("layer", "kind", "name"),
    [
        ("times", "value", "value"),
        ("quotes", "wrong speaker", "speaker"),
        ("claims", "source", "asserted_by"),
        ("claims", "realis", "realis"),
        ("events", "role", "role"),
        ("events", "wrong argument", "filler"),
    ],
)
def test_what_an_error_is_called_is_what_differs(errors, layer, kind, name):
    found = [error for error in errors if (error["layer"], error["kind"]) == (layer, kind) and name in error["gold"]]
    assert found
    for error in found:
        assert error["gold"][name] != error["predicted"].get(name), error


def test_the_terminal_says_both_values(errors):
    _, out, _ = cli("score", RULES, *ITEMS, "--errors", "--by", "none")
    text = " ".join(out.split())
    for error in errors:
        if error["kind"] == "value" and error["layer"] == "times":
            assert f"gold {error['gold']['label']} {error['gold']['value']}" in text
            assert f"predicted {error['predicted']['label']} {error['predicted']['value']}" in text
    assert max(map(len, out.splitlines()[1:])) <= 80  # below the signature


def test_the_first_error_that_readme_s_command_shows_says_what_is_wrong():
    _, out, _ = cli("score", RULES)
    worst = out.split("the costliest errors")[1]
    assert "gold" in worst
    assert "predicted" in worst
    for block in worst.split("\n  +")[1:]:
        gold, _, predicted = " ".join(block.split()).partition("; predicted ")
        assert gold.split("gold ", 1)[1] != predicted
