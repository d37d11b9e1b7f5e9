"""The spans that are placed so far, and what lies inside them."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable
from itertools import accumulate

from dateline.document import Span


class Covered:
    """The spans that are placed so far."""

    def __init__(self) -> None:
        self.spans: list[Span] = []
        self._lengths: list[int] = []

    def append(self, span: Span) -> None:
        """Take up a span."""
        self.spans.append(span)
        insort(self._lengths, span[1] - span[0])

    def longer(self, length: int) -> int:
        """How many are longer: what lies inside a longer one changes only with them."""
        return len(self._lengths) - bisect_right(self._lengths, length)

    def insides(self) -> Callable[[Span], bool]:
        """Whether a span lies inside a longer one, as a function."""
        ordered = sorted(self.spans)
        starts = [start for start, _ in ordered]
        furthest = list(accumulate((end for _, end in ordered), max))

        def inside(span: Span) -> bool:
            before, within = bisect_left(starts, span[0]), bisect_right(starts, span[0])
            return (before > 0 and furthest[before - 1] >= span[1]) or (within > before and ordered[within - 1][1] > span[1])

        return inside
