"""The contingency table of gold and predicted clusters, and the formulas that read four numbers off it.

A formula takes the tables of many documents at once, as columns, and gives the four columns of their counts.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import accumulate, chain, pairwise
from math import fsum
from operator import sub
from typing import NamedTuple

from dateline.document.kept import kept
from dateline.kernel.counts import Counts
from dateline.kernel.matching import Edge, assign

Mention = tuple[object, ...]
Clusters = Iterable[Collection[Mention]]
Name = str | int  # of a cluster; no number may depend on it
Counted = tuple[Sequence[float], Sequence[float], Sequence[float], Sequence[float]]  # the four numbers, a column each


class Contingency(NamedTuple):
    """The sizes of both sides' clusters by name, in canonical order, and how many mentions two share, where any."""

    gold: Mapping[Name, int]
    pred: Mapping[Name, int]
    cells: Mapping[tuple[Name, Name], int]


def contingency(gold: Clusters, pred: Clusters, *, singletons: bool = True) -> Contingency:
    """The table of two clusterings over mentions; clusters in canonical order; without singletons if asked."""
    sides = []
    for clusters in (gold, pred):
        kept = [sorted(set(cluster)) for cluster in clusters]
        sides.append(sorted(cluster for cluster in kept if len(cluster) > 1 or (singletons and cluster)))
    place: dict[Mention, Name] = {mention: i for i, cluster in enumerate(sides[0]) for mention in cluster}
    cells = Counter[tuple[Name, Name]]((place[mention], j) for j, cluster in enumerate(sides[1]) for mention in cluster if mention in place)
    return Contingency(sizes_of(sides[0]), sizes_of(sides[1]), cells)


def sizes_of(clusters: Sequence[Collection[Mention]]) -> dict[Name, int]:
    """The sizes of clusters by their number."""
    return {number: len(cluster) for number, cluster in enumerate(clusters)}


class Tables:
    """The tables of some documents, column by column: a number for each cell, or for each document."""

    def __init__(self, tables: Sequence[Contingency]) -> None:
        self.tables = tables

    @kept
    def shared(self) -> list[int]:
        """The mentions that the two clusters of each cell share."""
        return list(chain.from_iterable([table.cells.values() for table in self.tables]))

    @kept
    def sizes(self) -> tuple[list[int], list[int]]:
        """The size of the gold and of the predicted cluster of each cell."""
        gold = [table.gold[i] for table in self.tables for i, _ in table.cells]
        return gold, [table.pred[j] for table in self.tables for _, j in table.cells]

    @kept
    def mentions(self) -> tuple[list[int], list[int]]:
        """The gold and the predicted mentions of each document."""
        return [sum(table.gold.values()) for table in self.tables], [sum(table.pred.values()) for table in self.tables]

    @kept
    def numbers(self) -> tuple[list[int], list[int]]:
        """The number of gold and of predicted clusters of each document."""
        return [len(table.gold) for table in self.tables], [len(table.pred) for table in self.tables]

    @kept
    def bounds(self) -> list[tuple[int, int]]:
        """Where the cells of each document begin and end."""
        return list(pairwise(accumulate([len(table.cells) for table in self.tables], initial=0)))

    @kept
    def common(self) -> list[int]:
        """The mentions of each document that both sides have."""
        return [sum(table.cells.values()) for table in self.tables]

    @kept
    def links(self) -> tuple[list[list[int]], list[list[int]]]:
        """The coreferent links of each document and its other ones: of both sides, of the predicted and of the gold side."""
        counted = [linked(table) for table in self.tables]
        coreferent, others = ([[one[kind][k] for one in counted] for k in range(3)] for kind in (0, 1))
        return coreferent, others

    def summed(self, numbers: Sequence[float]) -> list[float]:
        """A number for each cell as one for each document."""
        return [fsum(numbers[start:end]) for start, end in self.bounds]


def only(counted: Counted) -> Counts:
    """The counts of the only document."""
    return Counts(*(column[0] for column in counted))


def muc(tables: Tables) -> Counted:
    """Links to keep minus links to cut: Σ(|k| − parts of k) over Σ(|k| − 1)."""
    kept = [common - (end - start) for common, (start, end) in zip(tables.common, tables.bounds, strict=True)]
    gold, pred = (list(map(sub, *both)) for both in zip(tables.mentions, tables.numbers, strict=True))
    return kept, pred, kept, gold


def b3(tables: Tables) -> Counted:
    """The mean share of each mention's own cluster that stayed together: Σ|k∩r|²/|k| over Σ|k|."""
    gold, pred = ([n * n / size for n, size in zip(tables.shared, sizes, strict=True)] for sizes in tables.sizes)
    return tables.summed(pred), tables.mentions[1], tables.summed(gold), tables.mentions[0]


def ceaf(tables: Tables, *, entities: bool) -> Counted:
    """Clusters matched one to one by φ4 = 2|k∩r|/(|k|+|r|), over numbers of clusters, or φ3 = |k∩r|, over mentions (Luo 2005)."""
    shared: Sequence[float] = tables.shared
    phi = [2 * n / (gold + pred) for n, gold, pred in zip(shared, *tables.sizes, strict=True)] if entities else shared
    similarity = [best(table, phi[start:end]) for table, (start, end) in zip(tables.tables, tables.bounds, strict=True)]
    gold, pred = tables.numbers if entities else tables.mentions
    return similarity, pred, similarity, gold


def best(table: Contingency, similarity: Sequence[float]) -> float:
    """The greatest similarity of clusters matched one to one; a cell that outweighs the best others of both its clusters is in it."""
    golds, preds = zip(*table.cells, strict=True) if table.cells else ((), ())
    (gold, golds_next), (pred, preds_next) = greatest(golds, similarity), greatest(preds, similarity)
    if not golds_next and not preds_next:
        return fsum(similarity)
    credit: list[float] = []
    rows: set[Name] = set()
    columns: set[Name] = set()
    for i, j, own in zip(golds, preds, similarity, strict=True):
        if own == gold[i] == pred[j] and own > golds_next.get(i, 0) + preds_next.get(j, 0):
            credit.append(own)
            rows.add(i)
            columns.add(j)
    if len(gold) > len(credit) < len(pred):
        left = [(i, j, own) for i, j, own in zip(golds, preds, similarity, strict=True) if i not in rows and j not in columns]
        if len({i for i, _, _ in left}) == 1 or len({j for _, j, _ in left}) == 1:
            credit.append(max([own for _, _, own in left]))
        else:
            ranks = [{name: rank for rank, name in enumerate(sizes)} for sizes in (table.gold, table.pred)]
            credit += [edge.credit for edge in assign([Edge(ranks[0][i], ranks[1][j], own) for i, j, own in left])]
    return fsum(credit)


def greatest(clusters: Iterable[Name], similarity: Sequence[float]) -> tuple[dict[Name, float], dict[Name, float]]:
    """The greatest similarity of each cluster, and the next where there is one."""
    first: dict[Name, float] = {}
    second: dict[Name, float] = {}
    for cluster, own in zip(clusters, similarity, strict=True):
        known = first.get(cluster)
        if known is None:
            first[cluster] = own
        elif own > known:
            first[cluster], second[cluster] = own, known
        elif own > second.get(cluster, 0):
            second[cluster] = own
    return first, second


def lea(tables: Tables) -> Counted:
    """Each cluster's share of resolved links, weighed by its size; a singleton's one self-link is resolved by a singleton."""
    gold, pred = tables.sizes
    right, found = resolved(tables.shared, pred, gold), resolved(tables.shared, gold, pred)
    return tables.summed(right), tables.mentions[1], tables.summed(found), tables.mentions[0]


def resolved(shared: Sequence[int], sizes: Sequence[int], others: Sequence[int]) -> list[float]:
    """The share of each cluster's links that the mentions resolve which it has in common with another, weighed by its size."""
    return [
        size * ((n * (n - 1) // 2) / (size * (size - 1) // 2)) if size > 1 else float(other == 1)
        for n, size, other in zip(shared, sizes, others, strict=True)
    ]


def found(tables: Tables) -> Counted:
    """Mentions of both sides, whatever their cluster."""
    return tables.common, tables.mentions[1], tables.common, tables.mentions[0]


def links(tables: Tables, *, coreferent: bool) -> Counted:
    """Coreference links, or links between mentions of different clusters, in closed form: right, predicted, right, gold."""
    both, pred, gold = tables.links[not coreferent]
    return both, pred, both, gold


def linked(table: Contingency) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """The links of one table, coreferent and others: of both sides, of the predicted and of the gold side."""
    both, pred, gold = (sum(map(pairs_of, sizes)) for sizes in (table.cells.values(), table.pred.values(), table.gold.values()))
    inside: tuple[dict[Name, int], dict[Name, int]] = ({}, {})
    for ends, n in table.cells.items():
        for end, own in zip(ends, inside, strict=True):
            own[end] = own.get(end, 0) + n
    apart = pairs_of(sum(table.cells.values())) - sum(map(pairs_of, chain.from_iterable(own.values() for own in inside))) + both
    return (both, pred, gold), (apart, pairs_of(sum(table.pred.values())) - pred, pairs_of(sum(table.gold.values())) - gold)


def pairs_of(n: int) -> int:
    """The number of links among n mentions."""
    return n * (n - 1) // 2
