"""Names as BIO tags over the words of a text, and back."""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

from dateline.document import Mention, Span
from dateline.document.items import Item

WORD = re.compile(r"\w+|[^\w\s]")


def is_word(character: str) -> bool:
    """Whether a character belongs to a word."""
    return character.isalnum() or character == "_"


def bounded(text: str, span: Span) -> bool:
    """Whether no word runs across an edge of a span."""
    start, end = span
    return not (within_word(text[start - 1 : start + 1]) or within_word(text[end - 1 : end + 1]))


def within_word(edge: str) -> bool:
    """Whether a word runs across the middle of two characters."""
    return len(edge) > 1 and edge.replace("_", "a").isalnum()


def stated(item: Item) -> str:
    """The level that a mention states, or empty."""
    return (item.source.level or "") if isinstance(item.source, Mention) else ""


@lru_cache(maxsize=4)
def word_places(text: str) -> tuple[list[int], list[int]]:
    """Where the words of a text start and end."""
    words = [match.span() for match in WORD.finditer(text)]
    return [start for start, _ in words], [end for _, end in words]


def tags(text: str, items: list[Item]) -> list[str]:
    """BIO tags over the words of a text, for names; of nested ones the longest, then the earlier."""
    starts, ends = word_places(text)
    found = ["O"] * len(starts)
    names = [item for item in items if stated(item) in {"NAM", ""} and item.start >= 0]
    for item in sorted(names, key=lambda item: (item.start - item.end, item.start, item.label)):
        inside = range(bisect_right(ends, item.start), bisect_left(starts, item.end))
        if inside and all(found[number] == "O" for number in inside):
            found[inside[0]] = f"B-{item.label or 'none'}"
            for number in inside[1:]:
                found[number] = f"I-{item.label or 'none'}"
    return found


def entities_of_tags(text: str, tagged: list[str]) -> list[Item]:
    """The entities that seqeval reads from tags, as items over words."""
    from seqeval.metrics.sequence_labeling import get_entities

    starts, ends = word_places(text)
    spans = [(label, starts[first], ends[last]) for label, first, last in get_entities(tagged)]
    return [Item(start, end, label, (start, end), ((start, end),)) for label, start, end in spans]
