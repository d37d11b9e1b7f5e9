"""The item kernel: items of each side, a symmetric credit, the best one-to-one matching, four numbers.

Copies match nothing: of equal items the first can be matched, the others only count. A credit is booked to the gold item's slice
for recall and to the predicted item's slice for precision, so slices and blocks add up to the total.
"""

from abc import abstractmethod
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import ClassVar, NamedTuple

from dateline.counts import Counts
from dateline.matching import Edge, assign
from dateline.metric import Metric
from dateline.pair import Pair
from dateline.side import Item, Side, order, overlap

Keyed = tuple[str, tuple[object, ...]]
Slice = tuple[str, list[list[float]]]


class Matching(NamedTuple):
    """The distinct items of both sides, the matched pairs as ranks with their credit, and the copies."""

    gold: list[Item]
    pred: list[Item]
    pairs: list[Edge]
    gold_copies: list[Item]
    pred_copies: list[Item]


@dataclass(frozen=True)
class ItemMetric(Metric):
    """A metric over items; a subclass says which items there are and which pairs earn what."""

    axes: ClassVar[tuple[str, ...]] = ("type",)

    @abstractmethod
    def items(self, pair: Pair, side: Side) -> Iterable[Item]:
        """The items of one side."""

    @abstractmethod
    def edges(self, pair: Pair, gold: list[Item], pred: list[Item]) -> Iterable[Edge]:
        """The candidate pairs with credit above 0."""

    def lookup(self, pair: Pair, side: Side) -> dict[Hashable, str] | None:  # noqa: ARG002 - one signature for all metrics
        """Each item's label by what a match must share, where that alone decides and no two items share it; else `None`."""
        return None

    def wrong(self, pair: Pair, gold: Item, pred: Item) -> str | None:  # noqa: ARG002 - one signature for all metrics
        """What is wrong when a leftover predicted item is about the same thing as a leftover gold item; else `None`."""
        if gold.pieces == pred.pieces:
            return "type" if gold.label != pred.label else "wrong"
        if overlap(gold.pieces, pred.pieces):
            return "boundary" if gold.label == pred.label else "boundary and type"
        return None

    def matching(self, pair: Pair) -> Matching:
        """The best one-to-one matching of a pair."""
        gold, gold_copies = distinct(self.items(pair, pair.gold))
        pred, pred_copies = distinct(self.items(pair, pair.pred))
        edges = self.edges(pair, gold, pred) if gold and pred else ()
        return Matching(gold, pred, assign(edges), gold_copies, pred_copies)

    def has_items(self) -> bool:
        """Whether rows come from a matching of items; a variant that reads clusters says no."""
        return True

    def rows(self, pair: Pair, axes: Sequence[str], *, blocks: bool = False) -> list[tuple[str, str, Counts]]:
        """The counts of one pair as (block, slice, counts), the total and one slice for each value of each axis."""
        matching = self.matching(pair)
        known = [axis for axis in axes if axis in (*self.axes, "score")]
        sides = (
            ([edge.pred for edge in matching.pairs], matching.pred + matching.pred_copies),
            ([edge.gold for edge in matching.pairs], matching.gold + matching.gold_copies),
        )
        columns: list[Mapping[tuple[str, str], float]] = []
        for ranks, items in sides:
            cells = [cells_of(item, known, pair.block(item.start) if blocks else "") for item in items]
            columns += [credited(matching.pairs, ranks, cells), Counter(cell for found in cells for cell in found)]
        names = columns[1].keys() | columns[3].keys() or {("", "")}
        return [(*name, Counts(*(float(column.get(name, 0.0)) for column in columns))) for name in names]


def sums_of(metric: ItemMetric, pairs: Sequence[Pair]) -> Iterator[Slice]:
    """What the rows of many documents add up to, by type: slice, and the four columns. The same to the bit, without a row each."""
    right: tuple[list[str], list[str]] = ([], [])
    numbers: tuple[list[str], list[str]] = ([], [])
    others: list[Pair] = []
    for pair in pairs:
        gold, pred = metric.lookup(pair, pair.gold), metric.lookup(pair, pair.pred)
        if gold is None or pred is None:
            others.append(pair)
            continue
        common = gold.keys() & pred.keys()
        for side, found in enumerate((pred, gold)):
            right[side].extend([found[key] for key in common])
            numbers[side].extend(found.values())
    if len(others) < len(pairs):
        yield from columns_of(*(Counter(labels) for labels in (*right, *numbers)))
    if others:
        yield from sums_by_type(map(metric.matching, others))


def columns_of(right_pred: Counter[str], right_gold: Counter[str], pred: Counter[str], gold: Counter[str]) -> Iterator[Slice]:
    """The slices of whole credits and numbers by label."""
    four = (right_pred, pred, right_gold, gold)
    yield "", [[float(column.total())] for column in four]
    for label in sorted(pred.keys() | gold.keys()):
        yield f"type={label or 'none'}", [[float(column[label])] for column in four]


def sums_by_type(matchings: Iterable[Matching]) -> Iterator[Slice]:
    """The sums of matchings, fractions of credit added up within each document first."""
    numbers: tuple[list[str], list[str]] = ([], [])
    whole: tuple[list[str], list[str]] = ([], [])
    parts: tuple[dict[str, list[float]], dict[str, list[float]]] = ({"": []}, {"": []})
    for found in matchings:
        uneven = any([edge.credit != 1 for edge in found.pairs])
        for side, items, copies in ((0, found.pred, found.pred_copies), (1, found.gold, found.gold_copies)):
            numbers[side].extend([item.label or "none" for item in items])
            numbers[side].extend([item.label or "none" for item in copies])
            labels = [items[edge.gold if side else edge.pred].label or "none" for edge in found.pairs]
            if not uneven:
                whole[side].extend(labels)
                continue
            parts[side][""].append(fsum(edge.credit for edge in found.pairs))
            for own in set(labels):
                mine = fsum(edge.credit for edge, label in zip(found.pairs, labels, strict=True) if label == own)
                parts[side].setdefault(f"type={own}", []).append(mine)
    for slice_, four in columns_of(*(Counter(column) for column in (*whole, *numbers))):
        right_pred, right_gold = ([*four[2 * side], *parts[side].get(slice_, ())] for side in (0, 1))
        yield slice_, [right_pred, four[1], right_gold, four[3]]


def cells_of(item: Item, axes: Sequence[str], block: str) -> list[tuple[str, str]]:
    """The cells that an item counts in: its block's total and its slices."""
    return [(block, ""), *((block, slice_) for axis in axes for slice_ in slices(item, axis))]


def credited(pairs: Sequence[Edge], ranks: Sequence[int], cells: Sequence[list[tuple[str, str]]]) -> dict[tuple[str, str], float]:
    """The credit booked to each cell; whole credits are counted, fractions added exactly."""
    whole = Counter(cell for edge, rank in zip(pairs, ranks, strict=True) if edge.credit == 1 for cell in cells[rank])
    parts: dict[tuple[str, str], list[float]] = {}
    for edge, rank in zip(pairs, ranks, strict=True):
        if edge.credit != 1:
            for cell in cells[rank]:
                parts.setdefault(cell, []).append(edge.credit)
    return {**whole, **{cell: fsum([whole[cell], *found]) for cell, found in parts.items()}}


def distinct(items: Iterable[Item]) -> tuple[list[Item], list[Item]]:
    """The items in canonical order, the first of equal ones apart from its copies."""
    kept: list[Item] = []
    copies: list[Item] = []
    for item in sorted(items, key=order):
        same = kept and kept[-1].key == item.key and kept[-1].label == item.label and kept[-1].pieces == item.pieces
        (copies if same else kept).append(item)
    return kept, copies


def slices(item: Item, axis: str) -> list[str]:
    """The slices of an item on an axis; on `score` every threshold that it reaches, so that precision at thresholds can be read."""
    if axis != "score":
        return [f"{axis}={value(item, axis)}"]
    score = getattr(item.source, "score", None)
    return [] if score is None else [f"score=at least {tenths / 10}" for tenths in range(11) if score >= tenths / 10]


def value(item: Item, axis: str) -> str:
    """The value of an item on an axis: its label for `type`, else its source's attribute."""
    found = item.label if axis == "type" else getattr(item.source, axis, None)
    return str(found) if found not in {None, ""} else "none"


def equal_keys(gold: list[Item], pred: list[Item]) -> list[Edge]:
    """Credit 1 for equal label and key, the first of equal keys on either side."""
    seen: dict[tuple[str, tuple[object, ...]], int] = {}
    for rank, item in enumerate(gold):
        seen.setdefault((item.label, item.key), rank)
    taken: dict[int, int] = {}
    for rank, item in enumerate(pred):
        found = seen.get((item.label, item.key))
        if found is not None:
            taken.setdefault(found, rank)
    return [Edge(g, p, 1.0, same_label=True) for g, p in taken.items()]


def equal_spans(gold: list[Item], pred: list[Item], *, labels: bool) -> list[Edge]:
    """Edges between items of equal span, and of equal label if asked."""
    places: dict[tuple[object, ...], list[int]] = {}
    for g, item in enumerate(gold):
        places.setdefault(item.pieces, []).append(g)
    return [
        Edge(g, p, 1.0, gold[g].label == item.label, item.end - item.start)
        for p, item in enumerate(pred)
        for g in places.get(item.pieces, ())
        if not labels or gold[g].label == item.label
    ]


def by_key(items: list[Item]) -> dict[tuple[object, ...], list[int]]:
    """Ranks by key, for metrics whose candidates have equal keys and unequal credit."""
    found: dict[tuple[object, ...], list[int]] = {}
    for rank, item in enumerate(items):
        found.setdefault(item.key, []).append(rank)
    return found
