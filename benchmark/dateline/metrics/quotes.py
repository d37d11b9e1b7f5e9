"""Quotes: contents, speakers, cues and kinds."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar, Literal

from dateline.document import Quote as QuoteItem
from dateline.document import Reference
from dateline.document.index import Side
from dateline.document.items import Item, shared_characters
from dateline.document.spans import Pieces, length, merged, overlap
from dateline.kernel.items import ItemMetric
from dateline.kernel.matching import Edge
from dateline.kernel.pair import Pair

NO_SPACES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
WORD = re.compile(f"[{NO_SPACES}]|[^\\W{NO_SPACES}]+")  # scripts without spaces have a word a character
EDGE = re.compile(r"[\W_]")
HALF = 0.5


def contents(side: Side) -> Iterable[tuple[QuoteItem, Pieces]]:
    """The quotes of one side with their fragments; one that was found nowhere has a place of its own before the text."""
    for number, quote in enumerate(side.document.quotes or ()):
        placed = tuple(sorted([span for span in quote.spans if isinstance(span, tuple)]))
        yield quote, placed or ((-2 * number - 2, -2 * number - 2),)


def trimmed(text: str | None, pieces: Pieces) -> Pieces:
    """Fragments without quotation marks, punctuation and white space at their edges."""
    kept = []
    for start, end in pieces:
        low, high = start, end
        while text is not None and low < high and EDGE.match(text, low):
            low += 1
        while text is not None and low < high and EDGE.match(text, high - 1):
            high -= 1
        kept.append((low, high) if low < high else (start, end))
    return tuple(kept)


@lru_cache(maxsize=8)
def word_starts(text: str) -> list[int]:
    """Where the words of a text start."""
    return [match.start() for match in WORD.finditer(text)]


@lru_cache(maxsize=256)
def words(text: str, pieces: Pieces) -> frozenset[int]:
    """The words inside fragments by the places where they start; the rest of a cut word is one."""
    starts = word_starts(text)
    whole = [place for start, end in pieces for place in starts[bisect_left(starts, start) : bisect_left(starts, end)]]
    cut = [start for start, end in pieces if 0 <= start < end and WORD.match(text, start)]
    return frozenset(whole + cut)


def content_overlap(text: str | None, a: Pieces, b: Pieces) -> float:
    """The Dice coefficient of the words of two contents; without a text, of their characters."""
    if a == b:
        return 1.0
    if text is None:
        left, right = merged(a), merged(b)
        total = length(left) + length(right)
        return 2 * overlap(left, right) / total if total else 0.0
    inside, other = words(text, a), words(text, b)
    if not inside and not other:
        return 0.0
    return 2 * len(inside & other) / (len(inside) + len(other))


@dataclass(frozen=True)
class QuoteMetric(ItemMetric):
    """What the quote metrics share: quotes as items, and candidates whose contents overlap."""

    axes: ClassVar[tuple[str, ...]] = ("type", "kind")

    def items(self, pair: Pair, side: Side) -> Iterable[Item]:
        for quote, pieces in contents(side):
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


@dataclass(frozen=True)
class Quote(QuoteMetric):
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


@dataclass(frozen=True)
class Cue(QuoteMetric):
    """Quotes that carry a cue: contents share half of their words and cue spans are equal (PolNeAR; Newell et al. 2018)."""

    layer: ClassVar[str] = "quotes"

    def carries(self, quote: QuoteItem) -> bool:
        return quote.cue is not None

    def content(self, pair: Pair, side: Side, quote: QuoteItem) -> tuple[object, ...]:
        return (("@", quote.cue) if isinstance(quote.cue, tuple) else ("?", repr(quote.cue)),)


@dataclass(frozen=True)
class Kind(QuoteMetric):
    """Quotes that carry a kind: contents share half of their words and direct, indirect or mixed agree (Pareti et al. 2013)."""

    layer: ClassVar[str] = "quotes"

    def carries(self, quote: QuoteItem) -> bool:
        return quote.kind is not None

    def content(self, pair: Pair, side: Side, quote: QuoteItem) -> tuple[object, ...]:
        return (quote.kind,)


@dataclass(frozen=True)
class Speaker(QuoteMetric):
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
        return (side.place_of(quote.speaker),)


HEADLINE = Quote("joint")
