"""The best matchings of whole blocks: what can be settled at once as arrays, the rest by the plain solver."""

from collections.abc import Callable

import numpy as np

from dateline.matching import LARGE, Edge, assign
from dateline.tangles import solve
from dateline.vectors.spans import Flags, Floats, Ints, distinct, first_of

MANY = 1000  # edges left; fewer are spelled out for the exact solver


def weights(twice: Ints, same: Flags, shared: Ints) -> Ints:
    """Twice the credit, then equal labels, then shared characters, as one number: sums compare as the three would in turn."""
    return (twice << 50) + (same.astype(np.int64) << 40) + shared


def others(key: Ints, weight: Ints) -> Ints:
    """For each edge the greatest weight among the other edges with its key, 0 where it is alone."""
    best, second = np.zeros((2, 1 + int(key.max())), np.int64)
    np.maximum.at(best, key, weight)
    top = weight == best[key]
    np.maximum.at(second, key[~top], weight[~top])
    only = top & (np.bincount(key[top], minlength=len(best))[key] == 1)
    return np.where(only, second[key], best[key])


def stars(centre: Ints, end: Ints, weight: Ints) -> tuple[Flags, Ints]:
    """Which edges lead to a centre whose other ends have no further edge, and of each such centre the best edge, ties by rank."""
    alone = np.bincount(end)[end] == 1
    whole = np.bincount(centre, ~alone)[centre] == 0
    number = np.flatnonzero(whole)
    order = number[np.lexsort((end[number], -weight[number], centre[number]))]
    return whole, order[first_of(centre[order])]


def matched(gold: Ints, pred: Ints, weight: Ints, credit: Floats | Ints, edge: Callable[[int], Edge]) -> Ints:
    """The numbers of the edges of the best matching; `edge` spells out one that only the exact solver can settle."""
    sure = (np.bincount(gold)[gold] == 1) & (np.bincount(pred)[pred] == 1)
    chosen, left = [np.flatnonzero(sure)], np.flatnonzero(~sure)
    while len(left):
        g, p, w = gold[left], pred[left], weight[left]
        sure = w > others(g, w) + others(p, w)
        if not sure.any():
            break
        chosen.append(left[sure])
        left = left[~(marked(g[sure], gold)[g] | marked(p[sure], pred)[p])]
    for centre, end in ((gold, pred), (pred, gold)) if len(left) else ():
        whole, best = stars(centre[left], end[left], weight[left])
        chosen.append(left[best])
        left = left[~whole]
    large, left = tangles(gold, pred, left) if len(left) > MANY else ([], left)
    chosen += [tangle[solve(gold[tangle], pred[tangle], credit[tangle].astype(np.float64))] for tangle in large]
    numbers = {(int(gold[k]), int(pred[k])): int(k) for k in left}
    tangled = [numbers[e.gold, e.pred] for e in assign(edge(int(k)) for k in left)]
    return np.concatenate([*chosen, np.array(tangled, np.int64)])


def tangles(gold: Ints, pred: Ints, left: Ints) -> tuple[list[Ints], Ints]:
    """The edges of each component that is too large for the exact solver, in order of their ranks, and the other edges."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    width = 1 + int(gold.max())
    ends = (gold[left], width + pred[left])
    size = width + 1 + int(pred.max())
    _, component = connected_components(coo_array((np.ones(len(left), np.int8), ends), shape=(size, size)), directed=False)
    items = np.bincount(component[distinct(np.append(*ends))[0]])
    of = component[ends[0]]
    order = left[np.lexsort((pred[left], gold[left]))]
    large = np.flatnonzero(items > LARGE)
    return [order[component[gold[order]] == number] for number in large.tolist()], left[items[of] <= LARGE]


def marked(numbers: Ints, among: Ints) -> Flags:
    """Which numbers up to the greatest of some are among those given."""
    found = np.zeros(int(among.max(initial=0)) + 1, dtype=bool)
    found[numbers] = True
    return found
