"""PubAnnotation JSON: `{text, denotations: [{id, span: {begin, end}, obj}], relations: [{id, subj, pred, obj}]}`.

Unit: code points of its own text, end exclusive; a `span` that is a list is discontinuous. The article by `sourceid`, text or file name.
Loses: levels, heads, entities, times, events, quotes; attributes are counted.
"""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

import msgspec

from dateline.document import Document, Mention, Relation
from dateline.formats._keys import keys
from dateline.formats._reader import Answer, Name, Offset, Texts
from dateline.formats._typed import records

EACH = True  # a value of many is read by itself


class Place(msgspec.Struct):
    """One span."""

    begin: Offset
    end: Offset


class Denotation(msgspec.Struct):
    """One denotation."""

    span: Place | list[Place]
    obj: str
    id: str | None = None

    def mention(self, text: str | None) -> Mention:
        """It as a mention."""
        places = sorted((p.begin, p.end) for p in (self.span if isinstance(self.span, list) else [self.span]))
        if len(places) == 1:
            start, end = places[0]
            words = text[start:end] if text and 0 <= start < end <= len(text) else None
            return Mention(id=self.id, start=start, end=end, text=words, type=self.obj)
        return Mention(id=self.id, start=places[0][0], end=places[-1][1], fragments=tuple(places), type=self.obj)


class Link(msgspec.Struct):
    """One relation."""

    subj: str
    pred: str
    obj: str
    id: str | None = None


class Page(msgspec.Struct):
    """One article."""

    denotations: list[Denotation]
    text: str | None = None
    sourceid: Name = None
    relations: list[Link] | None = None
    attributes: list[Any] | None = None


def recognise(sample: str) -> bool:
    """An object with `denotations`."""
    return keys(sample).get("denotations", "").startswith("[")


def read(content: str, texts: Texts) -> Iterable[Answer]:
    """Every article."""
    for line, page in records(content, Page, texts, "as {id, span: {begin, end}, obj}"):
        for number, denotation in enumerate(page.denotations):
            if denotation.span == []:
                raise texts.wrong(line, f"$.denotations[{number}].span", "is empty", "as {begin, end}, or a list of such")
        relations = (
            None if page.relations is None else tuple(Relation(id=r.id, head=r.subj, type=r.pred, tail=r.obj) for r in page.relations)
        )
        mentions = tuple(denotation.mention(page.text) for denotation in page.denotations)
        document = Document(id=texts.identify(page.sourceid, page.text, line), mentions=mentions, relations=relations)
        yield Answer(document, "code point", page.text, line, +Counter({"attribute": len(page.attributes or ())}))


def write(documents: list[Document], texts: list[str]) -> bytes:
    """A list of articles."""
    return json.dumps([as_json(d, t) for d, t in zip(documents, texts, strict=True)], ensure_ascii=False, indent=1).encode() + b"\n"


def as_json(document: Document, text: str) -> dict[str, object]:
    """One article."""
    found: dict[str, object] = {"sourceid": document.id, "text": text}
    found["denotations"] = [{"id": m.id, "span": places(m), "obj": m.type or ""} for m in document.mentions or ()]
    if document.relations is not None:
        found["relations"] = [
            {"id": r.id or f"R{n}", "subj": r.head, "pred": r.type, "obj": r.tail} for n, r in enumerate(document.relations, 1)
        ]
    return found


def places(mention: Mention) -> object:
    """A mention's span, or its fragments."""
    spans = [{"begin": p[0], "end": p[1]} for p in mention.fragments or ((mention.start, mention.end),) if isinstance(p, tuple)]
    return spans if len(spans) > 1 else spans[0]
