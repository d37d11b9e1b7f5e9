"""One-to-one matching of maximal total credit, whatever order things come in.

Items are given in canonical order, so an edge's numbers are ranks, never ids. Among matchings of equal credit the better has, in
turn: more equal labels, more shared characters, smaller ranks. An edge that outweighs the best others at both its ends together is in
every best matching, so it is settled at once, and its ends leave the graph; what remains tangled is solved exactly, component by
component, by the Hungarian algorithm on integers (Kuhn 1955; Jonker and Volgenant 1987), or by scipy's sparse solver above 64 items.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

LARGE = 64
CREDIT_BITS = 44


class Edge(NamedTuple):
    """A candidate pair: ranks of the two items, credit in (0, 1] or a count, and what breaks ties."""

    gold: int
    pred: int
    credit: float
    same_label: bool = False
    shared: int = 0


def weight(edge: Edge) -> int:
    """Credit, then equal label, then shared characters, as one number: sums of two compare as the three would in turn."""
    return (round(edge.credit * (1 << CREDIT_BITS)) << 80) + (int(edge.same_label) << 70) + (edge.shared << 30)


def assign(edges: Iterable[Edge]) -> list[Edge]:
    """The chosen edges, in order of their gold rank."""
    left = list(edges)
    if len({edge[0] for edge in left}) == len(left) == len({edge[1] for edge in left}):
        return sorted(left)
    weighed = [(weight(edge), edge) for edge in left]
    chosen: list[Edge] = []
    while best := dominant(weighed):
        chosen += best
        golds, preds = {edge[0] for edge in best}, {edge[1] for edge in best}
        weighed = [(own, edge) for own, edge in weighed if edge[0] not in golds and edge[1] not in preds]
    for component in components(sorted([edge for _, edge in weighed])):
        chosen += solve(component)
    return sorted(chosen)


def dominant(weighed: list[tuple[int, Edge]]) -> list[Edge]:
    """The edges that outweigh the best others at both their ends together."""
    first: tuple[dict[int, int], dict[int, int]] = ({}, {})
    second: tuple[dict[int, int], dict[int, int]] = ({}, {})
    for side in (0, 1):
        best, other = first[side], second[side]
        for own, edge in weighed:
            end = edge.pred if side else edge.gold
            known = best.get(end, 0)
            if own > known:
                best[end], other[end] = own, known
            elif own > other[end]:
                other[end] = own
    (golds, preds), (rows, columns) = first, second
    return [edge for own, edge in weighed if own == golds[edge[0]] == preds[edge[1]] and own > rows[edge[0]] + columns[edge[1]]]


def components(edges: list[Edge]) -> Iterable[list[Edge]]:
    """The connected components of the candidate graph, each as its edges."""
    by_gold, by_pred = defaultdict[int, list[Edge]](list), defaultdict[int, list[Edge]](list)
    for edge in edges:
        by_gold[edge.gold].append(edge)
        by_pred[edge.pred].append(edge)
    seen: set[int] = set()
    for first in edges:
        if first.gold in seen:
            continue
        seen.add(first.gold)
        reached: list[Edge] = []
        frontier, preds = [first.gold], set()
        while frontier:
            for edge in by_gold[frontier.pop()]:
                reached.append(edge)
                if edge.pred in preds:
                    continue
                preds.add(edge.pred)
                fresh = [other.gold for other in by_pred[edge.pred] if other.gold not in seen]
                seen.update(fresh)
                frontier += fresh
        yield reached


def solve(component: list[Edge]) -> list[Edge]:
    """The best matching of one component."""
    golds = sorted({edge.gold for edge in component})
    preds = sorted({edge.pred for edge in component})
    if len(golds) == 1 or len(preds) == 1:
        return [max(component, key=lambda edge: (weight(edge), -edge.gold, -edge.pred))]
    if len(golds) + len(preds) > LARGE:
        return solve_large(component)
    row = {gold: i for i, gold in enumerate(golds)}
    column = {pred: i for i, pred in enumerate(preds)}
    edges = {(row[edge.gold], column[edge.pred]): edge for edge in component}
    weights = [[0] * len(preds) for _ in golds]
    for (i, j), edge in edges.items():
        weights[i][j] = weight(edge) - i - j
    return [edges[pair] for pair in hungarian(weights) if pair in edges]


def hungarian(weights: list[list[int]]) -> list[tuple[int, int]]:
    """The assignment of maximal weight in a dense matrix of integers, by shortest augmenting paths."""
    if len(weights) > len(weights[0]):
        return [(i, j) for j, i in hungarian([list(column) for column in zip(*weights, strict=True)])]
    width = len(weights[0])
    row_price, column_price = [0] * len(weights), [0] * width
    row_of: list[int | None] = [None] * width
    for row in range(len(weights)):
        augment(row, weights, row_price, column_price, row_of)
    return [(i, j) for j, i in enumerate(row_of) if i is not None]


def augment(start: int, weights: list[list[int]], row_price: list[int], column_price: list[int], row_of: list[int | None]) -> None:
    """Give one more row a column, along the shortest path in reduced costs."""
    width = len(column_price)
    slack: list[int | None] = [None] * width
    before: list[int | None] = [None] * width
    visited: list[tuple[int, int]] = []  # columns on the way, each with the row that has it
    unvisited = set(range(width))
    row, last, distance = start, None, 0
    while True:
        for j in unvisited:
            cost = distance - weights[row][j] - row_price[row] - column_price[j]
            known = slack[j]
            if known is None or cost < known:
                slack[j], before[j] = cost, last
        column = min(unvisited, key=lambda j: (slack[j], j))
        distance = slack[column] or 0
        unvisited.discard(column)
        last = column
        owner = row_of[column]
        if owner is None:
            break
        visited.append((column, owner))
        row = owner
    row_price[start] += distance
    for j, owner in visited:
        step = distance - (slack[j] or 0)
        column_price[j] -= step
        row_price[owner] += step
    column_: int | None = last
    while column_ is not None:
        back = before[column_]
        row_of[column_] = start if back is None else row_of[back]
        column_ = back


def solve_large(component: list[Edge]) -> list[Edge]:
    """The best matching of a large component: credit decides, ties fall by canonical order."""
    import numpy as np

    from dateline.kernel.tangles import solve as solve_tangle

    ordered = sorted(component)
    gold, pred = (np.array(column, np.int64) for column in ([e.gold for e in ordered], [e.pred for e in ordered]))
    return [ordered[k] for k in solve_tangle(gold, pred, np.array([e.credit for e in ordered])).tolist()]
