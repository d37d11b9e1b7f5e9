"""One document, gold beside predicted: what the layers' metrics read, found once."""

import re
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar, cast

from dateline.document import Document, Reference
from dateline.document.index import Side
from dateline.document.kept import kept
from dateline.document.spans import SPAN, Overlap, overlaps
from dateline.kernel.keys import nothing
from dateline.kernel.reconciling import reconciled
from dateline.kernel.resolution import GoldId, Resolver

T = TypeVar("T")
OF_MENTIONS = frozenset({"coreference", "linking"})
FIRST = "0"  # the number of a text's first paragraph
OF_EVENTS = frozenset({"claims"})
Documents = tuple[Document, Document | None]


class Memo:
    """What several metrics ask for, made once."""

    def __init__(self) -> None:
        self._memo: dict[Hashable, Any] = {}

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, made once and shared by all metrics that ask under the same key."""
        if key not in self._memo:
            self._memo[key] = make()
        return cast("T", self._memo[key])


class Pair(Memo):
    """A gold document and what a system answered about it (`None`: nothing)."""

    def __init__(self, gold: Side, pred: Side | None, *, strict: bool = False) -> None:
        super().__init__()
        self.id, self.text = gold.document.id, gold.document.text
        self.given = pred is not None
        self.sides = gold, pred
        self.gold, self.pred = gold, pred or Side(Document(id=""))
        self.accepts = gold.accepts and not strict
        if self.accepts:
            self.gold, self.pred = reconciled(self.gold, self.pred)

    def strict(self) -> "Pair":
        """The pair as if gold had no alternatives and nothing were optional."""
        return Pair(*self.sides, strict=True) if self.accepts else self

    @classmethod
    def of(cls, gold: Document, pred: Document | None) -> "Pair":
        """The pair of two documents."""
        return cls(Side(gold), Side(pred) if pred else None)

    @kept
    def judged(self) -> frozenset[str]:
        """The layers that are counted: those that gold annotates, and what its mentions, events and relations may have none of."""
        document, answered = self.gold.document, self.gold.answered
        if document.mentions is not None:
            answered |= OF_MENTIONS
        return answered if document.events is None and document.relations is None else answered | OF_EVENTS

    @kept
    def overlaps(self) -> list[Overlap]:
        """The mentions that overlap."""
        return overlaps(self.gold.spans, self.pred.spans)

    @kept
    def equals(self) -> list[tuple[int, int]]:
        """The ranks of mentions that stand at one place, where no side has two there."""
        if self.gold.spans.flat and self.pred.spans.flat:
            return [(g, p) for g, p, _, like in self.overlaps if like <= SPAN]
        at = {place: rank for rank, place in enumerate(self.gold.places)}
        return [(g, p) for p, place in enumerate(self.pred.places) if (g := at.get(place)) is not None]

    @kept
    def resolver(self) -> Resolver:
        """What references mean in gold's terms."""
        return Resolver(self.gold.whole, self.text)

    def place_of(self, side: Side, reference: Reference) -> tuple[object, ...]:
        """The span of what a reference of one side names; what has none equals nothing of the other side."""
        key = self.gold.whole.place_of(str(reference)) if isinstance(reference, GoldId) else side.whole.place_of(reference)
        return key if len(key) > 1 else nothing("gold" if side is self.gold else "predicted", str(reference))

    @property
    def parted(self) -> bool:
        """Whether the text has more than one paragraph."""
        return "\n" in (self.text or "")

    @kept
    def _lines(self) -> list[int]:
        return [found.start() for found in re.finditer("\n", self.text or "")]

    def paragraphs(self, starts: Iterable[int]) -> list[str]:
        """The paragraphs of offsets, by number."""
        lines = self._lines
        return [str(bisect_right(lines, start)) for start in starts]
