"""Records of a text with its items: doccano and Prodigy JSONL, Label Studio's JSON_MIN, rows of `tokens` and `ner_tags`.

A record is an object with `text` and a list of items under `entities`, `spans`, `label`, `labels` …: objects under the names that tools
give their fields, or `[start, end, label]`. Of Prodigy's, records whose `answer` is `reject` or `ignore` are passed over. A record of
`tokens` (or `words`) has one tag for each (`ner_tags`, `tags`, `labels`) as text. What stands under a key that says so (`pred_entities`,
`ner_tags_pred`, `model_output`) is the prediction, and what stands beside it gold's. Relations are doccano's (`from_id`, `to_id`),
Prodigy's (`head_span`, `child_span`), or name their ends by words. The article by `meta.id`, text, `id` or file name. Unit: code points of
the record's own text, else what the items' own texts show; end exclusive. Loses: levels, heads, entities, times, events, quotes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, cast

import msgspec
from msgspec.structs import replace

from dateline.document import Document, Mention
from dateline.formats._articles import squeezed
from dateline.formats._fields import mentions
from dateline.formats._framed import are_columns
from dateline.formats._keys import keys
from dateline.formats._named import names
from dateline.formats._predicted import is_list, lists_in, may_be_none, predicts
from dateline.formats._reader import Answer, Name, Texts, records
from dateline.formats._related import joined, places, relation
from dateline.formats._tags import TAG, chunks, tag_names

EACH = True  # a value of many is read by itself

SHAPE = "a record has a text and a list of items, or tokens and as many tags"


class Record(msgspec.Struct):
    """What is read of a record beside the lists under which its items may stand."""

    text: str | None = None
    data: Any = None
    tokens: list[Any] | None = None
    words: Any = None
    ner_tags: list[Any] | None = None
    tags: list[Any] | None = None
    labels: list[Any] | None = None
    relations: list[Any] | None = None
    id: Name = None
    doc_id: Name = None
    meta: dict[str, Any] | None = None
    answer: str | None = None


OWN = frozenset(Record.__struct_fields__)


@lru_cache(maxsize=1 << 6)
def listing(lists: frozenset[str]) -> type[Record]:
    """A record with whatever lists stand under some keys beside its own."""
    kinds = [(list[Any] | None if is_list(key) else Any, msgspec.field(default=None, name=key)) for key in sorted(lists - OWN)]
    fields = [(f"list_{number}", *kind) for number, kind in enumerate(kinds)]
    return cast("type[Record]", msgspec.defstruct("Listed", fields, bases=(Record,)))


def lists_of(record: Record) -> dict[str, list[Any]]:
    """The lists of a record by their keys."""
    kind = type(record)
    named = zip(kind.__struct_encode_fields__, kind.__struct_fields__, strict=True)
    return {key: value for key, field in named if isinstance(value := getattr(record, field), list)}


def under(record: Record, part: str) -> str | None:
    """The key of a record's list of some part: of a system's answer, else of those names the first that holds something."""
    lists = lists_of(record)
    twin = next((key for key, rows in lists.items() if predicts(key, part) and fits(rows, part, record, key)), None)
    own = [name for name in names(part) if name in lists]
    return twin or next((name for name in own if lists[name]), own[0] if own else None)


def fits(rows: list[Any], part: str, record: Record, key: str) -> bool:
    """Whether a list may be a prediction: as many tags as tokens, or items, or relations; an empty one only where its key says so."""
    if part == "tags":
        return len(rows) == len(record.tokens or ()) and all(isinstance(row, str) for row in rows)
    if not rows:
        return may_be_none(key)
    if part == "triples":
        return all(isinstance(row, dict | list) for row in rows)
    return all(are_columns(row) if isinstance(row, dict) else isinstance(row, list) and len(row) > 2 for row in rows)


def held(record: Record, part: str) -> list[Any] | None:
    """That list."""
    key = under(record, part)
    return None if key is None else lists_of(record)[key]


def further(record: Record, known: str | None) -> Counter[str]:
    """The items in the other lists of a record, which are not read."""
    lists = {key: rows for key, rows in lists_of(record).items() if key != known and key not in OWN and rows}
    items = {key: rows for key, rows in lists.items() if all(isinstance(row, dict) and are_columns(row) for row in rows)}
    return Counter({f"item under {key!r}": len(rows) for key, rows in items.items()})


def recognise(sample: str) -> bool:
    """An object with a text and a list of items, or with tokens and tags; nothing that other formats have."""
    top = keys(sample)
    if ("tokens" in top or top.get("words") == '["') and "text" not in top:
        return any(key in names("tags") or (predicts(key, "tags") and begins in {'["', "[]"}) for key, begins in top.items())
    listed = any(begins in {"[[", "[{", "[]"} for key, begins in top.items() if key in names("items") or predicts(key, "items"))
    return (
        '"' in {top.get("text"), top.get("data")}
        and listed
        and not top.keys() & {"ents", "extractions", "denotations", "quotes", "mentions"}
    )


def read(content: str, texts: Texts) -> Iterable[Answer]:
    """The records of the file."""
    sentences: dict[str, list[tuple[int, Record]]] = {}
    for line, given in records(content, listing(lists_in(content)), texts, SHAPE):
        record = given if given.text is not None or not isinstance(given.data, str) else replace(given, text=given.data)
        if record.tokens is None and isinstance(record.words, list):
            record = replace(record, tokens=record.words)
        if record.answer not in {None, "accept"}:
            continue
        if record.tokens is not None and record.text is None and tags_of(record) is not None:
            own = name_of(record)
            if texts.texts.open:
                yield from tagged(own, [(line, record)], texts)
                continue
            known = texts.known(str(own)) if own is not None else None
            article = known or texts.identify(None, "".join(map(str, record.tokens)), line)
            sentences.setdefault(article, []).append((line, record))
        else:
            yield answer(record, texts, line)
    for article, group in sentences.items():
        yield from tagged(article, group, texts)


def name_of(record: Record) -> Name:
    """The article that a record names."""
    named = record.meta.get("id") if record.meta else None
    return named if isinstance(named, str | int) else record.doc_id if record.doc_id is not None else record.id


def tags_of(record: Record) -> list[Any] | None:
    """The tags of a record's tokens; those that stand beside predicted ones are gold's."""
    return held(record, "tags")


def answer(record: Record, texts: Texts, line: int) -> Answer:
    """One record."""
    name = name_of(record)
    key = under(record, "items")
    items = lists_of(record)[key] if key is not None else None
    items = [] if items is None and record.answer else items  # Prodigy leaves out what is empty
    if record.text is None or items is None:
        raise texts.wrong(line, "$", "has no text with items, and no tokens with tags", SHAPE)
    rows = [(line, item) for item in items]
    for _, item in rows:
        if not isinstance(item, dict | list):
            raise texts.wrong(line, "$", f"{str(item)[:60]!r} is no item", SHAPE)
    known = places(items)
    told = [relation(row, known) for row in held(record, "triples") or ()]
    own, relations = joined(mentions(rows, texts, record.text), [one for one in told if one is not None])
    id_ = texts.identify(name, record.text, line)
    own = own if texts.texts.get(id_) == record.text else [in_part(mention, record.text) for mention in own]
    document = Document(id=id_, mentions=tuple(own), relations=tuple(relations) or None)
    return Answer(document, "code point", record.text, line, +(Counter({"relation": told.count(None)}) + further(record, key)))


def in_part(mention: Mention, part: str) -> Mention:
    """A mention without offsets where its words stand once in a part of an article."""
    words = mention.text
    if mention.start is not None or not words or mention.nth is not None or part.count(words) != 1:
        return mention
    return replace(mention, start=part.index(words), end=part.index(words) + len(words))


def tagged(name: Name, group: list[tuple[int, Record]], texts: Texts) -> Iterator[Answer]:
    """Records of tokens and tags: each an article, or the sentences of one."""
    parts = [(line, *tokens_of(record, texts, line)) for line, record in group]
    articles = [[part] for part in parts] if all(texts.texts.alike(squeezed("".join(own))) for _, own, _ in parts) else [parts]
    for article in articles:
        tokens, tags = [own for _, own, _ in article], [tag for _, _, own in article for tag in own]
        id_, spans = texts.tokens(name, tokens, [line for line, own, _ in article for _ in own], article[0][0])
        yield Answer(Document(id=id_, mentions=tuple(chunks(tags, spans, texts.text(id_)))), line=article[0][0])


def tokens_of(record: Record, texts: Texts, line: int) -> tuple[list[str], list[str]]:
    """The tokens of a record, and as many tags."""
    tokens, tags = record.tokens or [], tags_of(record) or []
    if not all(isinstance(token, str) for token in tokens) or len(tokens) != len(tags):
        raise texts.wrong(line, "$", f"has {len(tokens)} tokens and {len(tags)} tags", SHAPE)
    wrong = next((tag for tag in tags if not isinstance(tag, str) or not TAG.fullmatch(tag)), None)
    if wrong is not None:
        raise texts.wrong(line, "$", f"{str(wrong)!r} is no tag", tag_names())
    return tokens, tags
