"""Whether the mentions of a document stand on words, or their offsets may be those of another text."""

from collections.abc import Iterable
from itertools import islice

from dateline.document import Document, Mention, Span
from dateline.document.tokens import bounded

FEW = 5  # mentions, or nothing is said
SAMPLE = 12  # mentions that are looked at first


def crooked(document: Document, text: str | None) -> dict[str, tuple[int, int]]:
    """How many mentions begin or end inside a word or on white space, and of how many, by the document's id; nothing if few do."""
    mentions = document.mentions or ()
    if text is None or len(mentions) < FEW:
        return {}
    some = placed(mentions[:: 1 + len(mentions) // SAMPLE])
    half = len(some) - len(some) // 2
    if len(list(islice((span for span in some if not cuts(text, span)), half))) == half:
        return {}
    spans = placed(mentions)
    cut = sum(cuts(text, span) for span in spans)
    return {document.id: (cut, len(spans))} if len(spans) >= FEW and 2 * cut > len(spans) else {}


def placed(mentions: Iterable[Mention]) -> list[Span]:
    """The spans of the mentions that have one."""
    return [(m.start, m.end) for m in mentions if m.start is not None and m.end is not None]


def cuts(text: str, span: Span) -> bool:
    """Whether a span begins or ends inside a word or on white space."""
    start, end = span
    return not bounded(text, span) or text[start : start + 1].isspace() or text[end - 1 : end].isspace()
