"""What an item says, in words: values, roles, fillers, heads and tails, ids, speakers and sources, by the names that the document has."""

from dateline.document import NAMELESS, UNSPECIFIED, Argument, Entity, Event, Inline, Mention, Quote, Reference, Relation
from dateline.document.index import Side
from dateline.document.items import Item, pieces_of, reference_span
from dateline.document.spans import Pieces
from dateline.kernel.pair import Pair
from dateline.kernel.resolution import GoldId

SHOWN = {  # what tells the items of a layer apart, beside their labels and places
    "entities": ("level",),
    "linking": ("qid",),
    "relations": ("head", "tail"),
    "times": ("value", "date"),
    "events": ("role", "filler", "date", "realis"),
    "claims": ("head", "tail", "asserted_by", "realis", "polarity", "certainty", "status"),
    "quotes": ("speaker",),
}
SPOKEN = {"value": "", "qid": "", "date": "", "speaker": "by ", "asserted_by": "said by "}
REFERENCES = frozenset({"head", "tail", "filler", "asserted_by", "speaker"})


def attributes(pair: Pair, side: Side, item: Item, layer: str) -> dict[str, str]:
    """What an item of a layer says, by attribute; what it does not state is left out."""
    source = item.source
    found: dict[str, str] = {}
    for name in SHOWN.get(layer, ()) if source is not None else ():
        value = side.qid(source) if name == "qid" and isinstance(source, Mention) else getattr(source, name, None)
        if name in {"head", "tail"} and not isinstance(source, Relation):
            continue
        if value is not None:
            found[name] = of_pair(pair, side, value) if name in REFERENCES else identified(pair, value) if name == "qid" else str(value)
    if layer == "quotes" and isinstance(source, Quote) and source.speaker is None:
        found["speaker"] = "nobody"
    if layer == "claims" and isinstance(source, Event | Relation) and source.asserted_by is None:
        found["asserted_by"] = "the author"
    return found


def identified(pair: Pair, qid: str) -> str:
    """An id with the name that either side has for it."""
    known = pair.once("names by id", lambda: {e.qid: e.name for s in pair.sides[::-1] if s for e in s.document.entities or () if e.name})
    return f"{qid} {known[qid]}" if known.get(qid) and qid not in NAMELESS else qid


def of_pair(pair: Pair, side: Side, reference: Reference) -> str:
    """What a reference of one side names."""
    text = pair.text or ""
    return named(pair.gold.whole, str(reference), text) if isinstance(reference, GoldId) else named(side.whole, reference, text)


def named(side: Side, reference: Reference, text: str) -> str:
    """What a reference names: an entity by its name or first mention, anything else by its words."""
    if isinstance(reference, Inline):
        span = reference_span(reference)
        return reference.text or (words((span,), text) if span else "?")
    target = side.by_id.get(reference)
    if target is None:
        return "somebody" if reference == UNSPECIFIED else f"?{reference}"
    if isinstance(target, Entity):
        spans = sorted(side.clusters.get(target.id, ()))
        return target.name or (words(spans[0], text) if spans else target.id)
    return words(pieces_of(target, 0), text)


def words(pieces: Pieces, text: str) -> str:
    """The words of a place."""
    return " … ".join(text[start:end] for start, end in pieces if start >= 0)


def phrase(pair: Pair, side: Side, item: Item, layer: str) -> str:
    """An item in a few words."""
    told = attributes(pair, side, item, layer)
    if isinstance(item.source, Relation) and {"head", "tail"} & told.keys():
        ends = [told.pop(end, "…") for end in ("head", "tail")]
        parts = [ends[0], item.label, ends[1]]
    elif isinstance(item.source, Argument):
        parts = [item.label, *(f"{told.pop('role', '')}: {told.pop('filler', '')}".strip(": "),)]
    else:
        parts = [item.label]
    said = [f"{SPOKEN.get(name, name + ' ')}{value}" for name, value in told.items() if value != item.label]
    return " ".join(part for part in (*parts, ", ".join(said)) if part)
