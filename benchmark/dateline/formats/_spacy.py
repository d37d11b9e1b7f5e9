"""A document of spaCy, as its `Doc.to_json()` has it: what of it is read."""

from collections import Counter
from typing import Any

import msgspec

from dateline.document import Document, Level, Mention
from dateline.formats._reader import Answer, Name, Offset, Texts

CLUSTERS, HEADS = "coref_clusters", "coref_head_clusters"  # how spaCy's coreference names its groups


class Ent(msgspec.Struct):
    """One entity or span."""

    start: Offset
    end: Offset
    label: str = ""
    kb_id: str = ""


class Doc(msgspec.Struct):
    """What is read of a document."""

    text: str
    ents: list[Ent] = []
    spans: dict[str, list[Ent]] = {}
    id: Name = None
    user_data: dict[str, Any] | None = None
    cats: dict[str, float] = {}


def answer(doc: Doc, texts: Texts, line: int) -> Answer:
    """One document."""
    own = doc.user_data.get("id") if doc.user_data else None
    name = texts.identify(doc.id if doc.id is not None else own if isinstance(own, str) else None, doc.text, line)
    clusters = {key: group for key, group in doc.spans.items() if key.startswith(CLUSTERS)}
    every = [ent for key, group in doc.spans.items() if key not in clusters and not key.startswith(HEADS) for ent in group]
    groups = [ent for ent in every if ent.label] or every  # a suggester's candidates have no labels
    owner = {(ent.start, ent.end): key for key, group in clusters.items() for ent in group}
    ents = doc.ents or groups
    beside = [Ent(*place) for place in owner.keys() - {(e.start, e.end) for e in ents}]
    levels: tuple[tuple[Level | None, list[Ent]], ...] = (
        (None, ents),
        ("NOM" if ents else None, sorted(beside, key=lambda e: (e.start, e.end))),
    )
    found = tuple(
        Mention(
            start=e.start,
            end=e.end,
            text=doc.text[max(0, e.start) : max(0, e.end)] or None,
            type=e.label or None,
            qid=e.kb_id or None,
            entity=owner.get((e.start, e.end)),
            level=level,
        )
        for level, group in levels
        for e in group
    )
    unread = Counter({"span of a group": len(every) if doc.ents else len(every) - len(groups), "category": len(doc.cats)})
    return Answer(Document(id=name, mentions=found), "code point", doc.text, line, +unread)


def told(doc: Any) -> dict[str, Any]:
    """A `Doc` as its `to_json()` has it, with the links of its entities, which that leaves out."""
    said: dict[str, Any] = doc.to_json()
    for ent, own in zip(said.get("ents", ()), doc.ents, strict=True):
        ent["kb_id"] = own.kb_id_
    return said
