"""Which label was given for which: items that stand at one place on both sides, whatever their labels."""

from collections import Counter
from collections.abc import Iterable

from dateline.document import Document
from dateline.kernel.items import ItemMetric, same_keys
from dateline.kernel.matching import assign
from dateline.kernel.pair import Pair
from dateline.metrics.entities import NER
from dateline.metrics.events import Trigger
from dateline.metrics.quotes import Quote
from dateline.metrics.relations import Rel
from dateline.metrics.times import Time

MISSED, SPURIOUS = "(missed)", "(spurious)"
MATCHED: dict[str, ItemMetric] = {
    "entities": NER(match="exact"),
    "relations": Rel(),
    "times": Time(),
    "events": Trigger(match="span"),
    "quotes": Quote(match="overlap"),
}
Confusion = Counter[tuple[str, str]]


def confusions(pairs: Iterable[tuple[Document, Document | None]], layers: Iterable[str]) -> dict[str, Confusion]:
    """How often each gold label stands beside each predicted one, by layer; one that is alone is missed or spurious."""
    found = {layer: Confusion() for layer in MATCHED if layer in layers}
    for pair in (Pair.of(gold, pred) for gold, pred in pairs):
        for layer, confusion in found.items():
            if layer in pair.judged:
                confusion.update(confused(pair, MATCHED[layer]))
    return found


def confused(pair: Pair, metric: ItemMetric) -> Iterable[tuple[str, str]]:
    """The labels of matched items, and of those that are alone."""
    matching = metric.matching(pair)
    gold, pred = matching.gold, matching.pred
    matched = matching.pairs
    if metric.layer == "relations":  # the same ends, whatever the type
        matched = assign(same_keys(gold, pred))
    yield from ((gold[edge.gold].label, pred[edge.pred].label) for edge in matched)
    taken = ({edge.gold for edge in matched}, {edge.pred for edge in matched})
    yield from ((item.label, MISSED) for rank, item in enumerate(gold) if rank not in taken[0])
    yield from ((SPURIOUS, item.label) for rank, item in enumerate(pred) if rank not in taken[1])
    yield from ((item.label, MISSED) for item in matching.gold_copies)
    yield from ((SPURIOUS, item.label) for item in matching.pred_copies)
