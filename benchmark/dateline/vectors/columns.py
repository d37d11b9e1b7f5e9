"""The mentions of a block of documents as columns of integers, and the matching of whole blocks."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dateline.block import Flat
from dateline.items import Slice
from dateline.matching import LARGE, Edge, assign
from dateline.tangles import solve

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
LEVELS = ("", "NAM", "NOM", "PRO")
PACKED = 1 << 62  # what a key must stay under
MANY = 1000  # edges left; fewer are spelled out for the exact solver
CANDIDATES = 1 << 22  # pairs that are looked at together


class Spans(NamedTuple):
    """Mentions of one side in canonical order: numbers of document, span, label, level, and entity (-1: none); and where each came."""

    document: Ints
    start: Ints
    end: Ints
    label: Ints
    level: Ints
    entity: Ints
    row: Ints

    def where(self, kept: Flags | Ints) -> "Spans":
        """The rows of a mask or of numbers."""
        if kept.dtype == np.bool_ and kept.all():
            return self
        return Spans(*(column[kept] for column in self))

    def key(self, width: int, labels: int) -> Ints:
        """Document, span and label as one number that sorts as they do."""
        return ((self.document * width + self.start) * width + self.end) * labels + self.label

    def ordered(self, width: int, labels: int) -> "Spans":
        """The rows in canonical order."""
        key = self.key(width, labels) * len(LEVELS) + self.level
        return self if (key[1:] >= key[:-1]).all() else self.where(np.argsort(key, kind="stable"))


class Edges(NamedTuple):
    """Candidate pairs: rows of the two tables, characters shared, whether spans and labels are equal."""

    gold: Ints
    pred: Ints
    shared: Ints
    equal: Flags
    same: Flags

    def where(self, kept: Flags) -> "Edges":
        """The edges of a mask."""
        return Edges(self.gold[kept], self.pred[kept], self.shared[kept], self.equal[kept], self.same[kept])


def fits(side: Flat) -> bool:
    """Whether all mentions of a side are of one piece and stand somewhere."""
    return side.placed and not any(side.column("fragments"))


def tables(gold: Flat, pred: Flat) -> tuple[Spans, Spans, list[str]]:
    """Both sides of a block whose documents fit, and the labels by rank; raises `OverflowError` where offsets are too large."""
    labels = sorted({*gold.codes("label")[1], *pred.codes("label")[1]})
    rank = {label: number for number, label in enumerate(labels)}
    sides = [table(side, rank) for side in (gold, pred)]
    if not packs(len(gold.sizes), len(labels), *sides):
        raise OverflowError
    width = width_of(*sides)
    return sides[0].ordered(width, len(labels)), sides[1].ordered(width, len(labels)), labels


def table(side: Flat, rank: dict[str, int]) -> Spans:
    """One side as it came."""
    levels = side.column("level")
    ranks = {None: 0} | {level: place for place, level in enumerate(LEVELS)}
    return Spans(
        side.document,
        side.array("start"),
        side.array("end"),
        recoded(side, "label", rank),
        recoded(side, "level", ranks) if any(levels) else np.zeros(len(levels), np.int64),
        recoded(side, "entity", {None: -1}),
        np.arange(len(levels)),
    )


def recoded(side: Flat, name: str, numbers: Mapping[Any, int]) -> Ints:
    """A column as given numbers; values that have none keep the number of their first use."""
    codes, values = side.codes(name)
    if all(numbers.get(value, place) == place for place, value in enumerate(values)):
        return codes
    return np.array([numbers.get(value, place) for place, value in enumerate(values)], np.int64)[codes]


def packs(documents: int, labels: int, *sides: Spans) -> bool:
    """Whether document, span, label and level fit into one number."""
    return (documents + 1) * width_of(*sides) ** 2 * (labels + 1) * len(LEVELS) < PACKED


def width_of(*sides: Spans) -> int:
    """A number above every offset."""
    return 1 + int(max(side.end.max(initial=0) for side in sides))


def first_of(key: Ints) -> Flags:
    """Where a run of equal values begins."""
    return np.append(True, key[1:] != key[:-1])[: len(key)]


def distinct(values: Ints) -> tuple[Ints, Ints]:
    """The distinct values in order, and how often each occurs; as `np.unique`, which first imports masked arrays."""
    ordered = np.sort(values)
    first = np.flatnonzero(first_of(ordered))
    return ordered[first], np.diff(np.append(first, len(ordered)))


def last_of(key: Ints) -> Flags:
    """Where a run of equal values ends."""
    return np.append(key[1:] != key[:-1], True)[: len(key)]


def found_in(sorted_: Ints, at: Ints, values: Ints) -> Flags:
    """Whether each value stands in a sorted column at the place where `searchsorted` looked for it."""
    found = at < len(sorted_)
    found[found] = sorted_[at[found]] == values[found]
    return found


def overlaps(gold: Spans, pred: Spans) -> Edges:
    """Every overlapping pair of two tables in canonical order."""
    width = width_of(gold, pred)
    low, high = gold.document * width + gold.start, gold.document * width + gold.end
    start, end = pred.document * width + pred.start, pred.document * width + pred.end
    first = np.searchsorted(np.maximum.accumulate(high), start, "right")
    number = np.maximum(np.searchsorted(low, end, "left") - first, 0)
    found = [within(gold, pred, np.arange(a, b), first[a:b], number[a:b], (low, high, start, end)) for a, b in shares(number)]
    return Edges(*(np.concatenate(columns) for columns in zip(*found, strict=True)))


def shares(number: Ints) -> list[tuple[int, int]]:
    """Ranges of rows that have so many candidates together that they fit into memory."""
    cuts = np.searchsorted(np.cumsum(number), np.arange(CANDIDATES, number.sum(), CANDIDATES)).tolist()
    bounds = sorted({0, *cuts, len(number)})
    return list(pairwise(bounds)) or [(0, 0)]


def within(gold: Spans, pred: Spans, rows: Ints, first: Ints, number: Ints, places: tuple[Ints, Ints, Ints, Ints]) -> Edges:
    """The overlapping pairs among the candidates of some predicted rows."""
    low, high, start, end = places
    p = np.repeat(rows, number)
    g = np.arange(len(p)) + np.repeat(first - (np.cumsum(number) - number), number)
    shared = np.minimum(high[g], end[p]) - np.maximum(low[g], start[p])
    g, p, shared = (column[shared > 0] for column in (g, p, shared))
    equal = (low[g] == start[p]) & (high[g] == end[p])
    return Edges(g, p, shared, equal, gold.label[g] == pred.label[p])


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


def by_label(labels: Sequence[str], columns: Sequence[NDArray[Any]], axes: Sequence[str]) -> Iterator[Slice]:
    """Four columns of sums by label as slices: the whole, then each label that occurs."""
    four = [column.tolist() for column in columns]
    yield "", [[float(sum(column))] for column in four]
    for label, *sums in zip(labels, *four, strict=True) if "type" in axes else ():
        if sums[1] or sums[3]:
            yield f"type={label or 'none'}", [[float(value)] for value in sums]


def marked(numbers: Ints, among: Ints) -> Flags:
    """Which numbers up to the greatest of some are among those given."""
    found = np.zeros(int(among.max(initial=0)) + 1, dtype=bool)
    found[numbers] = True
    return found
