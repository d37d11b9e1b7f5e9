"""A document as brat's lines."""

from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any

from dateline.document import AnySpan, Document, Event, Mention

EVENTS, TIMES = ("realis", "polarity", "certainty", "date"), ("value", "mod")


class Lines:
    """The lines of a file, with brat's ids of what they say."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[str] = []
        self.ids: dict[str | None, str] = {}
        self.numbers = {kind: count(1) for kind in "TRA"}

    def span(self, label: str, pieces: Iterable[AnySpan], own: str | None = None) -> str:
        """A text-bound annotation; its id."""
        spans = [piece for piece in pieces if isinstance(piece, tuple)]
        name = f"T{next(self.numbers['T'])}"
        words = " ".join(" ".join(self.text[start:end].split()) for start, end in spans)
        self.lines.append(f"{name}\t{label or 'NONE'} {';'.join(f'{start} {end}' for start, end in spans)}\t{words}")
        if own is not None:
            self.ids[own] = name
        return name

    def relation(self, label: str, head: str, tail: str) -> None:
        """A relation between two annotations."""
        self.lines.append(f"R{next(self.numbers['R'])}\t{label} Arg1:{head} Arg2:{tail}")

    def attributes(self, item: Any, name: str, fields: Iterable[str]) -> None:
        """The fields of an item that it states."""
        for field in fields:
            if (value := getattr(item, field)) is not None:
                self.lines.append(f"A{next(self.numbers['A'])}\t{field.capitalize()} {name} {value}")


def written(document: Document, text: str) -> bytes:
    """One document."""
    into = Lines(text)
    add_mentions(into, document.mentions or ())
    for time in document.times or ():
        if time.value is not None:
            name = into.span(time.type or "TIMEX3", ((time.start or 0, time.end or 0),), time.id)
            into.attributes(time, name, TIMES)
    add_events(into, document.events or ())
    for relation in document.relations or ():
        if relation.head in into.ids and relation.tail in into.ids:
            into.relation(relation.type, into.ids[str(relation.head)], into.ids[str(relation.tail)])
    for quote in document.quotes or ():
        name = into.span(f"{(quote.kind or '').capitalize()}Quote", quote.spans, quote.id)
        for part, who in (("Speaker", quote.speaker), ("Addressee", quote.addressee)):
            if who in into.ids:
                into.relation(part, name, into.ids[str(who)])
        if isinstance(quote.cue, tuple):
            into.relation("Cue", name, into.span("Cue", (quote.cue,)))
    return "".join(f"{line}\n" for line in into.lines).encode()


def add_mentions(into: Lines, mentions: Iterable[Mention]) -> None:
    """The mentions, and those of one entity as equal."""
    chains: dict[str, list[str]] = {}
    for mention in mentions:
        name = into.span(mention.type or "", mention.fragments or ((mention.start or 0, mention.end or 0),), mention.id)
        into.attributes(mention, name, ("level",))
        if mention.entity is not None:
            chains.setdefault(mention.entity, []).append(name)
    into.lines += [f"*\tEquiv {' '.join(members)}" for members in chains.values()]


def add_events(into: Lines, events: Sequence[Event]) -> None:
    """The events, named before they are written, as one may be in another."""
    named = [(event, into.span(event.type or "", ((event.start or 0, event.end or 0),)), f"E{n}") for n, event in enumerate(events, 1)]
    into.ids |= {event.id: name for event, _, name in named if event.id is not None}
    for event, trigger, name in named:
        told = "".join(f" {one.role}:{into.ids[str(one.filler)]}" for one in event.arguments if one.filler in into.ids)
        into.lines.append(f"{name}\t{event.type or 'NONE'}:{trigger}{told}")
        into.attributes(event, name, EVENTS)
