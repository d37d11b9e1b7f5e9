"""Claims: who says that an event happened or a relation holds, and how it stands to the facts."""

from collections.abc import Hashable, Iterable, Iterator
from operator import eq
from typing import ClassVar, Literal

from dateline.document import Event, Relation
from dateline.document.index import Side
from dateline.document.items import Item, pieces_of, surety
from dateline.kernel.items import ItemMetric
from dateline.kernel.keys import Key
from dateline.kernel.matching import Edge
from dateline.kernel.pair import Pair
from dateline.kernel.triples import hull, spans_of, triples

AUTHOR = ("A",)
FACTS = ("realis", "polarity", "certainty", "status")
CERTAIN, CURRENT = "certain", "current"  # what leaving certainty or status out says


class Claim(ItemMetric, frozen=True):
    """Events and relations with the stance that the text takes to them, each matched one to one where trigger and type, or the triple, do.

    `match=source` wants the right source, resolved through gold's coreference; one left out is the author (PolNeAR; Newell et al.
    2018). `factuality` wants realis (Rich ERE; Song et al. 2015), polarity and certainty (FactBank; Saurí and Pustejovsky 2009) of
    events, certainty and status of relations; certainty left out is certain, status current, and a realis or polarity that gold
    leaves out is not asked. `both` wants all of it. What gold does not annotate, events or relations, is no claim.
    """

    layer: ClassVar[str] = "claims"
    axes: ClassVar[tuple[str, ...]] = ("type", "realis", "polarity", "certainty", "status")
    match: Literal["both", "source", "factuality"] = "both"

    def items(self, pair: Pair, side: Side) -> Iterable[Item]:
        found: dict[Hashable, Item] = {}
        for label, key, source in claims(pair, side):
            item = item_of(label, key, source)
            kept = found.setdefault((label, key), item)
            if kept is not item and (item[:2], surety(item.source)) < (kept[:2], surety(kept.source)):
                found[label, key] = item
        return found.values()

    def edges(self, pair: Pair, gold: list[Item], pred: list[Item]) -> Iterable[Edge]:
        about: dict[Hashable, list[int]] = {}
        for g, item in enumerate(gold):
            about.setdefault((item.label, item.key[0]), []).append(g)
        for p, item in enumerate(pred):
            for g in about.get((item.label, item.key[0]), ()):
                if gold[g].key == item.key:
                    yield Edge(g, p, 1.0, same_label=True, shared=len(item.key))
                elif not any(self.differing(gold[g], item)):
                    yield Edge(g, p, 1.0, same_label=True, shared=sum(map(eq, gold[g].key, item.key)))

    def differing(self, gold: Item, pred: Item) -> Iterator[str]:
        """The attributes that two claims about one thing do not agree in."""
        if self.match != "factuality" and gold.key[1] != pred.key[1]:
            yield "source"
        if self.match != "source":
            facts = zip(FACTS, gold.key[2:], pred.key[2:], strict=True)
            yield from (name for name, said, answer in facts if said not in {"", answer})

    def wrong(self, pair: Pair, gold: Item, pred: Item) -> str | None:
        """What two claims about one thing do not agree in; else a type or a boundary of the thing."""
        if (gold.label, gold.key[0]) == (pred.label, pred.key[0]):
            return " and ".join(self.differing(gold, pred)) or "wrong"
        return super().wrong(pair, gold, pred) if isinstance(gold.source, Event) and isinstance(pred.source, Event) else None

    def about(self, item: Item) -> Iterable[Hashable]:
        return ((item.label, item.key[0]),)


HEADLINE = Claim()


def claims(pair: Pair, side: Side) -> Iterator[tuple[str, Key, Event | Relation]]:
    """The events and relations of one side: the type of each, what it is about with its source and its factuality, and itself."""
    gold = pair.gold.document
    events = side.document.events or () if gold.events is not None else ()
    relations = side.document.relations or () if gold.relations is not None else ()
    every: tuple[Event | Relation, ...] = (*events, *relations)
    said = pair.resolver.of(side, [claim.asserted_by for claim in every if claim.asserted_by is not None])
    for number, event in enumerate(events):
        source = AUTHOR if event.asserted_by is None else said[event.asserted_by]
        facts = (event.realis or "", event.polarity or "", event.certainty or CERTAIN, CURRENT)
        yield event.type or "", (pieces_of(event, number), source, *facts), event
    for relation, (kind, ends) in triples(pair, side, relations):
        source = AUTHOR if relation.asserted_by is None else said[relation.asserted_by]
        yield kind, (ends, source, "", "", relation.certainty or CERTAIN, relation.status or CURRENT), relation


def item_of(label: str, key: Key, source: Event | Relation) -> Item:
    """A claim as an item: an event at its trigger, a relation at its evidence."""
    if isinstance(source, Relation):
        return Item(*hull(source), label, key, spans_of(source), source)
    at = pieces_of(source, 0)
    return Item(*at[0], label, key, at, source)
