"""What relations say in gold's terms, and where they stand."""

from collections.abc import Iterable

from dateline.document import Relation, Span
from dateline.document.index import Side
from dateline.document.items import Item, surety
from dateline.document.spans import Pieces, merged
from dateline.kernel.keys import Triple, triple
from dateline.kernel.pair import Pair


def spans_of(relation: Relation) -> Pieces:
    """The evidence of a relation as pieces that do not overlap; what was found nowhere is left out."""
    return merged(tuple(span for span in relation.evidence if isinstance(span, tuple))) if relation.evidence else ()


def hull(relation: Relation) -> Span:
    """Where a relation is counted: at its first evidence, else at the start of the text."""
    spans = spans_of(relation)
    return (spans[0][0], spans[-1][1]) if spans else (0, 0)


def triples(pair: Pair, side: Side, relations: Iterable[Relation]) -> list[tuple[Relation, Triple]]:
    """Relations with their triples of resolved keys."""
    every = list(relations)
    keys = pair.resolver.of(side, [end for relation in every for end in (relation.head, relation.tail)])
    return [(relation, triple(keys.__getitem__, relation)) for relation in every]


def resolved(pair: Pair, side: Side, relations: Iterable[Relation]) -> list[Item]:
    """Relations as triples of resolved keys, equal ones put together."""
    found: dict[tuple[object, ...], Item] = {}
    for relation, (kind, ends) in triples(pair, side, relations):
        item = Item(*hull(relation), kind, ends, spans_of(relation), relation)
        other = found.get((kind, ends))
        found[kind, ends] = item if other is None else together(other, item)
    return list(found.values())


def together(a: Item, b: Item) -> Item:
    """One item of two equal triples: all their evidence, at the first place, and the surest of them, or the first."""
    places = [(item.pieces == (), item.start, item.end, item.pieces) for item in (a, b)]
    sure, first = [surety(item.source) for item in (a, b)], int(places[1] < places[0])
    surest = int((sure[1][0], places[1], sure[1][1]) < (sure[0][0], places[0], sure[0][1]))
    return (a, b)[first]._replace(pieces=merged(a.pieces + b.pieces), source=(a, b)[surest].source)
