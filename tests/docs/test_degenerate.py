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
    "gold twice over": {"CoNLL", "Rel", "Arg"},  # sets of spans, and of resolved triples and arguments: a copy is the same item
    "gold, types shuffled": {"CoNLL", "Link", "Quote(match=joint)"},  # these layers hold no types: it is gold for them
}


def test_none_but_gold_scores_one(found):
    for name, values in found.items():
        assert {metric for metric in WHOLE if values[metric] == 1.0} == SAME_AS_GOLD.get(name, set()), name


def test_no_system_made_without_gold_beats_rules(found):
    for name in ("empty", "everything as one span", "every token"):
        for metric in WHOLE:
            assert (found[name][metric] or 0.0) <= (found["rules"][metric] or 0.0), (name, metric)


def test_the_table_is_in_the_docs():
    assert (ROOT / "benchmark" / "docs" / "degenerate.md").read_text("utf-8") == degenerate.table(), "run: python benchmark/docs/make.py"
