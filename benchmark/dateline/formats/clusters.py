"""Coreference as resolvers write it: AllenNLP and Maverick (clusters over tokens), fastcoref (over characters).

AllenNLP's predictor gives `{document: […tokens], clusters: [[[first, last]]]}`, Maverick `{tokens, clusters_token_offsets}`, fastcoref's
`predict(output_file=)` `{text, clusters: [[[start, end]]]}`. Unit: document tokens, end inclusive, found in the article's text in order;
with `text` code points of it, end exclusive. Loses: types, levels, heads, and every other layer.
"""

from collections.abc import Iterable

import msgspec

from dateline.document import Document, Mention
from dateline.formats._keys import keys
from dateline.formats._reader import Answer, Name, Offset, Texts, inside
from dateline.formats._typed import records

EACH = True  # a value of many is read by itself

SHAPE = "tokens or a text, and clusters as lists of [first, last]"
Clusters = list[list[tuple[Offset, Offset]]]


class Line(msgspec.Struct):
    """One document."""

    document: list[str] | None = None
    tokens: list[str] | None = None
    text: str | None = None
    clusters: Clusters | None = None
    clusters_token_offsets: Clusters | None = None
    id: Name = None
    doc_id: Name = None
    doc_key: Name = None


def recognise(sample: str) -> bool:
    """Clusters beside tokens or a text, without sentences, which are DyGIE++'s."""
    top = keys(sample)
    told = "clusters_token_offsets" in top or top.get("clusters", "") in {"[[", "[]"}
    return told and "sentences" not in top and bool(top.keys() & {"document", "tokens", "text"}) and "ner" not in top


def read(content: str, texts: Texts) -> Iterable[Answer]:
    """The clusters of every document."""
    return (answer(value, texts, line) for line, value in records(content, Line, texts, SHAPE))


def answer(line: Line, texts: Texts, number: int) -> Answer:
    """One document."""
    name = next((own for own in (line.id, line.doc_id, line.doc_key) if own is not None), None)
    tokens = line.document if line.document is not None else line.tokens
    clusters = line.clusters_token_offsets if line.clusters_token_offsets is not None else line.clusters
    if clusters is None or (tokens is None and line.text is None):
        raise texts.wrong(number, "$", "has no clusters with tokens or a text", SHAPE)
    if tokens is None:
        id_ = texts.identify(name, line.text, number)
        placed = [(at, k) for k, cluster in enumerate(clusters) for at in cluster]
    else:
        id_, spans = texts.tokens(name, [tokens], line=number)
        placed = [(inside(at, spans, texts, number, "mention"), k) for k, cluster in enumerate(clusters) for at in cluster]
    own = line.text if tokens is None else None
    mentions = tuple(
        Mention(start=s, end=e, text=own[max(0, s) : max(0, e)] or None if own else None, entity=f"e{k}") for (s, e), k in placed
    )
    return Answer(Document(id=id_, mentions=mentions), "code point", own, number)
