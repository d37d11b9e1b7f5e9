"""What a system predicts where the gold annotates nothing: it is counted, and told."""

from dateline.document import Document
from dateline.kernel.pair import Pair

TIMES = frozenset({"times"})
NOTHING: dict[str, int] = {}


def unscored(pair: Pair) -> dict[str, int]:
    """The number of predicted items by layer that gold does not annotate; of dated events alone, time expressions are not asked."""
    untimed = pair.gold.document.times is None and pair.pred.document.times is not None
    if pair.pred.answered <= pair.judged and not untimed:
        return NOTHING
    layers = pair.pred.answered - pair.judged - TIMES
    return {layer: items_in(pair.pred.document, layer) for layer in (layers | TIMES if untimed else layers)}


def items_in(document: Document, layer: str) -> int:
    """The number of items that a document predicts for a layer."""
    if layer == "linking":
        mentions, entities = document.mentions or (), document.entities or ()
        return sum(mention.qid is not None for mention in mentions) + sum(entity.qid is not None for entity in entities)
    if layer == "claims":
        return len(document.events or ()) + len(document.relations or ())
    return len(getattr(document, layer if layer in {"relations", "times", "events", "quotes"} else "mentions") or ())
