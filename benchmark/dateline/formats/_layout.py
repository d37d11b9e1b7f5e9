"""A layout says under which of its keys a row has each part of an item."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple, get_args

from dateline.document import Level
from dateline.formats._named import bald, names
from dateline.formats._predicted import is_figure, predicts, predicts_surely, twins_of
from dateline.formats._reader import Texts

Row = Mapping[str, Any]
LEVELS = get_args(Level)
RANGE = re.compile(r"[\[(]?\s*(\d{1,9})\s*(?:-|–|,|:|\.\.)\s*(\d{1,9})\s*[\])]?")

AMAZON = {
    "Entities": "entities",
    "BeginOffset": "start",
    "EndOffset": "end",
    "Text": "text",
    "Type": "label",
    "File": "file",
    "Score": "score",
}
CAPITAL = re.compile(rf'"({"|".join(AMAZON)})"\s*:')


def spoken(content: str) -> str:
    """JSON with the keys of Amazon Comprehend as others write them."""
    return CAPITAL.sub(lambda key: f'"{AMAZON[key[1]]}":', content) if '"BeginOffset"' in content else content


class Layout(NamedTuple):
    """Under which of its keys a row may have each part, the likelier first; `pair`: its start and its end."""

    label: tuple[str, ...]
    text: tuple[str, ...]
    document: tuple[str, ...]
    start: tuple[str, ...]
    end: tuple[str, ...]
    length: tuple[str, ...]
    score: tuple[str, ...]
    link: tuple[str, ...]
    pair: tuple[str, ...]
    nth: tuple[str, ...]
    predicted: bool = False  # whether a label is one that a system predicts
    plain: bool = False  # whether a row's start and end are numbers of their own, and nothing else of it makes it another thing


PARTS = Layout._fields[1:-2]
PLACED = ("text", "start", "end")  # what a system may predict beside gold's, as it does labels


def is_counted(key: str) -> bool:
    """Whether a place may be counted in tokens: its key does not say that it is in characters, as that of another may."""
    return "char" not in key.lower()


@lru_cache(maxsize=1 << 8)
def layout(*own: str) -> Layout:
    """The layout of rows with some keys; those of one file are mostly alike."""
    known = {bald(key): key for key in reversed(own)}
    parts = [names(part) for part in Layout._fields if part not in {"predicted", "plain"}]
    label, *others = (tuple(dict.fromkeys(known[bald(name)] for name in part if bald(name) in known)) for part in parts)
    twins = tuple(key for key in own if predicts(key, "label"))  # what stands beside a prediction is gold's
    others = [(*twins_of(own, part), *names_) if part in PLACED else names_ for part, names_ in zip(PARTS, others, strict=True)]
    others = [
        tuple(sorted(names_, key=is_counted)) if part in {"start", "end"} else names_ for part, names_ in zip(PARTS, others, strict=True)
    ]
    told = Layout._make(((*twins, *(name for name in label if name not in twins)), *others, bool(twins), False))
    simple = told.start and told.end and not (told.pair or told.link or twins or "index" in own or told.nth)
    told = told._replace(plain=bool(simple))
    entity = known.get("entity")
    if not told.text and entity in label and len(told.label) > 1 and not any(bald(key).replace("entity", "") != bald(key) for key in twins):
        return told._replace(text=(entity,), label=tuple(name for name in told.label if name != entity))  # words, as models write them
    return told


def held(row: Row, own: tuple[str, ...]) -> Any:
    """The value of the first of some keys that a row has one for."""
    for name in own:
        value = row[name]
        if value is not None:
            return value
    return None


def first(row: Row, part: str) -> Any:
    """The value of the first name of a part that a row has."""
    own = layout(*row)
    return labelled(row, own) if part == "label" else held(row, getattr(own, part))


def labelled(row: Row, own: Layout) -> Any:
    """The label of a row: of several the first that is neither a number nor a level; one that a system predicts is no number."""
    if len(own.label) < 2 and not own.predicted:
        return held(row, own.label)
    every = [row[name] for name in own.label if row[name] is not None and may_be_label(name, row[name])]
    return next((value for value in every if not (is_figure(value) or value in LEVELS)), every[0] if every else None)


def may_be_label(name: str, value: Any) -> bool:
    """Whether a value is a label: under a key that a system's answer may have, no number, and where that is in doubt, in capitals."""
    if not predicts(name, "label"):
        return True
    return not is_figure(value) and (predicts_surely(name) or (isinstance(value, str) and value.isupper()))


def pair_of(value: Any) -> tuple[Any, Any] | None:
    """A start and an end that are told together: in a list, in an object, or as `3-7`."""
    if isinstance(value, list):
        return (value[0], value[1]) if len(value) == 2 and type(value[0]) is type(value[1]) is int else None
    if isinstance(value, str):
        return (int(told[1]), int(told[2])) if (told := RANGE.fullmatch(value)) else None
    if not isinstance(value, dict) or not value:
        return None
    own = layout(*value)
    start, end = held(value, own.start), held(value, own.end)
    return None if start is None or end is None else (start, end)


def paired(row: Row, own: Layout) -> str | None:
    """The key under which a row has its start and its end together, in words only beside others."""
    for name in own.pair:
        words = isinstance(row[name], str) and (own.text == (name,) or bool(own.start))
        if not words and name.lower() != "occurrences" and pair_of(row[name]) is not None:
            return name
    return None


def about(row: Row, name: str | None, texts: Texts) -> str | None:
    """The article that a row names, under its own `id` too if there is one of that name; else that of the rows around it."""
    named = held(row, layout(*row).document)
    if named is None and "id" not in row:
        return name
    if named is None and isinstance(own := row.get("id"), str | int) and texts.known(str(own)):
        named = own
    return str(named) if isinstance(named, str | int) else name
