"""Whether an item is the slice of the article that it says: to the letter, or but for what is no difference."""

from functools import lru_cache
from typing import Any

from dateline.corpus.align import fold
from dateline.corpus.copies import Move
from dateline.document import Document, Mention, Placed

SURE = frozenset({None, "exact"})
SPACES = " \t\r\n\x0b\x0c\x85\u00a0\u2002\u2003\u2009\u200a\u2028\u2029\u202f\u3000#▁ĠÂ"  # and the marks of word pieces
EDGES = SPACES + ".,;:!?'\"()[]{}-"


def placed_items(document: Document) -> list[Placed]:
    """The items that can carry a place and a text."""
    return [*(document.mentions or ()), *(document.times or ()), *(document.events or ())]


def carriers(document: Document) -> list[Any]:
    """The items that have a span and its text, so that one proves the other."""
    placed = (item for item in placed_items(document) if item.start is not None and item.end is not None)
    return [item for item in placed if item.text and item.aligned in SURE]


def exact(items: list[Placed], text: str) -> bool:
    """Whether every item is of one piece inside a text, and is its own text there to the letter, if it carries one."""
    size = len(text)
    whole = [item for item in items if item.start is not None and item.end is not None and 0 <= item.start < item.end <= size]
    doubtful = [
        item
        for item in whole
        if (item.text is not None and text[item.start : item.end] != item.text)
        or item.aligned not in SURE
        or (isinstance(item, Mention) and item.fragments)
    ]
    return len(whole) == len(items) and not doubtful


def agree(item: Any, move: Move, text: str, edges: str = EDGES) -> bool:
    """Whether the slice of an item is its text, but for what is no difference."""
    start, end = move(item.start, item.end)
    return 0 <= start < end <= len(text) and alike(text[start:end], item.text, edges)


def alike(there: str, given: str, edges: str = EDGES) -> bool:
    """Whether two strings differ in case, white space, quotation marks, Unicode form and what may stand at an edge at most."""
    return there == given or (bare(there, edges) == bare(given, edges) != "")


@lru_cache(maxsize=1 << 14)
def bare(words: str, edges: str) -> str:
    """A string folded, without white space, and without what may stand at an edge."""
    return fold(words.strip(edges))[0].replace(" ", "")
