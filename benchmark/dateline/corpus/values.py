"""One JSON value with those of many articles, read some at a time, so that no more of it is in memory than of some.

A list of objects, or an object of values under articles' ids, is cut behind a value where all before it, once closed, decodes: then
the cut is in no string and in no inner value. What cannot be cut is read whole.
"""

import re
from collections.abc import Iterator
from itertools import islice

import msgspec

from dateline import files
from dateline.files import Limits
from dateline.formats._articles import Apart, Articles
from dateline.formats._keys import lost
from dateline.formats._named import names

PIECE = 1 << 18  # bytes of some values, or a little more
TRIES = 8  # places that are tried for a cut
BEGINS = re.compile(rb"\A(?:\xef\xbb\xbf)?[ \t\r\n]*")
STRING = rb'"(?:[^"\\]|\\.)*"'
UNDER_KEY = re.compile(rb"\{\s*(" + STRING + rb")\s*:\s*([\[{])")
IN_LIST = re.compile(rb"\[\s*(\{\s*" + STRING + rb")")
NEXT = re.compile(rb'\s*,\s*(?=")')
CLOSING = {b"[": b"]", b"{": b"}"}
Every = dict[str, msgspec.Raw] | list[msgspec.Raw]

_every: msgspec.json.Decoder[Every] = msgspec.json.Decoder(Every)


def values(path: str, articles: Articles, limits: Limits) -> Iterator[tuple[bytes, bool]]:
    """A file's content: all of it, or some values at a time; and whether it is some."""
    held, least, before = bytearray(), PIECE, False
    for part in files.parts(path, limits, PIECE):
        if len(held) >= least:
            content = BEGINS.sub(b"", bytes(held), count=1)
            places = cut(content, articles)
            if places:
                end, begin = places
                yield content[:end] + CLOSING[content[:1]], True
                held, before = bytearray(content[:1] + content[begin:]), True
            least = PIECE if places else 2 * len(held)
        held += part
    if before and not are_values(decoded(bytes(held)), articles):
        raise Apart
    yield bytes(held), before


def cut(content: bytes, articles: Articles) -> tuple[int, int] | None:
    """Where the last of some whole values ends, and where the next begins, which is of another article."""
    next_ends: int | None = None
    for end, begin in islice(ends(content, articles), TRIES):
        closed = content[:end] + CLOSING[content[:1]]
        every = decoded(closed)
        if every is None:
            continue
        if not are_values(every, articles) or loses(closed, every):
            return None
        if isinstance(every, dict) or (next_ends is not None and are_apart(bytes(every[-1]), content[begin:next_ends])):
            return end, begin
        next_ends = end
    return None


def ends(content: bytes, articles: Articles) -> Iterator[tuple[int, int]]:
    """Where values may end, and where the next then begin, the last first."""
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
