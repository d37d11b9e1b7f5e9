"""One side of a pair: the items of a document in the form that metrics count.

Items stand in canonical order (by spans, then content, never by id), so whatever is counted on ranks is free of order and ids.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from dateline.document import (
    TITLE,
    UNKNOWN,
    UNSPECIFIED,
    Document,
    Entity,
    Event,
    Inline,
    Mention,
    Reference,
    Time,
    answered,
)
from dateline.document.items import Item, doubt, items, pieces_of, reference_span
from dateline.document.kept import kept
from dateline.document.spans import Pieces, Spans, flat, in_order


def is_title(label: str, mention: Mention) -> bool:
    """Whether a mention is a title: a value of its bearer, which no entity has and no id, and so in no cluster."""
    return label == TITLE and mention.entity is None and mention.qid is None


def content(mention: Mention) -> tuple[object, ...]:
    """What tells mentions of one place and label apart, in an order that ids do not change."""
    head = mention.head if isinstance(mention.head, tuple) else ()
    return doubt(mention), mention.level or "", head, mention.qid or "", mention.text or ""


def lonely(pieces: Pieces) -> str:
    """The name of the cluster of a span that no entity has."""
    return f"\0{pieces}"


class Chains(NamedTuple):
    """The clusters of a side by their entity's name, or their only mention's rank: each mention's, and their sizes in canonical order."""

    names: list[str | int]
    sizes: Mapping[str | int, int]


NO_CHAINS = Chains([], {})


class Side:
    """One side of a pair: the document's mentions, entities and clusters, by content."""

    def __init__(self, document: Document | None, whole: "Side | None" = None) -> None:
        self.document = document or Document(id="")
        self._whole = whole

    @property
    def whole(self) -> "Side":
        """What references look at, where optional items are not counted."""
        return self._whole or self

    @kept
    def accepts(self) -> bool:
        """Whether an item may be left out, or could be otherwise."""
        document = self.document
        mentions = () if self.brief else document.mentions or ()
        layers = (mentions, document.entities, document.times, document.relations, document.events, document.quotes)
        arguments = [argument for event in document.events or () for argument in event.arguments]
        return bool([None for items in (*layers, arguments) for item in items or () if item.alternatives or item.optional])

    @kept
    def answered(self) -> frozenset[str]:
        """The layers that the document annotates or answers."""
        return answered(self.whole.document)

    @kept
    def entities(self) -> dict[str, Entity]:
        """The declared entities by id."""
        return {entity.id: entity for entity in self.document.entities or ()}

    def label(self, mention: Mention) -> str:
        """A mention's own type, else its entity's, else empty."""
        if mention.type is None and mention.entity is not None:
            entity = self.entities.get(mention.entity)
            return (entity.type or "") if entity else ""
        return mention.type or ""

    def qid(self, mention: Mention) -> str | None:
        """A mention's own link, else its entity's."""
        qid = mention.qid
        if qid is None and mention.entity is not None:
            entity = self.entities.get(mention.entity)
            qid = entity.qid if entity else None
        return None if qid == UNKNOWN else qid

    @property
    def titles(self) -> int:
        """The number of mentions that are titles."""
        mentions = self.document.mentions or () if TITLE in self.spans.labels else ()
        return sum([mention.type == TITLE and is_title(TITLE, mention) for mention in mentions])

    @kept
    def brief(self) -> bool:
        """Whether no mention has fragments, or a text, head or score of its own, or could be otherwise, or is optional."""
        return not [
            None
            for m in self.document.mentions or ()
            if m.text is not None or m.score is not None or m.head is not None or m.fragments is not None or m.optional or m.alternatives
        ]

    @kept
    def spans(self) -> Spans:
        """The mentions as spans in canonical order."""
        mentions = self.document.mentions or ()
        starts: list[Any] = [mention.start for mention in mentions]
        ends: list[Any] = [mention.end for mention in mentions]
        labels: list[Any] = [mention.type for mention in mentions]
        if None in labels:
            labels = list(map(self.label, mentions))
        known = None not in starts and None not in ends and (self.brief or not any([m.fragments for m in mentions]))
        if not known:
            places = [pieces_of(mention, number) for number, mention in enumerate(mentions)]
            return in_order(
                (pieces[0][0], pieces[-1][1], self.label(mention), pieces, content(mention), number)
                for number, (mention, pieces) in enumerate(zip(mentions, places, strict=True))
            )
        if flat(starts, ends):
            return Spans(starts, ends, labels, range(len(starts)), None, flat=True)
        if len(set(starts)) == len(starts):  # which alone tell the order
            numbers = sorted(range(len(starts)), key=starts.__getitem__)
        else:
            apart: list[Any] = [m.level or "" for m in mentions] if self.brief else list(map(content, mentions))
            numbers = [row[-1] for row in sorted(zip(starts, ends, labels, apart, range(len(starts)), strict=True))]
        starts, ends, labels = ([column[number] for number in numbers] for column in (starts, ends, labels))
        return Spans(starts, ends, labels, numbers, None, flat(starts, ends))

    @kept
    def sources(self) -> Sequence[Mention]:
        """The mentions in canonical order."""
        mentions = self.document.mentions or ()
        return mentions if isinstance(self.spans.numbers, range) else [mentions[number] for number in self.spans.numbers]

    @kept
    def levels(self) -> list[str]:
        """The levels that the mentions state, or empty, in canonical order."""
        return [mention.level or "" for mention in self.sources]

    @kept
    def places(self) -> list[Pieces]:
        """Where the mentions stand, in canonical order."""
        return self.spans.places()

    @kept
    def single(self) -> bool:
        """Whether no two mentions stand at one place."""
        spans = self.spans
        alone = spans.flat or (spans.pieces is None and len(set(spans.starts)) == len(spans.starts))
        return alone or len(set(self.places)) == len(self.places)

    @kept
    def qids(self) -> list[str | None]:
        """The mentions' links, in canonical order: their own, else their entities'."""
        own: dict[str | None, str | None] = {entity.id: entity.qid for entity in self.document.entities or ()}
        links = [mention.qid if mention.qid is not None else own.get(mention.entity) for mention in self.sources]
        return [None if qid == UNKNOWN else qid for qid in links] if UNKNOWN in links else links

    @kept
    def mentions(self) -> list[Item]:
        """The mentions as items in canonical order."""
        return self.items(self.spans)

    def items(self, spans: Spans) -> list[Item]:
        """Mentions as items."""
        mentions, places = self.document.mentions or (), spans.places()
        sources = [mentions[number] for number in spans.numbers]
        return items(spans.starts, spans.ends, spans.labels, zip(places), places, sources)

    @kept
    def chains(self) -> "Chains | None":
        """The clusters by rank, in canonical order; `None` where a place may occur twice, or a title or fragments are among them."""
        spans = self.spans
        if spans.pieces is not None or TITLE in spans.labels or not self.single:
            return None
        names: list[str | int] = [mention.entity for mention in self.sources]  # type: ignore[misc]  # where one is missing, see below
        if None in names:
            names = [number if name is None else name for number, name in enumerate(names)]  # alone, under a name that no entity has
        return Chains(names, Counter(names))

    @kept
    def clusters(self) -> dict[str, set[Pieces]]:
        """Mention spans by entity id; a span that no entity has is alone, once; a title is in none."""
        named: dict[str, set[Pieces]] = {}
        alone: list[Pieces] = []
        for item in self.mentions:
            if isinstance(item.source, Mention) and not is_title(item.label, item.source):
                if item.source.entity is None:
                    alone.append(item.pieces)
                else:
                    named.setdefault(item.source.entity, set()).add(item.pieces)
        taken = {pieces for cluster in named.values() for pieces in cluster}
        return named | {lonely(pieces): {pieces} for pieces in alone if pieces not in taken}

    @kept
    def by_id(self) -> dict[str, Mention | Entity | Time | Event]:
        """Everything that a reference can name; an entity that only mentions declare is made here."""
        document, declared = self.document, self.entities
        named = {mention.entity for mention in document.mentions or ()}.difference(declared, (None,))
        known: dict[str | None, Mention | Entity | Time | Event] = {name: Entity(id=name) for name in named if name is not None}
        for layer in (document.mentions, document.times, document.events):
            known.update(zip([item.id for item in layer or ()], layer or (), strict=True))
        known.pop(None, None)
        known.update(declared)
        return known  # type: ignore[return-value]  # without None

    def place_of(self, reference: Reference) -> tuple[object, ...]:
        """The span of what a reference names, of an entity its first mention's; without one its name, of a set those of its members.

        What has neither is `("?",)`.
        """
        if isinstance(reference, Inline):
            span = reference_span(reference)
            return ("@", span) if span else ("?", *filter(None, [reference.text]))
        target = self.by_id.get(reference)
        if target is None:
            return ("?", *[UNSPECIFIED] * (reference == UNSPECIFIED))
        if isinstance(target, Entity):
            spans = sorted(self.clusters.get(target.id, ()))
            if not spans and target.members:
                members = sorted(map(self.place_of, target.members))
                return ("?",) if ("?",) in members else ("S", *members)
            return ("@", *spans[0]) if spans else ("?", *filter(None, [target.name]))
        return ("@", *self.pieces(target))

    def pieces(self, target: Mention | Time | Event) -> Pieces:
        """Where something stands that a reference names; of what was found nowhere each has a place of its own."""
        document = self.document
        layer = document.mentions if isinstance(target, Mention) else document.times if isinstance(target, Time) else document.events
        nowhere = target.start is None or target.end is None
        return pieces_of(target, next((n for n, item in enumerate(layer or ()) if item is target), 0) if nowhere else 0)
