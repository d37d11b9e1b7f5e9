"""Offset-less items of a document get their spans, at the door; what is found nowhere says so."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple, TypeVar

from msgspec.structs import replace

from dateline.corpus.align import Aligner, Placement
from dateline.document import (
    Aligned,
    Alternative,
    AnySpan,
    Document,
    Event,
    Inline,
    Judged,
    Mention,
    Quote,
    Reference,
    Relation,
    Span,
    TextSpan,
    Time,
)
from dateline.document.parts import changed, items_of, unchanged, with_items

OMITTED = re.compile(r"\s*[\[(]?(?:…|\.\.\.)[\])]?\s*")
P = TypeVar("P", Mention, Time, Event)
R = TypeVar("R", Relation, Event, Quote)
J = TypeVar("J", bound=Judged)


class Alignment(NamedTuple):
    """How many strings were placed in each way, and how many could have gone elsewhere."""

    exact: int = 0
    normalised: int = 0
    fuzzy: int = 0
    none: int = 0
    ambiguous: int = 0

    def plus(self, other: "Alignment") -> "Alignment":
        """Both together."""
        return Alignment(*(a + b for a, b in zip(self, other, strict=True)))


class Choice(NamedTuple):
    """A string that could stand in several places: its layer, label, the places, and the one that reading order chose."""

    document: str
    layer: str
    label: str
    words: str
    places: tuple[Span, ...]
    chosen: Span


class Placer:
    """Places everything that one document gives as strings in its text."""

    def __init__(self, text: str, document: Document) -> None:
        self.document = document
        self.labels = {entity.id: entity.type or "" for entity in document.entities or ()}
        self.choices: list[Choice] = []
        self.aligner = Aligner(text)
        self.references = Aligner(text)
        self.found: list[Placement] = []

    def note(self, placement: Placement) -> Placement:
        """Remember a placement for the report."""
        self.found.append(placement)
        return placement

    def span(self, span: AnySpan, *, within: Span | None = None, near: Span = (0, 0)) -> AnySpan:
        """A span as offsets; one that is found nowhere stays a string."""
        if not isinstance(span, TextSpan):
            return span
        placed = self.note(self.references.place(span.text, span.nth, within=within, near=near)).span
        return placed if placed is not None else span

    def mentions(self, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """The mentions, longer strings placed first so that a short name is not put inside a long one."""
        given = [(m.start, m.end) for m in mentions if m.start is not None and m.end is not None]
        if len(given) < len(mentions):
            self.aligner.leave(given)
        placed = {number: self.mention(m) for number, m in sorted(enumerate(mentions), key=lambda each: -len(each[1].text or ""))}
        return tuple(placed[number] for number in range(len(mentions)))

    def mention(self, mention: Mention) -> Mention:
        """One mention with its span, fragments and head."""
        done: Mention = self.item(mention)
        if done.fragments is not None:
            pieces = tuple(self.span(piece) for piece in done.fragments)
            spans = [piece for piece in pieces if isinstance(piece, tuple)]
            hull = (min(s for s, _ in spans), max(e for _, e in spans)) if spans else (None, None)
            done = replace(done, fragments=pieces)
            if done.start is None or done.end is None:
                done = replace(done, start=hull[0], end=hull[1])
        if isinstance(done.head, TextSpan) and done.start is not None and done.end is not None:
            done = replace(done, head=self.span(done.head, within=(done.start, done.end) if done.head.nth is None else None))
        if done.start is not None and done.end is not None:
            self.aligner.covered.append((done.start, done.end))
            self.references.covered.append((done.start, done.end))
        return done

    def item(self, item: P) -> P:
        """An item with one span of its own; offsets that are given stay."""
        if item.start is not None or item.text is None or (isinstance(item, Mention) and item.fragments is not None):
            return item
        placed = self.note(self.aligner.place(item.text, item.nth))
        start, end = placed.span or (None, None)
        if isinstance(item, Mention):
            self.choose("mentions", item.type or self.labels.get(item.entity or "", ""), item.text, placed)
        return replace(item, start=start, end=end, nth=None, aligned=placed.aligned)

    def choose(self, layer: str, label: str, words: str, placed: Placement) -> None:
        """Remember an exact string with several places."""
        if placed.span is not None and placed.choices > 1 and placed.aligned == "exact":
            self.choices.append(Choice(self.document.id, layer, label, words, self.aligner.whole_words(words), placed.span))

    def reference(self, reference: Reference, near: Span | None = None) -> Reference:
        """An inline reference with its span, the occurrence nearest to the item that uses it."""
        if not isinstance(reference, Inline) or reference.start is not None or reference.text is None:
            return reference
        placed = self.note(self.references.place(reference.text, reference.nth, near=near or (0, 0)))
        start, end = placed.span or (None, None)
        return replace(reference, start=start, end=end, nth=None, aligned=placed.aligned)

    def relation(self, relation: Relation) -> Relation:
        """A relation with its evidence and inline arguments."""
        done = changed(relation, self.span, unchanged)
        return self.referred(done, next((span for span in done.evidence or () if isinstance(span, tuple)), None))

    def event(self, event: Event) -> Event:
        """An event with its trigger and fillers."""
        done = self.item(event)
        return self.referred(done, span_of(done))

    def quote(self, quote: Quote) -> Quote:
        """A quote with its contents, cue, people and quoted words."""
        spans, aligned = self.contents(quote)
        near = next((span for span in spans if isinstance(span, tuple)), None)
        others = changed(replace(quote, spans=(), text=None, nth=None, aligned=aligned), partial(self.span, near=near or (0, 0)), unchanged)
        return replace(self.referred(others, near), spans=spans)

    def contents(self, quote: Quote) -> tuple[tuple[AnySpan, ...], Aligned | None]:
        """Where the fragments of a quote stand, and how the worst of them was found."""
        given: tuple[AnySpan, ...] = quote.spans
        if not given and quote.text is not None:
            given = self.fragments(quote.text, quote.nth)
        placements = [self.note(self.aligner.place(s.text, s.nth)) if isinstance(s, TextSpan) else None for s in given]
        if len(given) == 1 and isinstance(given[0], TextSpan) and placements[0]:
            self.choose("quotes", "", given[0].text, placements[0])
        ranks = [p.aligned for p in placements if p]
        worst = max(ranks, key=("exact", "normalised", "fuzzy", "none").index) if ranks else quote.aligned
        return tuple(p.span if p and p.span else s for p, s in zip(placements, given, strict=True)), worst

    def fragments(self, words: str, nth: int | None) -> tuple[TextSpan, ...]:
        """A quote's words, those between points of omission apart where they do not stand so in the article."""
        parts = [part for part in OMITTED.split(words) if part.strip()]
        if nth is not None or len(parts) < 2 or self.aligner.occurrences(words):
            return (TextSpan(text=words, nth=nth),)
        return tuple(TextSpan(text=part) for part in parts)

    def alternatives(self, item: J) -> J:
        """An item with its alternatives placed: strings of one's own near it, spans of contents anywhere."""
        if not item.alternatives:
            return item
        near = (getattr(item, "start", None) or 0, getattr(item, "end", None) or 0)
        return replace(item, alternatives=tuple(self.alternative(other, near) for other in item.alternatives))

    def alternative(self, other: Alternative, near: Span) -> Alternative:
        """An alternative with its place."""
        done = changed(other, partial(self.span, near=near), unchanged)
        if done.text is None or done.start is not None:
            return done
        start, end = self.note(self.references.place(done.text, done.nth, near=near)).span or (None, None)
        return replace(done, start=start, end=end, nth=None)

    def referred(self, item: R, near: Span | None) -> R:
        """An item with its inline references placed near it."""
        return changed(item, reference=partial(self.reference, near=near))


def span_of(item: Mention | Time | Event) -> Span | None:
    """Where an item stands, if it was found."""
    return (item.start, item.end) if item.start is not None and item.end is not None else None


def place(document: Document, text: str, choices: list[Choice] | None = None) -> tuple[Document, Alignment]:
    """A document with offsets everywhere it can have them, and how its strings were found; `choices` takes up those with several places."""
    placer = Placer(text, document)
    done = document
    layers: dict[str, Callable[[Any], Any]] = {
        "times": placer.item,
        "relations": placer.relation,
        "events": placer.event,
        "quotes": placer.quote,
    }
    if document.mentions is not None:
        done = replace(done, mentions=placer.mentions(document.mentions))
    for name, put in layers.items():
        items = getattr(document, name)
        placer.aligner.restart()
        if items is not None:
            done = replace(done, **{name: tuple(put(item) for item in items)})
    if any(item.alternatives for _, item in items_of(done)):
        done = with_items(done, placer.alternatives)
    if choices is not None:
        choices += placer.choices
    ways = [placement.aligned for placement in placer.found]
    ambiguous = sum(placement.choices > 1 for placement in placer.found)
    return done, Alignment(ways.count("exact"), ways.count("normalised"), ways.count("fuzzy"), ways.count("none"), ambiguous)
