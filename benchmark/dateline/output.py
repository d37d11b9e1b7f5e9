"""Files written whole or not at all."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


def write_bytes(path: str, content: bytes) -> None:
    """Write a file by way of a temporary one beside it; `-` is standard output."""
    if path == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    with whole(path) as stream:
        stream.write(content)


@contextmanager
def whole(path: str) -> Iterator[IO[bytes]]:
    """A stream into a temporary file that takes its place when all is written."""
    place = Path(path)
    if not place.parent.is_dir():
        msg = f"{path}: the folder {place.parent} does not exist; make it first"
        raise ValueError(msg)
    handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        Path(temporary).chmod(0o644)
        Path(temporary).replace(place)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
