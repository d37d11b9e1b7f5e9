"""DocRED: `{title, sents, vertexSet: [[{name, pos, sent_id, type}]], labels: [{h, t, r, evidence}]}`; a vertex is a cluster.

Unit: sentence tokens, end exclusive, found in the article's text in order. `title` is the article's id (or the text tells).
Evidence sentences become spans. `r` may be a Wikidata property (`P35`), which
is turned into this inventory's relation where one has it. Result files (`h_idx`, `t_idx`) name no spans and are not read. Loses:
levels, heads, links, times, events, quotes.
"""

import json
from itertools import accumulate
from typing import Any

from dateline.document import Document, Entity, Mention, Relation, labels
from dateline.document.units import token_spans
from dateline.formats._reader import Answer, Texts


def recognise(sample: str) -> bool:
    """A `vertexSet`."""
    return '"vertexSet"' in sample


def read(content: str, texts: Texts) -> list[Answer]:
    """Every article."""
    value = json.loads(content)
    return [answer(item, texts) for item in (value if isinstance(value, list) else [value])]


def answer(value: dict[str, Any], texts: Texts) -> Answer:
    """One article."""
    try:
        sentences = value["sents"]
        tokens = [token for sentence in sentences for token in sentence]
        begins = [0, *accumulate(len(sentence) for sentence in sentences)]
        id_ = texts.identify(value.get("title") if value.get("title") in texts.texts else None, "".join(tokens))
        spans = token_spans(tokens, texts.text(id_))
        if isinstance(spans, int):
            raise texts.wrong(
                0, "$.sents", f"token {tokens[spans]!r} is not next in the text of {id_!r}", "keep the article's own characters and order"
            )
        mentions = tuple(
            Mention(
                id=f"m{k}.{n}",
                start=spans[begins[m["sent_id"]] + m["pos"][0]][0],
                end=spans[begins[m["sent_id"]] + m["pos"][1] - 1][1],
                entity=f"e{k}",
            )
            for k, vertex in enumerate(value["vertexSet"])
            for n, m in enumerate(vertex)
        )
        entities = tuple(Entity(id=f"e{k}", type=vertex[0].get("type")) for k, vertex in enumerate(value["vertexSet"]) if vertex)
        relations = tuple(relation(r, begins, spans) for r in value.get("labels") or ())
    except (KeyError, IndexError, TypeError) as error:
        raise texts.wrong(0, "$", f"is not DocRED's layout: {error}", "sents, vertexSet and labels as in its training files") from None
    return Answer(Document(id=id_, mentions=mentions, entities=entities, relations=relations))


def relation(value: dict[str, Any], begins: list[int], spans: list[tuple[int, int]]) -> Relation:
    """One relation; the evidence sentences as spans."""
    evidence = tuple((spans[begins[s]][0], spans[begins[s + 1] - 1][1]) for s in value.get("evidence") or ())
    return Relation(head=f"e{value['h']}", type=by_property(str(value["r"])), tail=f"e{value['t']}", evidence=evidence or None)


def by_property(name: str) -> str:
    """The inventory's relation of a Wikidata property."""
    found = [kind for kind, table in labels.tables()["relations"].items() if table.get("wikidata") == name]
    return found[0] if found else name
