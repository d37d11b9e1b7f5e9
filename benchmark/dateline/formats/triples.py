"""Triples of relations as text: `{head, type, tail}`, `{subject, relation, object}` or `[head, type, tail]`, as REBEL and GLiREL have them.

A list stands alone (the article by file name), under article ids, or in rows that name their article (`{"id", "triples": […]}`); a table
has the columns `document,subject,relation,object`; REBEL's own text is `<triplet> head <subj> tail <obj> relation …`. The fields may have
the names of `fields.toml`. Head and tail are strings that are looked for in the article. Unit: none. Loses: offsets, and every other layer.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dateline.document import Document, Inline, Relation
from dateline.formats._keys import item_keys, keys
from dateline.formats._named import bald, names, naming
from dateline.formats._predicted import predicts, twins_of
from dateline.formats._reader import Answer, Texts
from dateline.formats._related import apart
from dateline.formats._tables import delimiter, table
from dateline.formats._values import parsed

SHAPE = "a triple is {subject, relation, object}, or [subject, relation, object]"
PARTS = ("head", "relation", "tail")
HEAD = re.compile(r"<triplet>([^<]+)(<(?:(?!<triplet>).)*)", re.DOTALL)
ENDS = re.compile(r"<[^<>]+>([^<]+)<[^<>]+>([^<]+)")
Told = tuple[str | None, int, Any]  # the article that a triple names, its line, and itself


def recognise(sample: str) -> bool:
    """REBEL's text; a table with such columns; objects with such keys, or rows that hold lists of triples."""
    start = sample.lstrip()
    if start.startswith(("[", "{")):
        top, item = keys(start), item_keys(start)
        listed = any(top.get(name) in {"[[", "[{", '["', "[]"} for name in names("triples")[:2])
        plain = top.get("relations") == "[[" or (top.get("relations") == "[{" and complete(inside(start)))
        return listed or plain or ("relations" not in top and complete(item))
    header = start.split("\n", 1)[0]
    return HEAD.search(start) is not None or complete([cell.strip().strip('"') for cell in header.split(delimiter(header))])


def inside(sample: str) -> Mapping[str, str]:
    """The keys of the first of its relations, where they are none of the schema's."""
    own = keys(sample[sample.find("{", sample.find('"relations"')) :])
    return {} if {"head", "type", "tail"} <= own.keys() else own


def complete(keys_: Iterable[str]) -> bool:
    """Whether some keys are those of a triple."""
    own = {bald(key) for key in keys_}
    return all(any(bald(name) in own for name in names(part)) for part in PARTS)


def read(content: str, texts: Texts) -> Iterator[Answer]:
    """The relations of every article."""
    start = content.lstrip("\ufeff \t\r\n")
    told = walked(evened(parsed(start)), None, texts) if start.startswith(("[", "{")) else of_text(start, texts)
    articles: dict[str, list[Relation]] = {}
    for name, line, triple in told:
        articles.setdefault(texts.identify(name, line=line), []).append(relation(triple, line, texts))
    for name, relations in (articles or {texts.identify(): []}).items():
        yield Answer(Document(id=name, relations=tuple(relations)))


def of_text(content: str, texts: Texts) -> Iterator[Told]:
    """The triples of REBEL's text, or of a table."""
    if "<triplet>" not in content:
        yield from table(content, texts)
    for found in HEAD.finditer(content):
        yield from ((None, 0, [found[1].strip(), kind.strip(), tail.strip()]) for tail, kind in ENDS.findall(found[2]))


def walked(value: Any, name: str | None, texts: Texts) -> Iterator[Told]:
    """The triples of lists, of rows that hold lists, and of objects by article."""
    if isinstance(value, list) and not (len(value) == len(PARTS) and all(isinstance(one, str) for one in value)):
        for number, inner in enumerate(value, 1):
            yield from ((own, line or number, triple) for own, line, triple in walked(inner, name, texts))
    elif not isinstance(value, dict) or complete(value):
        about = next((value[key] for key in naming() if isinstance(value, dict) and value.get(key) is not None), None)
        yield str(about) if about is not None and texts.known(str(about)) else name, 0, value
    elif (held := next(iter(listed(value)), None)) is not None:
        about = next((value[key] for key in naming() if value.get(key) is not None), name)
        yield from walked(value[held], None if about is None else str(about), texts)
    else:
        for key, inner in value.items():
            yield from walked(inner, key, texts)


def evened(value: Any) -> Any:
    """Objects of lists of which each has the triples that a system predicts in some, empty where it has none."""
    holders = [
        one for one in (value if isinstance(value, list) else value.values() if isinstance(value, dict) else ()) if isinstance(one, dict)
    ]
    keys_ = {key for one in holders for key, inner in one.items() if isinstance(inner, list) and predicts(key, "triples")}
    if not keys_:
        return value

    def full(one: Any) -> Any:
        return {**one, **{key: [] for key in keys_ if one.get(key) is None}} if isinstance(one, dict) else one

    return [full(one) for one in value] if isinstance(value, list) else {key: full(one) for key, one in value.items()}


def listed(value: Mapping[str, Any]) -> list[str]:
    """The keys of an object's lists of triples, those that a system predicts before others."""
    lists = [key for key, inner in value.items() if isinstance(inner, list)]
    return [*(key for key in lists if predicts(key, "triples")), *(key for key in names("triples") if key in lists)]


def relation(triple: Any, line: int, texts: Texts) -> Relation:
    """A triple as a relation between strings."""
    triple = apart(triple) if isinstance(triple, str) else triple
    if isinstance(triple, list) and len(triple) == len(PARTS):
        told = dict(zip(PARTS, triple, strict=True))
    else:
        own = {bald(key): value for key, value in triple.items()} if isinstance(triple, dict) else {}
        every = {part: (*map(bald, twins_of(triple, part)), *map(bald, names(part))) for part in PARTS} if own else {}
        told = {part: next((own[name] for name in every.get(part, ()) if own.get(name) is not None), None) for part in PARTS}
    head, kind, tail = (words(told[part]) for part in PARTS)
    if not (head and kind and tail):
        raise texts.wrong(line, "", f"{str(triple)[:60]!r} is no triple", SHAPE)
    return Relation(head=Inline(text=head), type=kind, tail=Inline(text=tail))


def words(value: Any) -> str:
    """The words of an end: a string, its tokens, or an object that has them."""
    if isinstance(value, dict):
        value = next((value[name] for name in names("text") if isinstance(value.get(name), str)), "")
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return " ".join(value)
    return value if isinstance(value, str) else ""
