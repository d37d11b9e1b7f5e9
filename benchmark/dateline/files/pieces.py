"""A file in pieces, each of whole lines."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

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
        coming = stream.readlines(PART)
        while lines := coming:
            coming = stream.readlines(PART)
            total += sum(map(len, lines))
            most = within(path, total, most, limits)
            held += lines
            cuts = range(len(held) - 1, max(0, len(held) - len(lines) - 1), -1) if coming else ()
            last = next((number for number in cuts if apart(held[number - 1], held[number])), 0)
            if last:
                piece = Piece(first, at, b"".join(held[:last]), whole=False)
                yield piece
                first, at, held = first + last, at + len(piece.content), held[last:]
        if held:
            yield Piece(first, at, b"".join(held), whole=first == 1)
