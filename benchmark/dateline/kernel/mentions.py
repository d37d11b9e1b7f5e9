"""The mentions of two sides: which count, and how they stand to each other, found once for all modes that ask no more."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from dateline.document.index import Side
from dateline.document.labels import OUT, Projection
from dateline.document.spans import (
    LABEL,
    NO_SPANS,
    SPAN_AND_LABEL,
    Overlap,
    Spans,
    at_one_place,
    crowd,
    in_order,
    overlaps,
    parted,
)
from dateline.kernel.matching import Edge, assign
from dateline.kernel.pair import Pair
from dateline.kernel.slicing import TOTAL, Cell, Columns, Slicing, columns_of

CROWD = 1_000_000  # overlapping mentions of one document that are looked at one by one
CREDIT = {  # what overlapping mentions earn: span and label equal, span equal, label equal, neither
    "strict": (1.0, 0.0, 0.0, 0.0),
    "exact": (1.0, 1.0, 0.0, 0.0),
    "partial": (1.0, 1.0, 0.5, 0.5),
    "type": (1.0, 0.0, 1.0, 0.0),
}


def edges_of(match: str, near: Iterable[Overlap]) -> list[Edge]:
    """Overlapping mentions with what they earn in a mode of `CREDIT`."""
    credit, prefers_equal = CREDIT[match], match == "type"
    return [
        Edge(g, p, credit[like], like in {SPAN_AND_LABEL, LABEL}, shared + (prefers_equal and like == SPAN_AND_LABEL))
        for g, p, shared, like in near
        if credit[like]
    ]


class Agreement:
    """The mentions of some documents and how they stand to each other, found once for all modes of `CREDIT`."""

    def __init__(self, level: str, labels: str, slicing: Slicing) -> None:
        self.level, self.labels, self.slicing = level, labels, slicing
        self.numbers: tuple[Counter[Cell], Counter[Cell]] = (Counter(), Counter())  # all mentions by cell, predicted and gold
        self.same: Counter[Cell] = Counter()  # cells of pairs that are equal, where a label is the cell
        self.alone: Counter[tuple[Cell, Cell, int]] = Counter()  # cells of other pairs that overlap nothing else, and what is equal
        self.tangled: list[tuple[Sequence[Cell], Sequence[Cell], list[Overlap]]] = []
        self.crowded: list[tuple[Sequence[Cell], Sequence[Cell], Spans, Spans]] = []
        self.wide = False  # whether a mode gives credit for spans that are not equal

    def add(self, pair: Pair) -> None:
        """Count one document."""
        gold, golds = self.booked(pair, pair.gold, self.numbers[1])
        pred, preds = self.booked(pair, pair.pred, self.numbers[0])
        flat = gold.flat and pred.flat
        whole = gold.pieces is None and pred.pieces is None
        if self.wide and whole and not flat and crowd(gold, pred) > CROWD:
            self.crowded.append((golds, preds, gold, pred))
            return
        if gold is pair.gold.spans and pred is pair.pred.spans and flat:
            found = pair.overlaps
        else:
            found = overlaps(gold, pred) if self.wide or flat else at_one_place(gold, pred)
        alone, tangled = parted(found, flat=flat)
        if self.slicing.plain:
            self.same.update([golds[g] for g, _, _, like in alone if like == SPAN_AND_LABEL])
            alone = [one for one in alone if one[3] > SPAN_AND_LABEL]
        self.alone.update([(golds[g], preds[p], like) for g, p, _, like in alone])
        if tangled:
            self.tangled.append((golds, preds, tangled))

    def booked(self, pair: Pair, side: Side, numbers: Counter[Cell]) -> tuple[Spans, Sequence[Cell]]:
        """The mentions of one side that can match, and their cells; all are counted."""
        spans = counted(pair, side, self.level, self.labels)
        kept, copies = (spans, NO_SPANS) if spans.flat else spans.apart()
        cells = self.cells(pair, side, kept)
        numbers.update(cells)
        if copies.starts:
            numbers.update(self.cells(pair, side, copies))
        return kept, cells

    def cells(self, pair: Pair, side: Side, spans: Spans) -> Sequence[Cell]:
        """Where mentions are booked."""
        if self.slicing.plain:
            return spans.labels
        mentions = side.document.mentions or ()
        sources = [mentions[number] for number in spans.numbers]
        return self.slicing.places(pair, spans.labels, sources, spans.starts, gold=side is pair.gold)

    def columns(self, match: str) -> Iterator[Columns]:
        """The four columns of each slice in one mode; credits are halves and wholes, so their sums are exact."""
        if self.slicing == TOTAL:
            whole = float(sum([earned for _, _, earned, _ in self.earned(match)]))
            return iter([("", "", [[whole], [float(self.numbers[0].total())], [whole], [float(self.numbers[1].total())]])])
        right: tuple[dict[Cell, float], dict[Cell, float]] = (defaultdict(float), defaultdict(float))
        predicted = Counter(self.numbers[0])
        for gold, pred, earned, number in self.earned(match):
            scored, own = self.slicing.booked(gold, pred)
            right[0][own] += earned
            right[1][scored] += earned
            if own != pred:
                predicted[pred] -= number
                predicted[own] += number
        return columns_of(self.slicing, right[0], +predicted, right[1], self.numbers[1])

    def earned(self, match: str) -> Iterator[tuple[Cell, Cell, float, int]]:
        """The cells of matched mentions in one mode, what they earn together, and how many they are."""
        for cell, number in self.same.items():
            yield cell, cell, number, number
        for (gold, pred, like), number in self.alone.items():
            if CREDIT[match][like]:
                yield gold, pred, CREDIT[match][like] * number, number
        for golds, preds, near in self.tangled:
            yield from ((golds[edge.gold], preds[edge.pred], edge.credit, 1) for edge in assign(edges_of(match, near)))
        for golds, preds, gold_, pred_ in self.crowded:
            yield from ((golds[g], preds[p], credit, 1) for g, p, credit in crowded(gold_, pred_, CREDIT[match]))

    def clear(self) -> None:
        """Begin anew."""
        for booked in (*self.numbers, self.same, self.alone, self.tangled, self.crowded):
            booked.clear()


def crowded(gold: Spans, pred: Spans, credit: Sequence[float]) -> list[tuple[int, int, float]]:
    """The best matching where very many mentions overlap each other, as ranks and what they earn."""
    from dateline.kernel.tangles import solve_spans

    codes = {label: code for code, label in enumerate({*gold.labels, *pred.labels})}
    golds, preds = ([codes[label] for label in side.labels] for side in (gold, pred))
    return solve_spans((gold.starts, gold.ends, golds), (pred.starts, pred.ends, preds), credit)


def counted(pair: Pair, side: Side, level: str, labels: str) -> Spans:
    """The mentions of a level under a projection's labels, in canonical order."""
    if level == "any" and not labels:
        return side.spans

    def chosen() -> Spans:
        spans = side.spans if level == "any" else at_level(pair, side, level)
        return relabelled(spans, labels) if isinstance(labels, Projection) else spans

    return pair.once(("counted", side is pair.gold, level, labels), chosen)


def relabelled(spans: Spans, projection_: Projection) -> Spans:
    """Mentions under a projection's labels, without those that it leaves out."""
    labels = [projection_(label) for label in spans.labels]
    kept = [rank for rank, label in enumerate(labels) if label != OUT]
    return in_order((spans.starts[rank], spans.ends[rank], labels[rank], spans.piece(rank), (rank,), spans.numbers[rank]) for rank in kept)


def at_level(pair: Pair, side: Side, level: str) -> Spans:
    """The mentions that count at a level: stated, or for want of a statement unless they equal a gold mention of another level.

    The gold mention of the same label is asked, else the first on that span.
    """
    levels = side.levels
    if side is pair.pred and "" in levels and any(pair.gold.levels):
        golds: dict[tuple[object, str], str] = {}
        for place, label, own in zip(pair.gold.places, pair.gold.spans.labels, pair.gold.levels, strict=True):
            golds.setdefault((place, ""), own)
            golds.setdefault((place, label), own)
        labels = side.spans.labels
        levels = [
            own or golds.get((place, label), golds.get((place, ""), ""))
            for own, place, label in zip(levels, side.places, labels, strict=True)
        ]
    wanted = {level, ""}
    return side.spans.chosen([rank for rank, own in enumerate(levels) if own in wanted])
