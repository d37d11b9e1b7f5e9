"""Compressed files, told by their first bytes."""

import bz2
import gzip
import io
import lzma
import zipfile
from collections.abc import Callable
from typing import IO, Any

BUFFER = 1 << 18  # bytes


def unzipped(raw: IO[bytes]) -> IO[bytes]:
    """The only file of a ZIP archive; raises `OSError` for more."""
    archive = zipfile.ZipFile(raw)
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

    def __init__(self, raw: IO[bytes], kind: Callable[[], bz2.BZ2Decompressor | lzma.LZMADecompressor]) -> None:
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


def streams(kind: Callable[[], bz2.BZ2Decompressor | lzma.LZMADecompressor]) -> Callable[[IO[bytes]], object]:
    """What opens a file compressed so."""
    return lambda raw: io.BufferedReader(Streams(raw, kind))


MAGIC: dict[bytes, Callable[[IO[bytes]], object]] = {
    b"\x1f\x8b": gzip.open,
    b"BZh": streams(bz2.BZ2Decompressor),
    b"\xfd7zXZ": streams(lzma.LZMADecompressor),
    b"PK\x03\x04": unzipped,
    b"\x28\xb5\x2f\xfd": unpacked,
}
