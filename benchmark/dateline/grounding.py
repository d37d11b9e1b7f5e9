"""What gold must have to be scored against: an argument's entity stands somewhere in the text, or says who its members are."""

from collections.abc import Iterator

from dateline.check import everything, pointers
from dateline.document import Document, Entity
from dateline.faults import Fault
from dateline.side import Side


def ungrounded(document: Document, place: tuple[str, int]) -> Iterator[Fault]:
    """References of gold to an entity that has neither a mention (a title is none) nor members."""
    side = Side(document)
    for path, item in everything(document):
        if isinstance(item, Entity):
            continue
        for name, who in pointers(item):
            target = side.by_id.get(who) if isinstance(who, str) else None
            if isinstance(target, Entity) and not side.clusters.get(target.id) and not target.members:
                what = f"entity {target.id!r} has no mention and no members, so no answer can name it"
                yield Fault(*place, f"{path}.{name}", what, "give the entity a mention, or its members")
