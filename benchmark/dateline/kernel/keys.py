"""What gold's own entities are called: keys that no id and no order can change."""

from collections.abc import Callable, Hashable

from dateline.document import NAMELESS, Entity, Reference, Relation
from dateline.document.index import Side
from dateline.document.kept import kept
from dateline.document.labels import turned

Key = tuple[object, ...]
Triple = tuple[str, tuple[Key, Key]]


class GoldKeys:
    """The keys of gold's entities, found once."""

    def __init__(self, gold: Side) -> None:
        self.gold = gold

    @kept
    def mentioned(self) -> dict[str, Key]:
        """The keys of the entities that have mentions: their clusters' ranks in canonical order."""
        if self.gold.chains is not None:
            return {name: ("E", rank) for rank, name in enumerate(self.gold.chains.sizes) if isinstance(name, str)}
        ranked = sorted((sorted(spans), name) for name, spans in self.gold.clusters.items())
        return {name: ("E", rank) for rank, (_, name) in enumerate(ranked)}

    @kept
    def sets(self) -> dict[str, Key]:
        """The keys of sets, those that others hold first; one without mentions is a mentioned one of the same members, else its members."""
        keys: dict[str, Key] = {}
        left = {entity.id: entity.members for entity in self.gold.entities.values() if entity.members}
        while done := [name for name, members in left.items() if not any(member in left for member in members)]:
            held = {name: tuple(sorted(keys.get(member) or self.alone(member) for member in left.pop(name))) for name in done}
            named = sorted((self.mentioned[name], members) for name, members in held.items() if name in self.mentioned)
            same = {members: key for key, members in reversed(named)}
            keys |= {name: self.mentioned.get(name) or same.get(members) or ("S", *members) for name, members in held.items()}
        return keys

    def alone(self, name: str) -> Key:
        """The key of an entity that is no set: mentioned, or named and mentioned nowhere."""
        entity = self.gold.entities.get(name)
        return self.mentioned.get(name) or (("N", *called(entity)) if entity and called(entity) else nothing("gold", name))

    def entity(self, name: str) -> Key:
        """The key of a gold entity."""
        return self.sets.get(name) or self.alone(name)

    @kept
    def unmentioned(self) -> dict[Key, Key]:
        """Gold's entities without mentions and members, by what they are called."""
        found = [entity for name, entity in self.gold.entities.items() if name not in self.mentioned and not entity.members]
        return {called(entity): ("N", *called(entity)) for entity in found if called(entity)}

    def having(self, members: Key) -> Key:
        """The gold set of some members, or one that may have them; of several, a mentioned one, whatever their order."""

        def has(named: tuple[str, ...] | None) -> bool:
            return bool(named) and tuple(sorted(map(self.entity, named or ()))) == members

        sets = self.gold.entities.values()
        own = [one for one in sets if has(one.members)] or [one for one in sets if any(has(o.members) for o in one.alternatives or ())]
        return min((self.entity(one.id) for one in own), default=("S", *members))


def triple(resolve: Callable[[Reference], Key], relation: Relation, label: str = "") -> Triple:
    """A relation's type, or another label, and its resolved arguments, inverse names turned, the ends of symmetric ones in order."""
    kind, swap, symmetric = turned(label or relation.type)
    head, tail = resolve(relation.head), resolve(relation.tail)
    if symmetric:
        return kind, (head, tail) if head <= tail else (tail, head)
    return kind, (tail, head) if swap else (head, tail)


def called(entity: Entity) -> Key:
    """What tells an entity that is not mentioned: its link, else its name, else nothing."""
    if entity.qid not in NAMELESS:
        return ("qid", entity.qid)
    return ("name", entity.name.casefold()) if entity.name else ()


def nothing(side: str, name: str) -> Key:
    """The key of what only its id tells: ids are a side's own, so it is equal to nothing of the other side."""
    return ("?", side, name)


def nameless(value: Hashable) -> Hashable:
    """A value or a key, without the id in one that only its id tells."""
    return value[:2] if isinstance(value, tuple) and value[:2] == ("?", "predicted") else value
