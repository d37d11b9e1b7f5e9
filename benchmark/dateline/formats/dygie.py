"""DyGIE++ JSONL, gold or predicted.

The layout is `{doc_key, sentences, ner: [[[start, end, label]]], relations, clusters, events}`. Where a line has any `predicted_` name,
only those are its answer: the others are the gold beside it. Trailing numbers are passed over. Unit: document tokens, end inclusive,
found in the article's text in order. Relations become relations between mentions, clusters entities, events events. Loses: everything
else.
"""

from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from dateline.document import Argument, Document, Event, Mention, Relation, Span
from dateline.formats._keys import keys
from dateline.formats._reader import Answer, Name, Offset, Texts, inside
from dateline.formats._typed import records

EACH = True  # a value of many is read by itself

SHAPE = "sentences, ner, relations, clusters as in its data page"
Rows = list[list[list[Any]]]


class Line(msgspec.Struct):
    """One document."""

    doc_key: Name
    sentences: list[list[str]]
    ner: Rows | None = None
    relations: Rows | None = None
    clusters: list[list[tuple[Offset, Offset]]] | None = None
    events: list[list[list[list[Any]]]] | None = None
    predicted_ner: Rows | UnsetType | None = UNSET
    predicted_relations: Rows | UnsetType | None = UNSET
    predicted_clusters: list[list[tuple[Offset, Offset]]] | UnsetType | None = UNSET
    predicted_events: list[list[list[list[Any]]]] | UnsetType | None = UNSET


class Answered(msgspec.Struct):
    """What a line answers."""

    ner: Rows | None
    relations: Rows | None
    clusters: list[list[tuple[Offset, Offset]]] | None
    events: list[list[list[list[Any]]]] | None


def recognise(sample: str) -> bool:
    """A `doc_key` with sentences."""
    return keys(sample).keys() >= {"doc_key", "sentences"}


def read(content: str, texts: Texts) -> Iterable[Answer]:
    """Every document."""
    return (answer(value, texts, line) for line, value in records(content, Line, texts, SHAPE))


def answered(line: Line) -> Answered:
    """The predictions of a line, else its gold."""
    predicted = (line.predicted_ner, line.predicted_relations, line.predicted_clusters, line.predicted_events)
    if any(own is not UNSET for own in predicted):
        return Answered(*(None if own is UNSET else own or [] for own in predicted))  # type: ignore[arg-type]  # each as it is declared
    return Answered(line.ner, line.relations, line.clusters, line.events)


def answer(line: Line, texts: Texts, number: int) -> Answer:
    """One document."""
    id_, spans = texts.tokens(line.doc_key, line.sentences, line=number)
    found = answered(line)
    try:
        ner = [msgspec.convert(row[:3], tuple[Offset, Offset, str]) for sentence in found.ner or () for row in sentence]
        links = [
            msgspec.convert(row[:5], tuple[Offset, Offset, Offset, Offset, str]) for sentence in found.relations or () for row in sentence
        ]
        events = [event(rows) for sentence in found.events or () for rows in sentence]
    except msgspec.ValidationError as error:
        raise texts.wrong(number, "$", f"is not DyGIE++'s layout: {error}", SHAPE) from None
    owner = {place: f"e{k}" for k, chain in enumerate(found.clusters or ()) for place in chain}
    labels = {(start, end): label for start, end, label in reversed(ner)}
    more = [((start, end), label) for start, end, label in dict.fromkeys(ner) if labels[start, end] != label]  # second labels of a span
    ends = {place for a, b, c, d, _ in links for place in ((a, b), (c, d))} | {place for _, _, fillers in events for place, _ in fillers}
    ids = {place: f"m{n}" for n, place in enumerate(sorted({*labels, *owner, *ends}))}
    at = {place: inside(place, spans, texts, number, "span") for place in ids}
    document = Document(
        id=id_,
        mentions=(
            *(Mention(id=ids[p], start=at[p][0], end=at[p][1], type=labels.get(p), entity=owner.get(p)) for p in sorted(ids)),
            *(Mention(start=at[p][0], end=at[p][1], type=label, entity=owner.get(p)) for p, label in more),
        ),
        relations=tuple(Relation(head=ids[a, b], type=kind, tail=ids[c, d]) for a, b, c, d, kind in links)
        if found.relations is not None
        else None,
        events=tuple(built(one, ids, spans, texts, number) for one in events) if found.events is not None else None,
    )
    return Answer(document, line=number)


Parts = tuple[tuple[int, int], str, list[tuple[tuple[int, int], str]]]  # a trigger's tokens, the type, and the fillers' tokens with roles


def event(rows: list[list[Any]]) -> Parts:
    """One event: its trigger, then its arguments."""
    head, *arguments = rows or [[]]
    one_token = len(head) > 1 and isinstance(head[1], str)
    if not one_token and len(head) < 3:
        msg = "a trigger is [token, type] or [first, last, type]"
        raise msgspec.ValidationError(msg)
    start, end = msgspec.convert([head[0], head[0]] if one_token else head[:2], tuple[Offset, Offset])
    kind = msgspec.convert(head[1] if one_token else head[2], str)
    fillers = [msgspec.convert(row[:3], tuple[Offset, Offset, str]) for row in arguments]
    return (start, end), kind, [((a, b), role) for a, b, role in fillers]


def built(parts: Parts, ids: dict[tuple[int, int], str], spans: list[Span], texts: Texts, line: int) -> Event:
    """An event of the document."""
    trigger, kind, fillers = parts
    start, end = inside(trigger, spans, texts, line, "trigger")
    return Event(start=start, end=end, type=kind, arguments=tuple(Argument(role=role, filler=ids[place]) for place, role in fillers))
