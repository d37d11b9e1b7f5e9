"""Files written whole or not at all, in the way that the path's owner set up: links are followed, modes and the umask kept."""

import os
import re
import shutil
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TextIO

from dateline.files.faults import printable

STREAMS = re.compile(r"/dev/fd|/proc/\d+/fd")


def say(line: str, stream: TextIO | None = None) -> None:
    """Print one line for a reader, by default on standard error."""
    (stream or sys.stderr).write(printable(line) + "\n")


def write_bytes(path: str, content: bytes) -> None:
    """Write a file whole; `-` is standard output."""
    with whole(path) as stream:
        stream.write(content)


def refuse_overwriting(targets: Iterable[str], sources: Iterable[str]) -> None:
    """Raise `ValueError` where something would be written over a file that is read, or that is written as well."""
    read = {real(Path(source)) for source in sources}
    written: set[str] = set()
    for target in targets:
        if real(Path(target)) in read and Path(target).is_file():
            msg = f"{target}: is read as well, and would be lost; name another file"
            raise ValueError(msg)
        if real(Path(target)) in written and target != "-":
            msg = f"{target}: is written twice; name another file"
            raise ValueError(msg)
        written.add(real(Path(target)))


def real(path: Path) -> str:
    """Where a path leads, as far as that can be told."""
    return os.path.realpath(path)


def followed(path: Path) -> Path:
    """Where a path leads, links followed; raises `ValueError` for links in a circle."""
    try:
        found = path.resolve()
    except (RuntimeError, OSError):  # before Python 3.13; from there on such a link is left as it is
        found = path
    if found.is_symlink():
        msg = f"{path}: links lead in a circle; remove one of them"
        raise ValueError(msg)
    return found


@contextmanager
def whole(path: str) -> Iterator[IO[bytes]]:
    """A stream whose bytes reach the path when all are written: a regular file is replaced at once, anything else written into."""
    target = Path(path)
    number = 1 if path == "-" else stream_of(target)
    if number is not None or (target.exists() and not target.is_file()):
        with spooled(path, number) as stream:
            yield stream
        return
    place = followed(target)
    if not place.parent.is_dir():
        msg = f"{path}: the folder {place.parent} does not exist; make it first"
        raise ValueError(msg)
    before = place.stat() if place.exists() else None
    if before and not (before.st_mode & 0o222 and os.access(place, os.W_OK)):
        msg = f"{path}: is read-only; name another file, or make it writable"
        raise ValueError(msg)
    from secrets import token_hex

    temporary = place.with_name(f".dateline-{token_hex(4)}.part")
    mode = stat.S_IMODE(before.st_mode) if before else 0o666
    try:
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as stream:
            yield stream
        if before:
            owned_as(temporary, before)
        temporary.replace(place)
    except BaseException as error:
        temporary.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename in {None, str(temporary)}:  # no space, or too large: where, is the path's to say
            raise OSError(error.errno, error.strerror, path) from None
        raise


def owned_as(path: Path, before: os.stat_result) -> None:
    """Give a file the owner and mode of what it replaces, as far as this user may."""
    if hasattr(os, "chown") and (before.st_uid, before.st_gid) != (os.geteuid(), os.getegid()):
        try:
            os.chown(path, before.st_uid, before.st_gid)
        except PermissionError:
            return
    path.chmod(stat.S_IMODE(before.st_mode))


@contextmanager
def spooled(path: str, number: int | None) -> Iterator[IO[bytes]]:
    """A stream whose bytes are written into a pipe, a device or an open stream once all are there."""
    if number is None and Path(path).is_dir():
        msg = f"{path}: is a folder; name a file in it"
        raise ValueError(msg)
    from tempfile import TemporaryFile

    with TemporaryFile() as stream:
        yield stream
        stream.seek(0)
        sys.stdout.flush()
        try:
            with open(path if number is None else os.dup(number), "wb") as sink:  # noqa: PTH123 - a number is no path
                shutil.copyfileobj(stream, sink)
        except OSError as error:  # whose kind, as that of a closed pipe, its number tells
            raise OSError(error.errno, error.strerror, "standard output" if path == "-" else path) from None


def stream_of(path: Path) -> int | None:
    """The number of the open stream that a path such as /dev/stdout or /dev/fd/63 names."""
    for _ in range(40):  # as many links as the system follows
        if path.name.isdecimal() and STREAMS.fullmatch(str(path.parent.resolve())):
            return int(path.name)
        if not path.is_symlink():
            return None
        path = path.parent / path.readlink()
    return None
