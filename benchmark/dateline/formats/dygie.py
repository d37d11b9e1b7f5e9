"""DyGIE++ JSONL, gold or predicted.

The layout is `{doc_key, sentences, ner: [[[start, end, label]]], relations, clusters}`,
also under `predicted_` names, whose trailing numbers are passed over.
Unit: document tokens, end inclusive, found in the article's text in order. Relations become relations between mentions, clusters
entities; events are not read. Loses: everything else.
"""

import json
from typing import Any

from dateline.document import Document, Mention, Relation
from dateline.document.units import token_spans
from dateline.formats._reader import Answer, Texts


def recognise(sample: str) -> bool:
    """A `doc_key` with sentences."""
    return '"doc_key"' in sample and '"sentences"' in sample


def read(content: str, texts: Texts) -> list[Answer]:
    """Every document."""
    return [answer(json.loads(line), texts, number) for number, line in enumerate(content.splitlines(), 1) if line.strip()]


def answer(value: dict[str, Any], texts: Texts, line: int) -> Answer:
    """One document."""
    try:
        tokens = [token for sentence in value["sentences"] for token in sentence]
        name = value["doc_key"]
        id_ = texts.identify(name if name in texts.texts else None, "".join(tokens), line)
        spans = token_spans(tokens, texts.text(id_))
        if isinstance(spans, int):
            raise texts.wrong(
                line,
                "$.sentences",
                f"token {tokens[spans]!r} is not next in the text of {id_!r}",
                "keep the article's own characters and order",
            )
        ner = [tuple(n[:3]) for sentence in value.get("predicted_ner") or value.get("ner") or [] for n in sentence]
        links = [tuple(r[:5]) for sentence in value.get("predicted_relations") or value.get("relations") or [] for r in sentence]
        chains = value.get("predicted_clusters") or value.get("clusters") or []
        owner = {(int(s), int(e)): f"e{k}" for k, chain in enumerate(chains) for s, e in chain}
        labels = {(int(s), int(e)): str(label) for s, e, label in ner}
        ids = {
            place: f"m{n}"
            for n, place in enumerate(sorted({*labels, *owner, *((r[0], r[1]) for r in links), *((r[2], r[3]) for r in links)}))
        }
        mentions = tuple(
            Mention(id=ids[s, e], start=spans[s][0], end=spans[e][1], type=labels.get((s, e)), entity=owner.get((s, e)))
            for s, e in sorted(ids)
        )
        relations = tuple(Relation(head=ids[a, b], type=str(kind), tail=ids[c, d]) for a, b, c, d, kind in links)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise texts.wrong(
            line, "$", f"is not DyGIE++'s layout: {error}", "sentences, ner, relations, clusters as in its data page"
        ) from None
    return Answer(Document(id=id_, mentions=mentions, relations=relations if links else None), line=line)
