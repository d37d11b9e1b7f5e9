"""Quotes: contents, speakers, cues and kinds."""

from collections.abc import Iterable
from typing import ClassVar, Literal

from dateline.document import Quote as QuoteItem
from dateline.document import Reference
from dateline.document.contents import HALF, content_of, content_overlap, trimmed
from dateline.document.index import Side
from dateline.document.items import Item, shared_characters
from dateline.kernel.items import ItemMetric
from dateline.kernel.matching import Edge
from dateline.kernel.pair import Pair


class QuoteMetric(ItemMetric, frozen=True):
    """What the quote metrics share: quotes as items, and candidates whose contents overlap."""

    axes: ClassVar[tuple[str, ...]] = ("type", "kind")

    def items(self, pair: Pair, side: Side) -> Iterable[Item]:
        for number, quote in enumerate(side.document.quotes or ()):
            pieces = content_of(quote, number)
            if self.carries(quote):
                content = self.content(pair, side, quote)
                yield Item(pieces[0][0], pieces[-1][1], quote.kind or "", (pieces, *content), pieces, quote)

    def carries(self, quote: QuoteItem) -> bool:
        """Whether a quote is an item of this metric."""
        return True

    def content(self, pair: Pair, side: Side, quote: QuoteItem) -> tuple[object, ...]:
        """What, beside its place, two quotes must share to be copies."""
        return ()

    def credit(self, pair: Pair, gold: Item, pred: Item) -> float:
        """What a pair whose contents overlap earns: 1 where they share half of their words, and all else is equal."""
        return float(gold.key[1:] == pred.key[1:] and content_overlap(pair.text, gold.pieces, pred.pieces) >= HALF)

    def edges(self, pair: Pair, gold: list[Item], pred: list[Item]) -> Iterable[Edge]:
        for g, p, characters in shared_characters(gold, pred):
            earned = self.credit(pair, gold[g], pred[p])
            if earned:
                yield Edge(g, p, earned, gold[g].label == pred[p].label, characters)


def who(pair: Pair, side: Side, reference: Reference | None) -> tuple[object, ...]:
    """A speaker in gold's terms; empty when there is none."""
    return pair.resolver.resolve(side, reference) if reference is not None else ()


class Quote(QuoteMetric, frozen=True):
    """Quotes by content (PARC 3; Pareti 2016; RiQuA, Papay and Padó 2020).

    `match=exact` wants equal fragments after quotation marks, punctuation and white space at their edges are set aside on both sides.
    `overlap` earns the Dice coefficient of word tokens over all fragments. `joint` earns 1 when that is at least 1/2 and the speaker,
    resolved through gold's coreference, is right; two quotes that both have no speaker agree.
    """

    layer: ClassVar[str] = "quotes"
    match: Literal["exact", "overlap", "joint"] = "exact"

    def content(self, pair: Pair, side: Side, quote: QuoteItem) -> tuple[object, ...]:
        return (who(pair, side, quote.speaker),) if self.match == "joint" else ()

    def credit(self, pair: Pair, gold: Item, pred: Item) -> float:
        if self.match == "exact":
            return float(trimmed(pair.text, gold.pieces) == trimmed(pair.text, pred.pieces))
        return content_overlap(pair.text, gold.pieces, pred.pieces) if self.match == "overlap" else super().credit(pair, gold, pred)

    def wrong(self, pair: Pair, gold: Item, pred: Item) -> str | None:
        """The speaker of an overlapping quote, or its boundary."""
        shared = content_overlap(pair.text, gold.pieces, pred.pieces)
        if not shared:
            return None
        right = self.match != "joint" or gold.key[1:] == pred.key[1:]
        return "boundary" if right else "wrong speaker" if shared >= HALF else "boundary and speaker"


class Cue(QuoteMetric, frozen=True):
    """Quotes that carry a cue: contents share half of their words and cue spans are equal (PolNeAR; Newell et al. 2018)."""

    layer: ClassVar[str] = "quotes"

    def carries(self, quote: QuoteItem) -> bool:
        return quote.cue is not None

    def content(self, pair: Pair, side: Side, quote: QuoteItem) -> tuple[object, ...]:
        return (("@", quote.cue) if isinstance(quote.cue, tuple) else ("?", repr(quote.cue)),)


class Kind(QuoteMetric, frozen=True):
    """Quotes that carry a kind: contents share half of their words and direct, indirect or mixed agree (Pareti et al. 2013)."""

    layer: ClassVar[str] = "quotes"

    def carries(self, quote: QuoteItem) -> bool:
        return quote.kind is not None

    def content(self, pair: Pair, side: Side, quote: QuoteItem) -> tuple[object, ...]:
        return (quote.kind,)


class Speaker(QuoteMetric, frozen=True):
    """Quotes that carry a speaker: contents share half of their words and speakers agree.

    `match=entity` compares them through gold's coreference (quotation attribution; Elson and McKeown 2010), `mention` wants equal spans.
    """

    layer: ClassVar[str] = "quotes"
    match: Literal["entity", "mention"] = "entity"

    def carries(self, quote: QuoteItem) -> bool:
        return quote.speaker is not None

    def content(self, pair: Pair, side: Side, quote: QuoteItem) -> tuple[object, ...]:
        if self.match == "entity" or quote.speaker is None:
            return (who(pair, side, quote.speaker),)
        return (pair.place_of(side, quote.speaker),)


HEADLINE = Quote("joint")
