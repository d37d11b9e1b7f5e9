"""Which documents of a block can have no fault and nothing to place, told fast; one in doubt goes to `place` and `check`."""

from collections.abc import Iterable, Sequence
from itertools import chain, repeat

import numpy as np

from dateline.block import Flat
from dateline.document import TITLE, UNSPECIFIED, AnySpan, Document, Event, Reference, Time, some
from dateline.files import Limits

ENDLESS = 1 << 62


def sound(side: Flat, texts: Sequence[str | None], limits: Limits) -> list[bool]:
    """Whether `place` would change nothing and `check`, without an inventory, find nothing, by document; `False` may also mean doubt."""
    if len(side.documents) > 1 and not plain(side):
        return [sound(Flat([document]), [text], limits)[0] for document, text in zip(side.documents, texts, strict=True)]
    doubtful = {int(number) for number in spans_in_doubt(side, texts)} if plain(side) else {0}
    if not (scores_sound(side.column("score")) and ids_sound(side) and strings_sound(side, texts)):
        doubtful = set(range(len(texts)))
    return [
        number not in doubtful and size <= limits.items and rest_sound(document, text, limits)
        for number, (document, text, size) in enumerate(zip(side.documents, texts, side.sizes, strict=True))
    ]


def plain(side: Flat) -> bool:
    """Whether all mentions have offsets and are of one piece."""
    return not (None in side.column("start") or None in side.column("end") or any(side.column("fragments")))


def spans_in_doubt(side: Flat, texts: Sequence[str | None]) -> Iterable[int]:
    """Documents with a span outside their text, or under two entities."""
    start, end, document = side.array("start"), side.array("end"), side.document
    room = np.array([ENDLESS if text is None else len(text) for text in texts], np.int64)[document]
    yield from document[(start < 0) | (end <= start) | (end > room)]
    if ((document[1:] > document[:-1]) | (start[1:] > start[:-1])).all():
        return
    order = np.lexsort((end, start, document))
    same = np.logical_and.reduce([column[order][1:] == column[order][:-1] for column in (document, start, end)])
    names = side.column("entity")
    yield from (document[a] for a, b in zip(order[:-1][same], order[1:][same], strict=True) if names[a] != names[b])


def ids_sound(side: Flat) -> bool:
    """Whether no document gives a mention's id twice."""
    ids = side.column("id")
    if not some(ids):
        return True
    own = [[name for name in ids[a:b] if name is not None] for a, b in side.bounds]
    return all(len(set(names)) == len(names) for names in own)


def scores_sound(scores: Iterable[float | None]) -> bool:
    """Whether all scores are probabilities."""
    return all(score is None or 0 <= score <= 1 for score in set(scores))


def strings_sound(side: Flat, texts: Sequence[str | None]) -> bool:
    """Whether mentions' own texts are their slices, and their heads stand in the texts."""
    words, heads = side.column("text"), side.column("head")
    if not any(words) and not any(heads):
        return True
    own = chain.from_iterable(map(repeat, texts, side.sizes))
    return all(
        (word is None or text is None or text[start:end] == word)
        and (head is None or within((head,), ENDLESS if text is None else len(text)))
        for text, start, end, word, head in zip(own, side.column("start"), side.column("end"), words, heads, strict=True)
    )


def rest_sound(document: Document, text: str | None, limits: Limits) -> bool:
    """Whether everything but the mentions' spans is sound."""
    if document.text is not None and text is not None and document.text is not text and document.text != text:
        return False
    others = (document.entities, document.times, document.relations, document.events, document.quotes)
    if not any(others):
        return True
    size = ENDLESS if text is None else len(text)
    return (
        max(len(layer or ()) for layer in others) <= limits.items
        and scores_sound(item.score for layer in others for item in layer or ())
        and all(standing(item, size, text) for item in (*(document.times or ()), *(document.events or ())))
        and not any(entity.members for entity in document.entities or ())
        and quotes_sound(document, size, limits)
        and within(chain.from_iterable(relation.evidence or () for relation in document.relations or ()), size)
        and references_sound(document, size)
    )


def standing(item: Time | Event, size: int, text: str | None) -> bool:
    """Whether an item's own span lies in the text and reads as the item says."""
    if item.start is None or item.end is None or not 0 <= item.start < item.end <= size:
        return False
    return item.text is None or text is None or text[item.start : item.end] == item.text


def within(spans: Iterable[AnySpan], size: int) -> bool:
    """Whether all spans are offsets inside a text."""
    return all(isinstance(span, tuple) and 0 <= span[0] < span[1] <= size for span in spans)


def quotes_sound(document: Document, size: int, limits: Limits) -> bool:
    """Whether all quotes have spans and no strings."""
    return all(
        quote.spans
        and quote.text is None
        and len(quote.spans) <= limits.fragments
        and within((*quote.spans, *(quote.verbatim or ()), *((quote.cue,) if quote.cue is not None else ())), size)
        for quote in document.quotes or ()
    )


def references_sound(document: Document, size: int) -> bool:
    """Whether ids are unique and every reference names one, an entity by way of a mention of it."""
    named = [[item.id for item in layer or ()] for layer in (document.mentions, document.times, document.events, document.entities)]
    nameless = [[item.id for item in layer or ()] for layer in (document.relations, document.quotes)]
    ids = [name for names in (*named, *nameless) for name in names if name is not None]
    if len(set(ids)) < len(ids):
        return False
    found = set(references(document))
    inline = {who for who in found if not isinstance(who, str)}
    if any(who.text is not None or who.start is None or who.end is None or not 0 <= who.start < who.end <= size for who in inline):
        return False
    grounded = {m.entity for m in document.mentions or () if m.type is not None and m.type != TITLE}
    return found - inline <= {*named[0], *named[1], *named[2], *grounded, UNSPECIFIED}


def references(document: Document) -> Iterable[Reference]:
    """What relations, events and quotes name."""
    for relation in document.relations or ():
        yield relation.head
        yield relation.tail
    for event in document.events or ():
        yield from [argument.filler for argument in event.arguments]
    for quote in document.quotes or ():
        yield from [who for who in (quote.speaker, quote.addressee, quote.via) if who is not None]
    yield from [item.asserted_by for item in (*(document.relations or ()), *(document.events or ())) if item.asserted_by is not None]
