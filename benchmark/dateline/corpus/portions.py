"""How much of a file is read at once: all of it, or where it may be read piece by piece some lines or some values."""

import codecs
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import msgspec

from dateline import files
from dateline.files import Limits
from dateline.files.pieces import pieces
from dateline.formats._articles import Articles
from dateline.formats._keys import lost
from dateline.formats._named import names
from dateline.formats._reader import Texts

LONGEST = 8 * 2**20  # bytes of a first line that are looked at
MANY = 300  # values that are read together


def portions(path: str, reader: object, texts: Texts, limits: Limits) -> Iterator[str | bytes]:
    """A file's content, as text where its format is one; piece by piece if `texts` says so, and the format that its articles are apart."""
    if getattr(reader, "BINARY", False):
        yield files.whole(path, limits)
        return
    cut = cut_of(path, reader) if texts.texts.pieced else None
    if cut is None:
        content = files.text(path, files.whole(path, limits))
        for value in values(content, texts.texts) if texts.texts.pieced and getattr(reader, "EACH", False) else [content]:
            texts.part = "" if value is content else "values"
            yield value
        return
    for piece in pieces(path, cut, limits):
        texts.first = piece.first
        texts.part = "" if piece.whole else "lines"
        yield files.text(path, piece.content, piece.first, piece.at)


def cut_of(path: str, reader: object) -> Callable[[bytes, bytes], bool] | None:
    """Between which lines a file may be cut: where one begins an article, of JSON another than the line before; `None`: nowhere."""
    begins: re.Pattern[bytes] | None = getattr(reader, "BEGINS", None)
    if begins is not None:
        return lambda _, line: begins.match(line) is not None
    return are_apart if getattr(reader, "EACH", False) and is_lined(path) else None


def is_lined(path: str) -> bool:
    """Whether a file is a JSON value a line, by its first."""
    with files.opened(path) as stream:
        first, second = stream.readline(LONGEST), stream.readline(1)
    if second not in {b"[", b"{"}:
        return False
    try:
        msgspec.json.decode(first.removeprefix(codecs.BOM_UTF8))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return True


def are_apart(before: bytes, value: bytes) -> bool:
    """Whether two values that follow each other are not of one article that both name."""
    name = named(before)
    return name is None or name != named(value)


def named(value: bytes) -> object:
    """The article that an object names."""
    with suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        row = msgspec.json.decode(value)
        return next((row[key] for key in (*names("document"), "id") if row.get(key) is not None), None) if isinstance(row, dict) else None
    return None


def loses(content: str, every: dict[str, msgspec.Raw] | list[msgspec.Raw]) -> bool:
    """Whether a key of an object may have been given twice, so that decoding lost a value: by the colons."""
    named = "".join(f"{name}:" for name in every) if isinstance(every, dict) else ""
    inner = sum(bytes(one).count(b":") for one in (every.values() if isinstance(every, dict) else every))
    return lost(content.encode(), inner + named.count(":"))


def values(content: str, articles: Articles) -> Iterator[str]:
    """The objects of a JSON list, or the values under articles' ids, some at a time; what is neither whole."""
    every: dict[str, msgspec.Raw] | list[msgspec.Raw] = []
    if content[:1] in {"[", "{"}:
        with suppress(msgspec.DecodeError, RecursionError):
            every = msgspec.json.decode(content, type=dict[str, msgspec.Raw] | list[msgspec.Raw])
    alone = all(name in articles for name in every) if isinstance(every, dict) else all(bytes(one)[:1] == b"{" for one in every)
    if len(every) <= MANY or not alone or loses(content, every):
        yield content
        return
    items: list[Any] = list(every.items()) if isinstance(every, dict) else every
    at = 0
    while at < len(items):
        end = at + MANY
        while isinstance(every, list) and end < len(items) and not are_apart(bytes(items[end - 1]), bytes(items[end])):
            end += 1
        some, at = items[at:end], end
        yield msgspec.json.encode(dict(some) if isinstance(every, dict) else some).decode()
