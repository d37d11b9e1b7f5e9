"""One side of a pair: the items of a document in the form that metrics count.

Items stand in canonical order (by spans, then content, never by id), so whatever is counted on ranks is free of order and ids.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from dateline.brief import full
from dateline.document import TITLE, Argument, Document, Entity, Event, Inline, Mention, Placed, Quote, Reference, Relation, Span, Time

Pieces = tuple[Span, ...]
Source = Mention | Time | Relation | Event | Argument | Quote | None


class Item(NamedTuple):
    """What an item metric counts: hull, label, what makes it equal to another, and where it came from."""

    start: int
    end: int
    label: str
    key: tuple[object, ...]
    pieces: Pieces
    source: Source = None

    def __repr__(self) -> str:
        return f"Item({self.start}, {self.end}, {self.label!r}, {self.key})"


order = itemgetter(0, 1, 2, 3)  # canonical order: start, end, label, key


def overlap(a: Pieces, b: Pieces) -> int:
    """The number of characters that two sets of pieces share."""
    return sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)


def length(pieces: Pieces) -> int:
    """The number of characters of pieces that do not overlap."""
    return sum(end - start for start, end in pieces)


def merged(pieces: Pieces) -> Pieces:
    """Pieces joined where they overlap."""
    joined: list[Span] = []
    for start, end in sorted(pieces):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def pieces_of(item: Placed, number: int) -> Pieces:
    """Where an item stands; one that was found nowhere has a place of its own before the text."""
    if isinstance(item, Mention) and item.fragments and (placed := tuple(sorted(p for p in item.fragments if isinstance(p, tuple)))):
        return placed
    if item.start is None or item.end is None:
        return ((-2 * number - 2, -2 * number - 2),)
    return ((item.start, item.end),)


def shared_characters(gold: Iterable[Item], pred: Iterable[Item]) -> Iterator[tuple[int, int, int]]:
    """Every overlapping pair as (gold rank, pred rank, shared characters), by one sweep over the text."""
    marked = [(item.start, item.end, 0, rank, item.pieces) for rank, item in enumerate(gold)]
    marked += [(item.start, item.end, 1, rank, item.pieces) for rank, item in enumerate(pred)]
    active: tuple[list[tuple[int, int, Pieces]], ...] = ([], [])
    for start, end, side, rank, pieces in sorted(marked):
        if start < 0:
            continue
        other = [entry for entry in active[1 - side] if entry[0] > start]
        active[1 - side][:] = other
        for _, other_rank, other_pieces in other:
            characters = overlap(pieces, other_pieces)
            if characters:
                yield (rank, other_rank, characters) if side == 0 else (other_rank, rank, characters)
        active[side].append((end, rank, pieces))


def reference_span(reference: Inline) -> Span | None:
    """Where an inline reference stands, when it was found."""
    return (reference.start, reference.end) if reference.start is not None and reference.end is not None else None


def lonely(pieces: Pieces) -> str:
    """The name of the cluster of a span that no entity has."""
    return f"\0{pieces}"


class Side:
    """One side of a pair: the document's mentions, entities and clusters, by content."""

    def __init__(self, document: Document | None) -> None:
        self.document = full(document) if document else Document(id="")

    @cached_property
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
        """A mention's own link, else its entity's; a title has none."""
        if self.label(mention) == TITLE:
            return None
        if mention.qid is None and mention.entity is not None:
            entity = self.entities.get(mention.entity)
            return entity.qid if entity else None
        return mention.qid

    @cached_property
    def mentions(self) -> list[Item]:
        """The mentions as items in canonical order."""
        found = []
        for number, mention in enumerate(self.document.mentions or ()):
            pieces = pieces_of(mention, number)
            label = self.label(mention)
            found.append(Item(pieces[0][0], pieces[-1][1], label, (pieces, mention.level or ""), pieces, mention))
        return sorted(found, key=order)

    @cached_property
    def clusters(self) -> dict[str, set[Pieces]]:
        """Mention spans by entity id; a span that no entity has is alone, once; a title is in none."""
        found: dict[str, set[Pieces]] = {}
        alone: list[Pieces] = []
        for item in self.mentions:
            if item.label != TITLE and isinstance(item.source, Mention):
                if item.source.entity is None:
                    alone.append(item.pieces)
                else:
                    found.setdefault(item.source.entity, set()).add(item.pieces)
        taken = {pieces for cluster in found.values() for pieces in cluster}
        return found | {lonely(pieces): {pieces} for pieces in alone if pieces not in taken}

    @cached_property
    def by_id(self) -> dict[str, Mention | Entity | Time | Event]:
        """Everything that a reference can name; an entity that only mentions declare is made here."""
        document = self.document
        layers: tuple[Iterable[Mention | Entity | Time | Event], ...] = (
            document.mentions or (),
            document.times or (),
            document.events or (),
        )
        found: dict[str, Mention | Entity | Time | Event] = {
            m.entity: Entity(id=m.entity) for m in document.mentions or () if m.entity is not None
        }
        found |= {item.id: item for layer in layers for item in layer if item.id is not None}
        found |= self.entities
        return found

    def place_of(self, reference: Reference) -> tuple[object, ...]:
        """The span of what a reference names, of an entity its first mention's; itself where there is none."""
        if isinstance(reference, Inline):
            span = reference_span(reference)
            return ("@", span) if span else ("?", reference.text or "")
        target = self.by_id.get(reference)
        if target is None:
            return ("?", reference)
        if isinstance(target, Entity):
            spans = sorted(self.clusters.get(target.id, ()))
            return ("@", *spans[0]) if spans else ("?", target.name or "")
        return ("@", *pieces_of(target, 0))
