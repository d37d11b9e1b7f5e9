"""Compressed files, told by their first bytes."""

import io
from collections.abc import Callable
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bz2 import BZ2Decompressor
    from lzma import LZMADecompressor

BUFFER = 1 << 18  # bytes


def unzipped(raw: IO[bytes]) -> IO[bytes]:
    """The only file of a ZIP archive; raises `OSError` for more."""
    from zipfile import ZipFile

    archive = ZipFile(raw)
    members = [member for member in archive.infolist() if not member.is_dir() and not member.filename.startswith("__MACOSX/")]
    if len(members) != 1:
        msg = f"a ZIP archive of {len(members)} files; unpack it and give the folder"
        raise OSError(msg)
    try:
        return archive.open(members[0])
    except (NotImplementedError, RuntimeError) as error:  # a method that zipfile does not know, or a password
        raise OSError(str(error)) from None


def unpacked(raw: IO[bytes]) -> IO[bytes]:
    """A file compressed by Zstandard."""
    import pyarrow as pa

    return io.BufferedReader(pa.CompressedInputStream(raw, "zstd"))


class Streams(io.RawIOBase):
    """The streams of a file compressed by bzip2 or xz one after the other; the standard library passes over one that is damaged."""

    def __init__(self, raw: IO[bytes], kind: "Callable[[], BZ2Decompressor | LZMADecompressor]") -> None:
        self.raw, self.kind, self.inner = raw, kind, kind()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """The next bytes; raises `EOFError` where a stream is cut off."""
        while True:
            rest = b""
            if self.inner.eof:
                rest = (self.inner.unused_data or self.raw.read(BUFFER)).lstrip(b"\0")  # which xz may fill up with
                if not rest:
                    return 0
                self.inner = self.kind()
            elif self.inner.needs_input and not (rest := self.raw.read(BUFFER)):
                msg = "it ends before its stream does"
                raise EOFError(msg)
            try:
                data = self.inner.decompress(rest, len(buffer))
            except OSError as error:  # of bzip2, which has no error of its own
                raise EOFError(str(error)) from None
            if data:
                buffer[: len(data)] = data
                return len(data)


def gunzipped(raw: IO[bytes]) -> object:
    """A file compressed by gzip."""
    import gzip

    return gzip.open(raw)


def bunzipped(raw: IO[bytes]) -> IO[bytes]:
    """A file compressed by bzip2."""
    from bz2 import BZ2Decompressor

    return io.BufferedReader(Streams(raw, BZ2Decompressor))


def unxz(raw: IO[bytes]) -> IO[bytes]:
    """A file compressed by xz."""
    from lzma import LZMADecompressor

    return io.BufferedReader(Streams(raw, LZMADecompressor))


MAGIC: dict[bytes, Callable[[IO[bytes]], object]] = {
    b"\x1f\x8b": gunzipped,
    b"BZh": bunzipped,
    b"\xfd7zXZ": unxz,
    b"PK\x03\x04": unzipped,
    b"\x28\xb5\x2f\xfd": unpacked,
}


def damages() -> tuple[type[Exception], ...]:
    """What reading a damaged file raises."""
    from gzip import BadGzipFile
    from lzma import LZMAError
    from zipfile import BadZipFile
    from zlib import error

    return BadGzipFile, LZMAError, BadZipFile, EOFError, error
