"""spaCy's `Doc.to_json()`: `{text, ents: [{start, end, label}], spans: {key: […]}, …}`, one document a line, in a list, or one in a file.

Unit: code points of its own `text`; end exclusive. `ents` are read, and where there are none the span groups (`spans`, as a span
categoriser writes them). A line may be a sentence of an article. The small English models speak OntoNotes. Loses: levels, heads,
entities, and every other layer.
"""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

import msgspec

from dateline.document import Document, Mention
from dateline.formats._keys import keys
from dateline.formats._reader import Answer, Name, Offset, Texts, records


class Ent(msgspec.Struct):
    """One entity or span."""

    start: Offset
    end: Offset
    label: str = ""


class Doc(msgspec.Struct):
    """What is read of a document."""

    text: str
    ents: list[Ent]
    spans: dict[str, list[Ent]] = {}
    id: Name = None
    user_data: dict[str, Any] | None = None
    cats: dict[str, float] = {}


def recognise(sample: str) -> bool:
    """An object with `ents`."""
    return keys(sample).get("ents", "").startswith("[")


def read(content: str, texts: Texts) -> Iterable[Answer]:
    """The entities of every document."""
    return (answer(doc, texts, line) for line, doc in records(content, Doc, texts, "write Doc.to_json()"))


def answer(doc: Doc, texts: Texts, line: int) -> Answer:
    """One document."""
    own = doc.user_data.get("id") if doc.user_data else None
    name = texts.identify(doc.id if doc.id is not None else own if isinstance(own, str) else None, doc.text, line)
    groups = [ent for group in doc.spans.values() for ent in group]
    ents = doc.ents or groups
    found = tuple(
        Mention(start=e.start, end=e.end, text=doc.text[max(0, e.start) : max(0, e.end)] or None, type=e.label or None) for e in ents
    )
    unread = Counter({"span of a group": len(groups) if doc.ents else 0, "category": len(doc.cats)})
    return Answer(Document(id=name, mentions=found), "code point", doc.text, line, +unread)


def write(documents: list[Document], texts: list[str]) -> bytes:
    """JSONL."""
    lines = []
    for document, text in zip(documents, texts, strict=True):
        ents = [{"start": m.start, "end": m.end, "label": m.type or ""} for m in document.mentions or ()]
        lines.append(json.dumps({"id": document.id, "text": text, "ents": ents}, ensure_ascii=False))
    return "".join(line + "\n" for line in lines).encode()
