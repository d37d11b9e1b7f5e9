"""What the guidelines want of accepted answers and of who claims what, over the whole gold."""

from collections.abc import Iterable, Iterator
from typing import Any

from dateline.corpus.gold import Gold
from dateline.document import UNSPECIFIED, Document, Event, Mention, Quote
from dateline.document.index import Side

SHARES = {"mentions": 8, "entities": 8, "times": 8, "events": 8, "quotes": 8, "relations": 4, "arguments": 4}  # one item in so many

Found = tuple[str, str, str, str]


def too_many(gold: Gold) -> Iterator[tuple[str, str]]:
    """Layers in which more items have accepted answers than the guidelines allow."""
    for layer, share in SHARES.items():
        items = [item for document in gold.documents.values() for item in of_layer(document, layer)]
        debatable = [item for item in items if item.optional or item.alternatives]
        if len(debatable) * share > len(items):
            what = f"{len(debatable)} of {len(items)} {layer} have accepted answers, more than one in {share}"
            yield what, "an accepted answer is for what competent readers could do otherwise: decide the others"


def of_layer(document: Document, layer: str) -> Iterable[Any]:
    """The items of a layer; `arguments` are those of all events."""
    if layer == "arguments":
        return [argument for event in document.events or () for argument in event.arguments]
    return getattr(document, layer) or ()


def sources(document: Document) -> Iterator[Found]:
    """Events inside a quote's content that its speaker does not claim."""
    side = Side(document)
    for number, event in enumerate(document.events or ()):
        holders = [quote for quote in document.quotes or () if holds(quote, event)]
        if not holders:
            continue
        quote = min(holders, key=length)
        wanted = entity_of(side, quote.speaker) if quote.speaker else UNSPECIFIED
        if entity_of(side, event.asserted_by) != wanted:
            what = f"{event.text!r} stands in the content of {quote.id}, and {event.asserted_by or 'the author'} claims it"
            yield f"$.events[{number}].asserted_by", what, f"{wanted} claims what stands in that content", ""


def holds(quote: Quote, event: Event) -> bool:
    """Whether a trigger stands in a content."""
    place = event.start or 0
    return any(isinstance(span, tuple) and span[0] <= place < span[1] for span in quote.spans)


def length(quote: Quote) -> int:
    """The characters of a content."""
    return sum(span[1] - span[0] for span in quote.spans if isinstance(span, tuple))


def entity_of(side: Side, reference: Any) -> str | None:
    """The entity that a reference names."""
    target = side.by_id.get(reference)
    return target.entity if isinstance(target, Mention) else reference


def worldly(document: Document) -> Iterator[Found]:
    """Values that only general knowledge gives, and no other answer that will do."""
    for number, time in enumerate(document.times or ()):
        if time.basis == "world" and not coarser(time, "value"):
            yield f"$.times[{number}].basis", "rests on general knowledge alone", "make the value optional, or give an alternative", ""
    for number, event in enumerate(document.events or ()):
        if event.date_basis == "world" and not coarser(event, "date"):
            yield f"$.events[{number}].date_basis", "rests on general knowledge alone", "make it optional, or give an alternative", ""


def coarser(item: Any, name: str) -> bool:
    """Whether an item need not be found, an attribute of it need not be right, or another value of it will do."""
    free = item.optional is True or name in (item.optional or () if isinstance(item.optional, tuple) else ())
    return free or any(getattr(other, name) is not None for other in item.alternatives or ())
