"""How much of a file is read at once: all of it, or where it may be read piece by piece some lines or some values."""

import codecs
import re
from collections.abc import Callable, Iterator

import msgspec

from dateline import files
from dateline.corpus.values import are_apart, values
from dateline.files import Limits
from dateline.files.faults import DataError
from dateline.files.pieces import pieces
from dateline.formats._articles import Apart
from dateline.formats._reader import Texts

LONGEST = 8 * 2**20  # bytes of a first line that are looked at


def portions(path: str, reader: object, texts: Texts, limits: Limits) -> Iterator[str | bytes]:
    """A file's content, as text where its format is one; piece by piece if `texts` says so, and the format that its articles are apart."""
    if getattr(reader, "BINARY", False):
        yield files.whole(path, limits)
        return
    cut = cut_of(path, reader) if texts.texts.pieced else None
    if cut is None and texts.texts.pieced and getattr(reader, "EACH", False):
        for content, some in values(path, texts.texts, limits):
            texts.part = "values" if some else ""
            yield text_of(path, content, some=some)
        return
    if cut is None:
        yield files.text(path, files.whole(path, limits))
        return
    for piece in pieces(path, cut, limits):
        texts.first = piece.first
        texts.part = "" if piece.whole else "lines"
        yield files.text(path, piece.content, piece.first, piece.at)


def text_of(path: str, content: bytes, *, some: bool) -> str:
    """UTF-8; where some of a file is not, the whole file says which byte."""
    try:
        return files.text(path, content)
    except DataError:
        if some:
            raise Apart from None
        raise


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
