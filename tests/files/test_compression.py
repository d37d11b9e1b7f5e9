"""Compressed files are read whole, stream after stream, or refused."""

import bz2
import gzip
import lzma
import random

import pyarrow as pa
import pytest

from dateline import files
from dateline.files.faults import DataError

NOISE = random.Random(3).randbytes(3_000_000)
KINDS = {"bz2": bz2.compress, "xz": lzma.compress, "gz": gzip.compress, "zst": lambda content: pa.compress(content, "zstd", asbytes=True)}


def told(path):
    with pytest.raises(DataError) as refused:
        files.whole(str(path))
    (fault,) = refused.value.faults
    assert fault.fix == "compress it anew, or give the plain file"
    return fault.what


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("parts", [[b"a\n"], [b"", b"a\n"], [b"a" * 1_000_000, b"b\n" * 300_000, b"c"], [NOISE]], ids=len)
def test_every_stream_is_read(kind, parts, tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"".join(map(KINDS[kind], parts)))
    assert files.whole(str(path)) == b"".join(parts)


@pytest.mark.parametrize("kind", ["bz2", "xz"])
def test_what_follows_a_stream_is_a_stream_or_a_fault(kind, tmp_path):
    first, second = (bytearray(KINDS[kind](content)) for content in (b"a\n", b"b\n"))
    path = tmp_path / "x"
    path.write_bytes(first + b"\0" * 8 + second)  # which xz allows
    assert files.whole(str(path)) == b"a\nb\n"
    second[1] ^= 1
    for wrong in (first + second, first + b"garbage", first[:-3]):
        path.write_bytes(wrong)
        assert told(path).startswith("cannot be decompressed: ")
    path.write_bytes(first[:-3])
    assert told(path) == "cannot be decompressed: it ends before its stream does"
