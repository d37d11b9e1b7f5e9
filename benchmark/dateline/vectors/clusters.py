"""The coreference metrics over a block."""

from math import fsum

import numpy as np

from dateline.clusters import b3_share, lea_share, phi4
from dateline.document import TITLE
from dateline.layers.coreference import B3, LEA, MUC, CEAFe, CEAFm, Coreference, Mentions
from dateline.matching import CREDIT_BITS, Edge
from dateline.vectors.matching import matched
from dateline.vectors.spans import Flags, Floats, Ints, Spans, distinct, first_of, found_in, ordered

KNOWN = (MUC, B3, CEAFm, CEAFe, LEA, Mentions)


def covers(metric: object) -> bool:
    """Whether the block kernel knows a metric."""
    return isinstance(metric, KNOWN) and metric.across == "no"


class Partition:
    """One side's clusters: each distinct span with the number of its cluster, clusters numbered in canonical order."""

    def __init__(self, side: Spans, labels: list[str], width: int) -> None:
        kept = side.where(side.label != labels.index(TITLE)) if TITLE in labels else side
        span = kept.span(width)
        first = first_of(span)
        self.torn: Ints = np.zeros(0, np.int64)
        if not first.all():
            order = np.lexsort((-kept.entity, span))  # a span that some entity has is not alone
            kept, span = kept.where(order), span[order]
            again = ~first[1:] & (kept.entity[1:] >= 0) & (kept.entity[1:] != kept.entity[:-1])
            self.torn = distinct(kept.document[1:][again])[0]
        kept, self.span = kept.where(first), span[first]
        self.row = kept.row
        alone = kept.entity < 0
        named = 1 + int(kept.entity.max(initial=0))
        name = kept.document * (named + len(alone)) + np.where(alone, named + np.arange(len(alone)), kept.entity)
        begins, same = firsts(name)
        self.cluster: Ints = (np.cumsum(begins) - 1)[same]
        self.size = np.bincount(self.cluster)
        self.document = kept.document[begins]


def firsts(values: Ints) -> tuple[Flags, Ints]:
    """Where each value comes for the first time, and for each value that place."""
    order = ordered(values)
    begins = first_of(values[order])
    place = np.empty_like(values)
    place[order] = order[begins][np.cumsum(begins) - 1]
    return place == np.arange(len(values)), place


class Contingency:
    """The cells of all documents of a block: numbers of the gold and the predicted cluster, and the mentions they share."""

    def __init__(self, gold: Partition, pred: Partition, documents: int, *, singletons: bool) -> None:
        self.number = documents
        self.sizes = [side.size if singletons else np.where(side.size > 1, side.size, 0) for side in (gold, pred)]
        self.owners = [gold.document, pred.document]
        at = np.searchsorted(gold.span, pred.span)
        there = found_in(gold.span, at, pred.span)
        i, j = gold.cluster[at[there]], pred.cluster[there]
        kept = (self.sizes[0][i] > 0) & (self.sizes[1][j] > 0)
        wide = len(pred.size) or 1
        cells, self.n = distinct(i[kept] * wide + j[kept])
        self.i, self.j = cells // wide, cells % wide
        self.gold, self.pred = self.sizes[0][self.i], self.sizes[1][self.j]
        self.documents = self.shares(np.arange(len(self.n)))

    def total(self, values: Ints, side: int) -> list[float]:
        """Whole numbers of one side's clusters, added up."""
        return [float(values[self.sizes[side] > 0].sum())]

    def by_document(self, values: Floats, cells: Ints | None = None) -> list[float]:
        """Fractions of cells, added exactly within each document."""
        numbers = values.tolist()
        return list(map(fsum, map(numbers.__getitem__, self.documents if cells is None else self.shares(cells)))) or [0.0]

    def shares(self, cells: Ints) -> list[slice]:
        """The part of some cells, which come in order, that each document has."""
        ends = np.searchsorted(self.owners[0][self.i[cells]], np.arange(self.number + 1)).tolist()
        return list(map(slice, ends[:-1], ends[1:]))

    def matched(self, weight: Ints, credit: Floats | Ints) -> Ints:
        """The cells of the best one-to-one matching of clusters, in order."""

        def edge(k: int) -> Edge:
            return Edge(int(self.i[k]), int(self.j[k]), credit[k].item())

        return np.sort(matched(self.i, self.j, weight, credit, edge))

    def sums(self, metric: Coreference) -> list[list[float]]:
        """The four columns of a metric."""
        sizes = [self.total(values, side) for side, values in ((1, self.sizes[1]), (0, self.sizes[0]))]
        if isinstance(metric, Mentions):
            return [[float(self.n.sum())], sizes[0], [float(self.n.sum())], sizes[1]]
        if isinstance(metric, MUC):
            kept = [float(self.n.sum() - len(self.n))]
            return [kept, self.total(self.sizes[1] - 1, 1), kept, self.total(self.sizes[0] - 1, 0)]
        if isinstance(metric, CEAFm):
            common = [float(self.n[self.matched(self.n, self.n)].sum())]
            return [common, sizes[0], common, sizes[1]]
        if isinstance(metric, CEAFe):
            credit = phi4(self.n, self.gold, self.pred)
            cells = self.matched(np.rint(credit * (1 << CREDIT_BITS)).astype(np.int64), credit)
            similarity = self.by_document(credit[cells], cells)
            numbers = [[float(np.count_nonzero(self.sizes[side]))] for side in (1, 0)]
            return [similarity, numbers[0], similarity, numbers[1]]
        if isinstance(metric, B3):
            return [self.by_document(b3_share(self.n, self.pred)), sizes[0], self.by_document(b3_share(self.n, self.gold)), sizes[1]]
        shares = (lea_share(self.n, self.pred, self.gold), lea_share(self.n, self.gold, self.pred))
        return [self.by_document(shares[0]), sizes[0], self.by_document(shares[1]), sizes[1]]
