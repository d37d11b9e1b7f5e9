"""A document as formats without entities can say it: items that stand in the text, mentions with ids and types, references to mentions."""

from collections.abc import Callable, Iterable
from itertools import count

from msgspec.structs import replace

from dateline.document import Argument, Document, Event, Inline, Mention, Quote, Reference, Relation
from dateline.document.index import Side
from dateline.document.parts import items_of

Who = Callable[[Reference | None], str | None]


def spelled(document: Document) -> Document:
    """The document with what has a place: a reference to an entity is one to its first mention, and what refers to nothing is left out."""
    mentions = named(document)
    others = {one.id for layer in (document.times, document.events) for one in layer or () if one.id is not None and one.start is not None}
    known = {mention.id for mention in mentions if mention.id is not None} | others
    first: dict[str, str] = {}
    at: dict[tuple[int | None, int | None], str] = {}
    for mention in sorted(mentions, key=lambda m: (m.start or 0, -(m.end or 0))):
        if mention.id is not None:
            at.setdefault((mention.start, mention.end), mention.id)
            if mention.entity is not None:
                first.setdefault(mention.entity, mention.id)

    def who(reference: Reference | None) -> str | None:
        if isinstance(reference, Inline):
            return at.get((reference.start, reference.end))
        return reference if reference in known else first.get(reference or "")

    return replace(
        document,
        mentions=None if document.mentions is None else tuple(mentions),
        times=document.times and tuple(time for time in document.times if time.start is not None),
        relations=document.relations and tuple(relations(document.relations, who)),
        events=document.events and tuple(events(document.events, who)),
        quotes=document.quotes and tuple(quotes(document.quotes, who)),
    )


def named(document: Document) -> list[Mention]:
    """The mentions that stand in the text, each with an id and, where they say none, the type of their entity."""
    index = Side(document)
    taken = {item.id for _, item in items_of(document)}
    fresh = (name for number in count(1) if (name := f"m{number}") not in taken)
    placed = [mention for mention in document.mentions or () if mention.start is not None or mention.fragments]
    return [replace(one, id=one.id or next(fresh), type=index.label(one) or None) for one in placed]


def relations(items: Iterable[Relation], who: Who) -> Iterable[Relation]:
    """The relations between mentions."""
    for item in items:
        head, tail = who(item.head), who(item.tail)
        if head is not None and tail is not None:
            yield replace(item, head=head, tail=tail, asserted_by=who(item.asserted_by))


def events(items: Iterable[Event], who: Who) -> Iterable[Event]:
    """The events that have a trigger, with the arguments that are something."""
    for item in items:
        if item.start is not None:
            told = ((argument.role, who(argument.filler)) for argument in item.arguments)
            arguments = tuple(Argument(role=role, filler=filler) for role, filler in told if filler is not None)
            yield replace(item, arguments=arguments, asserted_by=who(item.asserted_by))


def quotes(items: Iterable[Quote], who: Who) -> Iterable[Quote]:
    """The quotes that stand in the text."""
    for item in items:
        if item.spans and all(isinstance(span, tuple) for span in item.spans):
            yield replace(item, speaker=who(item.speaker), addressee=who(item.addressee), via=who(item.via))
