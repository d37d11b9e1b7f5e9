"""Documents whose items have nothing rare: decoded and laid out faster, and read as any `Document`.

Most mentions are of one piece, at known offsets, without a text, a head or a score of their own; most references are ids. The brief
kinds are the schema's own, but rare attributes are absent for the whole class, so that nobody needs to look, and what is left is of
one type. What goes beyond counting blocks takes the `full` document.
"""

from typing import Any, cast

import msgspec

from dateline.document import Argument, Document, Entity, Event, Mention, Quote, Relation, Span, Time, Value

STRINGS = ("text", "nth", "aligned", "score")  # given where an extractor answers with strings, or rates its answers
RARE: dict[type[Value], tuple[str, ...]] = {
    Mention: (*STRINGS, "fragments", "head", "qid"),
    Entity: ("members", "score"),
    Time: STRINGS,
    Relation: ("evidence", "asserted_by", "score"),
    Argument: (),
    Event: (*STRINGS, "asserted_by"),
    Quote: (*STRINGS, "addressee", "via", "verbatim"),
}


def brief(kind: type[Value], **types: object) -> type[Value]:
    """A kind of the schema without its rare attributes, which read as absent; `types` are narrower types, with `int` never absent."""
    rare = RARE.get(kind, ())
    fields: list[Any] = []
    for field in msgspec.structs.fields(kind):
        type_ = types.get(field.name, field.type)
        if field.name not in rare:
            fields.append((field.name, type_) if field.required or type_ is int else (field.name, type_, field.default))
    name, absent = f"Brief{kind.__name__}", dict.fromkeys(rare)
    return cast("type[Value]", msgspec.defstruct(name, fields, bases=(Value,), namespace=absent, frozen=True, kw_only=True))


def layer(kind: type[Value], **types: object) -> object:
    """The type of a layer of brief items."""
    return tuple[brief(kind, **types), ...] | None  # type: ignore[misc]  # a type made at run time


Short = brief(
    Document,
    mentions=layer(Mention, start=int, end=int),
    entities=layer(Entity),
    times=layer(Time, start=int, end=int),
    relations=layer(Relation, head=str, tail=str),
    events=layer(Event, start=int, end=int, arguments=tuple[brief(Argument, filler=str), ...]),  # type: ignore[misc]  # the same
    quotes=layer(Quote, spans=tuple[Span, ...], cue=Span | None, speaker=str | None),
)
_short = msgspec.json.Decoder(Short)
_full = msgspec.json.Decoder(Document)
_encoder = msgspec.json.Encoder()


def short(line: bytes) -> Document | None:
    """The document of a line if all its items are brief; `None` also where it cannot be decoded."""
    try:
        return cast("Document", _short.decode(line))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def is_short(document: Document) -> bool:
    """Whether a document's items are brief."""
    return isinstance(document, Short)


def full(document: Document) -> Document:
    """The document as the schema has it."""
    return _full.decode(_encoder.encode(document)) if is_short(document) else document
