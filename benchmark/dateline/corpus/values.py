"""One JSON value with those of many articles, read some at a time, so that no more of it is in memory than of some.

A list of objects, or an object of values under articles' ids, is cut behind a value where all before it, once closed, decodes: then
the cut is in no string and in no inner value. What cannot be cut is read whole.
"""

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple

import msgspec

from dateline import files
from dateline.files import Limits
from dateline.formats._articles import Apart, Articles
from dateline.formats._keys import lost
from dateline.formats._named import names

PIECE = 1 << 18  # bytes of some values, or more
MANY = 300  # values that are read together, or more: of fewer may be said what is not true of all
TRIES = 8  # places that are tried for a cut before all values are looked for
FAR = 1 << 23  # bytes in which that is done
BEGINS = re.compile(rb"\A(?:\xef\xbb\xbf)?[ \t\r\n]*")
STRING = rb'"[^"\\]*(?:\\.[^"\\]*)*"'
UNDER_KEY = re.compile(rb"\{\s*(" + STRING + rb")\s*:\s*([\[{])")
IN_LIST = re.compile(rb"\[\s*(\{\s*" + STRING + rb")")
NEXT = re.compile(rb'\s*,\s*(?=")')
PARTS = re.compile(r"[ \t\r\n]*([,:]?)[ \t\r\n]*")
CLOSING = {b"[": b"]", b"{": b"}"}
Every = dict[str, msgspec.Raw] | list[msgspec.Raw]

_every: msgspec.json.Decoder[Every] = msgspec.json.Decoder(Every)


class Cut(NamedTuple):
    """Where some whole values end, where the next begins, and the values."""

    end: int
    begin: int
    every: Every


def values(path: str, articles: Articles, limits: Limits) -> Iterator[tuple[bytes, bool]]:
    """A file's content: all of it, or some values at a time; and whether it is some. Raises `Apart` where that cannot be told in time."""
    held, least, some = bytearray(), PIECE, False
    seen: set[int] = set()  # hashes of the ids so far
    for part in files.parts(path, limits, PIECE):
        if len(held) >= least:
            content = BEGINS.sub(b"", bytes(held), count=1)
            found = cut(content, articles)
            if found:
                once(found.every, seen)
                yield content[: found.end] + CLOSING[content[:1]], True
                held, some = bytearray(content[:1] + content[found.begin :]), True
            least = max(PIECE, 5 * MANY * found.end // (4 * len(found.every))) if found else 2 * len(held)  # a few more than have to be
        held += part
    if some:
        every = decoded(bytes(held))
        if not are_values(every, articles):
            raise Apart
        once(every, seen)
    yield bytes(held), some


def once(every: Every | None, seen: set[int]) -> None:
    """Note the ids that values stand under; raises `Apart` for one that comes again, which an article without items hides."""
    own = set(map(hash, every)) if isinstance(every, dict) else set()
    if not seen.isdisjoint(own):
        raise Apart
    seen |= own


def cut(content: bytes, articles: Articles) -> Cut | None:
    """Where the last of some whole values ends, and where the next begins, which is of another article."""
    seeming, sure = ends(content, articles), between(scanned(content), content)
    for end, begin in chain(islice(seeming, TRIES if len(content) <= FAR else 1), islice(sure, TRIES)):
        closed = content[:end] + CLOSING[content[:1]]
        every = decoded(closed)
        if every is None:
            continue
        if len(every) < MANY or not are_values(every, articles) or loses(closed, every):
            return None
        if isinstance(every, dict) or ((behind := first_of(content[begin:])) and are_apart(bytes(every[-1]), behind)):
            return Cut(end, begin, every)
    return None


def between(places: Iterator[tuple[int, int]], content: bytes) -> Iterator[tuple[int, int]]:
    """Those of the places between values, the last first, where the two are whole and of two articles, as those under keys are."""
    if content[:1] == b"{":
        yield from places
        return
    for (last, _), (end, begin), (_, first) in windowed(chain(places, [(0, 1)])):
        if are_apart(content[first:end], content[begin:last]):
            yield end, begin


def windowed(places: Iterable[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], ...]]:
    """Each three that follow each other."""
    held: deque[tuple[int, int]] = deque(maxlen=3)
    for place in places:
        held.append(place)
        if len(held) == held.maxlen:
            yield tuple(held)


def ends(content: bytes, articles: Articles) -> Iterator[tuple[int, int]]:
    """Where values may end, and where the next then begin, the last first, as the first value looks."""
    at = len(content)
    if under_key := UNDER_KEY.match(content):
        closing = CLOSING[under_key[2]]
        known = decoded_name(under_key[1]) in articles
        while known and (at := content.rfind(closing, 0, at)) > 0:
            if goes_on := NEXT.match(content, at + 1):
                yield at + 1, goes_on.end()
    elif in_list := IN_LIST.match(content):
        while (at := content.rfind(in_list[1], 0, at)) > 0:
            before = at - 1
            while content[before : before + 1].isspace():
                before -= 1
            if content[before : before + 1] == b",":
                yield before, at


def scanned(content: bytes) -> Iterator[tuple[int, int]]:
    """Where values end and the next begin, the last first, value by value from the first: where inner ones look as they do."""
    if len(content) > FAR or not (UNDER_KEY.match(content) or IN_LIST.match(content)):
        return
    text = content.decode("utf-8", "surrogateescape")
    places: list[tuple[int, int]] = []
    decoder, at, end = json.JSONDecoder(), 1, 0
    try:
        while (parts := PARTS.match(text, at)) and parts.end() < len(text):
            if parts[1] == ",":
                places.append((end, parts.end()))
            _, end = decoder.raw_decode(text, parts.end())
            at = end
    except (ValueError, RecursionError):
        pass
    behind = len(text)
    far = len(content)
    for end, begin in reversed(places):
        far -= len(text[end:behind].encode("utf-8", "surrogateescape"))
        yield far, far + begin - end
        behind = end


def decoded(content: bytes) -> Every | None:
    """The values of a list or an object; `None` for what is neither, or broken."""
    try:
        return _every.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def decoded_name(string: bytes) -> str:
    """A key; an empty one where it is broken."""
    try:
        return msgspec.json.decode(string, type=str)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ""


def are_values(every: Every | None, articles: Articles) -> bool:
    """Whether values stand under articles' ids alone, or are all objects."""
    if isinstance(every, dict):
        return all(name in articles for name in every)
    return every is not None and all(bytes(one)[:1] == b"{" for one in every)


def loses(content: bytes, every: Every) -> bool:
    """Whether a key of an object may have been given twice, so that decoding lost a value: by the colons."""
    named_ = "".join(f"{name}:" for name in every) if isinstance(every, dict) else ""
    inner = sum(bytes(one).count(b":") for one in (every.values() if isinstance(every, dict) else every))
    return lost(content, inner + named_.count(":"))


def first_of(content: bytes) -> bytes | None:
    """The value that some content begins with; `None` where it does not end there."""
    text = content.decode("utf-8", "surrogateescape")
    try:
        _, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return text[:end].encode("utf-8", "surrogateescape")


def are_apart(before: bytes, value: bytes) -> bool:
    """Whether two values that follow each other are not of one article that both name."""
    name = named(before)
    return name is None or name != named(value)


def named(value: bytes) -> object:
    """The article that an object names."""
    try:
        row = msgspec.json.decode(value)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return next((row[key] for key in (*names("document"), "id") if row.get(key) is not None), None) if isinstance(row, dict) else None
