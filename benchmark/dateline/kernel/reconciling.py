"""Accepted answers: a pair is reconciled before anything is counted, so that no metric need know of them.

A predicted item that equals an alternative of a gold item takes gold's form, if none equals gold's own. What is optional in gold goes
out together with the predicted items that equal it: it is right if found and not missed if not.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from msgspec.structs import replace

from dateline.document import Alternative, Argument, Document, Event, Inline, Mention, Quote, Relation
from dateline.document.contents import content_of, trimmed
from dateline.document.index import Side
from dateline.document.items import pieces_of
from dateline.kernel.forms import (
    ATTRIBUTES,
    REFERENCES,
    Form,
    Item,
    by_form,
    event_in_gold,
    in_gold,
    moved_argument,
    moved_place,
    needed,
    optional_arguments,
    place_in_gold,
)
from dateline.kernel.keys import nameless, triple
from dateline.kernel.nearness import near, nearest
from dateline.kernel.resolution import Resolver


def reconciled(gold: Side, pred: Side) -> tuple[Side, Side]:
    """The sides as they are counted; references still look at the whole of both."""
    for layers in (("mentions", "times", "events"), ("relations", "quotes", "arguments")):  # what refers, once places are settled
        pred = Side(Reconciler(gold, pred).adapted(layers))
    return Reconciler(gold, pred).reduced()


class Reconciler:
    """Finds the predicted items that are accepted in the place of gold's."""

    def __init__(self, gold: Side, pred: Side) -> None:
        self.gold, self.pred, self.text = gold, pred, gold.document.text
        self.resolve = Resolver(gold, self.text).resolve
        self.forms = {
            "mentions": Form(place_in_gold, pieces_of, moved_place),
            "times": Form(place_in_gold, pieces_of, moved_place),
            "events": Form(event_in_gold, lambda item, number: (pieces_of(item, number), item.type), moved_place),
            "relations": Form(self.triple_in_gold, lambda item, _: triple(partial(self.resolve, self.pred), item), self.moved_triple),
            "quotes": Form(self.content_in_gold, self.content, lambda item, gold: replace(item, spans=gold.spans)),
        }

    def adapted(self, layers: Sequence[str]) -> Document:
        """The predicted document with some layers in gold's form."""
        changes: dict[str, Any] = {}
        for layer in layers:
            name = "events" if layer == "arguments" else layer
            golds, preds = getattr(self.gold.document, name), getattr(self.pred.document, name)
            if golds and preds:
                adapt = self.with_arguments if layer == "arguments" else lambda a, b, layer=layer: self.in_form(a, b, self.forms[layer])
                changes[name] = tuple(adapt(golds, preds))
        return replace(self.pred.document, **changes)

    def in_form(self, golds: Sequence[Item], preds: Sequence[Item], form: Form) -> list[Item]:
        """Predicted items with the places, then the attributes, of the gold items whose alternatives they equal."""
        new = list(preds)
        own = [form.gold(item, number, None) for number, item in enumerate(golds)]
        at = by_form(preds, form.pred, self.said)
        said: set[Hashable] = set()  # the forms and words of those that are taken: a copy of one matches nothing
        for number in sorted(range(len(golds)), key=lambda number: repr(own[number])):
            for other in self.alternatives(golds[number]):
                there = form.gold(golds[number], number, other)
                if there in own or any(self.agrees(new[rank], golds[number]) for rank in at.get(own[number], ())):
                    continue
                free = [rank for rank in at.get(there, ()) if self.agrees(new[rank], other) and (there, self.said(new[rank])) not in said]
                if free:
                    taken = free[0]
                    said.add((there, self.said(new[taken])))
                    new[taken] = self.like(form.moved(new[taken], golds[number]), golds[number], other)
                    at[there].remove(taken)
                    at.setdefault(own[number], []).append(taken)
                    break
            for other in self.alternatives(golds[number]):
                for rank in at.get(own[number], ()) if form.gold(golds[number], number, other) == own[number] else ():
                    if self.agrees(new[rank], other):
                        new[rank] = self.like(new[rank], golds[number], other)
        return new

    def alternatives(self, item: Item) -> Iterator[Alternative]:
        """The alternatives of a gold item; a mention has its entity's types and ids."""
        yield from item.alternatives or ()
        entity = self.gold.entities.get(item.entity) if isinstance(item, Mention) and item.entity is not None else None
        for other in entity.alternatives or () if entity else ():
            if other.type is not None or other.qid is not None:
                yield Alternative(type=other.type, qid=other.qid)

    def agrees(self, item: Item, other: Item) -> bool:
        """Whether a predicted item has what a gold one or an alternative states, or leaves it out."""
        told = ((name, self.value(self.pred, item, name)) for name in ATTRIBUTES[type(item)])
        return all(self.value(self.gold, other, name) in {None, value} or value is None for name, value in told)

    def like(self, item: Item, gold: Item, other: Alternative) -> Item:
        """A predicted item with gold's attributes where it has the alternative's."""
        new = {}
        for name in ATTRIBUTES[type(item)]:
            value = self.value(self.gold, other, name)
            if value is not None and self.value(self.pred, item, name) == value:
                new[name] = in_gold(getattr(gold, name)) if name in REFERENCES else self.value(self.gold, gold, name)
        return replace(item, **new) if new else item

    def value(self, side: Side, item: Item, name: str) -> Hashable:
        """An attribute as it is compared: a mention's own label and id or its entity's, a reference resolved."""
        value: Hashable = getattr(item, name)
        if isinstance(item, Mention) and name in {"type", "qid"}:
            return side.label(item) or None if name == "type" else side.qid(item)
        return self.resolve(side, value) if name in REFERENCES and isinstance(value, str | Inline) else value

    def said(self, item: Item) -> str:
        """What a predicted item says, references resolved: an order that neither ids nor the order of the list change."""
        values = [nameless(self.value(self.pred, item, name)) for name in ATTRIBUTES[type(item)]]
        arguments = item.arguments if isinstance(item, Event) else ()
        return repr([values, sorted((a.role, nameless(self.resolve(self.pred, a.filler))) for a in arguments)])

    def triple_in_gold(self, relation: Relation, _: int, other: Alternative | None) -> Hashable:
        """A gold relation, or its alternative."""
        return triple(partial(self.resolve, self.gold), relation, (other and other.type) or "")

    def moved_triple(self, relation: Relation, gold: Relation) -> Relation:
        """A predicted relation with gold's type, its ends as gold has them."""
        return replace(relation, type=gold.type, head=in_gold(gold.head), tail=in_gold(gold.tail))

    def content(self, quote: Quote, number: int) -> Hashable:
        """The content of a quote without what stands at its edges."""
        return trimmed(self.text, content_of(quote, number))

    def content_in_gold(self, quote: Quote, number: int, other: Alternative | None) -> Hashable:
        """The content of a gold quote, or of its alternative."""
        return self.content(replace(quote, spans=other.spans) if other and other.spans else quote, number)

    def with_arguments(self, golds: Sequence[Event], preds: Sequence[Event]) -> Iterator[Event]:
        """Predicted events with the arguments of the gold events at their triggers."""
        there: dict[Hashable, list[Event]] = {}
        for number, event in enumerate(golds):
            there.setdefault(event_in_gold(event, number, None), []).append(event)
        form = Form(self.argument_in_gold, lambda item, _: (item.role, self.resolve(self.pred, item.filler)), moved_argument)
        for number, event in enumerate(preds):
            own = [argument for gold in there.get((pieces_of(event, number), event.type), ()) for argument in gold.arguments]
            yield replace(event, arguments=tuple(self.in_form(own, event.arguments, form))) if own and event.arguments else event

    def argument_in_gold(self, argument: Argument, _: int, other: Alternative | None) -> Hashable:
        """A gold argument, or its alternative."""
        filler = other.filler if other and other.filler is not None else argument.filler
        return (other.role if other and other.role else argument.role), self.resolve(self.gold, filler)

    def reduced(self) -> tuple[Side, Side]:
        """Both sides without what is optional and what equals it."""
        golds, preds = self.gold.document, self.pred.document
        for layer in ("mentions", "times", "events", "relations", "quotes"):
            ours, theirs = getattr(golds, layer) or (), getattr(preds, layer) or ()
            if any(item.optional for item in ours) or layer == "events":
                kept, answered = self.without_optional(layer, ours, theirs)
                golds = replace(golds, **{layer: kept}) if getattr(golds, layer) is not None else golds
                preds = replace(preds, **{layer: answered}) if getattr(preds, layer) is not None else preds
        return Side(golds, whole=self.gold), Side(preds, whole=self.pred)

    def without_optional(self, layer: str, golds: Sequence[Item], preds: Sequence[Item]) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
        """Gold items that must be found, without attributes that need not; the predicted items without those that equal the others."""
        form = self.forms[layer]
        at = by_form(preds, form.pred, self.said)
        told = [(form.gold(item, number, None), self.gold.label(item) if layer == "mentions" else "") for number, item in enumerate(golds)]
        wanted = needed(told, golds)
        new: list[Item] = list(preds)  # `None` for one that is out
        near_ = near(self.text, golds, preds, self.said) if layer == "quotes" else {}
        kept: list[Item] = []
        for number, item in enumerate(golds):
            if not item.optional and not optional_arguments(item):
                kept.append(item)
                continue
            own = at.get(told[number][0], [])
            equal = [rank for rank in own if layer != "mentions" or self.pred.label(preds[rank]) in {told[number][1], ""}]
            alike = wanted.get(told[number], [])
            if alike and item.optional is True:  # what must be found stays: least like what need not, and most like what must
                equal.sort(key=lambda rank: (self.likeness(item, preds, rank), -max(self.likeness(one, preds, rank) for one in alike)))
            equal = equal[len(alike) :]
            if item.optional is True:
                if layer == "quotes" and not equal:
                    equal = nearest(near_.get(number, ()), new)
                for rank in equal:  # copies too: where items are sets they are one
                    new[rank] = None
                    if rank in own:
                        own.remove(rank)
                continue
            for rank in self.answering(item, alike, own, preds, new):
                new[rank] = self.left_out(new[rank], item, self.pred)
            left = self.left_out(item, item, self.gold)
            kept.append(self.without_arguments(left, own, new) if optional_arguments(item) else left)
        return tuple(kept), tuple(item for item in new if item is not None)

    def answering(self, item: Item, alike: Sequence[Item], own: Sequence[int], preds: Sequence[Item], new: Sequence[Item]) -> list[int]:
        """The predicted items that lose what a gold item leaves open: all there, but one for each other that wants it said."""
        changed = [rank for rank in own if self.left_out(new[rank], item, self.pred) is not new[rank]]
        stated = [self.left_out(other, other, self.gold) for other in alike if other is not item] if changed else []
        wanting = [other for other in stated if self.left_out(other, item, self.gold) is not other]
        if wanting:
            changed.sort(key=lambda rank: max(self.likeness(other, preds, rank) for other in wanting))
        return changed[: max(0, len(changed) - len(wanting))]

    def likeness(self, gold: Item, preds: Sequence[Item], rank: int) -> int:
        """In how many attributes a predicted item says what a gold one does."""
        return sum(self.value(self.pred, preds[rank], name) == self.value(self.gold, gold, name) for name in ATTRIBUTES[type(gold)])

    def left_out(self, item: Item, gold: Item, side: Side) -> Item:
        """An item without the optional attributes of a gold item that it has the same of."""
        names = gold.optional if isinstance(gold.optional, tuple) else ()
        same = [name for name in names if self.value(side, item, name) == self.value(self.gold, gold, name)]
        return replace(item, **dict.fromkeys(same)) if same else item

    def without_arguments(self, event: Event, ranks: Iterable[int], new: list[Item]) -> Event:
        """A gold event without its optional arguments, and the predicted events at its trigger without those that equal them."""
        optional = {self.argument_in_gold(argument, 0, None) for argument in event.arguments if argument.optional}
        for rank in ranks:
            kept = [a for a in new[rank].arguments if (a.role, self.resolve(self.pred, a.filler)) not in optional]
            new[rank] = replace(new[rank], arguments=tuple(kept))
        return replace(event, arguments=tuple(argument for argument in event.arguments if not argument.optional))
