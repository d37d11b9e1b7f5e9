"""The cluster kernel: the contingency table of gold and predicted clusters, and four numbers read off it."""

from abc import abstractmethod
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any, ClassVar, NamedTuple

from dateline.counts import Counts
from dateline.matching import Edge, assign
from dateline.metric import Metric
from dateline.pair import Pair

Mention = tuple[object, ...]
Clusters = Iterable[Collection[Mention]]
Number = Any  # an int, or an array of them: one formula serves a document and a block of them


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
        singletons = getattr(self, "singletons", "yes") == "yes"
        return pair.once(
            ("table", self.layer, singletons, getattr(self, "across", "no")),
            lambda: contingency(*self.clusters(pair), singletons=singletons),
        )

    def rows(self, pair: Pair, axes: Sequence[str], *, blocks: bool = False) -> list[tuple[str, str, Counts]]:  # noqa: ARG002 - one signature for all metrics
        """The counts of one pair; clusters have no slices and no blocks."""
        return [("", "", self.count(self.table(pair)))]


def pairs_of(n: Number) -> Number:
    """The number of links among n mentions. Numbers or arrays."""
    return n * (n - 1) // 2


def b3_share(n: Number, size: Number) -> Number:
    """What the n mentions that a cluster of a size shares with one of the other side add to B3: n²/size. Numbers or arrays."""
    return n * n / size


def phi4(n: Number, gold: Number, pred: Number) -> Number:
    """The similarity of a gold and a predicted cluster of given sizes that share n mentions (Luo 2005). Numbers or arrays."""
    return 2 * n / (gold + pred)


def lea_share(n: Number, size: Number, other: Number) -> Number:
    """The share of a cluster's links that n common mentions resolve, weighed by its size; a singleton's only by a singleton."""
    single = size == 1
    return size * (pairs_of(n) / (pairs_of(size) + single)) + single * (other == 1)


def muc(table: Contingency) -> Counts:
    """Links to keep minus links to cut: Σ(|k| − parts of k) over Σ(|k| − 1)."""
    kept = sum(table.cells.values()) - len(table.cells)
    return Counts(kept, sum(n - 1 for n in table.pred), kept, sum(n - 1 for n in table.gold))


def b3(table: Contingency) -> Counts:
    """The mean share of each mention's own cluster that stayed together: Σ|k∩r|²/|k| over Σ|k|."""
    right = fsum(b3_share(n, table.pred[j]) for (_, j), n in table.cells.items())
    found = fsum(b3_share(n, table.gold[i]) for (i, _), n in table.cells.items())
    return Counts(right, sum(table.pred), found, sum(table.gold))


def ceaf(table: Contingency, *, entities: bool) -> Counts:
    """Clusters matched one to one by φ4 = 2|k∩r|/(|k|+|r|), over numbers of clusters, or φ3 = |k∩r|, over mentions."""
    gold, pred = table.gold, table.pred
    edges = [Edge(i, j, phi4(n, gold[i], pred[j]) if entities else n) for (i, j), n in table.cells.items()]
    similarity = fsum(edge.credit for edge in assign(edges))
    sizes = (len(pred), len(gold)) if entities else (sum(pred), sum(gold))
    return Counts(similarity, sizes[0], similarity, sizes[1])


def lea(table: Contingency) -> Counts:
    """Each cluster's share of resolved links, weighed by its size; a singleton's one self-link is resolved by a singleton."""
    gold, pred = table.gold, table.pred
    right = fsum(lea_share(n, pred[j], gold[i]) for (i, j), n in table.cells.items())
    found = fsum(lea_share(n, gold[i], pred[j]) for (i, j), n in table.cells.items())
    return Counts(right, sum(pred), found, sum(gold))


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
