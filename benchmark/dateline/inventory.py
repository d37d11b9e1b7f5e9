"""Which labels a file may use: the project's own for the shipped gold, what the user's gold uses for theirs."""

from typing import NamedTuple

from dateline import labels
from dateline.block import Flat


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


def used(side: Flat) -> Used:
    """The labels that documents use."""
    entities = {*side.values("type"), *side.entities.values("type")}
    layers = (entities, side.relations.values("type"), side.events.values("type"), side.arguments.values("role"))
    return Used(*(frozenset(filter(None, found)) for found in layers))
