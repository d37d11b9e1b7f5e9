"""Bytes at the door: standard input, compressed files, folders, and the limits that hold for all of them."""

import codecs
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from msgspec import Struct
from msgspec.structs import replace

from dateline.files.compression import MAGIC, damages
from dateline.files.faults import DataError, Fault, one

STDIN = "-"
PART = 1 << 20  # bytes read at once where all are
EVEN = 64 << 20  # bytes that any compressed file may hold
BUFFER = 1 << 18  # bytes; lines are long, and one that spans two reads is copied twice


class Limits(Struct, frozen=True):
    """What a file may hold; `--limit NAME=N` raises one. `ratio`: of a compressed file's size."""

    line: int = 64 * 2**20
    items: int = 200_000
    values: int = 4_000_000
    nesting: int = 64
    fragments: int = 1_000
    file: int = 4 * 2**30
    ratio: int = 100

    def raised(self, settings: list[str]) -> "Limits":
        """These limits with `NAME=N` settings applied."""
        limits = self
        for setting in settings:
            name, _, number = setting.partition("=")
            if name not in self.__struct_fields__ or not number.isdecimal():
                msg = f"--limit {setting}: write NAME=N with a NAME of {', '.join(self.__struct_fields__)}"
                raise ValueError(msg)
            limits = replace(limits, **{name: int(number)})
        return limits


LIMITS = Limits()
SUBMISSION = replace(LIMITS, line=20 * 2**20, file=20 * 2**20, items=2_000, values=200_000, fragments=100)


@contextmanager
def opened(path: str) -> Iterator[IO[bytes]]:
    """A file for reading bytes, decompressed by its first bytes; `-` is standard input."""
    if path == STDIN:
        if sys.stdin is None:
            raise one(path, 0, "", "standard input is closed", "pipe something into it, or name a file")
        yield sys.stdin.buffer
        return
    place = Path(path)
    if place.is_dir():
        raise one(path, 0, "", "is a directory, not a file", "name a file in it, or give the folder where folders are taken")
    if place.exists() and not place.is_file():
        raise one(path, 0, "", "is a pipe or a device, which can be read only once", "give a file, or pipe it into `-`")
    try:
        with place.open("rb", BUFFER) as raw:
            magic = raw.read(6)
            raw.seek(0)
            opener = next((opener for start, opener in MAGIC.items() if magic.startswith(start)), None)
            if opener is None:
                yield raw
            else:
                with decompressed(path, raw, opener) as stream:
                    yield stream
    except FileNotFoundError:
        raise one(path, 0, "", "there is no such file", "check the path") from None
    except OSError as error:
        raise one(path, 0, "", f"cannot be read: {error.strerror or error}", "check the path and its permissions") from None


@contextmanager
def decompressed(path: str, raw: IO[bytes], opener: Callable[[IO[bytes]], object]) -> Iterator[IO[bytes]]:
    """A compressed file's content; raises for one that is damaged."""
    try:
        with cast("IO[bytes]", opener(raw)) as stream:
            yield stream
    except damages() as error:
        raise one(path, 0, "", f"cannot be decompressed: {error}", "compress it anew, or give the plain file") from None


def lines(path: str, limits: Limits = LIMITS) -> Iterator[tuple[int, bytes]]:
    """The lines of a file with their numbers, empty ones passed over, none longer than the limit."""
    with opened(path) as stream:
        number = total = empty = 0
        most = min(EVEN, limits.file)
        while line := stream.readline(limits.line + 1):
            number += 1
            total += len(line)
            line = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
            most = within(path, total, most, limits)
            if len(line) > limits.line:
                raise one(
                    path,
                    number,
                    "",
                    f"line is longer than {limits.line:,} bytes (limit line)",
                    "split it; `score` and `check` take --limit line=N",
                )
            if not line.isspace():
                yield number, line
            elif (empty := empty + 1) > limits.values:
                raise one(path, number, "", f"has more than {limits.values:,} empty lines (limit values)", "leave them out")


def compressed(path: str) -> bool:
    """Whether a file's length says little about how much it holds: it is compressed, or standard input."""
    if path == STDIN:
        return True
    with Path(path).open("rb") as raw:
        return raw.read(6).startswith(tuple(MAGIC))


def bytes_of(paths: Sequence[str]) -> int | None:
    """The size of plain files together; `None` where it tells nothing."""
    return None if any(compressed(path) for path in paths) else sum(Path(path).stat().st_size for path in paths)


def exceed(paths: Iterable[str], size: int) -> bool:
    """Whether files hold more bytes together, decompressed; reads no further than that."""
    for path in paths:
        with opened(path) as stream:
            while size >= 0 and (part := stream.read(PART)):
                size -= len(part)
    return size < 0


def whole(path: str, limits: Limits = LIMITS) -> bytes:
    """All bytes of a file, refused past the limit."""
    return b"".join(parts(path, limits))


def parts(path: str, limits: Limits = LIMITS, size: int = PART) -> Iterator[bytes]:
    """The bytes of a file, some at a time, refused past the limit."""
    total, most = 0, min(EVEN, limits.file)
    with opened(path) as stream:
        while part := stream.read(size):
            total += len(part)
            most = within(path, total, most, limits)
            yield part


def within(path: str, total: int, most: int, limits: Limits) -> int:
    """The most bytes that a file may hold, as far as it had to be asked for so many; raises past it."""
    if total <= most:
        return most
    most = held(path, limits)
    if total > most:
        raise too_large(path, limits)
    return most


def held(path: str, limits: Limits) -> int:
    """The bytes that a file may hold, asked only of large ones: compressed, no more than so many times its size."""
    plain = path == STDIN or not compressed(path)
    return limits.file if plain else min(limits.file, max(EVEN, limits.ratio * Path(path).stat().st_size))


def too_large(path: str, limits: Limits) -> DataError:
    """A file past its limit, counted after decompression."""
    if held(path, limits) < limits.file:
        what = f"is decompressed to more than {limits.ratio:,} times its size (limit ratio)"
        return one(path, 0, "", what, "give the plain file; `score` and `check` take --limit ratio=N")
    return one(path, 0, "", f"is larger than {limits.file:,} bytes (limit file)", "split it; `score` and `check` take --limit file=N")


def text(path: str, content: bytes, first: int = 1, at: int = 0) -> str:
    """UTF-8, without a byte-order mark; raises with the line of the first wrong byte. Of a part: its first line, and where it begins."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = error.start + len(codecs.BOM_UTF8) * content.startswith(codecs.BOM_UTF8)
        line = content.count(b"\n", 0, place) + first
        kind = "binary" if b"\0" in content[:1024] else "not UTF-8"
        what = f"is {kind}: byte 0x{content[place]:02x} at offset {at + place}"
        raise DataError([Fault(path, line, "", what, "save it as UTF-8 text")]) from None


def expand(path: str) -> list[str]:
    """A file as itself, a folder as the documents in it."""
    place_ = Path(path)
    if path == STDIN or not place_.is_dir():
        return [path]
    files_ = [p for p in place_.iterdir() if p.is_file() and not p.name.startswith(".")]
    inside = sorted(str(p) for p in files_ if p.suffix in {".json", ".jsonl", ".gz", ".bz2", ".xz", ".zst", ".zip"})
    if not inside:
        raise one(path, 0, "", "is a folder without .json or .jsonl files", "name a file, or a folder of one file an article")
    return inside
