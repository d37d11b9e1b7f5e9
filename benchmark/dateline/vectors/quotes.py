"""`Quote(joint)` over a block."""

from collections.abc import Iterator, Sequence

import numpy as np

from dateline.block import Block
from dateline.items import Slice
from dateline.layers.quotes import HALF, Quote, content_overlap
from dateline.matching import Edge
from dateline.vectors.keyed import ranked
from dateline.vectors.matching import matched, weights
from dateline.vectors.references import UNSURE, Terms
from dateline.vectors.spans import PACKED, Edges, Flags, Ints, Spans, by_label, first_of, overlaps


def covers(metric: object) -> bool:
    """Whether this module knows a metric."""
    return isinstance(metric, Quote) and metric.match == "joint"


class Quotes:
    """Both sides' quotes of one piece each, with the keys of their speakers in the place of an entity."""

    def __init__(self, block: Block, terms: Terms) -> None:
        self.texts = block.gold.texts
        ranks, self.labels = ranked(block.gold.quotes, block.pred.quotes, "kind")
        self.sides: list[Spans] = []
        lost = []
        for number, (side, rank) in enumerate(zip((block.gold, block.pred), ranks, strict=True)):
            whole = [spans[0] if len(spans) == 1 and isinstance(spans[0], tuple) else (-1, -1) for spans in side.quotes.column("spans")]
            start, end = np.array(whole, np.int64).reshape(-1, 2).T
            speaker, document = terms.of(number, side.pointers.speakers), side.quotes.owner
            lost.append(document[(start < 0) | (speaker == UNSURE)])
            table = Spans(document, start, end, rank, np.zeros_like(rank), speaker, np.arange(len(rank)))
            self.sides.append(table.where(np.lexsort((speaker, rank, end, start, document))))
        self.unsettled: Ints = np.concatenate(lost)
        width = 1 + max(int(side.end.max(initial=0)) for side in self.sides)
        if len(block) * width * width >= PACKED:
            raise OverflowError

    def sums(self, documents: Flags, axes: Sequence[str]) -> Iterator[Slice]:
        """The four sums, and by kind, over some documents."""
        sides = [side.where(documents[side.document]) for side in self.sides]
        numbers = [np.bincount(side.label, minlength=len(self.labels)) for side in sides]
        gold, pred = (side.where(apart(side)) for side in sides)
        edges = self.agreeing(gold, pred, overlaps(gold, pred, lambda edges: gold.entity[edges.gold] == pred.entity[edges.pred]))
        weight = weights(np.full(len(edges.gold), 2), edges.same, edges.shared)

        def edge(k: int) -> Edge:
            return Edge(int(edges.gold[k]), int(edges.pred[k]), 1.0, bool(edges.same[k]), int(edges.shared[k]))

        chosen = matched(edges.gold, edges.pred, weight, np.ones(len(weight)), edge)
        right = [
            np.bincount(label, minlength=len(self.labels)) for label in (pred.label[edges.pred[chosen]], gold.label[edges.gold[chosen]])
        ]
        return by_label(self.labels, (right[0], numbers[1], right[1], numbers[0]), axes)

    def agreeing(self, gold: Spans, pred: Spans, edges: Edges) -> Edges:
        """The candidates that share half of their words."""
        kept = edges.equal.copy()
        for k in np.flatnonzero(~kept).tolist():
            g, p = edges.gold[k], edges.pred[k]
            pieces = [((int(side.start[row]), int(side.end[row])),) for side, row in ((gold, g), (pred, p))]
            kept[k] = content_overlap(self.texts[gold.document[g]], pieces[0], pieces[1]) >= HALF
        return edges.where(kept)


def apart(side: Spans) -> Flags:
    """Which rows of an ordered table are no copies of the row before."""
    found = np.zeros(len(side.row), dtype=bool)
    for column in (side.document, side.start, side.end, side.label, side.entity):
        found |= first_of(column)
    return found
