"""Choices that follow from a seed alone, on every machine and in every version of Python."""

import hashlib
from collections.abc import Sequence
from itertools import count
from typing import TypeVar

T = TypeVar("T")
RANGE = 1 << 256


class Draws:
    """One choice after the other: each is read off the SHA-256 of the seed and its number."""

    def __init__(self, seed: str) -> None:
        self._hashes = (hashlib.sha256(f"{seed}#{number}".encode()).digest() for number in count())

    def below(self, size: int) -> int:
        """A number from 0 to less than a size; of a size in the hundreds none is likelier than another by more than 1 in 10^70."""
        return int.from_bytes(next(self._hashes), "big") * size // RANGE

    def between(self, first: int, last: int) -> int:
        """A number from a first to a last."""
        return first + self.below(last - first + 1)

    def one(self, of: Sequence[T]) -> T:
        """One of some things."""
        return of[self.below(len(of))]

    def some(self, number: int, of: Sequence[T]) -> list[T]:
        """So many of some things, each once, in an order that is drawn too."""
        left = list(of)
        return [left.pop(self.below(len(left))) for _ in range(number)]

    def order(self, of: Sequence[T]) -> list[T]:
        """All of them in an order that is drawn."""
        return self.some(len(of), of)
