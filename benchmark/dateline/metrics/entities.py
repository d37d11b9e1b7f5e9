"""Entity mentions: named entity recognition and mention detection."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Literal

from dateline.document.index import Side
from dateline.document.items import Item, shared_characters
from dateline.document.kept import kept
from dateline.document.labels import OUT, Projection, projection
from dateline.document.spans import (
    LABEL,
    NO_SPANS,
    SPAN_AND_LABEL,
    Overlap,
    Spans,
    at_one_place,
    crowd,
    in_order,
    length,
    likeness,
    overlaps,
    parted,
)
from dateline.document.tokens import entities_of_tags, tags
from dateline.kernel.heads import heads_match
from dateline.kernel.items import ItemMetric, Matching, distinct, equal_spans
from dateline.kernel.matching import Edge, assign
from dateline.kernel.pair import Memo, Pair
from dateline.kernel.slicing import Cell, Columns, Slicing, Sums, columns_of


@dataclass(frozen=True)
class NER(ItemMetric):
    """Mentions with their types, matched one to one.

    `match=strict` wants equal span and label (CoNLL-2003; Tjong Kim Sang and De Meulder 2003), `exact` equal span, `partial` gives
    1/2 for any overlap and 1 for equal spans whatever the label, `type` gives 1 for overlap and equal label (both SemEval-2013 task
    9; Segura-Bedmar et al. 2013), `head` wants that each span covers the other's head, whatever the label; a head that one side
    leaves out is taken from the other, for a span of at most twice the words; without any the spans must be equal. With
    `overlap=0.5` spans are equal that share so much: the Dice coefficient of their characters. `level=` keeps gold items of that
    level (and those that state none), and leaves out predicted items that state another, or state none and equal a gold item of
    another. `labels=` maps both sides by a projection; a label mapped to `-` is left out. `view=tokens` reads names (mentions that state
    NAM or no level) as BIO tags over words, of nested ones the longest, then the earlier, and counts as seqeval does (Nakayama 2018); it
    needs the gold's text.
    """

    layer: ClassVar[str] = "entities"
    axes: ClassVar[tuple[str, ...]] = ("type", "level")
    match: Literal["strict", "exact", "partial", "type", "head"] = "strict"
    level: Literal["any", "NAM", "NOM", "PRO"] = "any"
    labels: str = ""
    view: Literal["spans", "tokens"] = "spans"
    overlap: float = 1.0

    def __post_init__(self) -> None:
        if not 0 < self.overlap <= 1 or (self.overlap < 1 and (self.match not in {"strict", "exact"} or self.view == "tokens")):
            msg = f"NER(overlap={self.overlap:g}): overlap is above 0 and at most 1, and goes with match=strict or exact over spans"
            raise ValueError(msg)
        if self.view == "tokens" and self.match != "strict":
            msg = f"NER(view=tokens) goes with match=strict only, not match={self.match}"
            raise ValueError(msg)
        if self.view == "tokens" and self.level not in {"any", "NAM"}:
            msg = f"NER(view=tokens) counts names alone, as tags have no level: leave level={self.level} out"
            raise ValueError(msg)
        if self.labels and not isinstance(self.labels, Projection):
            object.__setattr__(self, "labels", projection(self.labels))

    def items(self, pair: Pair, side: Side) -> Iterable[Item]:
        return side.items(counted(pair, side, self.level, self.labels))

    def edges(self, pair: Pair, gold: list[Item], pred: list[Item]) -> Iterable[Edge]:
        if self.match in {"strict", "exact"} and self.overlap == 1:
            return equal_spans(gold, pred, labels=self.match == "strict")
        near = [(g, p, n, gold[g].label == pred[p].label) for g, p, n in shared_characters(gold, pred)]
        if self.overlap < 1:
            close = [one for one in near if 2 * one[2] >= self.overlap * (length(gold[one[0]].pieces) + length(pred[one[1]].pieces))]
            return [Edge(g, p, 1.0, same, n) for g, p, n, same in close if same or self.match == "exact"]
        if self.match == "head":
            return [Edge(g, p, 1.0, same, n) for g, p, n, same in near if heads_match(gold[g], pred[p], pair.text)]
        return edges_of(self.match, ((g, p, n, likeness(gold[g].pieces == pred[p].pieces, same)) for g, p, n, same in near))

    def sums(self, slicing: Slicing, shared: Memo) -> Sums:
        """What adds up credits; the modes that only ask whether spans and labels are equal are counted together."""
        if type(self) is not NER or self.match not in CREDIT or self.view == "tokens" or self.overlap < 1:
            return super().sums(slicing, shared)
        agreement = shared.once((Agreement, self.level, self.labels, slicing), lambda: Agreement(self.level, self.labels, slicing))
        agreement.wide |= any(CREDIT[self.match][LABEL:])
        return Sums(agreement.add, partial(agreement.columns, self.match))

    def matching(self, pair: Pair) -> Matching:
        """The best matching; in the tokens view, that of seqeval's entities."""
        if self.view == "spans":
            return super().matching(pair)
        text = pair.text
        if text is None:
            msg = f"document {pair.id}: NER(view=tokens) needs the gold's text"
            raise ValueError(msg)
        sides = [entities_of_tags(text, tags(text, list(self.items(pair, side)))) for side in (pair.gold, pair.pred)]
        gold, pred = (distinct(items)[0] for items in sides)
        return Matching(gold, pred, equal_spans(gold, pred, labels=True), [], [])


HEADLINE = NER(level="NAM")


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
        self.numbers: tuple[list[Cell], list[Cell]] = ([], [])  # every mention's cell, predicted and gold
        self.alone: list[tuple[Cell, Cell, int]] = []  # cells of pairs that overlap nothing else, and what is equal of them
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
        self.alone += [(golds[g], preds[p], like) for g, p, _, like in alone]
        if tangled:
            self.tangled.append((golds, preds, tangled))

    def booked(self, pair: Pair, side: Side, numbers: list[Cell]) -> tuple[Spans, Sequence[Cell]]:
        """The mentions of one side that can match, and their cells; all are counted."""
        spans = counted(pair, side, self.level, self.labels)
        kept, copies = (spans, NO_SPANS) if spans.flat else spans.apart()
        cells = self.cells(pair, side, kept)
        numbers += cells
        if copies.starts:
            numbers += self.cells(pair, side, copies)
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
        right: tuple[dict[Cell, float], dict[Cell, float]] = (defaultdict(float), defaultdict(float))
        predicted = Counter(self.found[0])
        for gold, pred, earned, number in self.earned(match):
            scored, own = self.slicing.booked(gold, pred)
            right[0][own] += earned
            right[1][scored] += earned
            if own != pred:
                predicted[pred] -= number
                predicted[own] += number
        return columns_of(self.slicing, right[0], +predicted, right[1], self.found[1])

    def earned(self, match: str) -> Iterator[tuple[Cell, Cell, float, int]]:
        """The cells of matched mentions in one mode, what they earn together, and how many they are."""
        for (gold, pred, like), number in self.kinds.items():
            if CREDIT[match][like]:
                yield gold, pred, CREDIT[match][like] * number, number
        for golds, preds, near in self.tangled:
            yield from ((golds[edge.gold], preds[edge.pred], edge.credit, 1) for edge in assign(edges_of(match, near)))
        for golds, preds, gold_, pred_ in self.crowded:
            yield from ((golds[g], preds[p], credit, 1) for g, p, credit in crowded(gold_, pred_, CREDIT[match]))

    @kept
    def kinds(self) -> Counter[tuple[Cell, Cell, int]]:
        """How often two cells stand together in each way."""
        return Counter(self.alone)

    @kept
    def found(self) -> tuple[Counter[Cell], Counter[Cell]]:
        """The numbers of predicted and of gold mentions by cell."""
        return Counter(self.numbers[0]), Counter(self.numbers[1])


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
    levels, places = side.levels, side.places
    if side is pair.pred and "" in levels and any(pair.gold.levels):
        golds: dict[tuple[object, str], str] = {}
        for place, label, own in zip(pair.gold.places, pair.gold.spans.labels, pair.gold.levels, strict=True):
            golds.setdefault((place, ""), own)
            golds.setdefault((place, label), own)
        labels = side.spans.labels
        levels = [
            own or golds.get((place, label), golds.get((place, ""), "")) for own, place, label in zip(levels, places, labels, strict=True)
        ]
    return side.spans.chosen([rank for rank, own in enumerate(levels) if own in {level, ""}])
