"""A file in pieces, each of whole lines."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dateline.files import EVEN, LIMITS, PART, Limits, opened, within


class Piece(NamedTuple):
    """Some lines of a file: the number of the first, the byte at which it begins, and what they hold."""

    first: int
    at: int
    content: bytes


def pieces(path: str, begins: re.Pattern[bytes], limits: Limits = LIMITS) -> Iterator[Piece]:
    """A file's pieces of about a megabyte, each but the first from a line that begins so; one piece where no other line does."""
    with opened(path) as stream:
        held: list[bytes] = []
        first, at, total, most = 1, 0, 0, min(EVEN, limits.file)
        while lines := stream.readlines(PART):
            total += sum(map(len, lines))
            most = within(path, total, most, limits)
            last = next((number for number in range(len(lines) - 1, -1, -1) if begins.match(lines[number])), 0)
            if last or (held and begins.match(lines[0])):
                held += lines[:last]
                piece = Piece(first, at, b"".join(held))
                yield piece
                first, at, held = first + len(held), at + len(piece.content), []
            held += lines[last:]
        if held:
            yield Piece(first, at, b"".join(held))
