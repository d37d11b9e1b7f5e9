"""The page on reports names every key of every JSON and every column of every table, and no others."""

import json
import re

import pytest

import dateline
from dateline.analysis import findings
from dateline.evaluation import comparison
from dateline.reporting import rows, tables
from tests.conftest import ROOT, cli

PAGE = (ROOT / "benchmark" / "docs" / "reports.md").read_text("utf-8")
KEY = re.compile(r"[a-z][a-z_0-9]+")
SUBMISSION = ROOT / "leaderboard" / "submissions" / "rules"
OF_DATA = {"differs", "confusion", "not_scored", "repairs", "variants", "gold", "predicted"}  # whose keys are attributes, layers, kinds


def told(title):
    """The words of the first column of a section's table, and all that its rows name."""
    (section,) = re.findall(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE)
    lines = [line for line in section.splitlines() if line.startswith("| `")]
    words = [re.findall(r"`([^`]+)`", line) for line in lines]
    return [word for line in lines for word in re.findall(r"`([^`]+)`", line.split(" | ")[0])], {word for row in words for word in row}


def keys(value, of_data=False):
    """Every key below a value that is no metric, slice, label or attribute."""
    if isinstance(value, list):
        for inner in value:
            yield from keys(inner)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if KEY.fullmatch(key) and not of_data:
                yield key
            yield from keys(inner, key in OF_DATA)


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    both = tmp_path_factory.mktemp("answers")
    for name in ("predictions", "variants"):
        (both / f"{name}.jsonl").write_bytes((SUBMISSION / f"{name}.jsonl").read_bytes())
    options = ("--errors", "--kappa", "--confusion", "--intervals", "--json")
    return json.loads(cli("score", str(both), "-m", "NER", "-m", "Quote(match=exact)", "-m", "Dateline", *options)[1])


def test_every_key_of_a_score(report):
    first, named = told("`score --json`")
    assert sorted(first) == sorted(report)
    assert {*keys(report)} <= named
    assert {"gain", "cascade", "kappa", "draws", "original"} <= {*keys(report)}
    assert {"label", "spans", "text"} <= {*next(error["gold"] for error in report["errors"] if "gold" in error)} & named


def test_every_column_of_a_score():
    assert told("`score --csv`, `to_pandas()`")[0] == [*tables.COLUMNS, "signature"]
    assert told("`score --rows`")[0] == list(rows.COLUMNS)
    assert sorted(told("`score --errors FILE`")[0]) == sorted(findings.COLUMNS)


def test_every_key_of_a_comparison():
    pair = [str(SUBMISSION / "predictions.jsonl"), str(SUBMISSION.parent / "chrono" / "predictions.jsonl")]
    found = json.loads(cli("compare", *pair, "--json")[1])
    first, named = told("`compare --json`, `compare --csv`")
    assert {*found, *found["comparisons"][0], *found["comparisons"][0]["metrics"][0], *comparison.COLUMNS} <= named
    assert {*first} <= {*found, *comparison.COLUMNS}


def test_a_report_in_python_has_the_columns(predictions):
    frame = dateline.score(str(predictions)).to_pandas()
    assert list(frame.columns) == list(tables.COLUMNS)
