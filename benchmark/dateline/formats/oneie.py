"""OneIE's JSONL: a sentence a line, `{doc_id, sent_id, token_ids, tokens, graph: {entities, triggers, relations, roles}}`.

`entities` are `[first, end, type, level, score]`, `triggers` `[first, end, type, score]`, `relations` `[entity, entity, type, score]`,
`roles` `[trigger, entity, role, score]`, by their places in those lists. Unit: tokens of the sentence, end exclusive; a token stands
where its id says (`DOC:first-last`, characters, end inclusive), else where it is next in the text. Loses: clusters, links, and every
other layer.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from dateline.document import Argument, Document, Event, Mention, Relation, Span
from dateline.formats._keys import keys
from dateline.formats._reader import Answer, Name, Offset, Texts, inside, sentences_of
from dateline.formats._typed import by_article, records

EACH = True  # a value of many is read by itself

SHAPE = "doc_id, tokens and graph as OneIE writes them"
LEVELS = {"NAM", "NOM", "PRO"}


class Graph(msgspec.Struct):
    """What is said of a sentence."""

    entities: list[list[Any]] = []
    triggers: list[list[Any]] = []
    relations: list[list[Any]] = []
    roles: list[list[Any]] = []


class Line(msgspec.Struct):
    """One sentence."""

    tokens: list[str]
    graph: Graph
    doc_id: Name = None
    sent_id: Name = None


def recognise(sample: str) -> bool:
    """Tokens with a graph."""
    return keys(sample).keys() >= {"tokens", "graph"}


def read(content: str, texts: Texts) -> Iterable[Answer]:
    """The documents: their sentences put together."""
    pages = by_article(records(content, Line, texts, SHAPE), lambda line: line.doc_id, texts)
    return (answer(name, lines, texts) for name, lines in pages.items())


def answer(name: Name, lines: list[tuple[int, Line]], texts: Texts) -> Answer:
    """One document."""
    id_, spans = texts.tokens(name, [line.tokens for _, line in lines], line=lines[0][0])
    mentions: list[Mention] = []
    events: list[Event] = []
    relations: list[Relation] = []
    for (number, line), own in zip(lines, sentences_of(spans, (len(line.tokens) for _, line in lines)), strict=True):
        try:
            told = sentence(line.graph, own, f"s{number}", texts, number)
        except (msgspec.ValidationError, IndexError) as error:
            raise texts.wrong(number, "$.graph", f"is not OneIE's layout: {error}", SHAPE) from None
        mentions += told[0]
        events += told[1]
        relations += told[2]
    return Answer(Document(id=id_, mentions=tuple(mentions), events=tuple(events), relations=tuple(relations)))


def sentence(graph: Graph, spans: Sequence[Span], part: str, texts: Texts, line: int) -> tuple[list[Mention], list[Event], list[Relation]]:
    """The mentions, events and relations of a sentence."""

    def at(row: list[Any]) -> Span:
        first, end = msgspec.convert(row[:2], tuple[Offset, Offset])
        return inside((first, end - 1), spans, texts, line, "span")

    def of(rows: list[list[Any]], number: object, what: str) -> int:
        place = msgspec.convert(number, Offset)
        if not 0 <= place < len(rows):
            raise texts.wrong(line, "$.graph", f"{what} {place} is none of {len(rows)}", SHAPE)
        return place

    kinds = [msgspec.convert(row[2], str) for row in graph.entities]
    levels: list[Any] = [row[3] if len(row) > 3 and isinstance(row[3], str) and row[3] in LEVELS else None for row in graph.entities]
    mentions = [
        Mention(id=f"{part}.{n}", start=at(row)[0], end=at(row)[1], type=kind, level=level)
        for n, (row, kind, level) in enumerate(zip(graph.entities, kinds, levels, strict=True))
    ]
    fillers: dict[int, list[Argument]] = {}
    for row in graph.roles:
        filler = f"{part}.{of(graph.entities, row[1], 'entity')}"
        fillers.setdefault(of(graph.triggers, row[0], "trigger"), []).append(Argument(role=msgspec.convert(row[2], str), filler=filler))
    events = [
        Event(start=at(row)[0], end=at(row)[1], type=msgspec.convert(row[2], str).replace(":", "."), arguments=tuple(fillers.get(n, ())))
        for n, row in enumerate(graph.triggers)
    ]
    relations = [
        Relation(
            head=f"{part}.{of(graph.entities, row[0], 'entity')}",
            type=msgspec.convert(row[2], str),
            tail=f"{part}.{of(graph.entities, row[1], 'entity')}",
        )
        for row in graph.relations
    ]
    return mentions, events, relations
