"""Relations beside a record's items: doccano's by the items' ids, Prodigy's by the spans of their ends, others by words or places."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from msgspec.structs import replace

from dateline.document import Document, Inline, Mention, Reference, Relation
from dateline.formats._layout import held, layout
from dateline.formats._named import bald, names, naming

ENDS = (("from_id", "head_id", "head_span", *names("head")), ("to_id", "tail_id", "child_span", *names("tail")))
Places = Mapping[str, Inline]
APART = re.compile(r"\s*(?:\||;|->|→|,)\s*")
KIND = re.compile(r"[a-z]+(?:_[a-z]+)*")  # a relation, among parts of names that have commas
BRACKETS = "()[]<>{} "


def places(items: Iterable[Any]) -> Places:
    """Where the items stand that have an id."""
    rows = [item for item in items if isinstance(item, dict) and item.get("id") is not None]
    return {str(row["id"]): found for row in rows if (found := place(row)) is not None}


def place(row: Mapping[str, Any]) -> Inline | None:
    """Where a row stands, or what its words are."""
    own = layout(*row)
    start, end, words = held(row, own.start), held(row, own.end), held(row, own.text)
    sound = not isinstance(words, str) or type(start) is not type(end) or start is None or end - start == len(words)  # else of tokens
    if type(start) is int and type(end) is int and sound:
        return Inline(start=start, end=end)
    return Inline(text=words) if isinstance(words, str) and words else None


def relation(row: Any, known: Places) -> Relation | None:
    """A relation of a record; `None` for one whose ends or type are not told."""
    own = {bald(key): value for key, value in row.items()} if isinstance(row, dict) else {}
    head, tail = (next((end(own[bald(name)], name, known) for name in ends if own.get(bald(name)) is not None), None) for ends in ENDS)
    kinds = [own[bald(name)] for name in names("relation") if isinstance(own.get(bald(name)), str)]
    kind = next((one for one in kinds if one.lower() != "relation"), kinds[0] if kinds else "")
    return Relation(head=head, type=kind, tail=tail) if head and tail and kind else None


def related(value: Any, name: str | None) -> Iterator[tuple[str | None, Relation | None]]:
    """The relations beside lists of entities, with the article that each is about; `None` for one that is not told."""
    if isinstance(value, list):
        for one in value:
            yield from related(one, name)
        return
    if not isinstance(value, dict):
        return
    items = value.get("entities")
    if not isinstance(items, list | dict):
        for key, inner in value.items():
            yield from related(inner, key)
        return
    own = next((value[key] for key in naming() if isinstance(value.get(key), str | int)), name)
    known = places(items if isinstance(items, list) else ())
    listed = next((value[key] for key in names("triples") if isinstance(value.get(key), list)), ())
    yield from ((None if own is None else str(own), relation(row, known)) for row in listed)


def joined(mentions: list[Mention], relations: list[Relation]) -> tuple[list[Mention], list[Relation]]:
    """Relations whose ends stand where mentions do, between those mentions, which may be moved."""
    if not relations:
        return mentions, relations
    named = [replace(mention, id=f"m{number}") for number, mention in enumerate(mentions)]
    ids: dict[tuple[int | None, int | None], str] = {(one.start, one.end): str(one.id) for one in reversed(named) if one.start is not None}

    def meant(of: Reference) -> Reference:
        return ids.get((of.start, of.end), of) if isinstance(of, Inline) else of

    return named, [replace(one, head=meant(one.head), tail=meant(one.tail)) for one in relations]


def end(value: Any, name: str, known: Places) -> Inline | None:
    """An end of a relation: an item by its id, a place, or words."""
    if isinstance(value, Mapping):
        return place(value)
    if isinstance(value, list) and len(value) == 2 and all(type(one) is int for one in value):
        return Inline(start=value[0], end=value[1])
    if isinstance(value, str | int) and str(value) in known:
        return known[str(value)]
    return Inline(text=value) if isinstance(value, str) and value and not name.endswith("_id") else None


def with_relations(document: Document, relations: list[Relation]) -> Document:
    """A document with relations that may stand between its mentions."""
    if not relations:
        return document
    mentions, done = joined(list(document.mentions or ()), relations)
    return replace(document, mentions=tuple(mentions) if document.mentions is not None else None, relations=tuple(done))


def apart(said: str) -> Any:
    """The parts of `(head, type, tail)`, whose ends may have commas; itself where they are not plain."""
    said = said.strip(BRACKETS)
    marks = [*APART.finditer(said)]
    between = [(one, other) for one, other in pairwise(marks) if len(marks) == 2 or KIND.fullmatch(said[one.end() : other.start()])]
    if len(between) != 1:
        return said
    one, other = between[0]
    return [said[: one.start()], said[one.end() : other.start()], said[other.end() :]]
