"""Whether the mentions of a document stand on words, or their offsets may be those of another text."""

from dateline.document import Document, Span
from dateline.document.tokens import bounded

FEW = 5  # mentions, or nothing is said
SAMPLE = 12  # mentions that are looked at first


def crooked(document: Document, text: str | None) -> dict[str, tuple[int, int]]:
    """How many mentions begin or end inside a word or on white space, and of how many, by the document's id; nothing if few do."""
    spans = [(m.start, m.end) for m in document.mentions or () if m.start is not None and m.end is not None]
    if text is None or len(spans) < FEW:
        return {}
    some = spans[:: 1 + len(spans) // SAMPLE]
    if 2 * sum(cuts(text, span) for span in some) <= len(some):
        return {}
    cut = sum(cuts(text, span) for span in spans)
    return {document.id: (cut, len(spans))} if 2 * cut > len(spans) else {}


def cuts(text: str, span: Span) -> bool:
    """Whether a span begins or ends inside a word or on white space."""
    start, end = span
    return not bounded(text, span) or text[start : start + 1].isspace() or text[end - 1 : end].isspace()
