"""What an article says: the interchange format, one frozen value per article.

Offsets count Unicode code points of the text, end exclusive. Where a span is asked an extractor may give `{"text", "nth"}`, which the door
turns into one. What was found nowhere has no `start` and `end`, and `aligned: none`: it is counted as predicted and matches nothing.
"""

from functools import cache
from typing import Annotated, Literal

import msgspec

Aligned = Literal["exact", "normalised", "fuzzy", "none"]
Level = Literal["NAM", "NOM", "PRO"]
Basis = Literal["text", "dct", "inferred", "world"]
Mod = Literal[
    "BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER", "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE",
    "START", "MID", "END", "APPROX",
]  # fmt: skip
Realis = Literal["ACTUAL", "GENERIC", "OTHER"]
Polarity = Literal["POSITIVE", "NEGATIVE"]
Kind = Literal["direct", "indirect", "mixed"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Nth = Annotated[int, msgspec.Meta(ge=1)]
Certainty = Literal["certain", "probable", "possible"]
Status = Literal["current", "former"]
DctBasis = Literal["text", "assumed", "unknown"]
EntityId = Annotated[str, msgspec.Meta(extra={"refers": "entity"})]

UNSPECIFIED = "UNSPECIFIED"
NIL = "NIL"  # judged to have no id
UNKNOWN = "UNKNOWN"  # has an id that nobody gave: outside of linking
NAMELESS = frozenset({None, NIL, UNKNOWN})  # what stands for an id and tells nothing of the thing
TITLE = "TITLE"


class Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True, gc=False):
    """A frozen value that refuses unknown fields."""


class TextSpan(Value, frozen=True, kw_only=True):
    """A span given by its string: the `nth` occurrence in the text, from 1; left out, reading order decides."""

    text: str
    nth: Nth | None = None


Span = tuple[int, int]
AnySpan = Span | TextSpan


class Inline(Value, frozen=True, kw_only=True):
    """A mention that stands where a reference is asked; it serves that reference only."""

    text: str | None = None
    nth: Nth | None = None
    start: int | None = None
    end: int | None = None
    aligned: Aligned | None = None


Reference = str | Inline


class Alternative(Value, frozen=True, kw_only=True):
    """What of a gold item could as well be otherwise, together: its place, its content, or other attributes that it has."""

    start: int | None = None
    end: int | None = None
    text: str | None = None
    nth: Nth | None = None
    spans: tuple[AnySpan, ...] | None = None
    type: str | None = None
    level: Level | None = None
    qid: str | None = None
    members: tuple[EntityId, ...] | None = None
    value: str | None = None
    edtf: str | None = None
    date: str | None = None
    realis: Realis | None = None
    polarity: Polarity | None = None
    certainty: Certainty | None = None
    status: Status | None = None
    kind: Kind | None = None
    role: str | None = None
    filler: Reference | None = None
    asserted_by: Reference | None = None
    speaker: Reference | None = None


class Judged(Value, frozen=True, kw_only=True):
    """What an item of gold may say of itself; a prediction has none of it.

    `alternatives` are right too. What is `optional`, the item or the attributes that it names, leaves the count with what equals it.
    `votes` is how many of the passes had the item.
    """

    alternatives: tuple[Alternative, ...] | None = None
    optional: bool | tuple[str, ...] | None = None
    votes: int | None = None


class Placed(Judged, frozen=True, kw_only=True):
    """What every item with one span of its own has."""

    id: str | None = None
    start: int | None = None
    end: int | None = None
    text: str | None = None
    nth: Nth | None = None
    score: float | None = None
    aligned: Aligned | None = None


class Mention(Placed, frozen=True, kw_only=True):
    """A name, nominal or pronoun that refers to an entity; a discontinuous one has `fragments`."""

    fragments: tuple[AnySpan, ...] | None = None
    type: str | None = None
    level: Level | None = None
    head: AnySpan | None = None
    entity: str | None = None
    qid: str | None = None


class Entity(Judged, frozen=True, kw_only=True):
    """A referent of the document; a set names its `members`; `referent` is the id it has across documents."""

    id: str
    type: str | None = None
    name: str | None = None
    qid: str | None = None
    members: tuple[EntityId, ...] | None = None
    referent: str | None = None
    score: float | None = None


class Time(Placed, frozen=True, kw_only=True):
    """A time expression: TIMEX3 type, value and modifier, the value as EDTF, and how it was reached."""

    type: TimeType | None = None
    value: str | None = None
    edtf: str | None = None
    mod: Mod | None = None
    basis: Basis | None = None


class Relation(Judged, frozen=True, kw_only=True):
    """A typed relation between two entities, with the spans that show it."""

    id: str | None = None
    head: Reference
    type: str
    tail: Reference
    evidence: tuple[AnySpan, ...] | None = None
    asserted_by: Reference | None = None
    certainty: Certainty | None = None
    status: Status | None = None
    inferred: bool | None = None
    score: float | None = None


class Argument(Judged, frozen=True, kw_only=True):
    """One argument of an event."""

    role: str
    filler: Reference


class Event(Placed, frozen=True, kw_only=True):
    """An event; its span is the trigger."""

    type: str | None = None
    arguments: tuple[Argument, ...] = ()
    date: str | None = None
    date_basis: Basis | None = None
    realis: Realis | None = None
    polarity: Polarity | None = None
    certainty: Certainty | None = None
    asserted_by: Reference | None = None
    referent: str | None = None


class Quote(Judged, frozen=True, kw_only=True):
    """A content with its source; `spans` has one entry a fragment; a flat `text` stands for one span to align."""

    id: str | None = None
    spans: tuple[AnySpan, ...] = ()
    text: str | None = None
    nth: Nth | None = None
    kind: Kind | None = None
    speaker: Reference | None = None
    cue: AnySpan | None = None
    addressee: Reference | None = None
    via: Reference | None = None
    verbatim: tuple[AnySpan, ...] | None = None
    score: float | None = None
    aligned: Aligned | None = None


class Document(Value, frozen=True, kw_only=True):
    """One article, or what a system answers about it. A layer that is left out is not annotated, or not answered.

    `dct` is the document creation time (TimeML) in EDTF, `dct_basis` how it is known; `edits` (start, end, words) made a variant's text.
    """

    id: str
    text: str | None = None
    dct: str | None = None
    dct_basis: DctBasis | None = None
    mentions: tuple[Mention, ...] | None = None
    entities: tuple[Entity, ...] | None = None
    times: tuple[Time, ...] | None = None
    relations: tuple[Relation, ...] | None = None
    events: tuple[Event, ...] | None = None
    quotes: tuple[Quote, ...] | None = None
    edits: tuple[tuple[int, int, str], ...] | None = None
    canary: str | None = None

    def __repr__(self) -> str:
        layers = {name: getattr(self, name) for name in ("mentions", "entities", "times", "relations", "events", "quotes")}
        return (
            f"<Document {self.id}: {', '.join(f'{len(items)} {name}' for name, items in layers.items() if items is not None) or 'empty'}>"
        )


Item = Mention | Entity | Time | Relation | Event | Quote
LAYERS = ("entities", "coreference", "linking", "relations", "times", "events", "claims", "quotes")


def answered(document: Document) -> frozenset[str]:
    """The layers that a document annotates or answers; an empty list counts, and for times a dated event."""
    mentions, entities, events = document.mentions or (), document.entities or (), document.events or ()
    clustered = bool([None for mention in mentions if mention.entity is not None])
    linked = not {UNKNOWN}.issuperset([item.qid for items in (mentions, entities) for item in items if item.qid is not None])
    timed = document.times is not None or any(event.date is not None for event in events)
    relations, told, quotes = (layer is not None for layer in (document.relations, document.events, document.quotes))
    return named_layers((document.mentions is not None, clustered, linked, relations, timed, told, claimed(document), quotes))


def claimed(document: Document) -> bool:
    """Whether an event or relation says who claims it, or how it stands to the facts."""
    events = ((event.realis, event.polarity, event.certainty, event.asserted_by) for event in document.events or ())
    relations = ((relation.certainty, relation.asserted_by, relation.status) for relation in document.relations or ())
    return any(value is not None for items in (events, relations) for item in items for value in item)


@cache
def named_layers(present: tuple[bool, ...]) -> frozenset[str]:
    """The layers of which it is known whether they are there, in their order, by name."""
    return frozenset(name for name, there in zip(LAYERS, present, strict=True) if there)
