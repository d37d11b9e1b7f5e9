"""`NER` over a block."""

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np

from dateline.labels import OUT, projection
from dateline.layers.entities import NER
from dateline.matching import Edge
from dateline.vectors.columns import LEVELS, Edges, Flags, Ints, Table, last_of, matched, overlaps, width_of

Sums = dict[str, list[list[float]]]
MODES = ("strict", "exact", "partial", "type")


def covers(metric: object) -> bool:
    """Whether the block kernel knows a metric."""
    return isinstance(metric, NER) and metric.match in MODES and metric.view == "spans"


class Mentions:
    """The mentions of a block, and what `NER` reads off them, each found once."""

    def __init__(self, gold: Table, pred: Table, labels: list[str]) -> None:
        self.gold, self.pred, self.labels = gold, pred, labels
        self._shared: dict[tuple[str, str], Shared] = {}

    def shared(self, level: str, labels: str) -> "Shared":
        """Both sides at a level under a projection."""
        if (level, labels) not in self._shared:
            kept = (self.gold, self.pred) if level == "any" else self.at_level(LEVELS.index(level))
            self._shared[level, labels] = Shared(*kept, *self.mapped(labels))
        return self._shared[level, labels]

    def mapped(self, labels: str) -> tuple[Ints, list[str]]:
        """The rank of each label under a projection, -1 for out of scope, and the labels by rank."""
        to = [projection(labels)(label) for label in self.labels]
        names = sorted(set(to) - {OUT})
        return np.array([names.index(label) if label != OUT else -1 for label in to], dtype=np.int64), names

    @cached_property
    def overlaps(self) -> Edges:
        """The overlapping pairs of all mentions."""
        return overlaps(self.gold, self.pred)

    def at_level(self, level: int) -> tuple[Table, Table]:
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


class Shared:
    """What all modes of `NER` share: the distinct items of both sides, and the overlapping pairs."""

    def __init__(self, gold: Table, pred: Table, ranks: Ints, labels: list[str]) -> None:
        self.labels = labels
        sides = [self.projected(side, ranks) for side in (gold, pred)]
        width = width_of(*sides)
        sides = [side.ordered(width, len(labels)) for side in sides]
        self.numbers = [np.bincount(side.label, minlength=len(labels)) for side in sides]
        self.gold, self.pred = (side.where(last_of(side.key(width, len(labels)))) for side in sides)

    def projected(self, side: Table, ranks: Ints) -> Table:
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
        kept: Flags = found.equal if match == "exact" else found.same if match == "type" else np.ones(len(found.gold), bool)
        found = found.where(kept)
        credit = np.where(found.equal | (match != "partial"), 2, 1)
        shared = found.shared + (found.equal if match == "type" else 0)
        weight = (credit << 50) + (found.same.astype(np.int64) << 40) + shared

        def edge(k: int) -> Edge:
            return Edge(int(found.gold[k]), int(found.pred[k]), credit[k] / 2, bool(found.same[k]), int(shared[k]))

        chosen = matched(found.gold, found.pred, weight, edge)
        return found.gold[chosen], found.pred[chosen], credit[chosen]

    def sums(self, match: str, axes: Sequence[str]) -> Iterator[tuple[str, list[list[float]]]]:
        """The four sums of the block and of each label."""
        gold, pred, credit = self.credits(match)
        known = len(self.labels)
        right_gold = np.bincount(self.gold.label[gold], credit, known) / 2
        right_pred = np.bincount(self.pred.label[pred], credit, known) / 2
        columns = [column.tolist() for column in (right_pred, self.numbers[1], right_gold, self.numbers[0])]
        yield "", [[float(sum(column))] for column in columns]
        if "type" in axes:
            for label, *four in zip(self.labels, *columns, strict=True):
                if four[1] or four[3]:
                    yield f"type={label or 'none'}", [[float(value)] for value in four]
