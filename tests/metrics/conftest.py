"""The numbers of one metric over documents worked out by hand, in every way that the house counts them."""

from math import fsum

import pytest
from msgspec import StructMeta

from dateline.evaluation.count import evaluate, scored
from dateline.kernel.counts import Counts
from dateline.kernel.items import ItemMetric, distinct, grained
from dateline.kernel.pair import Memo, Pair
from dateline.metrics import parse
from tests.conftest import forget


@pytest.fixture(autouse=True)
def forgotten():
    forget("dateline.kernel", "dateline.document", "dateline.metrics")


def bare(metric):
    """The metric under an empty subclass of its class, which takes no shortcut."""
    cls = StructMeta(type(metric).__name__, (type(metric),), {})
    return cls(**{name: getattr(metric, name) for name in metric.__struct_fields__})


def sliced(metric, pairs, *axes, shared=None):
    """The four numbers of the total, by an empty name, and of each slice."""
    sums = metric.sums(metric.slicing(axes), shared or Memo())
    for pair in pairs:
        sums.add(pair)
    return {name: Counts(*map(fsum, columns)) for _, name, columns in sums.columns()}


def counts(name, gold, pred):
    """The four numbers over one document: by keys where that is enough, by a matching, and with slices; all are the same."""
    metric, pair = parse(name), Pair.of(gold, pred)
    ways = [sliced(metric, [pair])[""], sliced(metric, [pair], "document")[""], sliced(bare(metric), [pair])[""]]
    if isinstance(metric, ItemMetric):
        matching = metric.matching(pair)
        assert fsum(grained(edge.credit) for edge in matching.pairs) == ways[0].right_predicted == ways[0].right_gold
        both = [*matching.pred, *matching.pred_copies], [*matching.gold, *matching.gold_copies]
        assert tuple(map(len, both)) == (ways[0].predicted, ways[0].gold)
    assert ways[0] == ways[1] == ways[2]
    return ways[0]


def of_slice(name, gold, pred, axis):
    """The four numbers of each slice by one axis, without the total."""
    metric, pair = parse(name), Pair.of(gold, pred)
    found, other = sliced(metric, [pair], axis), sliced(bare(metric), [pair], axis)
    assert found == other
    return {slice_.partition("=")[2]: own for slice_, own in found.items() if slice_}


def score(name, *pairs):
    """The score over some documents, a composite's or of clusters that run through them among them."""
    metric = parse(name)
    return scored(evaluate(pairs, [metric]), metric)


def items(name, gold, pred=None, *, predicted=False):
    """The items of one side in canonical order, copies among them."""
    metric, pair = parse(name), Pair.of(gold, pred)
    kept, copies = distinct(metric.items(pair, pair.pred if predicted else pair.gold))
    return sorted([*kept, *copies], key=lambda item: item[:4])


def edges(name, gold, pred):
    """What two sides' items earn with each other."""
    metric, pair = parse(name), Pair.of(gold, pred)
    sides = [distinct(metric.items(pair, side))[0] for side in (pair.gold, pair.pred)]
    return sorted(metric.edges(pair, *sides))


def matched(name, gold, pred):
    """The ranks of the items that are matched."""
    return [(edge.gold, edge.pred) for edge in parse(name).matching(Pair.of(gold, pred)).pairs]
