"""Time expressions: TIMEX3 and EDTF."""

from collections.abc import Hashable, Iterable, Sequence
from typing import ClassVar, Literal

from dateline.document import Event
from dateline.document import Time as TimeExpression
from dateline.document.edtf import credit, from_timex
from dateline.document.index import Side
from dateline.document.items import Item, pieces_of, shared_characters
from dateline.document.spans import overlap
from dateline.kernel.items import ItemMetric, Settled, common, equal_spans
from dateline.kernel.matching import Edge
from dateline.kernel.pair import Pair

EVENT = "EVENT"


class Time(ItemMetric, frozen=True):
    """Time expressions (TempEval-3; UzZaman et al. 2013), matched one to one.

    `match=strict` wants equal spans, `relaxed` overlap, `type` and `value` overlap and that attribute equal, `interval` overlap,
    with the Dice coefficient in days of `edtf`, else of `value`, as credit. Values that are no calendar interval (`DURATION`,
    `SET`, `PAST_REF`) earn 1 if equal, else 0. Values are compared as strings; an absent one is equal only to an absent one.
    `span=equal` wants equal spans beside an equal `type`, `value` or `interval`, as overlap alone would forgive a shift.
    """

    layer: ClassVar[str] = "times"
    axes: ClassVar[tuple[str, ...]] = ("type", "basis")
    match: Literal["strict", "relaxed", "type", "value", "interval"] = "strict"
    span: Literal["overlap", "equal"] = "overlap"

    def __post_init__(self) -> None:
        if self.span == "equal" and self.match in {"strict", "relaxed"}:
            msg = f"Time(span=equal) goes with match=type, value or interval, not match={self.match}"
            raise ValueError(msg)

    def items(self, pair: Pair, side: Side) -> Iterable[Item]:
        for number, time in enumerate(asked(pair, side)):
            pieces = pieces_of(time, number)
            content = () if self.match in {"strict", "relaxed"} else (time.value or "", time.edtf or "")
            yield Item(*pieces[0], time.type or "", (pieces, *content), pieces, time)

    def settled(self, pair: Pair) -> Settled | None:
        if self.match != "strict" and (self.span != "equal" or self.match == "interval"):
            return None
        gold, pred = (self.by_place(asked(pair, side)) for side in (pair.gold, pair.pred))
        return None if gold is None or pred is None else common(gold, pred)

    def by_place(self, times: Sequence[TimeExpression]) -> dict[Hashable, str] | None:
        """One side's types by place and the attribute that must be equal; `None` where two stand at one place."""
        attribute = {"strict": None, "type": "type", "value": "value"}[self.match]
        shared = [getattr(time, attribute) for time in times] if attribute else [None] * len(times)
        places = [pieces_of(time, number) for number, time in enumerate(times)]
        labels: dict[Hashable, str] = {key: time.type or "" for key, time in zip(zip(places, shared, strict=True), times, strict=True)}
        return labels if len(set(places)) == len(times) else None

    def edges(self, pair: Pair, gold: list[Item], pred: list[Item]) -> Iterable[Edge]:
        if self.match == "strict":
            return equal_spans(gold, pred, labels=False)
        if self.span == "equal":
            equal = equal_spans(gold, pred, labels=False)
            return [e._replace(credit=earned) for e in equal if (earned := self.credit(gold[e.gold], pred[e.pred], pair.gold.document.dct))]
        until = pair.gold.document.dct
        near = (
            Edge(g, p, self.credit(gold[g], pred[p], until), gold[g].label == pred[p].label, n) for g, p, n in shared_characters(gold, pred)
        )
        return [edge for edge in near if edge.credit]

    def wrong(self, pair: Pair, gold: Item, pred: Item) -> str | None:
        """A value, a type or a boundary."""
        if not overlap(gold.pieces, pred.pieces):
            return None
        return {"value": "value", "interval": "value", "type": "type"}.get(self.match) or super().wrong(pair, gold, pred)

    def credit(self, gold: Item, pred: Item, until: str | None) -> float:
        """What an overlapping pair earns."""
        a, b = gold.source, pred.source
        if not (isinstance(a, TimeExpression) and isinstance(b, TimeExpression)) or self.match == "relaxed":
            return 1.0
        if self.match == "type":
            return float(a.type == b.type)
        if self.match == "value":
            return float(a.value == b.value)
        return interval_credit(a, b, until)


class When(ItemMetric, frozen=True):
    """When things are: time expressions and dated events, as one set of items, each matched at an equal span.

    A time expression is right if its `value` is (TempEval-3; UzZaman et al. 2013). An event that carries a `date` earns, at an equal
    trigger, the Dice coefficient in days (`match=interval`), or 1 if the EDTF is equal (`exact`). A slice is by TIMEX3 type, dated
    events are `EVENT`; those of several types on one trigger are several. What gold does not annotate, times or events, is not asked.
    """

    layer: ClassVar[str] = "times"
    match: Literal["interval", "exact"] = "interval"

    def items(self, pair: Pair, side: Side) -> Iterable[Item]:
        gold = pair.gold.document
        for number, time in enumerate(asked(pair, side)):
            at = pieces_of(time, number)
            yield Item(*at[0], time.type or "", (at, "time", time.value or ""), at, time)
        for number, event in enumerate(side.document.events or ()) if gold.events is not None else ():
            if event.date is not None:
                at = pieces_of(event, number)
                yield Item(*at[0], EVENT, (at, "event", event.date, event.type or ""), at, event)

    def edges(self, pair: Pair, gold: list[Item], pred: list[Item]) -> Iterable[Edge]:
        until = pair.gold.document.dct
        for edge in equal_spans(gold, pred, labels=False):
            said, answer = gold[edge.gold].source, pred[edge.pred].source
            if isinstance(said, Event) and isinstance(answer, Event) and self.match == "interval":
                earned = credit(said.date, answer.date, until)
            else:
                earned = float(gold[edge.gold].key[:3] == pred[edge.pred].key[:3])
            if earned:
                yield edge._replace(credit=earned)

    def wrong(self, pair: Pair, gold: Item, pred: Item) -> str | None:
        """A value or a date, or a boundary."""
        if gold.key[1] != pred.key[1] or not overlap(gold.pieces, pred.pieces):
            return None
        if gold.pieces != pred.pieces:
            return "boundary" if gold.key[2] == pred.key[2] else "boundary and value"
        return "value" if gold.key[1] == "time" else "wrong date"


HEADLINE = When()


def asked(pair: Pair, side: Side) -> Sequence[TimeExpression]:
    """The time expressions of a side, where gold has them annotated: its events alone may be dated."""
    return side.document.times or () if pair.gold.document.times is not None else ()


def interval_credit(a: TimeExpression, b: TimeExpression, until: str | None) -> float:
    """The Dice coefficient in days; values that are no interval must be equal."""
    left, right = (time.edtf or from_timex(time.value or "") or time.value for time in (a, b))
    return credit(left, right, until) if left is not None or right is not None else 1.0
