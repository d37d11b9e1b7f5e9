"""Some pairs of documents together, each side laid out attribute by attribute."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from dateline.brief import RARE, is_short
from dateline.columns import Columns, numbered
from dateline.document import Document, Entity, Event, Mention, Quote, Relation, Time, named_layers, some

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dateline.vectors.pointers import Pointers

Documents = tuple[Document, Document | None]
COMMON = ("start", "end", "type", "level", "entity", "id")
UNCOMMON = ("qid", "fragments", "head", "text", "score")
PLACED = ("id", "start", "end", "type", "text", "score")
NEAR = 25  # documents that are laid out together, while they are near the processor
NOTHING = Document(id="")


class Flat(Columns):
    """One side of a block: all mentions, beside them the other layers, and what else is asked of each document.

    `documents` gives a document back where columns do not do; it may read it again each time.
    """

    def __init__(self, documents: Sequence[Document] = ()) -> None:
        super().__init__(COMMON + UNCOMMON)
        self.documents = documents
        self.texts: list[str | None] = []
        self.present: list[tuple[bool, ...]] = []
        self.entities = Columns(("id", "type", "qid", "members", "score"))
        self.times = Columns((*PLACED, "value"))
        self.relations = Columns(("id", "head", "type", "tail", "evidence", "asserted_by", "score"))
        self.events = Columns((*PLACED, "arguments", "asserted_by"))
        self.quotes = Columns(("id", "spans", "kind", "speaker", "cue", "addressee", "via", "verbatim", "text", "nth", "score"))
        self.arguments = Columns(("role", "filler"))
        for few in range(0, len(documents), NEAR):
            self.take(documents[few : few + NEAR])

    def take(self, documents: Sequence[Document]) -> None:
        """Lay out some more documents."""
        self.texts += [d.text for d in documents]
        self.present += [
            (d.mentions is not None, d.relations is not None, d.times is not None, d.events is not None, d.quotes is not None)
            for d in documents
        ]
        brief = all([is_short(d) or d is NOTHING for d in documents])
        self.add([d.mentions for d in documents], RARE[Mention] if brief else ())
        self.entities.add([d.entities for d in documents], RARE[Entity] if brief else ())
        self.times.add([d.times for d in documents], RARE[Time] if brief else ())
        self.relations.add([d.relations for d in documents], RARE[Relation] if brief else ())
        self.events.add([d.events for d in documents], RARE[Event] if brief else ())
        self.quotes.add([d.quotes for d in documents], RARE[Quote] if brief else ())
        self.arguments.add(self.events.column("arguments")[len(self.arguments.sizes) :])

    def add(self, items: Sequence[Sequence[Any] | None], absent: Sequence[str] = ()) -> None:
        """Lay out the mentions of some more documents, the common attributes while a mention is near the processor."""
        self.sizes += [len(own) if own else 0 for own in items]
        start, end, type_, level, entity, id_ = (self._columns[name].append for name in COMMON)
        for own in items:
            for mention in own or ():
                start(mention.start)
                end(mention.end)
                type_(mention.type)
                level(mention.level)
                entity(mention.entity)
                id_(mention.id)
        for name in UNCOMMON:
            if name not in absent:
                found = [getattr(mention, name) for own in items for mention in own or ()]
                column = self._columns[name]
                column += [None] * (len(self) - len(found) - len(column)) + found

    def codes(self, name: str) -> "tuple[NDArray[np.int64], list[Any]]":
        """A column, or the labels, as numbers, and what they stand for, in order of first use."""
        if name != "label":
            return super().codes(name)
        if self.labels is self.column("type"):
            return self.codes("type")
        if name not in self._codes:
            self._codes[name] = numbered(self.labels)
        return self._codes[name]

    @cached_property
    def answered(self) -> list[frozenset[str]]:
        """The layers that each document annotates or answers."""
        entities = self.column("entity")
        bare = None in self.values("entity")
        clustered = [some(entities[a:b]) for a, b in self.bounds] if bare else [size > 0 for size in self.sizes]
        linked = [False] * len(self.sizes)
        for layer in (self, self.entities):
            if layer.has("qid"):
                column = layer.column("qid")
                linked = [known or some(column[a:b]) for known, (a, b) in zip(linked, layer.bounds, strict=True)]
        told = zip(self.present, clustered, linked, strict=True)
        return [named_layers((present[0], cluster, link, *present[1:])) for present, cluster, link in told]

    @cached_property
    def labels(self) -> list[str]:
        """Each mention's own type, else its entity's, else empty."""
        found = self.column("type")
        if None not in self.values("type"):
            return found
        ids, types = self.entities.column("id"), self.entities.column("type")
        owned: list[str | None] = []
        for (a, b), (low, high) in zip(self.bounds, self.entities.bounds, strict=True):
            owned += map(dict(zip(ids[low:high], types[low:high], strict=True)).get, self.column("entity")[a:b])
        return [own if own is not None else of or "" for own, of in zip(found, owned, strict=True)]

    @cached_property
    def pointers(self) -> "Pointers":
        """What the references name."""
        from dateline.vectors.pointers import pointers

        return pointers(self)


class Block:
    """Pairs laid out: gold documents, what was predicted for each, and for which anything was."""

    def __init__(self, gold: Flat, pred: Flat, given: Sequence[bool]) -> None:
        self.gold, self.pred, self.given = gold, pred, given

    def __len__(self) -> int:
        return len(self.given)

    @classmethod
    def of(cls, pairs: Sequence[Documents]) -> Self:
        """The block of some pairs."""
        pred = Flat([pred or NOTHING for _, pred in pairs])
        return cls(Flat([gold for gold, _ in pairs]), pred, [pred is not None for _, pred in pairs])

    def __getitem__(self, number: int) -> Documents:
        return self.gold.documents[number], self.pred.documents[number] if self.given[number] else None

    def only(self, chosen: Sequence[bool]) -> "Block":
        """The block of the chosen pairs."""
        return self if all(chosen) else Block.of([self[number] for number, there in enumerate(chosen) if there])
