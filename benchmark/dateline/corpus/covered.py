"""The spans that are placed so far, and what lies inside them."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable
from itertools import accumulate
from operator import itemgetter

from dateline.document import Span


class Covered:
    """The spans that are placed so far, by where they start."""

    def __init__(self) -> None:
        self.spans: list[Span] = []
        self._lengths: list[int] = []

    def append(self, span: Span) -> None:
        """Take up a span."""
        insort(self.spans, span)
        insort(self._lengths, span[1] - span[0])

    def longer(self, length: int) -> int:
        """How many are longer: what lies inside a longer one changes only with them."""
        return len(self._lengths) - bisect_right(self._lengths, length)

    def insides(self) -> Callable[[Span], bool]:
        """Whether a span lies inside a longer one, as a function."""
        spans = self.spans
        furthest = list(accumulate(map(itemgetter(1), spans), max))

        def inside(span: Span) -> bool:
            start, end = span
            before, within = bisect_left(spans, (start, -1)), bisect_left(spans, (start + 1, -1))
            return (before > 0 and furthest[before - 1] >= end) or (within > before and spans[within - 1][1] > end)

        return inside
