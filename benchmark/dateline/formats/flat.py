"""Flat lists of entities in JSON, JSONL, CSV or TSV: `{start, end, label, text, score}` under the names that tools give them.

This is Hugging Face's `pipeline("ner")` (`entity_group`, `word`; single word pieces are joined by B- and I-), GLiNER (`label`, `text`,
`score`), GLiNER2 (`{"entities": {"person": ["…"]}}`), Presidio (`entity_type`), Azure (`category`), Amazon Comprehend, and tables with the
columns `document,start,end,label,text`, parted by commas, semicolons or tabs. A list stands alone (the article by file name), under article
ids, as one list an article in the gold's order, or its rows name the article (`document`, `doc_id`). A table may have a token a row, with a
tag. Unit: code points, or what `"unit"` says (`utf-16`, `byte`), else what the items' own texts show; end exclusive. A place may be a pair
(`span`), an object or `3-7`, several places are several mentions, and `nth` is the so many-th occurrence. Without offsets the text is
aligned, in the sentence beside it if that stands once in the article; a Wikidata id is a link. A column that says so (`label_pred`) is the
prediction, and `label` beside it gold's. Relations beside lists of entities are read. DATE, TIME, DURATION and SET with a TIMEX3 value are
time expressions. Loses: levels, heads, fragments, entities, and every other layer.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, cast, get_args

from dateline.document import Document, Relation, Time, TimeType
from dateline.formats._articles import Apart
from dateline.formats._chosen import relisted
from dateline.formats._columns import labelled_rows
from dateline.formats._fields import mentions
from dateline.formats._flat_begun import begins
from dateline.formats._framed import framed
from dateline.formats._layout import first, layout
from dateline.formats._named import names
from dateline.formats._nested import CAPITALS, own_file, walk
from dateline.formats._pooled import refuse_pooled
from dateline.formats._reader import Answer, Texts, Unit
from dateline.formats._related import related, with_relations
from dateline.formats._tables import table, tagged
from dateline.formats._values import by_line, parsed, unwrapped

EACH = True  # a value of many is read by itself

TIMES = frozenset(get_args(TimeType))
VALUES = frozenset(("value", "timex_value", "timex-value", "timex"))  # the keys of values
LONG = 40  # characters; no value is as long
VALUE = re.compile(  # of TIMEX3
    r"[\dX]{2,4}(?:-[\w:-]+)?(?:T[\w:.-]+)?|P(?:T?[\dX.]+(?:DE|CE|QU|WE|[YMWDHS]))+|T(?:[\dX:]+|MO|MI|AF|EV|NI|DT)|(?:PAST|PRESENT|FUTURE)_REF"
)


def recognise(sample: str) -> bool:
    """A JSON list of objects with a label and a place or a string; GLiNER2's entities; a table with such columns."""
    return begins(sample)


def read(content: str, texts: Texts) -> list[Answer]:
    """The mentions of every article that the file names."""
    start = content.lstrip("\ufeff \t\r\n")
    unit: Unit = "code point"
    unread: Counter[str] = Counter()
    relations: list[tuple[str | None, Relation | None]] = []
    if start.startswith(("[", "{")):
        value = [*by_line(start, start.split("\n"))] if texts.part == "lines" else parsed(start)
        unit = unit_of(value, texts) if '"unit"' in start or "\\u" in start else unit  # a name may be written in escapes
        value = {key: inner for key, inner in value.items() if key != "unit"} if isinstance(value, dict) else value
        value, gold = relisted(framed(unwrapped(value)), texts)
        rows = list(walk(uncovered(value, texts), None, texts))
        unread = beside(value) + gold
        relations = list(related(value, None)) if any(f'"{name}"' in start for name in names("triples")) else []
        inner = [row["relations"] for *_, row in rows if isinstance(row, dict) and isinstance(row.get("relations"), list | dict)]
        unread["relation"] = sum(one is None for _, one in relations) + sum(map(len, inner))
        unread = +unread
    else:
        rows = list(table(content.lstrip("\ufeff"), texts))
    refuse_pooled(rows, texts)
    rows = labelled_rows(rows, texts)
    if not texts.part and (answers := tagged(rows, texts)):
        return answers
    if texts.part and (unit != "code point" or not rows or any(name is None for name, _, _ in rows)):  # which the whole file says
        raise Apart
    grouped: dict[str, list[tuple[int, Any]]] = {}
    ids: dict[str | None, str] = {}  # of an article that is named, and of all rows that name none
    for name, line, row in rows:
        if name not in ids:
            ids[name] = texts.identify(name, line=line)
        grouped.setdefault(ids[name], []).append((line, row))
    if not rows:
        grouped[texts.identify()] = []
    between: dict[str, list[Relation]] = {}
    for name, one in relations:
        if one is not None:
            between.setdefault(ids[name] if name in ids else texts.identify(name), []).append(one)
    documents = [with_relations(of_rows(name, own, texts), between.get(name, [])) for name, own in grouped.items()]
    return [Answer(document, unit, unread=Counter() if number else unread) for number, document in enumerate(documents)]


def uncovered(value: Any, texts: Texts) -> Any:
    """The list that stands alone under a key which is no article's, in a file that is named after one."""
    if not isinstance(value, dict) or len(value) != 1 or not own_file(texts):
        return value
    ((key, inner),) = value.items()
    rows = isinstance(inner, list) and all(isinstance(row, dict) and layout(*row).label for row in inner)
    return inner if rows and not texts.known(key) and not CAPITALS.fullmatch(key) else value


def of_rows(name: str, rows: list[tuple[int, Any]], texts: Texts) -> Document:
    """The document of an article's rows: mentions, and times where the value of a time expression stands beside its type."""
    timed = [row for row in rows if value_of(row[1]) is not None]
    if timed:
        timed = [row for row in rows if is_time(row[1])]
    others = [row for row in rows if not is_time(row[1])] if timed else rows
    text = texts.texts.get(name)
    times = tuple(
        Time(start=place.start, end=place.end, text=place.text, type=cast("TimeType", place.type), value=value_of(row[1]))
        for row in timed
        for place in mentions([row], texts, text)
    )
    return Document(id=name, mentions=tuple(mentions(others, texts, text)) if others or not timed else None, times=times if timed else None)


def value_of(row: Any) -> str | None:
    """The value of a row that is a time expression, as TIMEX3 has it; `None` for another."""
    if not isinstance(row, dict) or VALUES.isdisjoint(row):
        return None
    value, label = next((row[key] for key in row if key in VALUES and isinstance(row[key], str)), ""), first(row, "label")
    return value if isinstance(label, str) and label in TIMES and len(value) < LONG and VALUE.fullmatch(value) else None


def is_time(row: Any) -> bool:
    """Whether a row is a time expression where others are, be its value one of TIMEX3 or not."""
    return isinstance(row, dict) and not VALUES.isdisjoint(row) and str(first(row, "label")) in TIMES


def beside(value: Any) -> Counter[str]:
    """What stands beside lists of entities and is not read, by the key that it stands under."""
    unread: Counter[str] = Counter()
    read_ = set(names("triples"))
    for holder in value if isinstance(value, list) else [value, *value.values()] if isinstance(value, dict) else []:
        if isinstance(holder, dict) and isinstance(holder.get("entities"), list | dict):
            left = [key for key, own in holder.items() if key != "entities" and isinstance(own, dict if key in read_ else list | dict)]
            unread.update({f"item under {key!r}": len(holder[key]) for key in left})
    return +unread


def unit_of(value: Any, texts: Texts) -> Unit:
    """The unit that a file says, or code points."""
    units = {str(own) for own in said_units(value)}
    if len(units) > 1:
        raise texts.wrong(1, "$.unit", f"says several units: {', '.join(sorted(units))}", "write one file a unit")
    return declared(units.pop(), texts) if units else "code point"


def said_units(value: Any) -> Iterator[object]:
    """The units that a file says, wherever in it."""
    if isinstance(value, list):
        for inner in value:
            yield from said_units(inner)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from [inner] if key == "unit" else said_units(inner)


def declared(unit: object, texts: Texts) -> Unit:
    """The unit that a file says."""
    named = next((known for known in get_args(Unit) if unit == known), None)
    if named is None:
        raise texts.wrong(1, "$.unit", f"{str(unit)[:40]!r} is no unit", f"one of {', '.join(get_args(Unit))}")
    return named  # type: ignore[no-any-return]  # one of the unit's names, which mypy takes for anything


def write(documents: list[Document], texts: list[str]) -> bytes:
    """JSON by article id."""
    items = {}
    for document, text in zip(documents, texts, strict=True):
        rows = [(m.start, m.end, m.type, m.score) for m in document.mentions or ()]
        items[document.id] = [
            {k: v for k, v in {"start": s, "end": e, "text": text[s:e], "label": label, "score": score}.items() if v is not None}
            for s, e, label, score in rows
        ]
    return json.dumps(items, ensure_ascii=False, indent=1).encode() + b"\n"
