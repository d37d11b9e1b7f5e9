"""What a layer loses to the layers before it.

Each item headline is scored again after substitution: predicted mentions that match a gold one by head, triggers that overlap a gold
one and quotes whose contents overlap take gold's span, type and cluster, and who refers to a predicted entity refers to the gold one
that has most of its mentions. The loss, gold items − credit, splits into *input missed* (gold items of which an input was not
predicted at all), *input wrong* (credit that the substitution gains) and *own* (still lost).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from math import fsum
from typing import NamedTuple

from msgspec.structs import replace

from dateline.document import Argument, Document, Event, Inline, Mention, Quote, Reference, Span
from dateline.document.items import Item, pieces_of, shared_characters
from dateline.document.parts import changed, with_items
from dateline.kernel.items import ItemMetric
from dateline.kernel.matching import Edge, assign
from dateline.kernel.pair import Pair
from dateline.kernel.resolution import GoldId
from dateline.metrics import parse


class Split(NamedTuple):
    """The loss of one metric, in items."""

    metric: str
    gold: float
    credit: float
    missed: float
    wrong: float
    own: float


def cascade(pairs: Iterable[tuple[Document, Document | None]], metrics: Iterable[ItemMetric]) -> list[Split]:
    """The split of each metric over all pairs."""
    prepared = [(pair, substituted(pair)) for pair in (Pair.of(gold, pred) for gold, pred in pairs)]
    inputs = [Inputs(pair) for pair, _ in prepared]
    both = list(zip(prepared, inputs, strict=True))
    return [
        total(metric, [split(pair, mended, metric, present) for (pair, mended), present in both if metric.layer in pair.judged])
        for metric in metrics
    ]


def total(metric: ItemMetric, splits: list[Split]) -> Split:
    """The sum over documents."""
    columns = zip(*(s[1:] for s in splits), strict=True) if splits else [()] * 5
    return Split(str(metric), *(fsum(column) for column in columns))


def split(pair: Pair, mended: Pair, metric: ItemMetric, present: "Inputs") -> Split:
    """The split of one pair."""
    before, after = metric.matching(pair), metric.matching(mended)
    gold = len(before.gold) + len(before.gold_copies)
    credit = fsum(edge.credit for edge in before.pairs)
    gained = max(0.0, fsum(edge.credit for edge in after.pairs) - credit)
    reached = {edge.gold for edge in before.pairs} | {edge.gold for edge in after.pairs}
    missed = sum(rank not in reached and not present.of(metric.layer, item) for rank, item in enumerate(before.gold))
    return Split(str(metric), gold, credit, missed, gained, gold - credit - missed - gained)


def aligned(pair: Pair) -> dict[str, Mention]:
    """For each predicted mention, by content, the gold mention that it matches by head."""
    return pair.once("aligned", lambda: by_heads(pair))


def by_heads(pair: Pair) -> dict[str, Mention]:
    """The alignment, anew."""
    gold, pred = pair.gold.mentions, pair.pred.mentions
    metric = parse("NER(match=head)")
    edges = metric.edges(pair, gold, pred) if isinstance(metric, ItemMetric) and gold and pred else ()
    found = {}
    for edge in assign(edges):
        source, target = pred[edge.pred].source, gold[edge.gold].source
        if isinstance(source, Mention) and isinstance(target, Mention):
            found[key(source)] = target
    return found


def key(mention: Mention) -> str:
    """A mention by content."""
    return repr(mention)


def substituted(pair: Pair) -> Pair:
    """The pair with gold's spans, types and clusters where the prediction matches."""
    matches = aligned(pair)
    document = referring(pair.pred.whole.document, matches)
    mentions = tuple(like(m, matches.get(key(m)), pair) for m in document.mentions or ())
    events = anchored(document.events or (), pair.gold.document.events or ())
    quotes = quoted(document.quotes or (), pair.gold.document.quotes or ())
    taken = {m.entity for m in mentions}
    entities = (
        *(document.entities or ()),
        *(replace(e, id=f"gold:{e.id}", qid=None, members=None) for e in pair.gold.document.entities or () if f"gold:{e.id}" in taken),
    )
    there = {"mentions": mentions if document.mentions is not None else None, "entities": entities, "events": events, "quotes": quotes}
    return Pair.of(pair.gold.whole.document, replace(document, **there))


def referring(document: Document, matches: Mapping[str, Mention]) -> Document:
    """The document with references to gold's entities in the place of those to predicted ones that have most of their mentions there."""
    votes: dict[str, Counter[Reference]] = {}
    for mention in document.mentions or ():
        if mention.entity is not None and (gold := matches.get(key(mention))):
            meant = GoldId(gold.entity) if gold.entity is not None else Inline(start=gold.start, end=gold.end)
            votes.setdefault(mention.entity, Counter())[meant] += 1
    best = {name: counter.most_common(1)[0][0] for name, counter in votes.items()}

    def moved(reference: Reference) -> Reference:
        return best.get(reference, reference) if isinstance(reference, str) else reference

    return with_items(document, lambda item: item if isinstance(item, Mention) else changed(item, reference=moved))


def like(mention: Mention, gold: Mention | None, pair: Pair) -> Mention:
    """A mention with the place, type and cluster of the gold mention that it matches; its link stays its own."""
    if gold is None:
        return mention
    entity = f"gold:{gold.entity}" if gold.entity is not None else None
    place = {"start": gold.start, "end": gold.end, "fragments": gold.fragments, "head": gold.head}
    return replace(
        mention, **place, type=pair.gold.label(gold) or None, level=gold.level, entity=entity, qid=pair.pred.qid(mention), text=None
    )


def anchored(events: tuple[Event, ...], gold: tuple[Event, ...]) -> tuple[Event, ...]:
    """Events with the trigger span and type of the gold event that they overlap most."""
    pairs = one_to_one([pieces_of(e, n) for n, e in enumerate(gold)], [pieces_of(e, n) for n, e in enumerate(events)])
    return tuple(
        replace(e, start=gold[pairs[n]].start, end=gold[pairs[n]].end, type=gold[pairs[n]].type, text=None) if n in pairs else e
        for n, e in enumerate(events)
    )


def quoted(quotes: tuple[Quote, ...], gold: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """Quotes with the contents of the gold quote that they overlap most."""
    pairs = one_to_one([spans_of(q) for q in gold], [spans_of(q) for q in quotes])
    return tuple(replace(q, spans=gold[pairs[n]].spans) if n in pairs else q for n, q in enumerate(quotes))


def spans_of(quote: Quote) -> tuple[Span, ...]:
    """The fragments that have a place."""
    return tuple(span for span in quote.spans if isinstance(span, tuple)) or ((-1, -1),)


def one_to_one(gold: list[tuple[Span, ...]], pred: list[tuple[Span, ...]]) -> dict[int, int]:
    """The gold number for each predicted number, by most shared characters."""
    sides = [[Item(p[0][0], p[-1][1], "", (), p) for p in side] for side in (gold, pred)]
    return {edge.pred: edge.gold for edge in assign(Edge(g, p, float(n)) for g, p, n in shared_characters(*sides))}


class Inputs:
    """Which of gold's entities, titles, triggers and quotes were predicted at all."""

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        resolve = pair.resolver.resolve
        reached = aligned(pair).values()
        self.known = {resolve(pair.gold, m.id) for m in reached if m.id is not None}
        self.known |= {resolve(pair.gold, m.entity) for m in reached if m.entity is not None}
        self.places = {pieces_of(mention, 0) for mention in reached}
        overlapped = one_to_one(
            [pieces_of(e, n) for n, e in enumerate(pair.gold.document.events or ())],
            [pieces_of(e, n) for n, e in enumerate(pair.pred.document.events or ())],
        )
        events = pair.gold.document.events or ()
        self.triggers = {(events[n].start, events[n].end) for n in overlapped.values()}

    def present(self, resolved: object) -> bool:
        """Whether a resolved key's entity was predicted; a set by all its members, times and events pass."""
        kind = resolved[0] if isinstance(resolved, tuple) and resolved else ""
        if kind == "S":
            return all(self.present(member) for member in resolved[1:])  # type: ignore[index]
        return kind not in {"E", "T"} or resolved in self.known

    def of(self, layer: str, item: Item) -> bool:
        """Whether all inputs of a gold item were predicted."""
        if layer == "linking":
            return item.pieces in self.places
        on_trigger = isinstance(item.source, Event | Argument)
        return all(map(self.present, needed(layer, item))) and (not on_trigger or (item.start, item.end) in self.triggers)


def needed(layer: str, item: Item) -> Iterable[object]:
    """The resolved keys that a gold item rests on."""
    if layer == "relations":
        return item.key
    if layer == "events":
        return item.key[1:2]
    if layer == "claims":
        ends = () if isinstance(item.source, Event) else item.key[0]
        return (*ends, item.key[1]) if isinstance(ends, tuple) else ()
    return item.key[1:] if layer == "quotes" else ()
