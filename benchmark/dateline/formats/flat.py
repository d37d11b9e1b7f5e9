"""Flat lists of entities in JSON, JSONL, CSV or TSV: `{start, end, label, text, score}` under the names that tools give them.

This is Hugging Face's `pipeline("ner")` (`entity_group`, `word`), GLiNER (`label`, `text`, `score`), GLiNER2 (`{"entities":
{"person": ["…"]}}`), and tables with the columns
`document,start,end,label,text`. A list stands alone (the article by file name), under article ids, or its rows name the article
(`document`, `doc_id`, `id`).
Unit: code points, or what `"unit"` says (`utf-16`, `byte`); end exclusive. Without offsets the text is aligned. Loses: levels,
heads, fragments, entities, and every other layer.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from dateline.document import Document, Mention
from dateline.formats._reader import Answer, Texts, Unit

LABELS = ("label", "entity_group", "type", "entity", "tag", "category", "class")
STRINGS = ("text", "word", "span", "mention", "name", "value")
DOCUMENTS = ("document", "doc_id", "document_id", "doc", "article", "file")
STARTS, ENDS = ("start", "start_char", "begin", "start_offset"), ("end", "end_char", "end_offset", "stop")


def recognise(sample: str) -> bool:
    """A JSON list of objects with a label and a place or a string; GLiNER2's entities; a table with such columns."""
    start = sample.lstrip()
    if start.startswith(("[", "{")):
        return '"mentions"' not in sample and bool(first_row(start))
    header = start.splitlines()[0].lower() if start else ""
    cells = {cell.strip() for cell in header.replace("\t", ",").split(",")}
    return bool(cells & set(LABELS)) and bool(cells & {*STARTS, *STRINGS})


def first_row(sample: str) -> bool:
    """Whether the beginning of some JSON looks like entities."""
    head = sample[:4000]
    labelled = any(f'"{name}"' in head for name in LABELS) and any(f'"{name}"' in head for name in (*STRINGS, *STARTS))
    elsewhere = (
        '"spans"',
        '"tokens"',
        '"denotations"',
        '"extractions"',
        '"annotations"',
        '"vertexSet"',
        '"ents"',
        '"known"',
        '"sentences"',
        '"result"',
    )
    return (labelled or '"entities": {' in head or '"entities":{' in head) and not any(name in head for name in elsewhere)


def read(content: str, texts: Texts) -> list[Answer]:
    """The mentions of every article that the file names."""
    unit, rows = parsed(content, texts)
    grouped: dict[str, list[Mention]] = {}
    for number, (name, row) in enumerate(rows, 1):
        grouped.setdefault(texts.identify(name, line=number), []).append(mention(row, number, texts))
    return [Answer(Document(id=name, mentions=tuple(found)), unit) for name, found in grouped.items()]


def parsed(content: str, texts: Texts) -> tuple[Unit, Iterable[tuple[str | None, dict[str, Any]]]]:
    """The unit, and rows with the article's name where one is given."""
    start = content.lstrip("\ufeff \t\r\n")
    if not start.startswith(("[", "{")):
        table = csv.DictReader(io.StringIO(content.lstrip("\ufeff")), delimiter="\t" if "\t" in start.split("\n", 1)[0] else ",")
        found = [{(key or "").strip().lower(): value for key, value in row.items() if value not in {None, ""}} for row in table]
        return "code point", named(found)
    try:
        value = json.loads(start)
    except json.JSONDecodeError:
        value = [json.loads(line) for line in start.splitlines() if line.strip()]
    if isinstance(value, dict) and isinstance(value.get("unit"), str):
        return value["unit"], list(walk(value.get("entities", value.get("items", [])), value.get("document")))
    return "code point", list(walk(value, None)) if value else empty(texts)


def empty(texts: Texts) -> Iterable[tuple[str | None, dict[str, Any]]]:
    """An empty list answers nothing, which is an answer."""
    texts.identify()
    return ()


def walk(value: Any, name: str | None) -> Iterator[tuple[str | None, dict[str, Any]]]:
    """Rows out of lists, and out of objects by article or by label."""
    if isinstance(value, list):
        for item in value:
            yield from walk(item, name)
    elif not isinstance(value, dict):
        yield name, {"text": str(value)}
    elif isinstance(value.get("entities"), dict):
        yield from by_label(value["entities"], first(value, (*DOCUMENTS, "id")) or name)
    elif isinstance(value.get("entities"), list) and first(value, LABELS[:2]) is None:
        yield from walk(value["entities"], first(value, (*DOCUMENTS, "id")) or name)
    elif value and all(isinstance(inner, list) for inner in value.values()):
        for key, inner in value.items():
            yield from walk(inner, key)
    else:
        yield first(value, DOCUMENTS) or name, value


def by_label(entities: dict[str, Any], name: str | None) -> Iterator[tuple[str | None, dict[str, Any]]]:
    """GLiNER2's strings or objects under each label."""
    for label, items in entities.items():
        for item in items if isinstance(items, list) else [items]:
            yield name, {**(item if isinstance(item, dict) else {"text": str(item)}), "label": label}


def named(rows: Iterable[dict[str, Any]]) -> Iterator[tuple[str | None, dict[str, Any]]]:
    """Rows of a table with their article."""
    for row in rows:
        yield first(row, DOCUMENTS), row


def first(row: dict[str, Any], names: Iterable[str]) -> Any:
    """The first of several names that a row has."""
    for name in names:
        if (value := row.get(name)) is not None:
            return value
    return None


def mention(row: dict[str, Any], line: int, texts: Texts) -> Mention:
    """A row as a mention."""
    place = {"start": first(row, STARTS), "end": first(row, ENDS)}
    label = first(row, LABELS)
    more = {"text": first(row, STRINGS), "type": None if label is None else str(label).removeprefix("B-").removeprefix("I-")}
    score = first(row, ("score", "confidence"))
    try:
        return msgspec.convert({k: v for k, v in {**place, **more, "score": score}.items() if v is not None}, Mention, strict=False)
    except msgspec.ValidationError as error:
        raise texts.wrong(line, "", f"entity {line}: {error}", "an entity has start and end as whole numbers, or text") from None


def write(documents: list[Document], texts: list[str]) -> bytes:
    """JSON by article id."""
    found = {}
    for document, text in zip(documents, texts, strict=True):
        rows = [(m.start, m.end, m.type, m.score) for m in document.mentions or ()]
        found[document.id] = [
            {k: v for k, v in {"start": s, "end": e, "text": text[s:e], "label": label, "score": score}.items() if v is not None}
            for s, e, label, score in rows
        ]
    return json.dumps(found, ensure_ascii=False, indent=1).encode() + b"\n"
