"""What moved since gold 1.0.0 is told, and the fresh pass is kept with its score."""

import csv
import re

import pytest

from dateline import api
from tests.conftest import ROOT

pytestmark = pytest.mark.once


def test_every_difference_to_the_first_gold_has_a_reason():
    with (ROOT / "annotations" / "changes-from-1.0.0.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) > 200
    assert {row["layer"] for row in rows} == {"mentions", "entities", "times", "relations", "events", "quotes"}
    assert all(re.match(r"§[0-9] \S|§[0-9]: \S", row["why"]) for row in rows)
    assert all(row["gold 1.0.0"] != row["gold 2.0.0"] for row in rows)


def test_the_fresh_pass_scores_what_the_record_says():
    report = api.score(ROOT / "annotations" / "passes" / "fresh")
    page = (ROOT / "annotations" / "ADJUDICATION.md").read_text("utf-8")
    whole, claim = report["Dateline"].f1, report["Claim"].f1
    assert whole >= 0.95
    assert claim >= 0.85
    assert f"| third | {whole:.3f} |".replace("0.", ".") in page
    assert f"{claim:.3f}".removeprefix("0") in page
    log = (ROOT / "annotations" / "passes" / "fresh-log.md").read_text("utf-8")
    assert 5 < sum(bool(line.strip()) for line in log.splitlines()) <= 15
