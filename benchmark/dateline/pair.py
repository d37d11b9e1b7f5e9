"""One document, gold beside predicted: what the layers' metrics read, found once."""

from bisect import bisect_right
from functools import cached_property

from dateline.document import Document
from dateline.resolution import Resolver
from dateline.side import Side, shared_characters


class Pair:
    """A gold document and what a system answered about it (`None`: nothing)."""

    def __init__(self, gold: Document, pred: Document | None) -> None:
        self.id = gold.id
        self.text = gold.text
        self.gold = Side(gold)
        self.pred = Side(pred)

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
