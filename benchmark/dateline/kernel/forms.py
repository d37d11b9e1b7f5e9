"""What tells the items of a layer apart, which of gold must be found, and how a predicted item takes the form of a gold one."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, NamedTuple

from msgspec.structs import replace

from dateline.document import Alternative, Argument, Event, Mention, Quote, Reference, Relation, Time
from dateline.document.items import pieces_of
from dateline.kernel.resolution import GoldId

Item = Any  # an item of one layer, the same on both sides
ATTRIBUTES: dict[type, tuple[str, ...]] = {
    Mention: ("type", "level", "qid"),
    Time: ("type", "value", "edtf"),
    Event: ("date", "realis", "polarity", "certainty", "asserted_by"),
    Relation: ("certainty", "status", "asserted_by"),
    Argument: (),
    Quote: ("kind", "speaker"),
}
REFERENCES = frozenset({"asserted_by", "speaker", "filler"})


class Form(NamedTuple):
    """What tells the items of a layer apart, of gold also with an alternative in its place; and a predicted item in gold's form."""

    gold: Callable[[Item, int, Alternative | None], Hashable]
    pred: Callable[[Item, int], Hashable]
    moved: Callable[[Item, Item], Item]


def by_form(items: Sequence[Item], form: Callable[[Item, int], Hashable], said: Callable[[Item], str]) -> dict[Hashable, list[int]]:
    """The ranks of predicted items by form, of equal forms in order of what each says."""
    ranks: dict[Hashable, list[int]] = {}
    for rank in sorted(range(len(items)), key=lambda rank: said(items[rank])):
        ranks.setdefault(form(items[rank], rank), []).append(rank)
    return ranks


def place_in_gold(item: Item, number: int, other: Alternative | None) -> Hashable:
    """Where a gold item stands, or its alternative."""
    return ((other.start, other.end),) if other and other.start is not None else pieces_of(item, number)


def event_in_gold(event: Event, number: int, other: Alternative | None) -> Hashable:
    """The trigger and type of a gold event, or of its alternative."""
    return place_in_gold(event, number, other), other.type if other and other.type else event.type


def moved_place(item: Item, gold: Item) -> Item:
    """A predicted item where a gold item stands; a mention with its head, an event with its type."""
    place = {"start": gold.start, "end": gold.end, "text": None}
    if isinstance(gold, Mention):
        return replace(item, **place, fragments=gold.fragments, head=gold.head)
    return replace(item, **place, type=gold.type) if isinstance(gold, Event) else replace(item, **place)


def moved_argument(argument: Argument, gold: Argument) -> Argument:
    """A predicted argument with gold's role and filler."""
    return replace(argument, role=gold.role, filler=in_gold(gold.filler))


def in_gold(reference: Reference | None) -> Reference | None:
    """A reference of gold as a prediction can have it."""
    return GoldId(reference) if isinstance(reference, str) else reference


def optional_arguments(item: Item) -> bool:
    """Whether an item is an event of which some argument is optional."""
    return isinstance(item, Event) and any(argument.optional for argument in item.arguments)


def needed(told: Sequence[Hashable], golds: Sequence[Item]) -> dict[Hashable, list[Item]]:
    """The gold items that must be found, by what is told of each."""
    needing: dict[Hashable, list[Item]] = {}
    for each, item in zip(told, golds, strict=True):
        if item.optional is not True:
            needing.setdefault(each, []).append(item)
    return needing
