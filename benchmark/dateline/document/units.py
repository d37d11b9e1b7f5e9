"""Offsets in other units, and tokens, as code points of the article."""

from bisect import bisect_right
from itertools import accumulate

from dateline.document import Span


class Converter:
    """Turns offsets of one unit in one text into code points."""

    def __init__(self, text: str, unit: str) -> None:
        if unit == "utf-16":
            self.starts = [0, *accumulate(2 if ord(c) > 0xFFFF else 1 for c in text)]
        elif unit == "byte":
            self.starts = [0, *accumulate(len(c.encode()) for c in text)]
        else:
            self.starts = list(range(len(text) + 1))

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
