"""The value of some JSON: of one text or of its lines, with Amazon's keys as others write them, out of the envelopes of interfaces."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from dateline.formats._layout import spoken


def parsed(start: str) -> Any:
    """The value of some JSON, of several lines a list; Amazon's keys as others write them."""
    start = spoken(start)
    try:
        return msgspec.json.decode(start)
    except (ValueError, RecursionError):  # the other decoder says where, and knows NaN
        pass
    try:
        return json.loads(start)
    except json.JSONDecodeError:
        lines = start.split("\n")
        if sum(map(bool, map(str.strip, lines))) < 2:
            raise
        return list(by_line(start, lines))


def by_line(start: str, lines: Iterable[str]) -> Iterator[Any]:
    """The value of each line."""
    at = 0
    for line in lines:
        try:
            if line.strip():
                yield json.loads(line)
        except json.JSONDecodeError as wrong:
            raise json.JSONDecodeError(wrong.msg, start, at + wrong.pos) from None
        at += len(line) + 1


def unwrapped(value: Any) -> Any:
    """What stands in the envelopes of Azure's and Amazon's interfaces: documents by id, or lists in the order of the articles."""
    inner = value.get("results") if isinstance(value, dict) and isinstance(value.get("results"), dict) else value
    if isinstance(inner, dict) and isinstance(inner.get("documents"), list):
        return inner["documents"]
    if isinstance(inner, dict) and isinstance(inner.get("ResultList"), list) and all(isinstance(one, dict) for one in inner["ResultList"]):
        return [one.get("entities", []) for one in sorted(inner["ResultList"], key=index_of)]
    return value


def index_of(result: dict[str, Any]) -> int:
    """The number of an article in Amazon's batch."""
    index = result.get("Index")
    return index if isinstance(index, int) else 0
