"""Rows that a data frame wrote as JSON in one of its orients: by columns, by index, or split into columns and data."""

import re
from collections.abc import Iterable
from typing import Any

from dateline.formats._keys import keys
from dateline.formats._layout import layout
from dateline.formats._named import names, naming
from dateline.formats._predicted import predicts

COLUMNS = re.compile(r'"columns"\s*:\s*\[([^\[\]]*)\]')


def is_framed(sample: str) -> bool:
    """Whether a beginning of JSON is that of a frame whose columns are those of rows."""
    top = keys(sample)
    kinds = {begins[:1] for begins in top.values()}
    if top.keys() >= {"columns", "data"}:
        named = COLUMNS.search(sample)
        return named is not None and may_frame([cell.strip().strip('"') for cell in named[1].split(",")])
    if kinds == {"{"} and all(map(str.isdecimal, top)):
        return may_frame(keys(sample[sample.find("{", sample.find("{") + 1) :]))
    return (kinds == {"{"} and sample.count('"0"') >= len(top) > 1 and may_frame(top)) or (kinds == {"["} and may_frame(top))


def are_columns(names: Iterable[str]) -> bool:
    """Whether some columns are those of items: a label beside a place or words."""
    own = layout(*names)
    return bool(own.label and (own.start or own.text) and own.label != own.text)


def are_records(columns: Iterable[str]) -> bool:
    """Whether some columns are those of articles with their items: a list of them beside a text or a name."""
    own = set(columns)
    listed = any(key in names("items") or predicts(key, "items") for key in own)
    return listed and not own.isdisjoint(("text", *naming()))


def may_frame(columns: Iterable[str]) -> bool:
    """Whether some columns are those of items, or of articles with theirs."""
    own = tuple(columns)
    return are_columns(own) or are_records(own)


def framed(value: Any) -> Any:
    """The rows of a frame; what is none as it is."""
    if not isinstance(value, dict) or not value:
        return value
    columns, data = value.get("columns"), value.get("data")
    if isinstance(columns, list) and isinstance(data, list) and all(isinstance(row, list) and len(row) == len(columns) for row in data):
        return [dict(zip(columns, row, strict=True)) for row in data]
    inner = list(value.values())
    if all(isinstance(one, dict) for one in inner):
        if all(key.isdecimal() and may_frame(row) for key, row in value.items()):
            return inner
        if may_frame(value) and all(one.keys() == inner[0].keys() for one in inner):
            return [{name: column[row] for name, column in value.items()} for row in inner[0]]
    if all(isinstance(one, list) for one in inner) and may_frame(value) and len({len(one) for one in inner}) == 1:
        return [dict(zip(value, row, strict=True)) for row in zip(*inner, strict=True)]
    return value
