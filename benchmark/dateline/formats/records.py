"""Records of a text with its items: doccano and Prodigy JSONL, Label Studio's JSON_MIN, rows of `tokens` and `ner_tags`.

A record is an object with `text` and a list of items under `entities`, `spans`, `label`, `labels` …: objects under the names that tools
give their fields, or `[start, end, label]`. Of Prodigy's, records whose `answer` is `reject` or `ignore` are passed over. A record of
`tokens` (or `words`) has one tag for each (`ner_tags`, `tags`, `labels`) as text. What stands under a key that says so (`pred_entities`,
`ner_tags_pred`, `model_output`) in some record is the prediction in all, and what stands beside it gold's. Relations are doccano's
(`from_id`, `to_id`), Prodigy's (`head_span`, `child_span`), or name their ends by words. The article by `meta.id`, text, `id` or file
name. Unit: code points of the record's own text, else what the items' own texts show; end exclusive. Loses: levels, heads, entities,
times, events, quotes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, cast

import msgspec
from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from dateline.document import Document, Mention
from dateline.formats._articles import squeezed
from dateline.formats._chosen import Chosen, are_items, chosen
from dateline.formats._columns import labelled_rows
from dateline.formats._fields import mentions
from dateline.formats._framed import are_columns
from dateline.formats._keys import keys
from dateline.formats._named import names
from dateline.formats._predicted import is_list, lists_in, predicts
from dateline.formats._reader import Answer, Name, Texts
from dateline.formats._related import joined, places, relation
from dateline.formats._tags import TAG, chunks, tag_names
from dateline.formats._typed import records

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


class Tagged(NamedTuple):
    """The tokens of a record with their tags."""

    line: int
    tokens: list[str]
    tags: list[str]


OWN = frozenset(Record.__struct_fields__)
PASSED = frozenset(("reject", "ignore"))


@lru_cache(maxsize=1 << 6)
def listing(lists: frozenset[str]) -> type[Record]:
    """A record with whatever lists stand under some keys beside its own."""
    own = sorted(lists - OWN)
    kinds = [(list[Any] | None | UnsetType if is_list(key) else Any, msgspec.field(default=UNSET, name=key)) for key in own]
    fields = [(f"list_{number}", *kind) for number, kind in enumerate(kinds)]
    return cast("type[Record]", msgspec.defstruct("Listed", fields, bases=(Record,)))


def lists_of(record: Record) -> dict[str, list[Any]]:
    """The lists of a record by their keys."""
    kind = type(record)
    named = zip(kind.__struct_encode_fields__, kind.__struct_fields__, strict=True)
    return {key: value for key, field in named if isinstance(value := getattr(record, field), list)}


def fits(lists: Mapping[str, list[Any]], part: str, key: str) -> bool:
    """Whether a list of a record may be its tags, as many as it has tokens, its items, or its relations."""
    rows = lists[key]
    if part == "tags":
        tokens = lists.get("tokens") or lists.get("words") or ()
        return bool(rows) and len(rows) == len(tokens) and all(isinstance(row, str) for row in rows)
    return are_items(lists, part, key) or (part == "triples" and not rows)


def further(record: Record, known: str | None) -> Counter[str]:
    """The items in the other lists of a record, which are not read."""
    lists = {key: rows for key, rows in lists_of(record).items() if key != known and key not in OWN and rows}
    items = {key: rows for key, rows in lists.items() if all(isinstance(row, dict) and are_columns(row) for row in rows)}
    return Counter({f"item under {key!r}": len(rows) for key, rows in items.items()})


def recognise(sample: str) -> bool:
    """An object with a text and a list of items, or with tokens and tags; nothing that other formats have."""
    top = keys(sample)
    if ("tokens" in top or top.get("words") == '["') and ("text" not in top or is_tagged(top)):
        return any(key in names("tags") or (predicts(key, "tags") and begins in {'["', "[]"}) for key, begins in top.items())
    listed = any(begins in {"[[", "[{", "[]"} for key, begins in top.items() if key in names("items") or predicts(key, "items"))
    return (
        '"' in {top.get("text"), top.get("data")}
        and listed
        and not top.keys() & {"ents", "extractions", "denotations", "quotes", "mentions"}
    )


def is_tagged(top: Mapping[str, str]) -> bool:
    """Whether tokens and tags are strings, beside a text."""
    tagged_ = any(begins == '["' and (key in names("tags") or predicts(key, "tags")) for key, begins in top.items() if key != "tokens")
    return '["' in {top.get("tokens"), top.get("words")} and tagged_


def read(content: str, texts: Texts) -> Iterable[Answer]:
    """The records of the file."""
    kind = listing(lists_in(content))
    given = [(line, spoken(record)) for line, record in records(content, kind, texts, SHAPE)]
    named = zip(kind.__struct_encode_fields__, kind.__struct_fields__, strict=True)
    there = [key for key, field in named if any(getattr(record, field) is not UNSET for _, record in given)]
    keys_ = chosen([lists_of(record) for _, record in given], there, fits, texts)
    sentences: dict[str, list[Tagged]] = {}
    for line, record in given:
        if record.answer in PASSED:
            continue
        tags = keys_.held(lists_of(record), "tags") if is_words(record.tokens) else None
        if tags is None:
            yield answer(record, keys_, texts, line)
            continue
        tokens = tagged_tokens(record, tags[1], texts, line)
        own = name_of(record)
        if texts.texts.open:
            yield from tagged(own, [tokens], texts)
            continue
        known = texts.known(str(own)) if own is not None else None
        article = known or texts.identify(None, "".join(tokens.tokens), line)
        sentences.setdefault(article, []).append(tokens)
    for article, group in sentences.items():
        yield from tagged(article, group, texts)


def spoken(record: Record) -> Record:
    """A record with its text and its tokens under those names."""
    text = record.data if record.text is None and isinstance(record.data, str) else record.text
    tokens = record.words if record.tokens is None and isinstance(record.words, list) else record.tokens
    return record if (text, tokens) == (record.text, record.tokens) else replace(record, text=text, tokens=tokens)


def is_words(tokens: list[Any] | None) -> bool:
    """Whether a record has tokens that are strings, and no objects with places."""
    return tokens is not None and not any(isinstance(token, dict) for token in tokens)


def name_of(record: Record) -> Name:
    """The article that a record names."""
    named = record.meta.get("id") if record.meta else None
    return named if isinstance(named, str | int) else record.doc_id if record.doc_id is not None else record.id


def answer(record: Record, keys_: Chosen, texts: Texts, line: int) -> Answer:
    """One record."""
    name, lists = name_of(record), lists_of(record)
    key, items = keys_.held(lists, "items") or (None, None)
    items = [] if items is None and record.answer else items  # Prodigy leaves out what is empty
    if record.text is None or items is None:
        raise texts.wrong(line, "$", "has no text with items, and no tokens with tags", SHAPE)
    rows = labelled_rows([(line, item) for item in items], texts, whole=False)
    for _, item in rows:
        if not isinstance(item, dict | list):
            raise texts.wrong(line, "$", f"{str(item)[:60]!r} is no item", SHAPE)
    known = places(items)
    under, triples = keys_.held(lists, "triples") or ("", [])
    told = [relation(row, known) for row in triples] if not keys_.gold_relations else []
    unread = Counter({"relation": told.count(None), f"relation under {under!r}": len(triples) if keys_.gold_relations else 0})
    own, relations = joined(mentions(rows, texts, record.text), [one for one in told if one is not None])
    id_ = texts.identify(name, record.text, line)
    own = own if texts.texts.get(id_) == record.text else [in_part(mention, record.text) for mention in own]
    document = Document(id=id_, mentions=tuple(own), relations=tuple(relations) or None)
    return Answer(document, "code point", record.text, line, unread + further(record, key))


def in_part(mention: Mention, part: str) -> Mention:
    """A mention without offsets where its words stand once in a part of an article."""
    words = mention.text
    if mention.start is not None or not words or mention.nth is not None or part.count(words) != 1:
        return mention
    return replace(mention, start=part.index(words), end=part.index(words) + len(words))


def tagged(name: Name, group: list[Tagged], texts: Texts) -> Iterator[Answer]:
    """Records of tokens and tags: each an article, or the sentences of one."""
    articles = [[part] for part in group] if all(texts.texts.alike(squeezed("".join(part.tokens))) for part in group) else [group]
    for article in articles:
        tokens, tags = [part.tokens for part in article], [tag for part in article for tag in part.tags]
        id_, spans = texts.tokens(name, tokens, [part.line for part in article for _ in part.tokens], article[0].line)
        yield Answer(Document(id=id_, mentions=tuple(chunks(tags, spans, texts.text(id_)))), line=article[0].line)


def tagged_tokens(record: Record, tags: list[Any], texts: Texts, line: int) -> Tagged:
    """The tokens of a record, and as many tags; where a system predicted none, all are outside."""
    tokens = record.tokens or []
    tags = tags or ["O"] * len(tokens)
    if not all(isinstance(token, str) for token in tokens) or len(tokens) != len(tags):
        raise texts.wrong(line, "$", f"has {len(tokens)} tokens and {len(tags)} tags", SHAPE)
    wrong = next((tag for tag in tags if not isinstance(tag, str) or not TAG.fullmatch(tag)), None)
    if wrong is not None:
        raise texts.wrong(line, "$", f"{str(wrong)!r} is no tag", tag_names())
    return Tagged(line, tokens, tags)
