"""Which labels a file may use: the project's own for the shipped gold, what the user's gold uses for theirs."""

from collections.abc import Iterable
from typing import NamedTuple

from dateline import labels
from dateline.document import Document


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
        return self._replace(entities=self.entities | labels.known(projection))


def shipped() -> Inventory:
    """The inventories of labels.toml; inverse relation names are accepted."""
    tables = labels.tables()
    return Inventory(
        frozenset(tables["entities"]),
        frozenset(tables["relations"]) | frozenset(labels.inverses()),
        frozenset(tables["events"]),
        frozenset(tables["roles"]),
    )


def used(documents: Iterable[Document]) -> Inventory:
    """The labels that some gold uses, or the project's own where it uses no others; a layer that never labels anything is open."""
    entities: set[str] = set()
    relations: set[str] = set()
    events: set[str] = set()
    roles: set[str] = set()
    for document in documents:
        entities.update(m.type for m in document.mentions or () if m.type)
        entities.update(e.type for e in document.entities or () if e.type)
        relations.update(r.type for r in document.relations or ())
        events.update(e.type for e in document.events or () if e.type)
        roles.update(a.role for e in document.events or () for a in e.arguments)
    relations |= {inverse for inverse, name in labels.inverses().items() if name in relations}
    found = (entities, relations, events, roles)
    return Inventory(
        *(
            ours if labels_ and ours and labels_ <= ours else frozenset(labels_) or None
            for labels_, ours in zip(found, shipped(), strict=True)
        )
    )
