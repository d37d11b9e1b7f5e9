"""The gold as tables for `datasets`: one nested row an article, or flat rows an item.

Features are derived from the document's types.
"""

from collections.abc import Iterable, Iterator
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from dateline.document import Document, Entity, Event, Inline, Judged, Mention, Quote, Relation, TextSpan, Time
from dateline.document import Span as SpanType
from dateline.document.index import Side
from dateline.document.tokens import WORD, tags

if TYPE_CHECKING:
    from datasets import Features

ITEM = "item"  # what is optional of an optional item, in a column of attributes
ANSWERS_ONLY = {"nth", "score", "aligned"}
NOT_IN_GOLD: dict[type[msgspec.Struct], set[str]] = {Quote: {"text"}}
ITEMS: dict[str, type[msgspec.Struct]] = {
    "entities": Entity,
    "mentions": Mention,
    "relations": Relation,
    "times": Time,
    "events": Event,
    "quotes": Quote,
}
CONFIGS = ("articles", *ITEMS, "tokens")


def kept_fields(cls: type[msgspec.Struct]) -> list[str]:
    """The fields that gold data can have: an item's own in their order, then what gold says of it."""
    without = ANSWERS_ONLY | NOT_IN_GOLD.get(cls, set())
    said = Judged.__struct_fields__ if issubclass(cls, Judged) else ()
    return [name for name in (*(n for n in cls.__struct_fields__ if n not in said), *said) if name not in without]


def feature(kind: Any) -> Any:
    """The feature of a type of the document's schema; what only answers may hold is left out of unions."""
    from datasets import List, Value

    if get_origin(kind) in {UnionType, Literal} or str(get_origin(kind)) == "typing.Union":
        if get_origin(kind) is Literal:
            return Value("string")
        inner = [arm for arm in get_args(kind) if arm not in {NoneType, TextSpan, Inline}]
        return feature(inner[0])
    if kind == SpanType:
        return List(Value("int64"), length=2)
    if get_origin(kind) is tuple:
        return List(feature(get_args(kind)[0]))
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        hints = get_type_hints(kind)
        return {name: List(Value("string")) if name == "optional" else feature(hints[name]) for name in kept_fields(kind)}
    return Value({str: "string", int: "int64", bool: "bool", float: "float64"}[kind])


def features(config: str) -> "Features":
    """The declared features of a config."""
    from datasets import ClassLabel, Features, List, Value

    if config == "articles":
        return Features(feature(Document))
    if config == "tokens":
        names = ["O", *(f"{prefix}-{label}" for label in labels_in_order() for prefix in "BI")]
        shape = {"document": "string", "paragraph": "int64"}
        return Features(
            {
                **{n: Value(t) for n, t in shape.items()},
                "tokens": List(Value("string")),
                "ner_tags": List(ClassLabel(names=names)),
                "canary": Value("string"),
            }
        )
    own = feature(ITEMS[config])
    more = {"content": List(Value("string"))} if config == "quotes" else {}
    return Features({"document": Value("string"), **own, **more, "canary": Value("string")})


def labels_in_order() -> list[str]:
    """The entity labels in the order of labels.toml."""
    from dateline.document.labels import tables

    return list(tables()["entities"])


def plain(value: Any) -> Any:
    """A value of the schema as rows hold it: every kept field there, absent ones `None`; an optional item is optional in `item`."""
    if isinstance(value, msgspec.Struct):
        found = {name: plain(getattr(value, name)) for name in kept_fields(type(value))}
        return found | ({"optional": [ITEM]} if found.get("optional") is True else {})
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value


def rows(config: str, documents: Iterable[Document]) -> Iterator[dict[str, Any]]:
    """The rows of a config."""
    for document in documents:
        if config == "articles":
            yield plain(document)
        elif config == "tokens":
            yield from token_rows(document)
        else:
            for item in getattr(document, config) or ():
                yield {"document": document.id, **plain(item), **content(document, item), "canary": document.canary}


def content(document: Document, item: object) -> dict[str, Any]:
    """The strings of a quote's fragments; other items have a text of their own."""
    if not isinstance(item, Quote):
        return {}
    text = document.text or ""
    return {"content": [text[span[0] : span[1]] for span in item.spans if isinstance(span, tuple)]}


def token_rows(document: Document) -> Iterator[dict[str, Any]]:
    """One row a paragraph: words, and BIO tags of names (of nested ones the longest)."""
    text = document.text or ""
    names = [item for item in Side(document).mentions if isinstance(item.source, Mention) and item.source.level == "NAM"]
    tagged = tags(text, names)
    words = [match.span() for match in WORD.finditer(text)]
    found: dict[int, tuple[list[str], list[str]]] = {}
    for (start, end), tag in zip(words, tagged, strict=True):
        tokens, labels = found.setdefault(text.count("\n", 0, start), ([], []))
        tokens.append(text[start:end])
        labels.append(tag)
    for paragraph, (tokens, labels) in found.items():
        yield {"document": document.id, "paragraph": paragraph, "tokens": tokens, "ner_tags": labels, "canary": document.canary}


def document_of(row: dict[str, Any]) -> Document:
    """The document of a row of `articles`."""
    return msgspec.convert(present(row), Document)


def present(value: Any) -> Any:
    """A row without what is absent."""
    if isinstance(value, dict):
        kept = {name: present(inner) for name, inner in value.items() if inner is not None}
        return kept | ({"optional": True} if kept.get("optional") == [ITEM] else {})
    if isinstance(value, list):
        return [present(inner) for inner in value]
    return value
