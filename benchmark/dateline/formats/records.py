"""Records of a text with its items: doccano and Prodigy JSONL, Label Studio's JSON_MIN, rows of `tokens` and `ner_tags`.

A record is an object with `text` and a list of items under `entities`, `spans`, `label`, `labels` …: objects under the names that tools
give their fields, or `[start, end, label]`. Of Prodigy's, records whose `answer` is `reject` or `ignore` are passed over. A record of
`tokens` has one tag for each (`ner_tags`, `tags`, `labels`) as text. The article by `meta.id`, text, `id` or file name. Unit: code points
of the record's own text, else what the items' own texts show; end exclusive. Loses: levels, heads, entities, times, events, quotes;
relations are not read, and counted.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import msgspec

from dateline.document import Document
from dateline.formats._fields import mentions, names
from dateline.formats._keys import keys
from dateline.formats._reader import Answer, Name, Texts, records
from dateline.formats._tags import TAG, chunks, tag_names

SHAPE = "a record has a text and a list of items, or tokens and as many tags"


class Record(msgspec.Struct):
    """What is read of a record; its items stand under one of several names."""

    text: str | None = None
    tokens: list[Any] | None = None
    ner_tags: list[Any] | None = None
    tags: list[Any] | None = None
    entities: list[Any] | None = None
    spans: list[Any] | None = None
    label: list[Any] | None = None
    labels: list[Any] | None = None
    ents: list[Any] | None = None
    annotations: list[Any] | None = None
    items: list[Any] | None = None
    predictions: list[Any] | None = None
    ner: list[Any] | None = None
    relations: list[Any] | None = None
    id: Name = None
    doc_id: Name = None
    meta: dict[str, Any] | None = None
    answer: str | None = None


def recognise(sample: str) -> bool:
    """An object with a text and a list of items, or with tokens and tags; nothing that other formats have."""
    top = keys(sample)
    if "tokens" in top and "text" not in top:
        return bool(top.keys() & {"ner_tags", "tags", "labels"})
    listed = any(top.get(name) in {"[[", "[{", "[]"} for name in names("items"))
    return top.get("text") == '"' and listed and not top.keys() & {"ents", "extractions", "denotations", "quotes", "mentions"}


def read(content: str, texts: Texts) -> Iterable[Answer]:
    """The records of the file."""
    for line, record in records(content, Record, texts, SHAPE):
        if record.answer in {None, "accept"}:
            yield answer(record, texts, line)


def answer(record: Record, texts: Texts, line: int) -> Answer:
    """One record."""
    named = record.meta.get("id") if record.meta else None
    name = named if isinstance(named, str | int) else record.doc_id if record.doc_id is not None else record.id
    unread = +Counter({"relation": len(record.relations or ())})
    tags = record.ner_tags or record.tags or record.labels
    if record.tokens is not None and record.text is None and tags is not None:
        return tagged(record, name, tags, texts, line)
    items = next((listed for listed in (getattr(record, own, None) for own in names("items")) if listed is not None), None)
    items = [] if items is None and record.answer else items  # Prodigy leaves out what is empty
    if record.text is None or items is None:
        raise texts.wrong(line, "$", "has no text with items, and no tokens with tags", SHAPE)
    rows = [(line, item) for item in items]
    for _, item in rows:
        if not isinstance(item, dict | list):
            raise texts.wrong(line, "$", f"{str(item)[:60]!r} is no item", SHAPE)
    return Answer(
        Document(id=texts.identify(name, record.text, line), mentions=tuple(mentions(rows, texts))), "code point", record.text, line, unread
    )


def tagged(record: Record, name: Name, tags: list[Any], texts: Texts, line: int) -> Answer:
    """A record of tokens and tags."""
    tokens = record.tokens or []
    if not all(isinstance(token, str) for token in tokens) or len(tokens) != len(tags):
        raise texts.wrong(line, "$", f"has {len(tokens)} tokens and {len(tags)} tags", SHAPE)
    if not all(isinstance(tag, str) and TAG.fullmatch(tag) for tag in tags):
        raise texts.wrong(
            line, "$", f"{str(next(tag for tag in tags if not isinstance(tag, str) or not TAG.fullmatch(tag)))!r} is no tag", tag_names()
        )
    id_, spans = texts.tokens(name, [tokens], line=line)
    return Answer(Document(id=id_, mentions=tuple(chunks(tags, spans, texts.text(id_)))), line=line)
