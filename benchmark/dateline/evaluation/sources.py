"""The sides of a stream: lines of native files, or on disk those of documents that were read in another format."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import IO, NamedTuple, Protocol, Self

import msgspec

from dateline import files
from dateline.document import Document
from dateline.files import Limits
from dateline.files.faults import DataError
from dateline.files.shards import named
from dateline.formats import native

PREFIX = b'{"id":"'


class Entry(NamedTuple):
    """One line: its file, number and bytes, and its document's id; `None` if it cannot be read."""

    file: str
    line: int
    content: bytes
    id: bytes | None

    def name(self) -> str:
        """The id for messages."""
        return (self.id or b"").decode("utf-8", "replace")


class Named(msgspec.Struct):
    """What a line says of its document's id."""

    id: str


_named = msgspec.json.Decoder(Named)


def id_of(line: bytes) -> bytes | None:
    """The id in a line, without decoding the rest; `None` where there is none."""
    if line.startswith(PREFIX):
        name = line[len(PREFIX) : line.find(b'"', len(PREFIX))]
        if b"\\" not in name:
            return name
    try:
        return _named.decode(line).id.encode()
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None


class Source(Protocol):
    """One side: its lines, as often as they are asked for, the files whose lines they are, and their bytes, where those are known."""

    def __iter__(self) -> Iterator[Entry]: ...

    @property
    def paths(self) -> Sequence[str]:
        """The native files."""

    @property
    def size(self) -> int | None:
        """The bytes of all lines; `None` where nothing tells them."""


@dataclass(frozen=True)
class Lines:
    """The lines of native files."""

    paths: Sequence[str]
    limits: Limits

    def __iter__(self) -> Iterator[Entry]:
        for path in self.paths:
            number = 0
            for number, line in files.lines(path, self.limits):
                yield Entry(path, number, line, id_of(line))
            if not number and named(path) is None:  # a shard may hold nothing
                raise DataError([native.nothing(path)])

    @property
    def size(self) -> int | None:
        """The bytes of plain files."""
        return files.bytes_of(self.paths)


class Spool:
    """Lines on disk, in the order in which they came, each found again by where it lies."""

    paths: Sequence[str] = ()
    size = lines = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        if self.size:
            self.spool.close()

    @cached_property
    def spool(self) -> IO[bytes]:
        """The file, once there is need of one."""
        from tempfile import TemporaryFile

        return TemporaryFile()

    def put(self, entry: Entry) -> int:
        """Write a line; returns where it lies."""
        place = self.size
        self.lines += 1
        self.spool.seek(place)
        head = msgspec.json.encode((os.fsencode(entry.file), entry.line)) + b"\n"
        self.size += self.spool.write(head + entry.content.rstrip(b"\r\n") + b"\n")
        return place

    def document(self, document: Document, file: str, line: int) -> None:
        """Write a document."""
        (content,) = native.write([document]).splitlines()
        self.put(Entry(file, line, content, None))

    def at(self, place: int) -> tuple[Entry, int]:
        """The line that lies somewhere, and where the next one does."""
        self.spool.seek(place)
        file, line = msgspec.json.decode(self.spool.readline(), type=tuple[bytes, int])
        content = self.spool.readline()
        return Entry(os.fsdecode(file), line, content, id_of(content)), self.spool.tell()

    def __iter__(self) -> Iterator[Entry]:
        place = 0
        while place < self.size:
            entry, place = self.at(place)
            yield entry
