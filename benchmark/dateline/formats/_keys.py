"""What the beginning of some JSON tells of its layout, without decoding it: the keys of its first object, and how their values begin."""

import json
import re

STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
SPACE = re.compile(r"[\s,]*")
ITEMS = re.compile(r"\[\s*\{")


def keys(sample: str) -> dict[str, str]:
    """The keys of the first object in a beginning of JSON, each with how its value begins, as `[{` or `"`; none where there is none."""
    at = len(sample) - len(sample.lstrip("\ufeff \t\r\n[,"))
    found: dict[str, str] = {}
    if not sample.startswith("{", at) or sample[:at].strip("\ufeff \t\r\n,") not in {"", "[", "[["}:
        return found
    at += 1
    while (name := STRING.match(sample, at := SPACE.match(sample, at).end())) is not None:  # type: ignore[union-attr]
        colon = sample.find(":", name.end())
        value = SPACE.match(sample, colon + 1).end() if colon >= 0 else len(sample)  # type: ignore[union-attr]
        begins = sample[value : value + 1]
        if begins == "[":
            begins += sample[value + 1 : value + 200].lstrip()[:1]
        found[name.group()[1:-1]] = begins
        at = after(sample, value)
    return found


def item_keys(sample: str) -> dict[str, str]:
    """The keys of the first item: of the first object, or where that holds only lists, as by article, of the first object in them."""
    found = keys(sample)
    lists = ITEMS.search(sample) if found and all(begins in {"[{", "[]"} for begins in found.values()) else None
    return keys(sample[lists.start() :]) if lists else found


def after(sample: str, at: int) -> int:
    """The end of the JSON value that begins at a place, or of the sample."""
    depth = 0
    while at < len(sample):
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


class TwiceError(ValueError):
    """A key that an object has twice."""


def doubled(content: str) -> str | None:
    """The first key that some object has twice in JSON, in one value or several; `None` too for what is no JSON."""

    def single(pairs: list[tuple[str, object]]) -> None:
        if len(pairs) > 1 and len(own := [key for key, _ in pairs]) > len({*own}):
            raise TwiceError(next(key for key in own if own.count(key) > 1))

    decoder, at = json.JSONDecoder(object_pairs_hook=single), 0
    try:
        while (at := SPACE.match(content, at).end()) < len(content):  # type: ignore[union-attr]
            _, at = decoder.raw_decode(content, at)
    except TwiceError as found:
        return str(found)
    except (ValueError, RecursionError):
        return None
    return None


def repeated(line: bytes) -> str | None:
    """The first key that a document has twice, of which the last would count alone."""
    found: list[list[str]] = []

    def keep(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found.append([key for key, _ in pairs])
        return {}

    try:
        json.loads(line, object_pairs_hook=keep)
    except (ValueError, RecursionError):
        return None
    return next((key for key in found[-1] if found[-1].count(key) > 1), None) if found else None
