"""Citron JSON: quotes with cue, sources and contents; a split quote has several contents.

The layout is `{text, quotes: [{cue: {start, end}, sources: [{start, end}],
contents: [{start, end}], confidence}]}`.
Unit: characters taken as code points, end exclusive. The first source is the speaker. The article by its text or file name. Loses:
kind, addressee, via, and every other layer.
"""

import json
from typing import Any

from dateline.document import Document, Inline, Quote
from dateline.formats._reader import Answer, Texts


def recognise(sample: str) -> bool:
    """Quotes with sources and contents."""
    return '"quotes"' in sample and '"contents"' in sample and '"sources"' in sample


def read(content: str, texts: Texts) -> list[Answer]:
    """One article."""
    value = json.loads(content)
    own = value.get("text") if isinstance(value, dict) else None
    try:
        found = tuple(quote(q) for q in value["quotes"])
    except (KeyError, TypeError, ValueError) as error:
        raise texts.wrong(1, "$.quotes", f"a quote lacks {error}", "contents, sources and cue with start and end") from None
    return [Answer(Document(id=texts.identify(None, own), quotes=found), "code point", own)]


def quote(value: dict[str, Any]) -> Quote:
    """One quote."""
    spans = tuple(sorted((int(c["start"]), int(c["end"])) for c in value["contents"]))
    sources, cue = value.get("sources") or [], value.get("cue")
    speaker = Inline(start=int(sources[0]["start"]), end=int(sources[0]["end"])) if sources else None
    return Quote(spans=spans, speaker=speaker, cue=(int(cue["start"]), int(cue["end"])) if cue else None)
