"""The rows of items in JSON of any nesting: in lists, under articles, under labels, in pairs."""

import json
import re
from pathlib import Path
from typing import Any

from dateline.formats._articles import Apart, without_ending
from dateline.formats._layout import about, first, held, layout
from dateline.formats._named import bald, naming
from dateline.formats._reader import Texts
from dateline.formats._tables import Rows

LONG = 60  # characters; what is longer is no name
REMARKS = frozenset(  # keys of what is told of an answer
    [
        "model",
        "system",
        "reasoning",
        "explanation",
        "thought",
        "thoughts",
        "notes",
        "note",
        "comment",
        "summary",
        "status",
        "lang",
        "language",
        "title",
        "headline",
        "source",
        "url",
        "author",
        "date",
        "version",
        "prompt",
        "split",
        "run",
    ]
)
CAPITALS = re.compile(r"[A-Z][A-Z_.-]+")  # of a label


def walk(value: Any, name: str | None, texts: Texts) -> Rows:
    """Rows out of lists, and out of objects by article or by label."""
    if isinstance(value, list):
        yield from listed(value, name, texts)
    elif isinstance(value, str):
        yield name, 0, {"text": value}
    elif not isinstance(value, dict):
        raise texts.wrong(1, "", f"{json.dumps(value)[:60]!r} is no item", "an item is an object, a string, or [start, end, label]")
    elif isinstance(value.get("entities"), dict):
        yield from by_label(value["entities"], said(value) or name, texts)
    elif isinstance(value.get("entities"), list) and first(value, "start") is None and not isinstance(value.get("label"), str):
        yield from walk(value["entities"], said(value) or name, texts)
    elif isinstance(value.get("items"), list):
        yield from walk(value["items"], said(value) or name, texts)
    elif lists := by_labels(value, texts):
        yield from by_label(lists, said(value) or name, texts)
    elif value and all(isinstance(inner, list | dict) for inner in value.values()):
        for key, inner in value.items():
            yield from walk(inner, key, texts)
    else:
        yield about(value, name, texts), 0, value


def is_named(value: dict[str, Any]) -> bool:
    """Whether an object has nothing but words with their labels: strings, under keys that are none of a row's."""
    own = layout(*value)
    return bool(value) and not any(own[:6]) and "id" not in value and all(isinstance(inner, str) for inner in value.values())


def is_remark(key: str, inner: Any) -> bool:
    """Whether a string beside lists of names is what was thought of them, or who thought it, and no name."""
    return isinstance(inner, str) and (not inner or len(inner) > LONG or (bald(key) in REMARKS and not CAPITALS.fullmatch(key)))


def by_labels(value: Any, texts: Texts) -> dict[str, Any]:
    """The lists under labels of an object that holds nothing else beside its article's name: strings, or rows with words and no label.

    An object of words with their labels is one too.
    """
    if isinstance(value, dict) and is_named(value):
        return value
    lists = {key: inner for key, inner in value.items() if key not in naming() and inner is not None} if isinstance(value, dict) else {}
    held_ = [inner for inner in lists.values() if isinstance(inner, list)]
    strings = bool(held_) and all(isinstance(one, str) for inner in held_ for one in inner)
    if strings and not layout(*lists).label:  # and no row with several labels
        lists = {key: inner for key, inner in lists.items() if not is_remark(key, inner)}
        lists = {key: [inner] if isinstance(inner, str) else inner for key, inner in lists.items()}
    if not all(isinstance(inner, list) for inner in lists.values()):
        return {}
    rows = [row for inner in lists.values() for row in inner]
    if all(isinstance(row, str) for row in rows):
        return lists
    bare = all(isinstance(row, dict) and (own := layout(*row)).text and not own.label and not own.document for row in rows)
    return lists if bare and not any(map(texts.known, lists)) else {}


def placed(item: Any) -> bool:
    """Whether an item is surely a row: an object with a number where it begins, and with nothing that may hold rows."""
    return isinstance(item, dict) and "entities" not in item and "items" not in item and type(held(item, layout(*item).start)) is int


def listed(value: list[Any], name: str | None, texts: Texts) -> Rows:
    """The rows of a list; of a list of lists, one for each article in the gold's order."""
    if value and name is None and all(isinstance(item, list) and all(isinstance(inner, dict) for inner in item) for item in value):
        yield from batches(value, texts)
    elif name is None and not texts.part and ordered(value, texts):
        for own, item in zip(texts.texts, value, strict=True):
            yield from walk(item, own, texts)
    elif value and (not any(isinstance(inner, str | list | dict) for inner in value[:2]) or is_spoken(value)):
        yield name, 0, value
    elif pairs := paired(value, name, texts):
        yield from ((name, number, row) for number, row in enumerate(pairs, 1))
    else:
        for number, item in enumerate(value, 1):
            if placed(item):
                yield about(item, name, texts), number, item
            else:
                yield from ((own, line or number, row) for own, line, row in walk(item, name, texts))


def is_spoken(value: list[Any]) -> bool:
    """Whether a list is a row that begins with its words or its label."""
    return len(value) > 2 and isinstance(value[0], str) and type(value[1]) is type(value[2]) is int


def own_file(texts: Texts) -> bool:
    """Whether a file is named after an article, so that its lists are that one's sentences."""
    return without_ending(Path(texts.path).name) in texts.texts


def ordered(value: list[Any], texts: Texts) -> bool:
    """Whether a list has an object of lists under labels for each article, and its file is named after none."""
    return not own_file(texts) and len(value) == len(texts.texts) > 1 and all(item == {} or by_labels(item, texts) for item in value)


def batches(value: list[list[dict[str, Any]]], texts: Texts) -> Rows:
    """The rows of lists: of the sentences of the article that the file is named after, else of an article each, in the gold's order."""
    if texts.part:
        raise Apart
    if len(value) > 1 and own_file(texts):
        yield from ((None, number, row) for item in value for number, row in enumerate(item, 1))
        return
    if len(value) != len(texts.texts) and len(value) > 1:
        what = f"holds {len(value)} lists, and the gold has {len(texts.texts)} articles"
        raise texts.wrong(1, "$", what, "write an object of lists by the article's id")
    for own, item in zip(texts.texts if len(value) > 1 else [None], value, strict=True):
        yield from ((own, number, row) for number, row in enumerate(item, 1))


def paired(value: list[Any], name: str | None, texts: Texts) -> list[dict[str, str]]:
    """The rows of a list of words and labels in pairs, either of which may stand first; nothing of another.

    Words stand in the article, where it is known which it is, more often than labels; else labels are those in capitals.
    """
    if not value or not all(isinstance(one, list) and len(one) == 2 and all(isinstance(part, str) for part in one) for one in value):
        return []
    known = texts.known(name or Path(texts.path).name) or (next(iter(texts.texts)) if len(texts.texts) == 1 else None)
    text = (texts.texts.get(known) if known else None) or ""
    columns = list(zip(*value, strict=True))
    there = [sum(word in text for word in column) for column in columns]
    labels = [own < other for own, other in zip(there, reversed(there), strict=True)]
    if labels[0] == labels[1]:
        labels = [all(map(CAPITALS.fullmatch, column)) for column in columns]
    if labels[0] == labels[1]:
        raise texts.wrong(1, "$", f"nothing tells which of {value[0]!r} is the label", 'write {"text": …, "label": …}')
    return [{"text": one[labels[0]], "label": one[labels[1]]} for one in value]


def said(value: dict[str, Any]) -> str | None:
    """The article that an object names."""
    name = first(value, "document") or value.get("id")
    return str(name) if isinstance(name, str | int) else None


def by_label(entities: dict[str, Any], name: str | None, texts: Texts) -> Rows:
    """GLiNER2's strings or objects under each label, or labels under each string."""
    if pairs := paired([[key, own] for key, own in entities.items()], name, texts):
        rows = [(row["label"], words) for row in pairs for words in several(row["text"], name, texts)]
        yield from ((name, number, {"text": words, "label": label}) for number, (label, words) in enumerate(rows, 1))
        return
    for label, items in entities.items():
        for number, item in enumerate(several(items, name, texts), 1):
            yield name, number, {**(item if isinstance(item, dict) else {"text": str(item)}), "label": label}


def several(items: Any, name: str | None, texts: Texts) -> list[Any]:
    """The items under a label, be they one, none, or names between commas that do not stand so in the article."""
    if not isinstance(items, str):
        return items if isinstance(items, list) else [] if items is None else [items]
    known = texts.known(name or Path(texts.path).name) or (next(iter(texts.texts)) if len(texts.texts) == 1 else None)
    text = texts.texts.get(known) if known else None
    parts = [part.strip() for part in items.split(",")]
    return [items] if len(parts) < 2 or text is None or items in text else [part for part in parts if part]
