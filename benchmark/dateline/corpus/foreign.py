"""Foreign files as native documents: read by type, held against the article."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Protocol, cast

from msgspec.structs import replace

from dateline.corpus.notes import Reading
from dateline.corpus.offsets import Settled, moved
from dateline.corpus.portions import portions
from dateline.corpus.proofs import Given, proved
from dateline.corpus.slices import placed_items
from dateline.files import Limits
from dateline.files.faults import DataError, of_value, one
from dateline.formats._articles import Apart, squeezed
from dateline.formats._keys import doubled
from dateline.formats._reader import Answer, Read, Texts
from dateline.formats._registry import module_of


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
    for part in portions(path, reader, texts, limits) if content is None else [content]:
        ids: set[str] = set()
        for read in of_part(path, format_, reader, part, texts, reading, limits):
            if read.document.id in before:
                raise Apart
            ids.add(read.document.id)
            yield read
        before = ids


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
