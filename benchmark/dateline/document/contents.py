"""The contents of quotes as words: where they are equal, and how much two share."""

import re
from bisect import bisect_left
from functools import cache, lru_cache

from dateline.document import Quote
from dateline.document.spans import Pieces, length, merged, overlap

NO_SPACES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
EDGE = re.compile(r"[\W_]")
HALF = 0.5


def content_of(quote: Quote, number: int) -> Pieces:
    """The fragments of a quote, those that touch as one; one that was found nowhere has a place of its own before the text."""
    placed = tuple([span for span in quote.spans if isinstance(span, tuple)])
    if len(placed) == 1:
        return placed
    return merged(placed) or ((-2 * number - 2, -2 * number - 2),)


def trimmed(text: str | None, pieces: Pieces) -> Pieces:
    """Fragments without quotation marks, punctuation and white space at their edges."""
    kept = []
    for start, end in pieces:
        low, high = start, end
        while text is not None and low < high and EDGE.match(text, low):
            low += 1
        while text is not None and low < high and EDGE.match(text, high - 1):
            high -= 1
        kept.append((low, high) if low < high else (start, end))
    return tuple(kept)


@cache
def word() -> re.Pattern[str]:
    """A word; scripts without spaces have one a character. Its ranges take milliseconds to compile, and only quotes have contents."""
    return re.compile(f"[{NO_SPACES}]|[^\\W{NO_SPACES}]+")


@lru_cache(maxsize=8)
def word_starts(text: str) -> list[int]:
    """Where the words of a text start."""
    return [match.start() for match in word().finditer(text)]


@lru_cache(maxsize=1 << 12)
def words(text: str, pieces: Pieces) -> frozenset[int]:
    """The words inside fragments by the places where they start; the rest of a cut word is one."""
    starts = word_starts(text)
    whole = [place for start, end in pieces for place in starts[bisect_left(starts, start) : bisect_left(starts, end)]]
    cut = [start for start, end in pieces if 0 <= start < end and word().match(text, start)]
    return frozenset(whole + cut)


def content_overlap(text: str | None, a: Pieces, b: Pieces) -> float:
    """The Dice coefficient of the words of two contents; without a text, of their characters."""
    if a == b:
        return 1.0
    if text is None:
        left, right = merged(a), merged(b)
        total = length(left) + length(right)
        return 2 * overlap(left, right) / total if total else 0.0
    inside, other = words(text, a), words(text, b)
    if not inside and not other:
        return 0.0
    return 2 * len(inside & other) / (len(inside) + len(other))
