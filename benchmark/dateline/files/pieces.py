"""A file in pieces, each of whole lines."""

from collections.abc import Callable, Iterator
from typing import IO, NamedTuple

from dateline.files import EVEN, LIMITS, Limits, opened, within

PART = 1 << 18  # bytes of a piece, or a little more


class Piece(NamedTuple):
    """Some lines of a file: the number of the first, the byte at which it begins, what they hold, and whether they are all."""

    first: int
    at: int
    content: bytes
    whole: bool


def pieces(path: str, apart: Callable[[bytes, bytes], bool], limits: Limits = LIMITS) -> Iterator[Piece]:
    """A file's pieces of some size, cut between two lines that are apart; one piece where none are."""
    with opened(path) as stream:
        held: list[bytes] = []
        first, at, total, most = 1, 0, 0, min(EVEN, limits.file)
        coming = lines_of(stream)
        while part := coming:
            coming = lines_of(stream)
            total += len(part)
            most = within(path, total, most, limits)
            end = cut(held[-1] if held else b"", part, apart) if coming else None
            if end is not None:
                piece = Piece(first, at, b"".join([*held, part[:end]]), whole=False)
                yield piece
                first, at = first + piece.content.count(b"\n"), at + len(piece.content)
                held.clear()
            held.append(part[end:])
        if held:
            yield Piece(first, at, b"".join(held), whole=first == 1)


def lines_of(stream: IO[bytes]) -> bytes:
    """The next whole lines of a stream, as many as make a piece."""
    part = stream.read(PART)
    return part if part.endswith(b"\n") else part + stream.readline()


def cut(before: bytes, part: bytes, apart: Callable[[bytes, bytes], bool]) -> int | None:
    """Where the last line of a part begins that is apart from the one before it, which may be the last of what stands `before`."""
    end, begin = len(part), last_line(part, len(part))
    while begin:
        earlier = last_line(part, begin)
        if apart(part[earlier:begin], part[begin:end]):
            return begin
        end, begin = begin, earlier
    return 0 if before and apart(before[last_line(before, len(before)) :], part[:end]) else None


def last_line(content: bytes, end: int) -> int:
    """Where the last of the whole lines begins that are there up to a place."""
    return content.rfind(b"\n", 0, end - 1) + 1
