"""Which documents of a block can have no fault and nothing to place, told fast; one in doubt goes to `place` and `check`."""

from collections.abc import Iterable, Sequence
from itertools import chain, repeat

import numpy as np

from dateline.block import Flat
from dateline.document import TITLE, UNSPECIFIED, AnySpan, Document, Placed, Quote, Reference, some
from dateline.files import Limits

ENDLESS = 1 << 62


def sound(side: Flat, texts: Sequence[str | None], limits: Limits) -> list[bool]:
    """Whether `place` would change nothing and `check`, without an inventory, find nothing, by document; `False` may also mean doubt."""
    for name in ("type", "entity"):
        side.codes(name)  # what is asked of a block later can then look at the few values
    if not plain(side):
        alone = [Flat([document]) for document in side.documents]
        return [plain(own) and sound(own, [text], limits)[0] for own, text in zip(alone, texts, strict=True)]
    doubtful = {int(number) for number in spans_in_doubt(side, texts)}
    if not (scores_sound(side.column("score")) and ids_sound(side) and strings_sound(side, texts)):
        doubtful = set(range(len(texts)))
    return [
        number not in doubtful and size <= limits.items and rest_sound(document, text, limits)
        for number, (document, text, size) in enumerate(zip(side.documents, texts, side.sizes, strict=True))
    ]


def plain(side: Flat) -> bool:
    """Whether all mentions have offsets, none beyond all bounds, and are of one piece."""
    if not side.placed or some(side.column("fragments")):
        return False
    start, end = side.array("start"), side.array("end")
    return max(int(np.abs(start).max(initial=0)), int(end.max(initial=0))) < ENDLESS


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


def scores_sound(scores: Sequence[float | None]) -> bool:
    """Whether all scores are probabilities."""
    return not some(scores) or all(score is None or 0 <= score <= 1 for score in set(scores))


def strings_sound(side: Flat, texts: Sequence[str | None]) -> bool:
    """Whether mentions' own texts are their slices, and their heads stand in the texts."""
    words, heads = side.column("text"), side.column("head")
    if not some(words) and not some(heads):
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
    others = [layer for layer in (document.entities, document.times, document.relations, document.events, document.quotes) if layer]
    if not others:
        return True
    size = ENDLESS if text is None else len(text)
    return (
        max(map(len, others)) <= limits.items
        and scores_sound([item.score for layer in others for item in layer])
        and all([standing(item, size, text) for item in (*(document.times or ()), *(document.events or ()))])
        and not any([entity.members for entity in document.entities or ()])
        and (not document.quotes or quotes_sound(document.quotes, size, limits))
        and within([span for relation in document.relations or () if relation.evidence for span in relation.evidence], size)
        and references_sound(document, size)
    )


def standing(item: Placed, size: int, text: str | None) -> bool:
    """Whether an item's own span lies in the text and reads as the item says."""
    start, end = item.start, item.end
    if start is None or end is None or not 0 <= start < end <= size:
        return False
    return item.text is None or text is None or text[start:end] == item.text


def within(spans: Iterable[AnySpan], size: int) -> bool:
    """Whether all spans are offsets inside a text."""
    return all(isinstance(span, tuple) and 0 <= span[0] < span[1] <= size for span in spans)


def quotes_sound(quotes: tuple[Quote, ...], size: int, limits: Limits) -> bool:
    """Whether all quotes have spans and no strings."""
    spans = [span for quote in quotes for span in quote.spans]
    spans += [quote.cue for quote in quotes if quote.cue is not None]
    spans += [span for quote in quotes if quote.verbatim for span in quote.verbatim]
    strings = [quote.text for quote in quotes] + [quote.nth for quote in quotes]
    return not some(strings) and all([0 < len(quote.spans) <= limits.fragments for quote in quotes]) and within(spans, size)


def references_sound(document: Document, size: int) -> bool:
    """Whether ids are unique and every reference names one, an entity by way of a mention of it."""
    mentions = document.mentions or ()
    others = (document.times, document.events, document.entities, document.relations, document.quotes)
    names = [[item.id for item in layer or ()] for layer in (mentions, *others)]
    ids = [name for own in names for name in own if name is not None]
    if len(set(ids)) < len(ids):
        return False
    found = set(references(document))
    inline = [who for who in found if not isinstance(who, str)]
    if any([who.text is not None or who.start is None or who.end is None or not 0 <= who.start < who.end <= size for who in inline]):
        return False
    grounded = [m.entity for m in mentions if m.type is not None and m.type != TITLE]
    return found.difference(inline, *names[:3], grounded) <= {UNSPECIFIED}


def references(document: Document) -> list[Reference]:
    """What relations, events and quotes name."""
    relations, events, quotes = document.relations or (), document.events or (), document.quotes or ()
    found = [relation.head for relation in relations] + [relation.tail for relation in relations]
    found += [argument.filler for event in events for argument in event.arguments]
    others = [relation.asserted_by for relation in relations] + [event.asserted_by for event in events]
    others += [who for quote in quotes for who in (quote.speaker, quote.addressee, quote.via)]
    return found + [who for who in others if who is not None]
