"""What a format did not take of some documents: they are read back as they were written, and compared."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

import msgspec

from dateline.corpus.foreign import reader_of
from dateline.corpus.proofs import proved
from dateline.document import Document, Entity, Event, Mention, Quote, Relation, Time
from dateline.document.items import pieces_of
from dateline.document.parts import ITEM_LAYERS
from dateline.formats._articles import Articles
from dateline.formats._reader import Texts

OUTER = {"id", "text", "nth", "aligned", "votes", "start", "end", "fragments", "spans"}  # what tells nothing of the thing, or is its place


def read_back(format_: str, content: bytes, documents: Sequence[Document]) -> list[Document]:
    """The documents that stand in what a format wrote of some."""
    articles = Articles((document.id, document.text) for document in documents)
    name = f"{documents[0].id}.written" if documents else "written"
    answers = reader_of(format_).read(content.decode(), Texts(name, articles))
    return [proved(answer, articles[answer.document.id] or "", outside=True).document for answer in answers]


def losses(before: Sequence[Document], after: Sequence[Document]) -> list[str]:
    """What is not there of each layer: how many items, or which of their fields."""
    lost = []
    for layer in ITEM_LAYERS:
        had, has = ([item for document in side for item in getattr(document, layer) or ()] for side in (before, after))
        kept = sum((places(before, layer) & places(after, layer)).values())
        if had and not has:
            lost.append(f"{len(had):,} {layer}")
        elif kept < len(had):
            lost.append(f"{len(had) - kept:,} of {len(had):,} {layer}")
        if has and (fields := sorted(stated(had) - stated(has))):
            lost.append(f"{', '.join(fields)} of {layer}")
    return lost


def places(documents: Iterable[Document], layer: str) -> Counter[Hashable]:
    """How many items of a layer stand at each place of a document."""
    return Counter(
        (document.id, place(item, number)) for document in documents for number, item in enumerate(getattr(document, layer) or ())
    )


def place(item: Mention | Entity | Time | Relation | Event | Quote, number: int) -> Hashable:
    """What tells an item of a document from others but for its ids: its place, or its type; of entities nothing does."""
    if isinstance(item, Entity):
        return None
    if isinstance(item, Relation):
        return item.type
    return item.spans if isinstance(item, Quote) else pieces_of(item, number)


def stated(items: Iterable[msgspec.Struct]) -> set[str]:
    """The fields that some item has."""
    return {
        field.name
        for item in items
        for field in msgspec.structs.fields(item)
        if field.name not in OUTER and getattr(item, field.name) not in (None, ())
    }
