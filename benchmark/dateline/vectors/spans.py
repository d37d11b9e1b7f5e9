"""The items of a block of documents as columns of integers, and which of them overlap."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dateline.block import Block, Flat
from dateline.columns import Columns
from dateline.items import Slice

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
LEVELS = ("", "NAM", "NOM", "PRO")
PACKED = 1 << 62  # what a key must stay under
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

    def span(self, width: int) -> Ints:
        """Document and span as one number that sorts as they do; `width` is above every offset."""
        return (self.document * width + self.start) * width + self.end

    def key(self, width: int, labels: int) -> Ints:
        """Document, span and label as one number that sorts as they do."""
        return self.span(width) * labels + self.label

    def in_order(self, width: int, labels: int) -> "Spans":
        """The rows in canonical order."""
        key = self.key(width, labels) * len(LEVELS) + self.level
        return self if (key[1:] >= key[:-1]).all() else self.where(ordered(key))


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


def fitting(block: Block) -> list[bool]:
    """The pairs whose mentions, on both sides, are of one piece and stand somewhere."""
    sides = [side for side in (block.gold, block.pred) if not side.placed or side.has("fragments")]
    return [all(fits(side, *side.bounds[number]) for side in sides) for number in range(len(block))]


def fits(side: Flat, first: int, end: int) -> bool:
    """Whether some mentions of a side are of one piece and stand somewhere."""
    offsets = (side.column(name)[first:end] for name in ("start", "end"))
    return not any(side.column("fragments")[first:end]) and not any(None in column for column in offsets)


def tables(gold: Flat, pred: Flat) -> tuple[Spans, Spans, list[str]]:
    """Both sides of a block whose documents fit, and the labels by rank; raises `OverflowError` where offsets are too large."""
    labels = sorted({*gold.codes("label")[1], *pred.codes("label")[1]})
    rank = {label: number for number, label in enumerate(labels)}
    sides = [table(side, rank) for side in (gold, pred)]
    if not packs(len(gold.sizes), len(labels), *sides):
        raise OverflowError
    width = width_of(*sides)
    return sides[0].in_order(width, len(labels)), sides[1].in_order(width, len(labels)), labels


def placed(side: Columns) -> Spans:
    """The items of another layer that stand somewhere, in order; raises `OverflowError` where offsets are too large."""
    names = ("start", "end")
    if side.placed:
        row, (start, end) = np.arange(len(side)), map(side.array, names)
    else:
        row = np.array([n for n, span in enumerate(zip(*map(side.column, names), strict=True)) if None not in span], np.int64)
        start, end = (np.array([side.column(name)[n] for n in row.tolist()], np.int64) for name in names)
    nothing = np.zeros(len(row), np.int64)
    found = Spans(side.owner[row], start, end, nothing, nothing, nothing, row)
    if not packs(len(side.sizes), 1, found):
        raise OverflowError
    return found.where(np.lexsort((end, start, found.document)))


def table(side: Flat, rank: dict[str, int]) -> Spans:
    """One side as it came."""
    levels = side.column("level")
    ranks = {None: 0} | {level: place for place, level in enumerate(LEVELS)}
    return Spans(
        side.owner,
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


def ordered(values: Ints) -> Ints:
    """The places of values from 0 in order, equal ones as they came; sorting numbers themselves is faster than sorting their places."""
    size = len(values) or 1
    if int(values.max(initial=0)) >= PACKED // size:
        return np.argsort(values, kind="stable")
    return np.sort(values * size + np.arange(len(values))) % size


def distinct(values: Ints) -> tuple[Ints, Ints]:
    """The distinct values in order, and how often each occurs; as `np.unique`, which first imports masked arrays."""
    found = np.sort(values)
    first = np.flatnonzero(first_of(found))
    return found[first], np.diff(np.append(first, len(found)))


def last_of(key: Ints) -> Flags:
    """Where a run of equal values ends."""
    return np.append(key[1:] != key[:-1], True)[: len(key)]


def found_in(sorted_: Ints, at: Ints, values: Ints) -> Flags:
    """Whether each value stands in a sorted column at the place where `searchsorted` looked for it."""
    found = at < len(sorted_)
    found[found] = sorted_[at[found]] == values[found]
    return found


class CrowdedError(Exception):
    """Several documents have so many overlapping pairs that they are better looked at apart."""


def overlaps(gold: Spans, pred: Spans, only: Callable[[Edges], Flags] | None = None) -> Edges:
    """Every overlapping pair of two tables in canonical order; of many pairs, `only` may say early which are wanted.

    Raises `CrowdedError` where that would fill the memory for several documents at once.
    """
    found = [swept(gold, pred, only, np.arange(len(gold.row)))]
    if found == [None]:
        if gold.document[0] != gold.document[-1]:
            raise CrowdedError
        size = np.frexp(gold.end - gold.start)[1]  # by length, so that one long span does not make candidates of all after it
        parts = [np.flatnonzero(size == power) for power in distinct(size.astype(np.int64))[0]]
        found = [swept(gold.where(part), pred, only, part, whole=True) for part in parts]
    return Edges(*(np.concatenate(columns) for columns in zip(*(edges for edges in found if edges), strict=True)))


def swept(gold: Spans, pred: Spans, only: Callable[[Edges], Flags] | None, rows: Ints, *, whole: bool = False) -> Edges | None:
    """The overlapping pairs of some gold rows; `None` where there are too many candidates, unless the whole is wanted."""
    width = width_of(gold, pred)
    low, high = gold.document * width + gold.start, gold.document * width + gold.end
    start, end = pred.document * width + pred.start, pred.document * width + pred.end
    first = np.searchsorted(np.maximum.accumulate(high), start, "right")
    number = np.maximum(np.searchsorted(low, end, "left") - first, 0)
    if not whole and number.sum() > CANDIDATES:
        return None
    parts = (within(gold, pred, np.arange(a, b), first[a:b], number[a:b], (low, high, start, end)) for a, b in shares(number))
    named = (edges._replace(gold=rows[edges.gold]) for edges in parts)
    found = [edges.where(only(edges)) if only else edges for edges in named]
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


def by_label(labels: Sequence[str], columns: Sequence[NDArray[Any]], axes: Sequence[str]) -> Iterator[Slice]:
    """Four columns of sums by label as slices: the whole, then each label that occurs."""
    four = [column.tolist() for column in columns]
    yield "", [[float(sum(column))] for column in four]
    for label, *sums in zip(labels, *four, strict=True) if "type" in axes else ():
        if sums[1] or sums[3]:
            yield f"type={label or 'none'}", [[float(value)] for value in sums]
