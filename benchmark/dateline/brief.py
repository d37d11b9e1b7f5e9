"""Documents whose mentions have nothing rare: decoded and laid out faster, and read as any `Document`.

Most mentions are of one piece, at known offsets, without a text, a head or a score of their own. The rare attributes of a `Brief` are
absent for the whole class, so nobody needs to look. What goes beyond counting blocks takes the `full` document.
"""

from typing import ClassVar, cast

import msgspec

from dateline.document import Document, Entity, Event, Level, Quote, Relation, Time, Value

RARE = ("qid", "fragments", "head", "text", "score")


class Brief(Value, frozen=True, kw_only=True):
    """A mention that reads as a `Mention` whose rare attributes are absent."""

    id: str | None = None
    start: int
    end: int
    text: ClassVar[None] = None
    nth: ClassVar[None] = None
    score: ClassVar[None] = None
    aligned: ClassVar[None] = None
    fragments: ClassVar[None] = None
    type: str | None = None
    level: Level | None = None
    head: ClassVar[None] = None
    entity: str | None = None
    qid: ClassVar[None] = None


class Short(Value, frozen=True, kw_only=True):
    """A document with brief mentions."""

    id: str
    text: str | None = None
    published: str | None = None
    mentions: tuple[Brief, ...] | None = None
    entities: tuple[Entity, ...] | None = None
    times: tuple[Time, ...] | None = None
    relations: tuple[Relation, ...] | None = None
    events: tuple[Event, ...] | None = None
    quotes: tuple[Quote, ...] | None = None
    canary: str | None = None


_short = msgspec.json.Decoder(Short)
_full = msgspec.json.Decoder(Document)
_encoder = msgspec.json.Encoder()


def short(line: bytes) -> Document | None:
    """The document of a line if all its mentions are brief; `None` also where it cannot be decoded."""
    try:
        return cast("Document", _short.decode(line))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def is_short(document: Document) -> bool:
    """Whether a document's mentions are brief."""
    return isinstance(document, Short)


def full(document: Document) -> Document:
    """The document with full mentions."""
    return _full.decode(_encoder.encode(document)) if is_short(document) else document
