"""DocRED: `{title, sents, vertexSet: [[{name, pos, sent_id, type}]], labels: [{h, t, r, evidence}]}`; a vertex is a cluster.

Unit: sentence tokens, end exclusive, found in the article's text in order. `title` is the article's id (or the text tells). Evidence
sentences become spans. `r` may be a Wikidata property (`P35`): where the gold has no such label it stands for this inventory's relation.
Result files (`h_idx`, `t_idx`) name no spans and are not read. Loses: levels, heads, links, times, events, quotes.
"""

from collections.abc import Iterable
from itertools import accumulate

import msgspec

from dateline.document import Document, Entity, Mention, Relation, Span
from dateline.formats._keys import keys
from dateline.formats._reader import Answer, Name, Offset, Texts, inside
from dateline.formats._typed import records

EACH = True  # a value of many is read by itself

SHAPE = "sents, vertexSet and labels as in its training files"


class Vertex(msgspec.Struct):
    """One mention of a vertex."""

    pos: tuple[Offset, Offset]
    sent_id: Offset
    type: str | None = None
    name: str | None = None


class Label(msgspec.Struct):
    """One relation."""

    h: Offset
    t: Offset
    r: str
    evidence: list[Offset] = []


class Page(msgspec.Struct):
    """One article."""

    sents: list[list[str]]
    vertexSet: list[list[Vertex]]  # noqa: N815 - its name there
    title: Name = None
    labels: list[Label] | None = None


def recognise(sample: str) -> bool:
    """A `vertexSet`."""
    return "vertexSet" in keys(sample)


def read(content: str, texts: Texts) -> Iterable[Answer]:
    """Every article."""
    return (answer(page, texts, line) for line, page in records(content, Page, texts, SHAPE))


def answer(page: Page, texts: Texts, line: int) -> Answer:
    """One article."""
    begins = [0, *accumulate(len(sentence) for sentence in page.sents)]
    id_, spans = texts.tokens(page.title, page.sents, line=line)

    def at(vertex: Vertex) -> Span:
        if not 0 <= vertex.sent_id < len(page.sents):
            raise texts.wrong(line, "$.vertexSet", f"sentence {vertex.sent_id} is none of {len(page.sents)}", SHAPE)
        first = begins[vertex.sent_id]
        return inside((first + vertex.pos[0], first + vertex.pos[1] - 1), spans, texts, line, "span")

    mentions = []
    for k, vertices in enumerate(page.vertexSet):
        for n, vertex in enumerate(vertices):
            start, end = at(vertex)
            mentions.append(Mention(id=f"m{k}.{n}", start=start, end=end, type=vertex.type, entity=f"e{k}"))
    entities = tuple(Entity(id=f"e{k}", type=vertices[0].type) for k, vertices in enumerate(page.vertexSet) if vertices)
    relations = tuple(relation(label, begins, spans, texts, line) for label in page.labels or ())
    return Answer(Document(id=id_, mentions=tuple(mentions), entities=entities, relations=relations), line=line)


def relation(label: Label, begins: list[int], spans: list[Span], texts: Texts, line: int) -> Relation:
    """One relation; the evidence sentences as spans."""
    evidence = []
    for sentence in label.evidence:
        if not 0 <= sentence < len(begins) - 1:
            raise texts.wrong(line, "$.labels", f"evidence sentence {sentence} is none of {len(begins) - 1}", SHAPE)
        evidence.append(inside((begins[sentence], begins[sentence + 1] - 1), spans, texts, line, "evidence"))
    return Relation(head=f"e{label.h}", type=label.r, tail=f"e{label.t}", evidence=tuple(evidence) or None)
