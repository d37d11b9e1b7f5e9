"""The sentences of a text, headlines among them, by punctuation and line breaks: for readers and rules, not for scoring."""

import re
from bisect import bisect_right
from functools import lru_cache

from dateline.document import Span

_STOP = re.compile(r"(?<=[.!?])(?P<mark>[\"”’']?)\s+(?=[\"“‘'A-Z])|\n+")
_ABBREVIATED = re.compile(r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Col|Lt|St|No|vs))\.$")


@lru_cache(maxsize=64)
def sentences(text: str) -> tuple[Span, ...]:
    """The sentences in order, with their closing quotation marks, without the space between them."""
    found, start = [], 0
    for stop in _STOP.finditer(text):
        if "\n" not in stop.group() and _ABBREVIATED.search(text[max(start, stop.start() - 5) : stop.start()]):
            continue
        end = stop.end("mark") if stop.group("mark") else stop.start()
        if text[start:end].strip():
            found.append((start, end))
        start = stop.end()
    if text[start:].strip():
        found.append((start, len(text)))
    return tuple(found)


def sentence_at(text: str, place: int) -> int:
    """The number of the sentence around a place, from 0."""
    return max(0, bisect_right([start for start, _ in sentences(text)], place) - 1)
