"""One-to-one matching of maximal total credit, whatever order things come in.

Items are given in canonical order, so an edge's numbers are ranks, never ids. Among matchings of equal credit the better has, in
turn: more equal labels, more shared characters, smaller ranks. Components of one edge and stars are settled at once; a tangled
component is solved exactly, by the Hungarian algorithm on integers (Kuhn 1955; Jonker and Volgenant 1987), or by scipy above 64 items.
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


def assign(edges: Iterable[Edge]) -> list[Edge]:
    """The chosen edges, in order of their gold rank."""
    edges = list(edges)
    by_gold: dict[int, list[Edge]] = defaultdict(list)
    by_pred: dict[int, list[Edge]] = defaultdict(list)
    for edge in edges:
        by_gold[edge.gold].append(edge)
        by_pred[edge.pred].append(edge)
    if len(by_gold) == len(edges) == len(by_pred):
        return sorted(edges)
    chosen: list[Edge] = []
    for component in components(edges, by_gold, by_pred):
        chosen += solve(component)
    return sorted(chosen)


def components(edges: list[Edge], by_gold: dict[int, list[Edge]], by_pred: dict[int, list[Edge]]) -> Iterable[list[Edge]]:
    """The connected components of the candidate graph, each as its edges."""
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


def preference(edge: Edge) -> tuple[float, bool, int, int, int]:
    """How an edge ranks alone."""
    return edge.credit, edge.same_label, edge.shared, -edge.gold, -edge.pred


def solve(component: list[Edge]) -> list[Edge]:
    """The best matching of one component."""
    golds = sorted({edge.gold for edge in component})
    preds = sorted({edge.pred for edge in component})
    if len(golds) == 1 or len(preds) == 1:
        return [max(component, key=preference)]
    if len(golds) + len(preds) > LARGE:
        return solve_sparse(component, golds, preds)
    row = {gold: i for i, gold in enumerate(golds)}
    column = {pred: i for i, pred in enumerate(preds)}
    edges = {(row[edge.gold], column[edge.pred]): edge for edge in component}
    weights = [[0] * len(preds) for _ in golds]
    for (i, j), edge in edges.items():
        credit = round(edge.credit * (1 << CREDIT_BITS))
        weights[i][j] = (credit << 80) + (int(edge.same_label) << 70) + (edge.shared << 30) - i - j
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
    visited: list[int] = []
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
        visited.append(column)
        last = column
        owner = row_of[column]
        if owner is None:
            break
        row = owner
    row_price[start] += distance
    for j in visited[:-1]:
        step = distance - (slack[j] or 0)
        owner = row_of[j]
        column_price[j] -= step
        if owner is not None:
            row_price[owner] += step
    column_: int | None = last
    while column_ is not None:
        back = before[column_]
        row_of[column_] = start if back is None else row_of[back]
        column_ = back


def solve_sparse(component: list[Edge], golds: list[int], preds: list[int]) -> list[Edge]:
    """The best matching of a large component by scipy: credit decides, ties fall by canonical order."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    row = {gold: i for i, gold in enumerate(golds)}
    column = {pred: i for i, pred in enumerate(preds)}
    edges = {(row[edge.gold], column[edge.pred]): edge for edge in component}
    weights = np.zeros((len(golds), len(preds)))
    for pair, edge in edges.items():
        weights[pair] = edge.credit
    pairs = zip(*(side.tolist() for side in linear_sum_assignment(weights, maximize=True)), strict=True)
    return [edges[pair] for pair in pairs if pair in edges]
