"""Relations between entities, and their evidence."""

from collections.abc import Hashable, Iterable
from typing import ClassVar, Literal

from dateline.document import Entity, Event, Inline, Mention, Reference, Relation, Time
from dateline.document.index import Side
from dateline.document.items import Item, reference_span, surety
from dateline.document.labels import broader, turned
from dateline.document.spans import Pieces, overlap
from dateline.kernel.items import ItemMetric, Settled, by_key, common, equal_keys
from dateline.kernel.matching import Edge
from dateline.kernel.pair import Pair
from dateline.kernel.resolution import GoldId
from dateline.kernel.triples import hull, resolved, triples


class Rel(ItemMetric, frozen=True):
    """Relation triples (head, type, tail), each an item once.

    `match=entity` resolves both arguments through gold's coreference to gold entities; equal triples are then one item (as DWIE and
    DocRED score relations between entities; Zaporojets et al. 2021, Yao et al. 2019). `match=boundary` wants that half of
    the mentions of each predicted argument have the spans of the gold argument's, `strict` that their labels are equal too (Bekoulis et
    al. 2018; Taillé et al. 2020, where an argument is one mention).
    Symmetric types match either way round; inverse names are turned. `status`, `asserted_by` and `inferred` are no part of the key.
    """

    layer: ClassVar[str] = "relations"
    axes: ClassVar[tuple[str, ...]] = ("type", "status", "inferred")
    match: Literal["entity", "strict", "boundary"] = "entity"

    def items(self, pair: Pair, side: Side) -> Iterable[Item]:
        relations = side.document.relations or ()
        if self.match == "entity":
            return resolved(pair, side, relations)
        each = [self.item(pair, side, relation) for relation in relations]
        once = {(item.label, item.key): item for item in each}
        if len(once) < len(each):
            once = {(item.label, item.key): item for item in sorted(each, key=lambda one: surety(one.source), reverse=True)}
        return once.values()

    def item(self, pair: Pair, side: Side, relation: Relation) -> Item:
        """A relation as its type and the mentions of both its arguments."""
        kind, swap, symmetric = turned(relation.type)
        ends = (relation.tail, relation.head) if swap else (relation.head, relation.tail)
        typed = self.match == "strict"
        arguments = [tuple(sorted(mentions_of(pair, side, end, typed=typed))) for end in ends]
        head, tail = sorted(arguments) if symmetric else arguments
        return Item(*hull(relation), kind, (head, tail), (), relation)

    def settled(self, pair: Pair) -> Settled | None:
        if self.match != "entity":
            return None
        sides = (triples(pair, side, side.document.relations or ()) for side in (pair.gold, pair.pred))
        return common(*({key: key[0] for _, key in every} for every in sides))

    def edges(self, pair: Pair, gold: list[Item], pred: list[Item]) -> Iterable[Edge]:
        if self.match == "entity":
            return equal_keys(gold, pred)
        return sharing(gold, pred)

    def wrong(self, pair: Pair, gold: Item, pred: Item) -> str | None:
        """A broader type, another type, the arguments turned, or one other argument: `about` the same thing if they share one."""
        same_ends = gold.key == pred.key or (turned(gold.label)[2] != turned(pred.label)[2] and set(gold.key) == set(pred.key))
        if same_ends:
            return "broader relation" if broader(gold.label) == pred.label else "type"
        if gold.label == pred.label:
            if gold.key == pred.key[::-1]:
                return "direction"
            elsewhere = gold.pieces and pred.pieces and not overlap(gold.pieces, pred.pieces)
            if not elsewhere and (gold.key[0] == pred.key[0] or gold.key[1] == pred.key[1]):
                return "wrong argument"
        return None

    def about(self, item: Item) -> Iterable[Hashable]:
        return item.key


class Evidence(ItemMetric, frozen=True):
    """Characters of evidence on matched relations that carry evidence; credit 2|E∩G|/(|E|+|G|).

    Evidence was introduced with DocRED (Yao et al. 2019), there as sentences. Relations match as in `Rel(match=entity)`; the
    evidence of equal triples is put together. A relation that carries none is no item.
    """

    layer: ClassVar[str] = "relations"
    axes: ClassVar[tuple[str, ...]] = ("type",)

    def items(self, pair: Pair, side: Side) -> Iterable[Item]:
        carrying = [relation for relation in side.document.relations or () if relation.evidence]
        return resolved(pair, side, carrying)

    def edges(self, pair: Pair, gold: list[Item], pred: list[Item]) -> Iterable[Edge]:
        places = by_key(gold)
        for p, item in enumerate(pred):
            for g in places.get(item.key, ()):
                if gold[g].label == item.label and (credit := dice(gold[g].pieces, item.pieces)):
                    yield Edge(g, p, credit, same_label=True)


HEADLINE = Rel()


def dice(a: Pieces, b: Pieces) -> float:
    """The Dice coefficient of the characters of two sets of pieces."""
    total = sum(end - start for start, end in a + b)
    return 2 * overlap(a, b) / total if total else 0.0


def mentions_of(pair: Pair, side: Side, reference: Reference, *, typed: bool) -> set[tuple[object, ...]]:
    """The spans (and labels) of the mentions of what a reference names."""
    if isinstance(reference, Inline):
        span = reference_span(reference)
        return {("@", (span,))} if span else {("?", reference.text or "")}
    if isinstance(reference, GoldId):
        return mentions_of(pair, pair.gold, str(reference), typed=typed)
    target = side.whole.by_id.get(reference)
    if isinstance(target, Time | Event):
        return {("@", side.whole.pieces(target), f"\0{type(target).__name__}")}
    own = [item for item in side.whole.mentions if isinstance(item.source, Mention) and named(item.source, target)]
    if own:
        return {("@", item.pieces, item.label) if typed else ("@", item.pieces) for item in own}
    return {pair.resolver.resolve(side, reference)}


def named(mention: Mention, target: Entity | Mention | None) -> bool:
    """Whether a mention is what a reference names, or one of its entity's."""
    return mention is target or (isinstance(target, Entity) and mention.entity == target.id)


def sharing(gold: list[Item], pred: list[Item]) -> Iterable[Edge]:
    """Edges between relations of one type whose arguments share mentions, in either direction where the type is symmetric."""
    places: dict[tuple[str, object], set[int]] = {}
    for g, item in enumerate(gold):
        for end in (0, 1):
            for mention in ends_of(item, end):
                places.setdefault((item.label, mention), set()).add(g)
    for p, item in enumerate(pred):
        near = {g for end in (0, 1) for mention in ends_of(item, end) for g in places.get((item.label, mention), ())}
        for g in sorted(near):
            straight = all(held(ends_of(gold[g], end), ends_of(item, end)) for end in (0, 1))
            crossed = turned(item.label)[2] and all(held(ends_of(gold[g], end), ends_of(item, 1 - end)) for end in (0, 1))
            if straight or crossed:
                yield Edge(g, p, 1.0, same_label=True)


def held(gold: set[object], pred: set[object]) -> bool:
    """Whether a predicted argument is gold's: half of its mentions are, so that one of all mentions is nobody's."""
    shared = len(gold & pred)
    return bool(shared) and 2 * shared >= len(pred)


def ends_of(item: Item, end: int) -> set[object]:
    """The mentions of one argument of a relation item."""
    key = item.key[end]
    return set(key) if isinstance(key, tuple) else set()
