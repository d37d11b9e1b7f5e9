"""Entity mentions: named entity recognition and mention detection."""

from collections.abc import Iterable
from functools import partial
from typing import ClassVar, Literal

from msgspec.structs import force_setattr

from dateline.document.index import Side
from dateline.document.items import Item, shared_characters
from dateline.document.labels import Projection, projection
from dateline.document.spans import LABEL, length, likeness
from dateline.document.tokens import entities_of_tags, tags
from dateline.kernel.heads import heads_match
from dateline.kernel.items import ItemMetric, Matching, distinct, equal_spans
from dateline.kernel.matching import Edge
from dateline.kernel.mentions import CREDIT, Agreement, counted, edges_of
from dateline.kernel.pair import Memo, Pair
from dateline.kernel.slicing import Slicing, Sums


class NER(ItemMetric, frozen=True):
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
            force_setattr(self, "labels", projection(self.labels))

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
        return Sums(agreement.add, partial(agreement.columns, self.match), agreement.clear)

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
