"""The item kernel: items of each side, a symmetric credit, the best one-to-one matching, four numbers.

Copies match nothing: of equal items the first can be matched, the others only count. A credit is booked to the gold item's slice
for recall and to the predicted item's slice for precision, so slices and paragraphs add up to the total.
"""

from abc import abstractmethod
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from math import fsum
from typing import Any, ClassVar, Literal, NamedTuple

from msgspec.structs import replace

from dateline.document.index import Side
from dateline.document.items import Item, order, surety
from dateline.document.spans import overlap
from dateline.kernel.matching import Edge, assign
from dateline.kernel.metric import Metric
from dateline.kernel.pair import Memo, Pair
from dateline.kernel.slicing import Cell, Columns, Slicing, Sums, columns_of, names

Keyed = tuple[str, tuple[object, ...]]
GRAIN = 1 << 40
COMMON = ("document", "votes", "score")  # the axes of all items


class Matching(NamedTuple):
    """The distinct items of both sides, the matched pairs as ranks with their credit, and the copies."""

    gold: list[Item]
    pred: list[Item]
    pairs: list[Edge]
    gold_copies: list[Item]
    pred_copies: list[Item]


class Settled(NamedTuple):
    """The labels of all items and of those that are right, each of the predicted and of the gold side."""

    numbers: tuple[Collection[str], Collection[str]]
    right: tuple[Collection[str], Collection[str]]


def common(gold: Mapping[Any, str], pred: Mapping[Any, str]) -> Settled:
    """What is settled by keys: of each side the labels by what a match must share, which no two items of a side do."""
    right = [(label, own) for key, label in pred.items() if (own := gold.get(key)) is not None]
    return Settled((pred.values(), gold.values()), ([label for label, _ in right], [own for _, own in right]))


class Credits:
    """What the matchings of some documents earn: whole credits by cell, and fractions added up within each document first."""

    def __init__(self, metric: "ItemMetric", slicing: Slicing) -> None:
        self.metric, self.slicing = metric, slicing
        self.numbers: tuple[Counter[Cell], Counter[Cell]] = (Counter(), Counter())  # all items by cell, predicted and gold
        self.right: tuple[Counter[Cell], Counter[Cell]] = (Counter(), Counter())  # and those that earn 1
        self.parts: tuple[dict[tuple[str, str], list[float]], dict[tuple[str, str], list[float]]] = ({}, {})

    def add(self, pair: Pair) -> None:
        """Book one document's items and credits."""
        if not self.settled(pair):
            self.match(pair)

    def settled(self, pair: Pair) -> bool:
        """Book one document whose matching needs no search; whether it is so."""
        settle = vars(type(self.metric)).get("settled") if self.slicing.plain else None  # a subclass may have other items
        labels: Settled | None = settle(self.metric, pair) if settle else None
        if labels is None or ("type" in self.slicing.axes and "" in labels.numbers[0]):  # one not stated is booked under gold's
            return False
        for own, told in zip((*self.numbers, *self.right), (*labels.numbers, *labels.right), strict=True):
            if self.slicing.axes:
                own.update(told)
            else:
                own[""] += len(told)
        return True

    def match(self, pair: Pair) -> Matching:
        """Book one document by the matching of its items, which is given back."""
        matching = self.metric.matching(pair)
        pairs = matching.pairs
        whole = all([edge.credit == 1 for edge in pairs])
        preds = list(self.slicing.cells(pair, matching.pred))
        golds = self.slicing.cells(pair, matching.gold, gold=True)
        earned: tuple[list[Cell], list[Cell]] = ([], [])
        for edge in pairs:
            right, preds[edge.pred] = self.slicing.booked(golds[edge.gold], preds[edge.pred])
            earned[0].append(preds[edge.pred])
            earned[1].append(right)
        for side, cells, copies in ((0, preds, matching.pred_copies), (1, golds, matching.gold_copies)):
            self.numbers[side].update(cells)
            if copies:
                self.numbers[side].update(self.slicing.cells(pair, copies, gold=side == 1))
            if whole:
                self.right[side].update(earned[side])
            else:
                self.share(side, zip(earned[side], [grained(edge.credit) for edge in pairs], strict=True))
        return matching

    def share(self, side: int, earned: Iterable[tuple[Cell, float]]) -> None:
        """Book fractions of credit, added up for each slice."""
        shares: dict[tuple[str, str], list[float]] = {}
        known = names(self.slicing)
        for cell, credit in earned:
            for name in known(cell):
                shares.setdefault(name, []).append(credit)
        for name, parts in shares.items():
            self.parts[side].setdefault(name, []).append(fsum(parts))

    def clear(self) -> None:
        """Begin anew."""
        for booked in (*self.numbers, *self.right, *self.parts):
            booked.clear()

    def columns(self) -> Iterator[Columns]:
        """The four columns of each slice."""
        booked = (self.right[0], self.numbers[0], self.right[1], self.numbers[1])
        parts = [(side, column) for side, column in ((0, 0), (1, 2)) if self.parts[side]]
        for paragraph, slice_, four in columns_of(self.slicing, *booked):
            for side, column in parts:
                four[column].extend(self.parts[side].get((paragraph, slice_), ()))
            yield paragraph, slice_, four


def grained(credit: float) -> float:
    """A credit as a multiple of 2^-40, so that sums of some thousands are exact however they are grouped."""
    return round(credit * GRAIN) / GRAIN


class ItemMetric(Metric, frozen=True, kw_only=True):
    """A metric over items; a subclass says which items there are and which pairs earn what.

    `average=micro` is over all items, `macro` the mean over the types that either side has, `weighted` that mean by gold items, as
    seqeval and scikit-learn have them: what is undefined of a type counts 0.
    """

    axes: ClassVar[tuple[str, ...]] = ("type",)
    average: Literal["micro", "macro", "weighted"] = "micro"

    def whole(self) -> "ItemMetric":
        """The same metric over all items and slices: what is counted."""
        return replace(self, at="", average="micro") if self.at or self.average != "micro" else self

    @property
    def needs(self) -> tuple[str, ...]:
        """The axes of the slices that the metric itself reads."""
        return super().needs if self.average == "micro" else ("type",)

    @abstractmethod
    def items(self, pair: Pair, side: Side) -> Iterable[Item]:
        """The items of one side."""

    @abstractmethod
    def edges(self, pair: Pair, gold: list[Item], pred: list[Item]) -> Iterable[Edge]:
        """The candidate pairs with credit above 0."""

    def settled(self, pair: Pair) -> "Settled | None":
        """The labels of what counts and of what is right, where that takes no matching; else `None`."""
        return None

    def wrong(self, pair: Pair, gold: Item, pred: Item) -> str | None:
        """What is wrong when a leftover predicted item is about the same thing as a leftover gold item; else `None`."""
        if gold.pieces == pred.pieces:
            return "type" if gold.label != pred.label else "wrong"
        if overlap(gold.pieces, pred.pieces):
            return "boundary" if gold.label == pred.label else "boundary and type"
        return None

    def about(self, item: Item) -> Iterable[Hashable]:
        """What two items must share, where they need not overlap, for anything to be `wrong` between them."""
        return ()

    def matching(self, pair: Pair) -> Matching:
        """The best one-to-one matching of a pair."""
        gold, gold_copies = distinct(self.items(pair, pair.gold))
        pred, pred_copies = distinct(self.items(pair, pair.pred))
        edges = self.edges(pair, gold, pred) if gold and pred else ()
        return Matching(gold, pred, assign(edges), gold_copies, pred_copies)

    def slicing(self, axes: Iterable[str], *, paragraphs: bool = False) -> Slicing:
        """How this metric's items are told apart when slices by some axes are asked for."""
        return Slicing(tuple(axis for axis in axes if axis in {*self.axes, *COMMON}), paragraphs)

    def sums(self, slicing: Slicing, shared: Memo) -> Sums:
        """What adds up the credits of documents; `shared` is common to the metrics that count together."""
        credits_ = Credits(self, slicing)
        return Sums(credits_.add, credits_.columns, credits_.clear)


def distinct(items: Iterable[Item]) -> tuple[list[Item], list[Item]]:
    """The items in canonical order, the surest of equal ones apart from its copies."""
    kept: list[Item] = []
    copies: list[Item] = []
    for item in sorted(items, key=order):
        if kept and kept[-1].key == item.key and kept[-1].label == item.label and kept[-1].pieces == item.pieces:
            surest, copy = sorted((kept.pop(), item), key=lambda each: surety(each.source))
            kept.append(surest)
            copies.append(copy)
        else:
            kept.append(item)
    return kept, copies


def equal_keys(gold: list[Item], pred: list[Item]) -> list[Edge]:
    """Credit 1 for equal label and key, the first of equal keys on either side."""
    seen: dict[tuple[str, tuple[object, ...]], int] = {}
    for rank, item in enumerate(gold):
        seen.setdefault((item.label, item.key), rank)
    taken: dict[int, int] = {}
    for rank, item in enumerate(pred):
        gold_rank = seen.get((item.label, item.key))
        if gold_rank is not None:
            taken.setdefault(gold_rank, rank)
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
        if item.start >= 0 and (not labels or gold[g].label == item.label)
    ]


def same_keys(gold: list[Item], pred: list[Item]) -> list[Edge]:
    """Edges between items of equal key, whatever their labels."""
    places = by_key(gold)
    return [Edge(g, p, 1.0, gold[g].label == item.label) for p, item in enumerate(pred) for g in places.get(item.key, ())]


def by_key(items: list[Item]) -> dict[tuple[object, ...], list[int]]:
    """Ranks by key, for metrics whose candidates have equal keys and unequal credit."""
    ranks: dict[tuple[object, ...], list[int]] = {}
    for rank, item in enumerate(items):
        ranks.setdefault(item.key, []).append(rank)
    return ranks
