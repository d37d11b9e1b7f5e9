"""The assignment of one large tangle of candidates, by scipy: dense where most pairs are candidates, else sparse."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

DENSE = 0.1  # share of all pairs that are candidates
LIMIT = 1 << 25  # cells of a dense matrix
NEARLY_NOTHING = 2.0**-60


def solve(gold: NDArray[np.int64], pred: NDArray[np.int64], credit: NDArray[np.float64]) -> NDArray[np.int64]:
    """The places of the chosen edges, which come in order of gold and predicted rank; ties of credit fall by that order alone."""
    golds, rows = np.unique(gold, return_inverse=True)
    preds, columns = np.unique(pred, return_inverse=True)
    cells = len(golds) * len(preds)
    if DENSE * cells < len(gold) and cells < LIMIT:
        return dense(rows, columns, credit, (len(golds), len(preds)))
    return sparse(rows, columns, credit, (len(golds), len(preds)))


def dense(rows: NDArray[np.int64], columns: NDArray[np.int64], credit: NDArray[np.float64], shape: tuple[int, int]) -> NDArray[np.int64]:
    """By shortest augmenting paths in a full matrix (Crouse 2016)."""
    from scipy.optimize import linear_sum_assignment

    weights = np.zeros(shape)
    weights[rows, columns] = credit
    places = np.full(shape, -1)
    places[rows, columns] = np.arange(len(rows))
    chosen = places[linear_sum_assignment(weights, maximize=True)]
    return np.sort(chosen[chosen >= 0])


def sparse(rows: NDArray[np.int64], columns: NDArray[np.int64], credit: NDArray[np.float64], shape: tuple[int, int]) -> NDArray[np.int64]:
    """By LAPJVsp (Jonker and Volgenant 1987). Each gold item may also go to a place of its own that earns nearly nothing."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    own = np.arange(shape[0])
    weights = np.append(credit, np.full(shape[0], NEARLY_NOTHING))
    ends = np.append(rows, own), np.append(columns, shape[1] + own)
    where = tuple(column.astype(np.int32) for column in ends)  # scipy 1.13 takes no wider ones
    graph = csr_array((weights, where), shape=(shape[0], shape[1] + shape[0]))
    column_of = np.full(shape[0], -1)
    matched = min_weight_full_bipartite_matching(graph, maximize=True)
    column_of[matched[0]] = matched[1]
    return np.flatnonzero(column_of[rows] == columns)


Columns = tuple[Sequence[int], Sequence[int], Sequence[int]]  # starts, ends and codes of labels


def solve_spans(gold: Columns, pred: Columns, credit: Sequence[float]) -> list[tuple[int, int, float]]:
    """The best matching of spans that overlap; `credit` is for span and label equal, span equal, label equal, and neither."""
    (starts, ends, labels), (lows, highs, others) = ([np.array(column, np.int64) for column in side] for side in (gold, pred))
    overlap = (starts[:, None] < highs) & (lows < ends[:, None]) & (starts[:, None] >= 0)
    rows, columns = np.nonzero(overlap)
    unequal = (starts[rows] != lows[columns]) | (ends[rows] != highs[columns])
    earned = np.array(credit)[2 * unequal + (labels[rows] != others[columns])]
    rows, columns, earned = rows[earned > 0], columns[earned > 0], earned[earned > 0]
    return [(int(rows[k]), int(columns[k]), float(earned[k])) for k in solve(rows, columns, earned)]
