"""Many spans of one side, column by column, and which of them overlap those of the other side.

Canonical order is by start, end, label and fragments. Where no two spans of a side overlap, as names seldom do, they are *flat*:
then one walk along the text finds every overlap, and equal spans overlap nothing else.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from operator import le
from typing import NamedTuple

from dateline.document import Span

Pieces = tuple[Span, ...]
SPAN_AND_LABEL, SPAN, LABEL, NEITHER = range(4)  # what is equal of two items that overlap
Overlap = tuple[int, int, int, int]  # gold rank, predicted rank, the characters that they share, and what is equal


class Spans(NamedTuple):
    """The spans of a side in canonical order: offsets and labels, the numbers of the items in their document, and fragments.

    One found nowhere has a place of its own before the text, below 0. `pieces` is `None` where every span is one piece.
    """

    starts: list[int]
    ends: list[int]
    labels: list[str]
    numbers: Sequence[int]
    pieces: list[Pieces] | None
    flat: bool

    def chosen(self, keep: Sequence[int]) -> "Spans":
        """Some of the spans, by rank."""
        if len(keep) == len(self.starts):
            return self
        starts, ends, labels, numbers = ([column[rank] for rank in keep] for column in (self.starts, self.ends, self.labels, self.numbers))
        pieces = [self.pieces[rank] for rank in keep] if self.pieces is not None else None
        return Spans(starts, ends, labels, numbers, pieces, self.flat or (pieces is None and flat(starts, ends)))  # type: ignore[arg-type]

    def places(self) -> list[Pieces]:
        """The pieces of every span."""
        return self.pieces if self.pieces is not None else list(zip(zip(self.starts, self.ends, strict=True)))

    def piece(self, rank: int) -> Pieces:
        """The pieces of a span."""
        return self.pieces[rank] if self.pieces is not None else ((self.starts[rank], self.ends[rank]),)

    def apart(self) -> tuple["Spans", "Spans"]:
        """The first of equal spans with equal labels, apart from their copies, which match nothing."""
        kept: list[int] = []
        copies: list[int] = []
        before: object = None
        for rank, own in enumerate(zip(self.starts, self.ends, self.labels, self.pieces or self.starts, strict=True)):
            (copies if own == before else kept).append(rank)
            before = own
        return self.chosen(kept), self.chosen(copies)


NO_SPANS = Spans([], [], [], (), None, flat=True)


def in_order(rows: Iterable[tuple[int, int, str, Pieces, tuple[object, ...], int]]) -> Spans:
    """Spans from rows of start, end, label, pieces, what tells equal ones apart, and number, in any order."""
    ordered = sorted(rows)
    if not ordered:
        return NO_SPANS
    starts, ends, labels, pieces, _, numbers = map(list, zip(*ordered, strict=True))
    whole = all(len(piece) == 1 for piece in pieces)
    return Spans(starts, ends, labels, numbers, None if whole else pieces, whole and flat(starts, ends))


def flat(starts: Sequence[int], ends: Sequence[int]) -> bool:
    """Whether spans follow each other without overlap, none of them before the text."""
    return not starts or (starts[0] >= 0 and all(map(le, ends, starts[1:])))


def overlap(a: Pieces, b: Pieces) -> int:
    """The number of characters that two sets of pieces share."""
    return sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)


def length(pieces: Pieces) -> int:
    """The number of characters of pieces that do not overlap."""
    return sum(end - start for start, end in pieces)


def merged(pieces: Pieces) -> Pieces:
    """Pieces joined where they overlap."""
    joined: list[Span] = []
    for start, end in sorted(pieces):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def likeness(spans: bool, labels: bool) -> int:  # noqa: FBT001 - two facts, in the order of the names
    """What is equal of two items."""
    return 2 * (not spans) + (not labels)


def parted(found: list[Overlap], *, flat: bool) -> tuple[list[Overlap], list[Overlap]]:
    """The overlapping pairs of which neither overlaps another, and the others; `flat`: between two flat sides."""
    doubtful = [one for one in found if one[3] > SPAN] if flat else found
    if len({one[0] for one in doubtful}) == len(doubtful) == len({one[1] for one in doubtful}):
        return found, []
    golds, preds = Counter([one[0] for one in found]), Counter([one[1] for one in found])
    alone = [one for one in found if golds[one[0]] == 1 == preds[one[1]]]
    return alone, [one for one in found if golds[one[0]] > 1 or preds[one[1]] > 1]


def overlaps(gold: Spans, pred: Spans) -> list[Overlap]:
    """Every overlapping pair."""
    if gold.flat and pred.flat:
        return stepped(gold[:3], pred[:3])
    pairs = swept(gold[:3], pred[:3])
    return list(pairs if gold.pieces is None and pred.pieces is None else by_pieces(pairs, gold, pred))


def at_one_place(gold: Spans, pred: Spans) -> list[Overlap]:
    """Every pair of equal spans."""
    at: dict[Pieces, list[int]] = {}
    for g, place in enumerate(gold.places()):
        at.setdefault(place, []).append(g)
    return [
        (g, p, place[-1][1] - place[0][0], likeness(spans=True, labels=gold.labels[g] == pred.labels[p]))
        for p, place in enumerate(pred.places())
        if place[0][0] >= 0
        for g in at.get(place, ())
    ]


def crowd(gold: Spans, pred: Spans) -> int:
    """How many pairs of hulls overlap, without looking at each: those that begin before an end, less those that ended before."""
    starts, ends = sorted(gold.starts), sorted(gold.ends)
    return sum(bisect_left(starts, end) - bisect_right(ends, start) for start, end in zip(pred.starts, pred.ends, strict=True))


Columns = tuple[Sequence[int], Sequence[int], Sequence[str]]  # starts, ends and labels


def stepped(gold: Columns, pred: Columns) -> list[Overlap]:
    """Every overlapping pair of flat sides, in one walk along the text."""
    pairs: list[Overlap] = []
    add = pairs.append
    (starts, ends, labels), (lows, highs, others) = gold, pred
    g = p = 0
    golds, preds = len(starts), len(lows)
    while g < golds and p < preds:
        start, end, low, high = starts[g], ends[g], lows[p], highs[p]
        if start == low and end == high:
            add((g, p, end - start, SPAN_AND_LABEL if labels[g] == others[p] else SPAN))
            g += 1
            p += 1
        elif end <= low:
            g += 1
        elif high <= start:
            p += 1
        else:
            add((g, p, min(end, high) - max(start, low), LABEL if labels[g] == others[p] else NEITHER))
            if end <= high:
                g += 1
            if high <= end:
                p += 1
    return pairs


def swept(gold: Columns, pred: Columns) -> Iterator[Overlap]:
    """Every pair of overlapping hulls, by one sweep along the text; those that still go on are kept beside."""
    marked = [(start, end, 0, rank) for rank, (start, end) in enumerate(zip(*gold[:2], strict=True)) if start >= 0]
    marked += [(start, end, 1, rank) for rank, (start, end) in enumerate(zip(*pred[:2], strict=True)) if start >= 0]
    going: tuple[list[tuple[int, int, int]], list[tuple[int, int, int]]] = ([], [])
    for start, end, side, rank in sorted(marked):
        others = going[1 - side]
        if others:
            others[:] = [other for other in others if other[0] > start]
            for last, first, other in others:
                if (shared := min(end, last) - start) > 0:
                    g, p = (rank, other) if side == 0 else (other, rank)
                    yield g, p, shared, likeness(last == end and first == start, gold[2][g] == pred[2][p])
        going[side].append((end, start, rank))


def by_pieces(found: Iterable[Overlap], gold: Spans, pred: Spans) -> Iterator[Overlap]:
    """The pairs of overlapping hulls whose pieces overlap."""
    for g, p, _, _ in found:
        a, b = gold.piece(g), pred.piece(p)
        if shared := overlap(a, b):
            yield g, p, shared, likeness(a == b, gold.labels[g] == pred.labels[p])


def inside(span: tuple[int, int] | None, pieces: Pieces) -> bool:
    """Whether a span lies within pieces."""
    return span is not None and overlap((span,), pieces) == span[1] - span[0]
