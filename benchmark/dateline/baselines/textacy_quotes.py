"""textacy's direct quotations with speaker and cue; needs `dateline[quotes]`."""

from importlib import import_module
from typing import Any

from dateline.baselines import spacy
from dateline.document import Document, Inline, Quote


def extract(text: str) -> Document:
    """Its quotes; the speaker is the span from the first to the last token that it names.

    Where it sees an odd number of quotation marks, textacy gives up, and nothing is answered.
    """
    try:
        direct_quotations = import_module("textacy.extract").direct_quotations
    except ImportError as error:
        msg = f"the textacy_quotes baseline needs its extra: pip install 'dateline[quotes]' ({error})"
        raise ImportError(msg) from None
    try:
        found = list(direct_quotations(spacy.model()(text)))
    except ValueError:
        found = []
    return Document(id="", quotes=tuple(quote(q, number) for number, q in enumerate(found, 1)))


def quote(found: Any, number: int) -> Quote:
    """One quotation."""
    content = (found.content.start_char, found.content.end_char)
    speaker, cue = hull(found.speaker), hull(found.cue)
    named = Inline(start=speaker[0], end=speaker[1]) if speaker else None
    return Quote(id=f"q{number}", spans=(content,), kind="direct", speaker=named, cue=cue)


def hull(tokens: Any) -> tuple[int, int] | None:
    """The span from the first to the last of some tokens."""
    return (tokens[0].idx, tokens[-1].idx + len(tokens[-1])) if tokens else None
