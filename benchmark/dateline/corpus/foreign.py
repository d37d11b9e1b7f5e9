"""Foreign files as native documents: read by type, held against the article."""

import codecs
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any, Protocol, cast

import msgspec
from msgspec.structs import replace

from dateline import files
from dateline.corpus.notes import Reading
from dateline.corpus.offsets import Settled, moved
from dateline.corpus.proofs import Given, proved
from dateline.corpus.slices import placed_items
from dateline.files import Limits
from dateline.files.faults import DataError, of_value, one
from dateline.files.pieces import pieces
from dateline.formats._articles import Apart, Articles, squeezed
from dateline.formats._keys import doubled, fewer
from dateline.formats._reader import Answer, Read, Texts
from dateline.formats._registry import module_of

LONGEST = 8 * 2**20  # bytes of a first line that are looked at
MANY = 300  # values that are read together


class Reader(Protocol):
    """What reads files of a format: text, or bytes where it says that it is `BINARY`."""

    def read(self, content: Any, texts: Texts, /) -> Iterable[Answer]:
        """The answers of a file."""


def reader_of(format_: str) -> "Reader":
    """What reads a format: by name one of the formats, by the path of a TOML file the one that it declares."""
    if format_.endswith(".toml"):
        from dateline.corpus.declared import Declared

        return Declared(format_)
    return cast("Reader", module_of(format_))


def foreign(path: str, format_: str, texts: Texts, reading: Reading, limits: Limits, content: str | bytes | None = None) -> Iterator[Read]:
    """The documents of a foreign file, or of `content` that stands in it, on their articles' texts."""
    reading.formats.setdefault(format_, [0, 0, 0])[0] += 1
    reader = reader_of(format_)
    before: set[str] = set()
    for part in parts_of(path, reader, texts, limits) if content is None else [content]:
        ids: set[str] = set()
        for read in of_part(path, format_, reader, part, texts, reading, limits):
            if read.document.id in before:
                raise Apart
            ids.add(read.document.id)
            yield read
        before = ids


def parts_of(path: str, reader: Reader, texts: Texts, limits: Limits) -> Iterator[str | bytes]:
    """A file's content, as text where its format is one; where it may be read piece by piece, articles that follow each other."""
    if getattr(reader, "BINARY", False):
        yield files.whole(path, limits)
        return
    begins = (getattr(reader, "BEGINS", None) or lined(path)) if texts.texts.pieced else None
    if begins is None:
        content = files.text(path, files.whole(path, limits))
        yield from values(content, texts.texts) if texts.texts.pieced and content.startswith(("[", "{")) else [content]
        return
    for piece in pieces(path, begins, limits):
        texts.first = piece.first
        yield files.text(path, piece.content, piece.first, piece.at)


def values(content: str, articles: Articles) -> Iterator[str]:
    """The objects of a JSON list, or the values under articles' ids, some at a time; what is neither whole."""
    every: dict[str, msgspec.Raw] | list[msgspec.Raw] = []
    with suppress(msgspec.DecodeError):
        every = msgspec.json.decode(content, type=dict[str, msgspec.Raw] | list[msgspec.Raw])
    apart = all(name in articles for name in every) if isinstance(every, dict) else all(bytes(one)[:1] == b"{" for one in every)
    if not every or not apart or fewer(content.encode(), msgspec.json.encode(every)):
        yield content
        return
    items: list[Any] = list(every.items()) if isinstance(every, dict) else every
    for at in range(0, len(items), MANY):
        some = items[at : at + MANY]
        yield msgspec.json.encode(dict(some) if isinstance(every, dict) else some).decode()


def lined(path: str) -> re.Pattern[bytes] | None:
    """What begins a line of a file that is a JSON value a line, by its first; `None` for another."""
    with files.opened(path) as stream:
        first, second = stream.readline(LONGEST), stream.readline(1)
    try:
        msgspec.json.decode(first.removeprefix(codecs.BOM_UTF8))
    except msgspec.DecodeError:
        return None
    return re.compile(rb"[\[{]") if second in {b"[", b"{"} else None


def of_part(
    path: str, format_: str, reader: Reader, content: str | bytes, texts: Texts, reading: Reading, limits: Limits
) -> Iterator[Read]:
    """The documents of a file's content, or of some of it that says all of some articles."""
    if isinstance(content, str) and content[:1] in {"{", "["} and (twice := doubled(content)):
        raise one(path, 0, "", twice, "give each key once")
    seen: dict[str, int] = {}
    given = Given()
    try:
        for answer in reader.read(content, texts):
            reading.unread.update(answer.unread)
            reading.repairs += answer.repairs
            own, document = texts.texts[answer.document.id], answer.document
            if own is None and "code point" not in answer.unit and placed_items(document):
                what = f"counts its offsets in {answer.unit} units, and there is no text of {document.id!r} to count them in"
                raise one(path, answer.line, "", what, "give `text` in the gold")
            if own is not None:
                refuse_second(answer, own, path, seen)
                settled = placed(answer, own, path, given, outside=not texts.texts.open)
                reading.repairs += settled.repairs
                reading.sliced(format_, settled.carrying, settled.agreeing)
                document = settled.document
            yield Read(replace(document, text=own) if texts.texts.open else document, path, -1)
        reading.short += texts.ended()
    except json.JSONDecodeError as error:
        line = error.lineno + texts.first - 1
        what = f"is not JSON at line {line}, column {error.colno}: {error.msg}"
        raise one(path, line, "", what, "mend the JSON there") from None
    except ValueError as error:
        what = f"cannot be read as {format_}: {of_value(error)}"
        raise one(path, 0, "", what, "mend it there, or name its format with --format") from None
    except RecursionError:
        raise one(path, 0, "", f"is nested deeper than {limits.nesting} (limit nesting)", "flatten it") from None


def placed(answer: Answer, own: str, path: str, given: Given, *, outside: bool) -> Settled:
    """An answer on its article's text; a part that the article has several times is the next of them."""
    start = given.place(answer, own)
    if start is None:
        what = f"gives {(answer.text or '')[:40]!r} more often than document {answer.document.id!r} has it"
        raise one(path, answer.line, "", what, "give each part once")
    settled = proved(answer, own[start:], outside=outside)
    if faults := settled.doubted((path, answer.line), own[start:]):
        raise DataError(faults)
    if not start:
        return settled
    return settled._replace(document=moved(settled.document, lambda first, last: (first + start, last + start)))


def refuse_second(answer: Answer, own: str, path: str, seen: dict[str, int]) -> None:
    """Raise a fault for an article that a file gives whole a second time."""
    name = answer.document.id
    if answer.text is None or (answer.text != own and squeezed(answer.text) != squeezed(own)):
        return
    if name in seen:
        what = f"document {name!r} is given twice, in lines {seen[name]} and {answer.line}"
        raise one(path, answer.line, "", what, "give each article once")
    seen[name] = answer.line
