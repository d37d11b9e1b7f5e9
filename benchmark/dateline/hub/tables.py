"""The gold as tables for `datasets`: one nested row an article, whose features are derived from the document's types, or flat rows."""

import json
from collections.abc import Iterable, Iterator
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from dateline.corpus.judged import ITEM
from dateline.document import Document, Inline, Judged, Quote, TextSpan
from dateline.document import Span as SpanType
from dateline.files import data
from dateline.hub import columns
from dateline.hub.flat import Flat, Row

if TYPE_CHECKING:
    from datasets import Features

NOT_IN_GOLD: dict[type[msgspec.Struct], set[str]] = {Quote: {"text"}, Document: {"canary", "edits"}}
ANSWERS_ONLY = {"nth", "score", "aligned"}
CONFIGS = ("articles", *columns.COLUMNS)


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
    from datasets import Features

    return Features(feature(Document)) if config == "articles" else columns.features(config)


def plain(value: Any) -> Any:
    """A value of the schema as rows hold it: every kept field there, absent ones `None`; an optional item is optional in `item`."""
    if isinstance(value, msgspec.Struct):
        found = {name: plain(getattr(value, name)) for name in kept_fields(type(value))}
        return found | ({"optional": [ITEM]} if found.get("optional") is True else {})
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value


def rows(config: str, documents: Iterable[Document]) -> Iterator[Row]:
    """The rows of a config."""
    if config == "disagreements":
        yield from disagreements({document.id: document.text or "" for document in documents})
        return
    for document in documents:
        if config == "articles":
            yield plain(document)
        else:
            yield from Flat(document).rows(config)


def disagreements(texts: dict[str, str]) -> Iterator[Row]:
    """Where two articles differ, with the words of each."""
    for line in data.path("annotations", "disagreements.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        row = {"kind": entry["kind"], "note": entry["note"]}
        for side, said in zip(("first", "second"), entry["sides"], strict=True):
            words = [texts[said["document"]][start:end] for start, end in said["evidence"]]
            row |= {side: said["document"], f"{side}_items": said["items"], f"{side}_evidence": words}
        yield row


def file_of(config: str) -> str:
    """Where the rows of a configuration lie in the dataset."""
    return f"data/{config}/test-00000-of-00001.parquet"


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
