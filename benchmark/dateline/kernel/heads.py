"""Whether two mentions have the same head."""

from functools import lru_cache

from dateline.document import Mention, Span
from dateline.document.items import Item
from dateline.document.spans import Pieces, inside, length
from dateline.document.tokens import WORD

LENT = 2  # times the words of the other side that a mention without a head may have


def heads_match(a: Item, b: Item, text: str | None) -> bool:
    """Whether each span covers the other's head; a missing head is taken from the other side, for a span of at most twice its words."""
    head_a, head_b = head_of(a), head_of(b)
    if head_a is None and head_b is None:
        return a.pieces == b.pieces
    if (head_a is None and size(a, text) > LENT * size(b, text)) or (head_b is None and size(b, text) > LENT * size(a, text)):
        return False
    return inside(head_b or head_a, a.pieces) and inside(head_a or head_b, b.pieces)


def same_head(a: Item, b: Item, text: str | None) -> bool:
    """Whether two mentions have the same head; one that a side leaves out is lent as `heads_match` has it."""
    head_a, head_b = head_of(a), head_of(b)
    return head_a == head_b if head_a and head_b else heads_match(a, b, text)


def size(item: Item, text: str | None) -> int:
    """The words of a mention; without a text, its characters."""
    return (words_in(text, item.pieces) if text is not None else 0) or length(item.pieces)


@lru_cache(maxsize=1 << 16)
def words_in(text: str, pieces: Pieces) -> int:
    """The words of a place in a text: asked of a mention once for each that it overlaps."""
    return sum(len(WORD.findall(text, start, end)) for start, end in pieces)


def head_of(item: Item) -> Span | None:
    """A mention's stated head."""
    head = item.source.head if isinstance(item.source, Mention) else None
    return head if isinstance(head, tuple) else None
