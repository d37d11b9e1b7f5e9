"""`NER` over a block."""

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np

from dateline.block import Block, Flat
from dateline.items import Slice
from dateline.labels import OUT, projection
from dateline.layers.entities import NER
from dateline.matching import Edge
from dateline.vectors.matching import matched, weights
from dateline.vectors.spans import LEVELS, Edges, Flags, Ints, Spans, by_label, first_of, last_of, overlaps, width_of


def covers(metric: object) -> bool:
    """Whether the block kernel knows a metric."""
    return isinstance(metric, NER) and metric.view == "spans"


class Mentions:
    """The mentions of a block, and what `NER` reads off them, each found once."""

    def __init__(self, gold: Spans, pred: Spans, labels: list[str], block: Block) -> None:
        self.gold, self.pred, self.labels, self.block = gold, pred, labels, block
        self._shared: dict[tuple[str, str], Shared] = {}

    def shared(self, level: str, labels: str) -> "Shared":
        """Both sides at a level under a projection."""
        if (level, labels) not in self._shared:
            kept = (self.gold, self.pred) if level == "any" else self.at_level(LEVELS.index(level))
            self._shared[level, labels] = Shared(*kept, *self.mapped(labels, kept), self.block)
        return self._shared[level, labels]

    def mapped(self, labels: str, kept: tuple[Spans, Spans]) -> tuple[Ints, list[str]]:
        """The rank of each label under a projection, -1 for out of scope or not kept, and the labels by rank."""
        there = {rank for side in kept for rank in np.flatnonzero(np.bincount(side.label)).tolist()}
        to = [projection(labels)(label) if rank in there else OUT for rank, label in enumerate(self.labels)]
        names = sorted(set(to) - {OUT})
        rank = {OUT: -1} | {name: number for number, name in enumerate(names)}
        return np.array([rank[label] for label in to], dtype=np.int64), names

    @cached_property
    def overlaps(self) -> Edges:
        """The overlapping pairs of all mentions."""
        return overlaps(self.gold, self.pred)

    def at_level(self, level: int) -> tuple[Spans, Spans]:
        """The mentions of both sides that count at a level: stated, or judged by the best gold match."""
        judged = self.pred.level.copy()
        if not judged.all():
            found = self.overlaps
            order = np.lexsort((-found.gold, found.shared, found.same, found.equal, found.pred))
            best = order[last_of(found.pred[order])]
            silent = best[judged[found.pred[best]] == 0]
            judged[found.pred[silent]] = self.gold.level[found.gold[silent]]
        sides = ((self.gold, self.gold.level), (self.pred, judged))
        gold, pred = (side.where((stated == level) | (stated == 0)) for side, stated in sides)
        return gold, pred


def heads(side: Flat) -> Ints:
    """The heads of a side's mentions as they came, -1 where there is none."""
    given = [head if isinstance(head, tuple) else (-1, -1) for head in side.column("head")]
    return np.array(given, np.int64).reshape(-1, 2)


class Shared:
    """What all modes of `NER` share: the distinct items of both sides, and the overlapping pairs."""

    def __init__(self, gold: Spans, pred: Spans, ranks: Ints, labels: list[str], block: Block) -> None:
        self.labels, self.block = labels, block
        sides = [self.projected(side, ranks) for side in (gold, pred)]
        width = width_of(*sides)
        sides = [side.in_order(width, len(labels)) for side in sides]
        self.numbers = [np.bincount(side.label, minlength=len(labels)) for side in sides]
        self.gold, self.pred = (side.where(first_of(side.key(width, len(labels)))) for side in sides)

    def projected(self, side: Spans, ranks: Ints) -> Spans:
        """A side with the labels of a projection, levels set aside."""
        found = side._replace(label=ranks[side.label], level=np.zeros_like(side.level))
        return found if (found.label >= 0).all() else found.where(found.label >= 0)

    @cached_property
    def overlaps(self) -> Edges:
        """The overlapping pairs of the distinct items."""
        return overlaps(self.gold, self.pred)

    def credits(self, match: str) -> tuple[Ints, Ints, Ints]:
        """The matched rows of both sides, and twice the credit of each match."""
        found = self.overlaps
        if match == "strict":
            found = found.where(found.equal & found.same)
            return found.gold, found.pred, np.full(len(found.gold), 2)
        if match != "partial":
            found = found.where(found.equal if match == "exact" else found.same if match == "type" else self.heads_match(found))
        credit = np.where(found.equal | (match != "partial"), 2, 1)
        shared = found.shared + (found.equal if match == "type" else 0)
        weight = weights(credit, found.same, shared)

        def edge(k: int) -> Edge:
            return Edge(int(found.gold[k]), int(found.pred[k]), credit[k] / 2, bool(found.same[k]), int(shared[k]))

        chosen = matched(found.gold, found.pred, weight, credit / 2, edge)
        return found.gold[chosen], found.pred[chosen], credit[chosen]

    def heads_match(self, found: Edges) -> Flags:
        """Whether each span covers the other's head; a missing head is taken from the other side; without any, spans must be equal."""
        sides = ((self.block.gold, self.gold, found.gold), (self.block.pred, self.pred, found.pred))
        given = [heads(side)[table.row[rows]] for side, table, rows in sides]
        missing = [head[:, 0] < 0 for head in given]
        own = [np.where(missing[k][:, None], given[1 - k], given[k]) for k in (0, 1)]
        covered = np.ones(len(found.gold), bool)
        for (_, table, rows), head in zip(sides, own[::-1], strict=True):
            covered &= (table.start[rows] <= head[:, 0]) & (head[:, 1] <= table.end[rows])
        return np.where(missing[0] & missing[1], found.equal, covered)

    def sums(self, match: str, axes: Sequence[str]) -> Iterator[Slice]:
        """The four sums of the block and of each label."""
        gold, pred, credit = self.credits(match)
        known = len(self.labels)
        right_gold = np.bincount(self.gold.label[gold], credit, known) / 2
        right_pred = np.bincount(self.pred.label[pred], credit, known) / 2
        return by_label(self.labels, (right_pred, self.numbers[1], right_gold, self.numbers[0]), axes)
