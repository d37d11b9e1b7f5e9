"""What only gold must keep to: it stands in its text, can be told, and its accepted answers are of its items."""

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from dateline.corpus.check import Found, bounds
from dateline.document import NAMELESS, Alternative, Document, Entity, Event, Judged, Placed, Quote
from dateline.document.edtf import impossible, parse
from dateline.document.index import Side
from dateline.document.items import pieces_of
from dateline.document.parts import items_of, references_of, with_items
from dateline.files.faults import Fault, Suggestion

ITEM = "item"  # what is optional of an item that is so as a whole, in a list of attributes
STATED = Alternative.__struct_fields__


def gold_faults(document: Document, text: str | None, place: tuple[str, int]) -> Iterator[Fault]:
    """The faults that a document has as gold; `place` is its file and line."""
    yield from ungrounded(document, place)
    yield from (Fault(*place, path, what, fix, around) for path, what, fix, around in accepted(document, text))
    yield from (Fault(*place, *fault) for fault in undated(document))


def wholly(document: Document) -> Document:
    """Gold whose optional items are so as a whole where they name themselves, as rows of the dataset do."""

    def whole(item: Any) -> Any:
        arguments = {"arguments": tuple(map(whole, item.arguments))} if isinstance(item, Event) and item.arguments else {}
        optional = {"optional": True} if item.optional == (ITEM,) else {}
        return replace(item, **arguments, **optional) if arguments or optional else item

    return with_items(document, whole)


def accepted(document: Document, text: str | None) -> Iterator[Found]:
    """Alternatives that say nothing, something that their item has not, or a place outside the text; attributes that are none."""
    judged = [(path, item) for path, item in items_of(document) if isinstance(item, Judged)]
    inner = [(f"{path}.arguments[{n}]", a) for path, item in judged if isinstance(item, Event) for n, a in enumerate(item.arguments)]
    for path, item in (*judged, *inner):
        names = [name for name in item.__struct_fields__ if name in STATED]
        for name in item.optional if isinstance(item.optional, tuple) else ():
            if name not in names:
                fix = Suggestion(name, names, " (`true` for the whole item)")
                yield f"{path}.optional", f"names {name!r}, which the item does not have", fix, ""
        for number, other in enumerate(item.alternatives or ()):
            place = f"{path}.alternatives[{number}]"
            stated = [name for name in other.__struct_fields__ if getattr(other, name) is not None]
            foreign = [name for name in stated if name not in names]
            if not stated or foreign:
                what = f"states {foreign[0]!r}, which the item does not have" if foreign else "states nothing"
                yield place, what, Suggestion(foreign[0], names) if foreign else "give what could as well be otherwise", ""
            if other.start is not None and other.end is not None:
                yield from bounds(place, (other.start, other.end), text)
            elif {"start", "end", "text", "nth"} & set(stated):
                yield place, "has no place", "give `start` and `end`, or the exact string as `text`", ""


def ungrounded(document: Document, place: tuple[str, int]) -> Iterator[Fault]:
    """Items that stand nowhere, and references to an entity that has neither a mention nor members."""
    side = Side(document)
    for path, item in items_of(document):
        if isinstance(item, Entity):
            continue
        if (isinstance(item, Placed) and pieces_of(item, 0)[0][0] < 0) or (
            isinstance(item, Quote) and not any(isinstance(span, tuple) for span in item.spans)
        ):
            yield Fault(*place, path, "stands nowhere in the text", "give offsets, or its string as the text has it")
        for name, who in references_of(item):
            target = side.by_id.get(who) if isinstance(who, str) else None
            if isinstance(target, Entity) and not side.clusters.get(target.id) and not (target.members and tellable(side, target)):
                what = f"entity {target.id!r} has no mention and no members that a mention, name or link tells, so no answer can name it"
                yield Fault(*place, f"{path}.{name}", what, "give the entity a mention, or its members mentions, names or links")


def undated(document: Document) -> Iterator[tuple[str, str, str]]:
    """Dates that are none: a day or week that no calendar has as a value, or what no EDTF is."""
    for number, time in enumerate(document.times or ()):
        if time.value is not None and impossible(time.value):
            yield f"$.times[{number}].value", f"{time.value!r} is in no calendar", "give a day or a week that there is"
        if time.edtf is not None and parse(time.edtf) is None:
            yield f"$.times[{number}].edtf", f"{time.edtf!r} is no date of EDTF", "as 2025-09-03, 2025-09, 2025-21 or 2025-09/.."
    for number, event in enumerate(document.events or ()):
        if event.date is not None and parse(event.date) is None:
            yield f"$.events[{number}].date", f"{event.date!r} is no date of EDTF", "as 2025-09-03, 2025-09, 2025-21 or 2025-09/.."


def tellable(side: Side, entity: Entity, holders: frozenset[str] = frozenset()) -> bool:
    """Whether a mention, a link, a name or members of which each is so told tell an entity from others."""
    if side.clusters.get(entity.id) or entity.qid not in NAMELESS or (entity.name and not entity.members):
        return True
    inner = [side.by_id.get(name) for name in entity.members or ()]
    holders = holders | {entity.id}
    return bool(inner) and all(
        not isinstance(member, Entity) or (member.id not in holders and tellable(side, member, holders)) for member in inner
    )
