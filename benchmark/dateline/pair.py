"""One document, gold beside predicted: what the layers' metrics read, found once."""

from bisect import bisect_right
from collections.abc import Callable, Hashable
from functools import cached_property
from typing import Any, TypeVar, cast

from dateline.document import Document
from dateline.resolution import Resolver
from dateline.side import Side, shared_characters

T = TypeVar("T")


class Pair:
    """A gold document and what a system answered about it (`None`: nothing)."""

    def __init__(self, gold: Document, pred: Document | None) -> None:
        self.id = gold.id
        self.text = gold.text
        self.gold = Side(gold)
        self.pred = Side(pred)
        self._memo: dict[Hashable, Any] = {}

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, made once for the pair and shared by all metrics that ask under the same key."""
        if key not in self._memo:
            self._memo[key] = make()
        return cast("T", self._memo[key])

    @cached_property
    def overlaps(self) -> list[tuple[int, int, int]]:
        """Overlapping mentions by rank, with the characters they share."""
        return list(shared_characters(self.gold.mentions, self.pred.mentions))

    @cached_property
    def resolver(self) -> Resolver:
        """What references mean in gold's terms."""
        return Resolver(self.gold, self.text)

    @cached_property
    def _lines(self) -> list[int]:
        return [place for place, character in enumerate(self.text or "") if character == "\n"]

    def block(self, start: int) -> str:
        """The paragraph of an offset, by number."""
        return str(bisect_right(self._lines, start))
