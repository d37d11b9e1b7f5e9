"""What gold must have to be scored against: its items stand in the text, and an argument's entity stands there too, or has members."""

from collections.abc import Iterator

from dateline.corpus.check import everything, pointers
from dateline.document import Document, Entity, Placed, Quote
from dateline.document.index import Side, pieces_of
from dateline.files.faults import Fault


def ungrounded(document: Document, place: tuple[str, int]) -> Iterator[Fault]:
    """Items that stand nowhere, and references to an entity that has neither a mention (a title is none) nor members."""
    side = Side(document)
    for path, item in everything(document):
        if isinstance(item, Entity):
            continue
        if (isinstance(item, Placed) and pieces_of(item, 0)[0][0] < 0) or (
            isinstance(item, Quote) and not any(isinstance(span, tuple) for span in item.spans)
        ):
            yield Fault(*place, path, "stands nowhere in the text", "give offsets, or its string as the text has it")
        for name, who in pointers(item):
            target = side.by_id.get(who) if isinstance(who, str) else None
            if isinstance(target, Entity) and not side.clusters.get(target.id) and not target.members:
                what = f"entity {target.id!r} has no mention and no members, so no answer can name it"
                yield Fault(*place, f"{path}.{name}", what, "give the entity a mention, or its members")
