"""What a submission may cover of an article: its page shows every item, and grows with all of them."""

from collections.abc import Iterator
from typing import Any

from dateline.corpus.gold import Gold
from dateline.document import Span
from dateline.document.parts import items_of, spans_of
from dateline.files.faults import Fault
from dateline.formats._reader import Read

TIMES = 50  # gold's items cover an article twice


def crowded(read: Read, gold: Gold) -> Iterator[Fault]:
    """A document whose items cover so much that no page could show them."""
    own = gold.documents.get(read.document.id)
    covered = sum(end - start for _, item in items_of(read.document) for start, end in every_span(item))
    if own is not None and covered > TIMES * len(own.text or ""):
        what = f"its items cover {covered:,} characters of an article of {len(own.text or ''):,}"
        yield Fault(read.file, read.line, "", what, f"answer what is asked: the limit is {TIMES} times the article")


def every_span(item: Any) -> Iterator[Span]:
    """The spans of an item, its own place among them."""
    yield from (span for _, span in spans_of(item) if isinstance(span, tuple))
    start, end = getattr(item, "start", None), getattr(item, "end", None)
    if start is not None and end is not None:
        yield start, end
