"""The cluster kernel: the contingency table of gold and predicted clusters, and four numbers read off it."""

from abc import abstractmethod
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import fsum
from typing import ClassVar, NamedTuple

from dateline.counts import Counts
from dateline.matching import Edge, assign
from dateline.metric import Metric
from dateline.pair import Memo, Pair
from dateline.slicing import TOTAL, Columns, Slicing, Sums

Mention = tuple[object, ...]
Clusters = Iterable[Collection[Mention]]


class Contingency(NamedTuple):
    """Cluster sizes of both sides and the number of mentions that a gold and a predicted cluster share, where any."""

    gold: list[int]
    pred: list[int]
    cells: dict[tuple[int, int], int]


def contingency(gold: Clusters, pred: Clusters, *, singletons: bool = True) -> Contingency:
    """The table of two clusterings over mentions; clusters in canonical order; without singletons if asked."""
    sides = []
    for clusters in (gold, pred):
        kept = [sorted(set(cluster)) for cluster in clusters]
        sides.append(sorted(cluster for cluster in kept if len(cluster) > 1 or (singletons and cluster)))
    place = {mention: i for i, cluster in enumerate(sides[0]) for mention in cluster}
    cells = Counter((place[mention], j) for j, cluster in enumerate(sides[1]) for mention in cluster if mention in place)
    return Contingency([len(c) for c in sides[0]], [len(c) for c in sides[1]], dict(cells))


class Across:
    """The contingency table of clusters that run through documents, added up document by document.

    Of a cluster its size is kept and where it first stands, which orders clusters as their sorted mentions would.
    """

    def __init__(self) -> None:
        self.sizes: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        self.first: tuple[dict[str, tuple[str, Mention]], dict[str, tuple[str, Mention]]] = ({}, {})
        self.cells: Counter[tuple[str, str]] = Counter()

    def add(self, document: str, gold: Mapping[str, Collection[Mention]], pred: Mapping[str, Collection[Mention]]) -> None:
        """Add one document's clusters by name."""
        for side, clusters in enumerate((gold, pred)):
            for name, cluster in clusters.items():
                self.sizes[side][name] += len(cluster)
                self.note(side, name, (document, min(cluster)))
        place = {mention: name for name, cluster in gold.items() for mention in cluster}
        self.cells.update([(place[mention], name) for name, cluster in pred.items() for mention in cluster if mention in place])

    def note(self, side: int, name: str, first: tuple[str, Mention]) -> None:
        """Note where a cluster stands, if that is its first place."""
        known = self.first[side].get(name)
        if known is None or first < known:
            self.first[side][name] = first

    def merge(self, other: "Across") -> None:
        """Add other documents."""
        self.cells.update(other.cells)
        for side in (0, 1):
            self.sizes[side].update(other.sizes[side])
            for name, first in other.first[side].items():
                self.note(side, name, first)

    def table(self, *, singletons: bool) -> Contingency:
        """The table, clusters in canonical order; without singletons if asked."""
        ranks = []
        for sizes, first in zip(self.sizes, self.first, strict=True):
            kept = [name for name, size in sizes.items() if size > 1 or singletons]
            ranks.append({name: rank for rank, name in enumerate(sorted(kept, key=first.__getitem__))})
        gold, pred = ranks
        cells = {(gold[g], pred[p]): number for (g, p), number in self.cells.items() if g in gold and p in pred}
        return Contingency([self.sizes[0][name] for name in gold], [self.sizes[1][name] for name in pred], cells)


@dataclass(frozen=True)
class ClusterMetric(Metric):
    """A metric over a contingency table; a subclass says which clusters and which numbers."""

    axes: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def clusters(self, pair: Pair) -> tuple[Clusters, Clusters]:
        """The gold and the predicted clusters of a pair."""

    @abstractmethod
    def count(self, table: Contingency) -> Counts:
        """The four numbers of a table."""

    def table(self, pair: Pair) -> Contingency:
        """The contingency table of a pair."""
        return contingency(*self.clusters(pair), singletons=getattr(self, "singletons", "yes") == "yes")

    def slicing(self, axes: Iterable[str], *, paragraphs: bool = False) -> Slicing:  # noqa: ARG002 - one signature for all metrics
        """Clusters have no slices and no paragraphs."""
        return TOTAL

    def sums(self, slicing: Slicing, shared: Memo) -> Sums:  # noqa: ARG002 - one signature for all metrics
        """What adds up the counts of documents."""
        return added(self.number)

    def number(self, pair: Pair) -> Counts:
        """The four numbers of a pair."""
        return self.count(self.table(pair))


def added(number: Callable[[Pair], Counts]) -> Sums:
    """What adds up the counts that a function gives for each document."""
    counts: list[Counts] = []

    def columns() -> Iterator[Columns]:
        yield "", "", [list(column) for column in zip(*counts, strict=True)] or [[], [], [], []]

    return Sums(lambda pair: counts.append(number(pair)), columns)


def pairs_of(n: int) -> int:
    """The number of links among n mentions."""
    return n * (n - 1) // 2


def muc(table: Contingency) -> Counts:
    """Links to keep minus links to cut: Σ(|k| − parts of k) over Σ(|k| − 1)."""
    kept = sum(table.cells.values()) - len(table.cells)
    return Counts(kept, sum(table.pred) - len(table.pred), kept, sum(table.gold) - len(table.gold))


def b3(table: Contingency) -> Counts:
    """The mean share of each mention's own cluster that stayed together: Σ|k∩r|²/|k| over Σ|k|."""
    gold, pred, cells = table
    right = fsum([n * n / pred[j] for (_, j), n in cells.items()])
    found = fsum([n * n / gold[i] for (i, _), n in cells.items()])
    return Counts(right, sum(pred), found, sum(gold))


def ceaf(table: Contingency, *, entities: bool) -> Counts:
    """Clusters matched one to one by φ4 = 2|k∩r|/(|k|+|r|), over numbers of clusters, or φ3 = |k∩r|, over mentions (Luo 2005)."""
    gold, pred, cells = table
    rows, columns = Counter([i for i, _ in cells]), Counter([j for _, j in cells])
    alone: list[float] = []
    edges: list[Edge] = []
    for (i, j), n in cells.items():
        credit = 2 * n / (gold[i] + pred[j]) if entities else n
        if rows[i] == 1 == columns[j]:
            alone.append(credit)
        else:
            edges.append(Edge(i, j, credit))
    similarity = fsum(alone + [edge.credit for edge in assign(edges)])
    sizes = (len(pred), len(gold)) if entities else (sum(pred), sum(gold))
    return Counts(similarity, sizes[0], similarity, sizes[1])


def lea(table: Contingency) -> Counts:
    """Each cluster's share of resolved links, weighed by its size; a singleton's one self-link is resolved by a singleton."""
    gold, pred, cells = table
    right = fsum([resolved(n, pred[j], gold[i]) for (i, j), n in cells.items()])
    found = fsum([resolved(n, gold[i], pred[j]) for (i, j), n in cells.items()])
    return Counts(right, sum(pred), found, sum(gold))


def resolved(n: int, size: int, other: int) -> float:
    """The share of a cluster's links that n mentions resolve which it has in common with another, weighed by its size."""
    return size * ((n * (n - 1) // 2) / (size * (size - 1) // 2)) if size > 1 else float(other == 1)


def links(table: Contingency, *, coreferent: bool) -> Counts:
    """Coreference links, or links between mentions of different clusters, in closed form: right, predicted, right, gold."""
    together = [sum(pairs_of(n) for n in sizes) for sizes in (table.cells.values(), table.pred, table.gold)]
    if coreferent:
        both, pred, gold = together
        return Counts(both, pred, both, gold)
    inside_gold, inside_pred = Counter[int](), Counter[int]()
    for (i, j), n in table.cells.items():
        inside_gold[i] += n
        inside_pred[j] += n
    common = sum(table.cells.values())
    apart = pairs_of(common) - sum(map(pairs_of, inside_gold.values())) - sum(map(pairs_of, inside_pred.values())) + together[0]
    pred, gold = (pairs_of(sum(sizes)) - pairs for sizes, pairs in ((table.pred, together[1]), (table.gold, together[2])))
    return Counts(apart, pred, apart, gold)
