"""What went wrong, one item at a time, from the same matchings that the scores come from.

For each item metric: missed + wrong = gold items − credit and spurious + wrong = predicted items − credit, exactly.
"""

from collections.abc import Hashable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from dateline.document.items import Item, shared_characters
from dateline.kernel.items import ItemMetric, Matching
from dateline.kernel.matching import Edge, assign
from dateline.kernel.pair import Pair

MISSED, SPURIOUS = "missed", "spurious"
CLOSEST = 64  # items of the other side that one is compared with
MANY = 1_000_000  # overlaps of leftover items that are looked at


class Error(NamedTuple):
    """One error: its kind, its weight in items, and the items that it joins."""

    kind: str
    weight: float
    gold: Item | None
    pred: Item | None


def errors(pair: Pair, metric: ItemMetric) -> list[Error]:
    """The errors of one pair under one item metric."""
    matching = metric.matching(pair)
    unequal = [
        Error(
            metric.wrong(pair, matching.gold[e.gold], matching.pred[e.pred]) or "wrong",
            1 - e.credit,
            matching.gold[e.gold],
            matching.pred[e.pred],
        )
        for e in matching.pairs
        if e.credit < 1
    ]
    return [*unequal, *leftovers(pair, metric, matching)]


def leftovers(pair: Pair, metric: ItemMetric, matching: Matching) -> Iterator[Error]:
    """Items without a match: related ones are one wrong item, the rest are missed or spurious."""
    gold = unmatched(matching.gold, {edge.gold for edge in matching.pairs})
    pred = unmatched(matching.pred, {edge.pred for edge in matching.pairs})
    related = {(g, p): kind for g, p, kind in near(pair, metric, gold, pred)}
    chosen = assign(Edge(g, p, 1.0, shared=closeness(gold[g], pred[p])) for g, p in related)
    for edge in chosen:
        yield Error(related[edge.gold, edge.pred], 1.0, gold[edge.gold], pred[edge.pred])
    for item in unmatched(gold, {edge.gold for edge in chosen}) + matching.gold_copies:
        yield Error(MISSED, 1.0, item, None)
    for item in unmatched(pred, {edge.pred for edge in chosen}) + matching.pred_copies:
        yield Error(SPURIOUS, 1.0, None, item)


def unmatched(items: list[Item], matched: set[int]) -> list[Item]:
    """The items whose ranks are not matched."""
    return [item for rank, item in enumerate(items) if rank not in matched]


def near(pair: Pair, metric: ItemMetric, gold: list[Item], pred: list[Item]) -> Iterator[tuple[int, int, str]]:
    """Leftover items that are about the same thing, with what is wrong: the closest of them where an item has many."""
    shared: dict[Hashable, list[int]] = {}
    for g, item in enumerate(gold):
        for key in (item.pieces, *metric.about(item)):
            shared.setdefault(key, []).append(g)
    close: dict[int, set[int]] = {}
    for p, item in enumerate(pred):
        close[p] = {g for key in (item.pieces, *metric.about(item)) for g in shared.get(key, ())[:CLOSEST]}
    for g, p, _ in closest(islice(shared_characters(gold, pred), MANY)):
        close[p].add(g)
    for p, others in close.items():
        for g in sorted(others):
            kind = metric.wrong(pair, gold[g], pred[p])
            if kind:
                yield g, p, kind


def closest(overlaps: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Of each predicted item the overlaps with most characters; a text where all overlap all has too many for a list of errors."""
    by_pred: dict[int, list[tuple[int, int, int]]] = {}
    for one in overlaps:
        kept = by_pred.setdefault(one[1], [])
        kept.append(one)
        if len(kept) > 2 * CLOSEST:
            kept[:] = sorted(kept, key=lambda each: (-each[2], each[0]))[:CLOSEST]
    return [one for kept in by_pred.values() for one in kept]


def closeness(gold: Item, pred: Item) -> int:
    """How much two related items share: equal label first, then characters."""
    shared = max(0, min(gold.end, pred.end) - max(gold.start, pred.start))
    return (1 << 20) * (gold.label == pred.label) + min(shared, (1 << 20) - 1)
