"""Degenerate systems."""

import degenerate
import pytest

from dateline.metrics import headlines
from tests.conftest import ROOT

WHOLE = [*map(str, headlines().values()), "Dateline"]


@pytest.fixture(scope="module")
def found():
    return degenerate.scores()


SAME_AS_GOLD = {
    "gold": set(WHOLE),
    "gold twice over": {"CoNLL", "Rel", "Arg", "Claim"},  # sets of spans, of resolved triples, arguments and claims
    "gold, every entity in every role": set(WHOLE) - {"Arg", "Dateline"},
    "gold, types shuffled": {"Link", "Quote(match=joint)"},  # these layers hold no types; nor does CoNLL, but what it may leave out does
}


def test_none_but_gold_scores_one(found):
    for name, values in found.items():
        assert {metric for metric in WHOLE if values[metric] == 1.0} == SAME_AS_GOLD.get(name, set()), name


def test_the_page_has_these_numbers():
    assert (ROOT / "benchmark" / "docs" / "degenerate.md").read_text("utf-8") == degenerate.table()


def test_no_system_made_without_gold_beats_rules(found):
    for name in degenerate.free().keys() - {"rules"}:
        for metric in WHOLE:
            beats = (found[name][metric] or 0.0) > (found["rules"][metric] or 0.0)
            assert beats == ((name, metric) == (degenerate.TODAY, "When")), (name, metric)  # the page says so


def test_gold_without_what_stands_beside_its_items_loses():
    found = degenerate.stripped()
    assert found["all five"]["Dateline"] <= 0.9
    for name in ("dates", "sources", "realis", "polarity", "certainty"):
        assert found[name]["Dateline"] < 1, name
    assert found["nothing, but every claim is the author's, actual and positive"]["Claim"] < 0.8
