"""SpERT's JSON, as CoNLL04, SciERC and ADE are given in it: a list of `{tokens, entities: [{type, start, end}], relations}`.

A relation is `{type, head, tail}` by places in `entities`. A sentence is of the article that `doc_id` or `document` names, or that the
file's name or its text tells; sentences of one article follow each other. Unit: tokens of the sentence, end exclusive, found in the
article's text in order. Loses: levels, clusters, and every other layer.
"""

from collections.abc import Iterable

import msgspec

from dateline.document import Document, Mention, Relation
from dateline.formats._keys import keys
from dateline.formats._predicted import refuse_beside
from dateline.formats._reader import Answer, Name, Offset, Texts, inside, sentences_of
from dateline.formats._typed import by_article, records

EACH = True  # a value of many is read by itself

SHAPE = "tokens, entities with type, start and end, relations with type, head and tail"


class Entity(msgspec.Struct):
    """One entity."""

    type: str
    start: Offset
    end: Offset


class Link(msgspec.Struct):
    """One relation."""

    type: str
    head: Offset
    tail: Offset


class Line(msgspec.Struct):
    """One sentence."""

    tokens: list[str]
    entities: list[Entity]
    relations: list[Link] = []
    doc_id: Name = None
    document: Name = None


def recognise(sample: str) -> bool:
    """Tokens with entities that have a start, and relations."""
    found = keys(sample)
    return found.get("tokens") in {'["', "[]"} and found.get("entities") in {"[{", "[]"} and "text" not in found and "ner_tags" not in found


def read(content: str, texts: Texts) -> Iterable[Answer]:
    """The documents: their sentences put together."""
    refuse_beside(content, texts, ("items", "triples"))
    pages = by_article(records(content, Line, texts, SHAPE), lambda line: line.doc_id if line.doc_id is not None else line.document, texts)
    return (answer(name, lines, texts) for name, lines in pages.items())


def answer(name: Name, lines: list[tuple[int, Line]], texts: Texts) -> Answer:
    """One document."""
    id_, spans = texts.tokens(name, [line.tokens for _, line in lines], line=lines[0][0])
    mentions: list[Mention] = []
    relations: list[Relation] = []
    each = sentences_of(spans, (len(line.tokens) for _, line in lines))
    for order, ((number, line), own) in enumerate(zip(lines, each, strict=True)):
        for place, entity in enumerate(line.entities):
            start, end = inside((entity.start, entity.end - 1), own, texts, number, "entity")
            mentions.append(Mention(id=f"s{order}.{place}", start=start, end=end, type=entity.type))
        for link in line.relations:
            for end_ in (link.head, link.tail):
                if not 0 <= end_ < len(line.entities):
                    raise texts.wrong(number, "$.relations", f"entity {end_} is none of {len(line.entities)}", SHAPE)
            relations.append(Relation(head=f"s{order}.{link.head}", type=link.type, tail=f"s{order}.{link.tail}"))
    return Answer(Document(id=id_, mentions=tuple(mentions), relations=tuple(relations)))
