"""Relations without those that were seen elsewhere."""

from collections.abc import Iterable
from typing import ClassVar

from msgspec.structs import force_setattr

from dateline.document import Inline, Mention, Reference, Relation
from dateline.document.facts import Facts, facts
from dateline.document.index import Side
from dateline.document.items import Item, pieces_of, reference_span
from dateline.document.labels import turned
from dateline.kernel.items import Credits, ItemMetric, equal_keys
from dateline.kernel.matching import Edge
from dateline.kernel.pair import Memo, Pair
from dateline.kernel.slicing import Slicing, Sums
from dateline.kernel.triples import resolved


class Ign(ItemMetric, frozen=True):
    """`Rel` without what was seen: right predictions of facts that a file holds count in neither part of precision (DocRED's Ign F1).

    `seen=FILE` has head, relation type and tail a line, between tabs; a fact is seen if any name of its head stands there with any name
    of its tail. Recall is over all gold (Yao et al. 2019).
    """

    layer: ClassVar[str] = "relations"
    axes: ClassVar[tuple[str, ...]] = ("type", "status", "inferred")
    seen: str = ""

    def __post_init__(self) -> None:
        if self.seen and not isinstance(self.seen, Facts):
            force_setattr(self, "seen", facts(self.seen))

    def items(self, pair: Pair, side: Side) -> Iterable[Item]:
        return resolved(pair, side, side.document.relations or ())

    def edges(self, pair: Pair, gold: list[Item], pred: list[Item]) -> Iterable[Edge]:
        return equal_keys(gold, pred)

    def sums(self, slicing: Slicing, shared: Memo) -> Sums:
        """What adds up credits, those of seen facts taken from the predicted side."""
        credits_ = Unseen(self, slicing)
        return Sums(credits_.add, credits_.columns, credits_.clear)

    def known(self, pair: Pair, item: Item) -> bool:
        """Whether a gold fact was seen, either way round where its type is symmetric."""
        relation = item.source
        if not isinstance(self.seen, Facts) or not isinstance(relation, Relation):
            return False
        kind, swap, symmetric = turned(relation.type)
        ends = (relation.tail, relation.head) if swap else (relation.head, relation.tail)
        heads, tails = (names_of(pair, end) for end in ends)
        told = {(head, kind, tail) for head in heads for tail in tails}
        return not self.seen.known.isdisjoint(told | ({(tail, kind, head) for head, _, tail in told} if symmetric else set()))


class Unseen(Credits):
    """What the matchings of some documents earn without what was seen."""

    def add(self, pair: Pair) -> None:
        """Book one document; then take out the predicted items of seen facts."""
        metric, matching = self.metric, self.match(pair)
        seen = [edge for edge in matching.pairs if isinstance(metric, Ign) and metric.known(pair, matching.gold[edge.gold])]
        golds = self.slicing.cells(pair, [matching.gold[edge.gold] for edge in seen], gold=True)
        preds = self.slicing.cells(pair, [matching.pred[edge.pred] for edge in seen])
        for gold, pred in zip(golds, preds, strict=True):
            _, own = self.slicing.booked(gold, pred)
            for cells in (self.numbers[0], self.right[0]):
                cells.subtract([own])
                if not cells[own]:
                    del cells[own]


def names_of(pair: Pair, reference: Reference) -> set[str]:
    """What gold calls what its reference names, in lower case: the words of its mentions, and its name."""
    side = pair.gold.whole
    if isinstance(reference, Inline):
        span = reference_span(reference)
        return {pair.resolver.words(span).casefold()} if span else set()
    target = side.by_id.get(reference)
    name = target.entity if isinstance(target, Mention) and target.entity is not None else reference
    own = [pieces_of(target, 0)] if isinstance(target, Mention) else []
    words = {pair.resolver.words(span).casefold() for pieces in (*own, *side.clusters.get(name, ())) for span in pieces}
    entity = side.entities.get(name)
    return words | ({entity.name.casefold()} if entity and entity.name else set())
