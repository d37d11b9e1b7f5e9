"""How tools name the fields of an item: `fields.toml` has the names; a layout says under which of its keys a row has each part."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from dateline.formats._reader import Texts

Row = Mapping[str, Any]


@cache
def fields() -> dict[str, list[str]]:
    """The names that stand in `fields.toml`, by part."""
    import tomllib

    return tomllib.loads(Path(__file__).with_name("fields.toml").read_text("utf-8"))


@cache
def names(part: str) -> tuple[str, ...]:
    """What tools call a part of an item."""
    return tuple(fields()[part])


@cache
def naming() -> tuple[str, ...]:
    """Under which keys an object may name its article, its own id before others."""
    return ("id", *names("document"))


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


@cache
def bald(key: str) -> str:
    """A key without what tools write otherwise: case, and what parts its words."""
    return key.casefold().replace("_", "").replace("-", "")


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
    plain: bool = False  # whether a row's start and end are numbers of their own, and nothing else of it makes it another thing


@lru_cache(maxsize=1 << 8)
def layout(*own: str) -> Layout:
    """The layout of rows with some keys; those of one file are mostly alike."""
    known = {bald(key): key for key in reversed(own)}
    parts = [names(part) for part in Layout._fields if part != "plain"]
    parts[0] = (*names("predicted_label"), *parts[0])  # what stands beside a prediction is gold's
    named = (tuple(dict.fromkeys(known[bald(name)] for name in part if bald(name) in known)) for part in parts)
    told = Layout._make((*named, False))
    told = told._replace(plain=bool(told.start and told.end) and not (told.pair or told.link or "index" in own))
    entity = known.get("entity")
    if not told.text and entity is not None and len(told.label) > 1:  # beside another label it is the words, as models write them
        return told._replace(text=(entity,), label=tuple(name for name in told.label if name != entity))
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
    return held(row, getattr(layout(*row), part))


def paired(row: Row, own: Layout) -> str | None:
    """The key under which a row has its start and its end together."""
    for name in own.pair:
        value = row[name]
        if isinstance(value, list) and len(value) == 2 and all(type(one) is int for one in value):
            return name
    return None


def about(row: Row, name: str | None, texts: Texts) -> str | None:
    """The article that a row names, under its own `id` too if there is one of that name; else that of the rows around it."""
    named = held(row, layout(*row).document)
    if named is None and isinstance(own := row.get("id"), str | int) and texts.known(str(own)):
        named = own
    return str(named) if isinstance(named, str | int) else name
