"""PubAnnotation JSON: `{text, denotations: [{id, span: {begin, end}, obj}], relations: [{id, subj, pred, obj}]}`.

Unit: code points, end exclusive; a `span` that is a list is discontinuous. The article by `sourceid`, text or file name. Loses:
levels, heads, entities, times, events, quotes.
"""

import json

import msgspec

from dateline.document import Document, Mention, Relation
from dateline.formats._reader import Answer, Texts


def recognise(sample: str) -> bool:
    """An object with `denotations`."""
    return '"denotations"' in sample


def read(content: str, texts: Texts) -> list[Answer]:
    """One article, or a list of them."""
    value = json.loads(content)
    return [answer(item, texts) for item in (value if isinstance(value, list) else [value])]


def answer(value: dict[str, object], texts: Texts) -> Answer:
    """One article."""
    own = value.get("text") if isinstance(value.get("text"), str) else None
    name = value.get("sourceid")
    try:
        denotations = msgspec.convert(value.get("denotations"), list[Denotation], strict=False)
        relations = msgspec.convert(value.get("relations") or [], list[Link])
    except msgspec.ValidationError as error:
        raise texts.wrong(1, "$", str(error), "as {id, span: {begin, end}, obj}") from None
    id_ = texts.identify(name if isinstance(name, str) else None, own)  # type: ignore[arg-type]
    document = Document(
        id=id_,
        mentions=tuple(d.mention(own) for d in denotations),  # type: ignore[arg-type]
        relations=tuple(Relation(id=r.id, head=r.subj, type=r.pred, tail=r.obj) for r in relations) if "relations" in value else None,
    )
    return Answer(document, "code point", own)  # type: ignore[arg-type]


class Place(msgspec.Struct):
    """One span."""

    begin: int
    end: int


class Denotation(msgspec.Struct):
    """One denotation."""

    span: Place | list[Place]
    obj: str
    id: str | None = None

    def mention(self, text: str | None) -> Mention:
        """It as a mention."""
        places = sorted((p.begin, p.end) for p in (self.span if isinstance(self.span, list) else [self.span]))
        start, end = places[0][0], places[-1][1]
        if len(places) > 1:
            return Mention(id=self.id, start=start, end=end, fragments=tuple(places), type=self.obj)
        return Mention(id=self.id, start=start, end=end, text=text[start:end] if text else None, type=self.obj)


class Link(msgspec.Struct):
    """One relation."""

    subj: str
    pred: str
    obj: str
    id: str | None = None


def write(documents: list[Document], texts: list[str]) -> bytes:
    """A list of articles."""
    return json.dumps([as_json(d, t) for d, t in zip(documents, texts, strict=True)], ensure_ascii=False, indent=1).encode() + b"\n"


def as_json(document: Document, text: str) -> dict[str, object]:
    """One article."""
    found: dict[str, object] = {"sourceid": document.id, "text": text}
    ids = {m.id: m.id or f"T{n}" for n, m in enumerate(document.mentions or (), 1)}
    found["denotations"] = [
        {"id": m.id or f"T{n}", "span": places(m), "obj": m.type or ""} for n, m in enumerate(document.mentions or (), 1)
    ]
    if document.relations is not None:
        found["relations"] = [
            {"id": r.id or f"R{n}", "subj": ids.get(str(r.head), r.head), "pred": r.type, "obj": ids.get(str(r.tail), r.tail)}
            for n, r in enumerate(document.relations, 1)
        ]
    return found


def places(mention: Mention) -> object:
    """A mention's span, or its fragments."""
    spans = [{"begin": p[0], "end": p[1]} for p in mention.fragments or ((mention.start, mention.end),) if isinstance(p, tuple)]
    return spans if len(spans) > 1 else spans[0]
