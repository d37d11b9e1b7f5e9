"""What the beginning of some JSON tells of its layout, without decoding it: the keys of its first object, and how their values begin."""

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import msgspec

from dateline.files.faults import Fault

STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"')  # in runs, as a long string would fill the memory character by character
SPACE = re.compile(r"[\s,]*")
ITEMS = re.compile(r"\[\s*\{")
INERT = re.compile(r'[^"{}\[\],]*')


@lru_cache(maxsize=4)  # every format asks of the same beginning
def keys(sample: str) -> Mapping[str, str]:
    """The keys of the first object in a beginning of JSON, each with how its value begins, as `[{` or `"`; none where there is none."""
    at = len(sample) - len(sample.lstrip("\ufeff \t\r\n[,"))
    top: dict[str, str] = {}
    if not sample.startswith("{", at) or "".join(sample[:at].split()).strip("\ufeff,") not in {"", "[", "[["}:
        return top
    at += 1
    while (name := STRING.match(sample, at := past_space(sample, at))) is not None:
        colon = sample.find(":", name.end())
        value = past_space(sample, colon + 1) if colon >= 0 else len(sample)
        begins = sample[value : value + 1]
        if begins == "[":
            begins += sample[value + 1 : value + 200].lstrip()[:1]
        top[name.group()[1:-1]] = begins
        at = after(sample, value)
    return top


def item_keys(sample: str) -> Mapping[str, str]:
    """The keys of the first item: of the first object, or where that holds only lists, as by article, of the first object in them."""
    top = keys(sample)
    begun = [begins for key, begins in top.items() if key != "unit"]
    lists = ITEMS.search(sample, sample.find("{")) if begun and all(begins in {"[{", "[]"} for begins in begun) else None
    return keys(sample[lists.start() :]) if lists else top


def after(sample: str, at: int) -> int:
    """The end of the JSON value that begins at a place, or of the sample."""
    depth = 0
    while (at := inert(sample, at)) < len(sample):
        character = sample[at]
        if character == '"':
            string = STRING.match(sample, at)
            at = string.end() if string else len(sample)
            if not depth:
                return at
            continue
        if character in "{[":
            depth += 1
        elif character in "}]":
            depth -= 1
            if depth <= 0:
                return at + (depth == 0)
        elif character == "," and not depth:
            return at
        at += 1
    return at


def is_cut(sample: str) -> bool:
    """Whether the first object in a beginning of JSON goes on behind it."""
    first = sample.find("{")
    return sample.lstrip("\ufeff \t\r\n").startswith(("{", "[")) and first >= 0 and after(sample, first) >= len(sample)


def inert(sample: str, at: int) -> int:
    """Where the next quotation mark, bracket or comma is."""
    told = INERT.match(sample, at)
    return told.end() if told else at


class TwiceError(ValueError):
    """A key that an object has twice."""


def single(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON; raises `TwiceError` where it has a key twice, as the first would be lost."""
    value = dict(pairs)
    if len(value) < len(pairs):
        own = [key for key, _ in pairs]
        raise TwiceError(next(key for key in own if own.count(key) > 1))
    return value


def doubled(content: str) -> str | None:
    """What is wrong with JSON, of one value or several, where some object has a key twice; `None` too for what is no JSON."""
    if each_once(content) or all(each_once(line) for line in content.split("\n") if line.strip()):
        return None
    decoder, at = json.JSONDecoder(object_pairs_hook=single), 0
    try:
        while (at := past_space(content, at)) < len(content):
            _, at = decoder.raw_decode(content, at)
    except TwiceError as found:
        return f"the key {str(found)!r} is given twice in one object, and the first would be lost"
    except (ValueError, RecursionError):
        return None
    return None


def each_once(content: str) -> bool:
    """Whether one value of JSON surely has no key twice: decoding loses the first with its colon, so that encoding it anew has fewer."""
    try:
        return not fewer(content.encode(), msgspec.json.encode(msgspec.json.decode(content)))
    except (ValueError, OverflowError, RecursionError):
        return False


def fewer(before: bytes, again: bytes) -> bool:
    """Whether a key may have been lost between some JSON and its value encoded anew: by their colons, unless it is written just so."""
    return not before.startswith(again) and lost(before, again.count(b":"))


def lost(before: bytes, colons: int) -> bool:
    """Whether a key may have been lost between some JSON and what is left of it, with so many colons."""
    return colons != before.count(b":") or (b"\\" in before and (b"\\u003a" in before or b"\\u003A" in before))


def given_twice(path: str, number: int, content: bytes) -> list[Fault]:
    """A fault where an object has a key twice, of which only the last would be decoded."""
    twice = doubled(content.decode("utf-8-sig", "replace"))
    return [Fault(path, number, "", twice, "give each key once")] if twice else []


def past_space(text: str, at: int) -> int:
    """Where white space and commas end."""
    space = SPACE.match(text, at)
    return space.end() if space else at
