"""Claims: who says that an event happened or a relation holds, and how it stands to the facts."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from dateline.document import Event, Relation
from dateline.document.index import Side
from dateline.document.items import Item, pieces_of
from dateline.kernel.items import ItemMetric
from dateline.kernel.matching import Edge
from dateline.kernel.pair import Pair
from dateline.kernel.triples import hull, spans_of, triple

AUTHOR = ("A",)
FACTS = ("realis", "polarity", "certainty", "status")
MEANT = {"certainty": "certain", "status": "current"}  # what leaving an attribute out says


@dataclass(frozen=True)
class Claim(ItemMetric):
    """Events and relations with the stance that the text takes to them, each matched one to one where trigger and type, or the triple, do.

    `match=source` wants the right source, resolved through gold's coreference; one left out is the author (PolNeAR; Newell et al.
    2018). `factuality` wants realis (Rich ERE; Song et al. 2015), polarity and certainty (FactBank; Saurí and Pustejovsky 2009) of
    events, certainty and status of relations; certainty left out is certain, status current, and a realis or polarity that gold
    leaves out is not asked. `both` wants all of it.
    """

    layer: ClassVar[str] = "claims"
    axes: ClassVar[tuple[str, ...]] = ("type", "realis", "polarity", "certainty", "status")
    match: Literal["both", "source", "factuality"] = "both"

    def items(self, pair: Pair, side: Side) -> Iterable[Item]:
        found: dict[Hashable, Item] = {}
        for item in claims(pair, side):
            kept = found.setdefault((item.label, item.key), item)
            if item[:2] < kept[:2]:
                found[item.label, item.key] = item
        return found.values()

    def edges(self, pair: Pair, gold: list[Item], pred: list[Item]) -> Iterable[Edge]:
        about: dict[Hashable, list[int]] = {}
        for g, item in enumerate(gold):
            about.setdefault((item.label, item.key[0]), []).append(g)
        for p, item in enumerate(pred):
            for g in about.get((item.label, item.key[0]), ()):
                if not any(self.differing(gold[g], item)):
                    yield Edge(g, p, 1.0, same_label=True, shared=sum(a == b for a, b in zip(gold[g].key, item.key, strict=True)))

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


def claims(pair: Pair, side: Side) -> Iterator[Item]:
    """The events and relations of one side: what each is about, its source, and its factuality."""
    resolve = pair.resolver.of(side)
    for number, event in enumerate(side.document.events or ()):
        at = pieces_of(event, number)
        yield Item(*at[0], event.type or "", (at, *stance(pair, side, event)), at, event)
    for relation in side.document.relations or ():
        kind, ends = triple(resolve, relation)
        yield Item(*hull(relation), kind, (ends, *stance(pair, side, relation)), spans_of(relation), relation)


def stance(pair: Pair, side: Side, item: Event | Relation) -> tuple[object, ...]:
    """The source of a claim in gold's terms, then its realis, polarity, certainty and status."""
    source = AUTHOR if item.asserted_by is None else pair.resolver.resolve(side, item.asserted_by)
    return (source, *(getattr(item, name, None) or MEANT.get(name, "") for name in FACTS))
