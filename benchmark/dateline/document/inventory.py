"""Which labels a file may use: the project's own for the shipped gold, what the user's gold uses for theirs."""

from collections.abc import Iterable
from typing import NamedTuple

from dateline.document import Document, labels


class Inventory(NamedTuple):
    """Closed sets of labels; `None` leaves a layer open."""

    entities: frozenset[str] | None = None
    relations: frozenset[str] | None = None
    events: frozenset[str] | None = None
    roles: frozenset[str] | None = None

    def widened(self, projection: str) -> "Inventory":
        """This inventory with the labels that a projection knows."""
        if not projection or self.entities is None:
            return self
        return self._replace(entities=self.entities | labels.projection(projection).known.keys() - {labels.OUT})


def shipped() -> Inventory:
    """The inventories of labels.toml; inverse relation names are accepted."""
    tables = labels.tables()
    return Inventory(
        frozenset(tables["entities"]),
        frozenset(tables["relations"]) | frozenset(labels.inverses()),
        frozenset(tables["events"]),
        frozenset(tables["roles"]),
    )


class Used(NamedTuple):
    """The labels that documents use, by layer."""

    entities: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()

    def plus(self, other: "Used") -> "Used":
        """The labels of both."""
        return Used(*(a | b for a, b in zip(self, other, strict=True)))

    def inventory(self) -> Inventory:
        """What a gold may use: the labels it uses, or the project's own where it uses no others; a layer without labels is open."""
        inverse = {inverse for inverse, name in labels.inverses().items() if name in self.relations}
        found = self._replace(relations=self.relations | inverse)
        return Inventory(*(ours if own and ours and own <= ours else own or None for own, ours in zip(found, shipped(), strict=True)))

    def within(self, inventory: Inventory) -> bool:
        """Whether all these labels are in an inventory."""
        return all(known is None or own <= known for own, known in zip(self, inventory, strict=True))


class Using:
    """The labels of documents, taken up one after the other."""

    def __init__(self) -> None:
        self.layers: tuple[set[str | None], ...] = (set(), set(), set(), set())

    def add(self, document: Document, mentioned: Iterable[str | None]) -> None:
        """Take up a document's labels, those of its mentions as given."""
        entities, relations, events, roles = self.layers
        entities.update(mentioned)
        if document.entities:
            entities |= {entity.type for entity in document.entities}
        if document.relations:
            relations |= {relation.type for relation in document.relations}
        if document.events:
            events |= {event.type for event in document.events}
            roles |= {argument.role for event in document.events for argument in event.arguments}

    def used(self) -> Used:
        """The labels so far."""
        return Used(*(frozenset(filter(None, labels_)) for labels_ in self.layers))


def used(documents: Iterable[Document]) -> Used:
    """The labels that documents use."""
    using = Using()
    for document in documents:
        using.add(document, [mention.type for mention in document.mentions or ()])
    return using.used()
