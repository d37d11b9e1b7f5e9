"""Offsets in other units, and tokens, as code points of the article."""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from itertools import accumulate

from dateline.document import Span

LENGTHS: Mapping[str, Callable[[str], int]] = {
    "code point": len,
    "utf-16": lambda words: len(words.encode("utf-16-le", "surrogatepass")) // 2,
    "byte": lambda words: len(words.encode("utf-8", "surrogatepass")),
}


class Converter:
    """Turns offsets of one unit in one text into code points."""

    def __init__(self, text: str, unit: str) -> None:
        self.starts = list(range(len(text) + 1)) if unit == "code point" or text.isascii() else [0, *accumulate(map(LENGTHS[unit], text))]

    def __call__(self, place: int) -> int:
        """The code point that holds an offset; past the end stays past the end."""
        last = self.starts[-1]
        return len(self.starts) - 1 + place - last if place > last else bisect_right(self.starts, place) - 1

    def back(self, place: int) -> int:
        """The offset in the unit of a code point."""
        return self.starts[place]


def token_spans(tokens: list[str], text: str) -> list[Span] | int:
    """The spans of tokens in a text, in order, white space apart; the number of the first token that is not there."""
    spans: list[Span] = []
    at = 0
    find = text.find
    for number, token in enumerate(tokens):
        start = find(token, at)
        if start != at and (start < 0 or not text[at:start].isspace()):
            return number
        at = start + len(token)
        spans.append((start, at))
    return spans
