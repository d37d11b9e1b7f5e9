"""Citron JSON: quotes with cue, sources and contents; a split quote has several contents.

The layout is `{text, quotes: [{cue: {start, end, text}, sources: [{start, end, text}], contents: [{start, end, text}], confidence}]}`.
Unit: code points of its own text, which the spans' texts prove; end exclusive. The first source is the speaker; others are counted. The
article by its text or file name. Loses: kind, addressee, via, and every other layer.
"""

from collections import Counter
from collections.abc import Iterable

import msgspec

from dateline.document import Document, Inline, Mention, Quote
from dateline.formats._keys import keys
from dateline.formats._reader import Answer, Offset, Texts
from dateline.formats._typed import records

EACH = True  # a value of many is read by itself


class Place(msgspec.Struct):
    """A span, with its text where the tool gives that."""

    start: Offset
    end: Offset
    text: str | None = None


class Said(msgspec.Struct):
    """One quote."""

    contents: list[Place]
    sources: list[Place] | None = None
    cue: Place | None = None
    confidence: float | None = None


class Page(msgspec.Struct):
    """One article."""

    quotes: list[Said]
    text: str | None = None


def recognise(sample: str) -> bool:
    """Quotes with sources and contents."""
    return keys(sample).get("quotes", "").startswith("[") and '"contents"' in sample


def read(content: str, texts: Texts) -> Iterable[Answer]:
    """Every article."""
    for line, page in records(content, Page, texts, "contents, sources and cue with start and end"):
        unread = +Counter({"further source": sum(max(0, len(said.sources or ()) - 1) for said in page.quotes)})
        document = Document(id=texts.identify(None, page.text, line), quotes=tuple(map(quote, page.quotes)))
        places = [place for said in page.quotes for place in (*said.contents, *(said.sources or ()), said.cue) if place is not None]
        proofs = tuple(Mention(start=place.start, end=place.end, text=place.text) for place in places if place.text)
        yield Answer(document, "code point", page.text, line, unread, proofs=proofs)


def quote(said: Said) -> Quote:
    """One quote."""
    spans = tuple(sorted((c.start, c.end) for c in said.contents))
    speaker = Inline(start=said.sources[0].start, end=said.sources[0].end) if said.sources else None
    score = said.confidence if said.confidence is not None and 0 <= said.confidence <= 1 else None
    return Quote(spans=spans, speaker=speaker, cue=(said.cue.start, said.cue.end) if said.cue else None, score=score)
