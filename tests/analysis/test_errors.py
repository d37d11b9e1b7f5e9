"""Errors and the cascade add up."""

import math

import pytest
from hypothesis import given
from msgspec.structs import replace

from dateline import api
from dateline.analysis.cascade import cascade
from dateline.analysis.errors import MISSED, SPURIOUS, errors
from dateline.kernel.items import ItemMetric
from dateline.kernel.pair import Pair
from dateline.metrics import every, headlines
from tests.strategies import pairs

ITEM_METRICS = [m for m in every() if isinstance(m, ItemMetric) and getattr(m, "view", "spans") == "spans"]


@given(pairs())
def test_errors_add_up_exactly(sides):
    pair = Pair.of(*sides)
    for metric in ITEM_METRICS:
        matching = metric.matching(pair)
        credit = math.fsum(edge.credit for edge in matching.pairs)
        kinds = errors(pair, metric)
        missed = sum(e.weight for e in kinds if e.kind == MISSED)
        spurious = sum(e.weight for e in kinds if e.kind == SPURIOUS)
        wrong = math.fsum(e.weight for e in kinds if e.kind not in {MISSED, SPURIOUS})
        gold = len(matching.gold) + len(matching.gold_copies)
        predicted = len(matching.pred) + len(matching.pred_copies)
        assert missed + wrong == pytest.approx(gold - credit, abs=1e-9), metric
        assert spurious + wrong == pytest.approx(predicted - credit, abs=1e-9), metric


@given(pairs())
def test_the_cascade_adds_up(sides):
    for split in cascade([sides], [m for m in headlines().values() if isinstance(m, ItemMetric)]):
        assert split.missed + split.wrong + split.own == pytest.approx(split.gold - split.credit, abs=1e-9)
        assert split.missed >= 0


def test_a_broader_relation_is_its_own_error():
    from dateline.metrics import parse

    gold = next(d for d in api.gold() if any(r.type == "head_of_state" for r in d.relations))
    broad = replace(
        gold, text=None, relations=tuple(replace(r, type="leader_of") if r.type == "head_of_state" else r for r in gold.relations)
    )
    kinds = [e.kind for e in errors(Pair.of(gold, broad), parse("Rel"))]
    assert kinds
    assert set(kinds) == {"broader relation"}
