"""Events: triggers, arguments, dates, realis and event coreference."""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from typing import Any, ClassVar, Literal

from dateline.document import Event
from dateline.document.edtf import credit
from dateline.document.index import Side
from dateline.document.items import Item, pieces_of
from dateline.document.labels import family
from dateline.document.spans import Pieces
from dateline.kernel.clusters import ClusterMetric, Gathered, Named
from dateline.kernel.contingency import Counted, Tables, b3, ceaf, muc
from dateline.kernel.items import ItemMetric, Keyed, Settled, common, equal_keys, equal_spans, same_keys
from dateline.kernel.matching import Edge
from dateline.kernel.metric import Mean
from dateline.kernel.pair import Memo, Pair
from dateline.kernel.slicing import Slicing, Sums


def triggers(side: Side) -> Iterable[tuple[Event, Pieces]]:
    """The events of one side with the place of their triggers."""
    for number, event in enumerate(side.document.events or ()):
        yield event, pieces_of(event, number)


class Trigger(ItemMetric, frozen=True):
    """Event triggers (ACE 2005; Li et al. 2013): `match=type` wants equal spans and types, `span` equal spans.

    `types=family` reads of a type what stands before the point.
    """

    layer: ClassVar[str] = "events"
    axes: ClassVar[tuple[str, ...]] = ("type", "family", "realis", "polarity", "date_basis")
    match: Literal["type", "span"] = "type"
    types: Literal["full", "family"] = "full"

    def items(self, pair: Pair, side: Side) -> Iterable[Item]:
        return [Item(*at[0], kind_of(event, self.types), (at,), at, event) for event, at in triggers(side)]

    def settled(self, pair: Pair) -> Settled | None:
        gold, pred = self.by_place(pair.gold), self.by_place(pair.pred)
        return None if gold is None or pred is None else common(gold, pred)

    def by_place(self, side: Side) -> dict[Hashable, str] | None:
        """One side's types by place, and by type where that must be equal; `None` where two events share them."""
        typed = self.match == "type"
        kinds = [(kind_of(event, self.types), at) for event, at in triggers(side)]
        labels: dict[Hashable, str] = {(at, kind if typed else None): kind for kind, at in kinds}
        return labels if len(labels) == len(side.document.events or ()) else None

    def edges(self, pair: Pair, gold: list[Item], pred: list[Item]) -> Iterable[Edge]:
        if self.match == "type":
            return equal_keys(gold, pred)
        return same_keys(gold, pred)


class Arg(ItemMetric, frozen=True):
    """Event arguments as (event type, role, filler), each an item once (Li et al. 2013; TextEE, Huang et al. 2024).

    `match=span` leaves the role out (argument identification). `attached=yes` adds the trigger's span, so that arguments of two
    events of one type cannot stand for each other. `resolve=yes` compares fillers as gold entities, times and events, through gold's
    coreference; `resolve=no` wants equal spans (of an entity, its first mention's). `types=family` reads of an event type
    what stands before the point.
    """

    layer: ClassVar[str] = "events"
    axes: ClassVar[tuple[str, ...]] = ("type", "family", "role")
    match: Literal["role", "span"] = "role"
    attached: bool = True
    resolve: bool = True
    types: Literal["full", "family"] = "full"

    def items(self, pair: Pair, side: Side) -> Iterable[Item]:
        told: dict[Keyed, Item] = {}
        arguments = [(at, argument) for event, at in triggers(side) for argument in event.arguments]
        for (at, argument), keyed in zip(arguments, self.keys(pair, side), strict=True):
            item = Item(*at[0], keyed[0], keyed[1], at if self.attached else (), argument)
            kept = told.get(keyed)
            told[keyed] = item if kept is None else min(kept, item, key=lambda i: (i.start, i.end, repr(i.source)))
        return told.values()

    def keys(self, pair: Pair, side: Side) -> list[Keyed]:
        """What makes two arguments equal, of every argument of one side: its event's type, its role, its filler and its trigger."""
        events = [(kind_of(event, self.types), event.arguments, at if self.attached else ()) for event, at in triggers(side)]
        named = [argument.filler for _, arguments, _ in events for argument in arguments]
        fillers = pair.resolver.of(side, named) if self.resolve else {filler: pair.place_of(side, filler) for filler in named}
        role = self.match == "role"
        return [
            (label, (argument.role if role else "", fillers[argument.filler], trigger))
            for label, arguments, trigger in events
            for argument in arguments
        ]

    def settled(self, pair: Pair) -> Settled | None:
        return common(*({key: key[0] for key in self.keys(pair, side)} for side in (pair.gold, pair.pred)))

    def edges(self, pair: Pair, gold: list[Item], pred: list[Item]) -> Iterable[Edge]:
        return equal_keys(gold, pred)

    def wrong(self, pair: Pair, gold: Item, pred: Item) -> str | None:
        """Of one trigger: another event type, role or filler; else the right argument at another trigger."""
        role, filler, trigger = zip(gold.key, pred.key, strict=True)
        if (gold.start, gold.end) == (pred.start, pred.end):
            if gold.label != pred.label and filler[0] == filler[1]:
                return "type"
            if filler[0] == filler[1]:
                return "role"
            return "wrong argument" if role[0] == role[1] and gold.label == pred.label else None
        same = role[0] == role[1] and filler[0] == filler[1] and gold.label == pred.label and trigger[0] != trigger[1]
        return "trigger" if same else None

    def about(self, item: Item) -> Iterable[Hashable]:
        return (item.start, item.end), (item.label, item.key[:2])


class Date(ItemMetric, frozen=True):
    """Dates of events: items are the events that carry one.

    Equal trigger spans, and `match=exact` equal EDTF, `interval` the Dice in days.
    """

    layer: ClassVar[str] = "events"
    axes: ClassVar[tuple[str, ...]] = ("type", "family", "date_basis")
    match: Literal["exact", "interval"] = "exact"

    def items(self, pair: Pair, side: Side) -> Iterable[Item]:
        dated = ((event, at) for event, at in triggers(side) if event.date is not None)
        return [Item(*at[0], event.type or "", (at, event.date), at, event) for event, at in dated]

    def edges(self, pair: Pair, gold: list[Item], pred: list[Item]) -> Iterable[Edge]:
        exact, until = self.match == "exact", pair.gold.document.dct
        return at_equal_spans(gold, pred, lambda a, b: float(a.date == b.date) if exact else credit(a.date, b.date, until))

    def wrong(self, pair: Pair, gold: Item, pred: Item) -> str | None:
        """Another date at the same trigger."""
        return "wrong date" if gold.pieces == pred.pieces else None


class Realis(ItemMetric, frozen=True):
    """Realis of events (Rich ERE; Song et al. 2015): items are the events that carry it; equal trigger spans and equal value."""

    layer: ClassVar[str] = "events"
    axes: ClassVar[tuple[str, ...]] = ("type", "family", "realis")

    def items(self, pair: Pair, side: Side) -> Iterable[Item]:
        carrying = ((event, at) for event, at in triggers(side) if event.realis is not None)
        return [Item(*at[0], event.type or "", (at, event.realis), at, event) for event, at in carrying]

    def edges(self, pair: Pair, gold: list[Item], pred: list[Item]) -> Iterable[Edge]:
        return at_equal_spans(gold, pred, lambda a, b: float(a.realis == b.realis))

    def wrong(self, pair: Pair, gold: Item, pred: Item) -> str | None:
        """Another realis at the same trigger."""
        return "realis" if gold.pieces == pred.pieces else None


class Hoppers(ClusterMetric, frozen=True):
    """One coreference metric over triggers, keyed by span, type and, where several are equal, their rank; without `referent` alone."""

    layer: ClassVar[str] = "events"
    axes: ClassVar[tuple[str, ...]] = ("type",)
    score: Literal["MUC", "B3", "CEAFe"] = "MUC"
    across: bool = False

    def sums(self, slicing: Slicing, shared: Memo) -> Sums:
        """What adds up counts; this module's metrics share their tables, a subclass elsewhere has its own."""
        if type(self).__module__ != __name__ or slicing.axes:
            return super().sums(slicing, shared)
        return shared.once((Hoppers, self.across), lambda: Gathered(self.table)).sums(self.counts)

    def named(self, pair: Pair, side: Side) -> Named:
        """The clusters of one side by referent; none where no event has one."""
        events = list(triggers(side))
        if all(event.referent is None for event, _ in events):
            return {}
        here = "" if self.across else side.document.id
        names = [
            f"{here}\1{event.referent}" if event.referent is not None else f"{side.document.id}\0{number}"
            for number, (event, _) in enumerate(events)
        ]
        told: dict[str, list[tuple[Pieces, str, str]]] = {}
        for name, (event, at) in zip(names, events, strict=True):
            told.setdefault(name, []).append((at, event.type or "", event.date or ""))
        ordered = {name: (-len(each), sorted(each)) for name, each in told.items()}
        ranked = sorted(
            (at, event.type or "", ordered[name], event.date or "", event.referent or "", name)
            for name, (event, at) in zip(names, events, strict=True)
        )
        clusters: dict[str, set[tuple[object, ...]]] = {}
        copies: Counter[tuple[Pieces, str]] = Counter()
        for at, kind, *_, name in ranked:
            clusters.setdefault(name, set()).add((at, kind, copies[at, kind]))
            copies[at, kind] += 1
        return clusters

    def kinds(self, pair: Pair, side: Side) -> Mapping[tuple[object, ...], Collection[str]]:
        return {mention: (str(mention[1]),) for cluster in self.named(pair, side).values() for mention in cluster}

    def counts(self, tables: Tables) -> Counted:
        if self.score == "CEAFe":
            return ceaf(tables, entities=True)
        return muc(tables) if self.score == "MUC" else b3(tables)


class EventCoref(Mean, frozen=True):
    """Event coreference: the mean F1 of MUC, B3 and CEAFe over triggers, keyed by span and type (Pradhan et al. 2012; ECB+).

    It has no precision and no recall of its own.
    """

    layer: ClassVar[str] = "events"
    axes: ClassVar[tuple[str, ...]] = ("type",)
    across: bool = False

    def parts(self) -> Sequence[Hoppers]:
        return [Hoppers("MUC", self.across), Hoppers("B3", self.across), Hoppers("CEAFe", self.across)]


HEADLINE = Arg()


def kind_of(event: Event, types: str) -> str:
    """The type of an event, or its family."""
    kind = event.type or ""
    return family(kind) if types == "family" else kind


def at_equal_spans(gold: list[Item], pred: list[Item], agree: Callable[[Any, Any], float]) -> Iterable[Edge]:
    """Edges between events of equal trigger span, with what `agree` says of the two."""
    for edge in equal_spans(gold, pred, labels=False):
        if earned := agree(gold[edge.gold].source, pred[edge.pred].source):
            yield edge._replace(credit=earned, shared=0)
