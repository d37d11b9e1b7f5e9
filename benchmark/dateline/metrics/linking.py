"""Entity linking to Wikidata."""

import re
from collections.abc import Collection, Iterable, Mapping
from itertools import compress, repeat
from typing import ClassVar, Literal

from dateline.document import NIL, Mention
from dateline.document.index import Side
from dateline.document.items import Item, items, shared_characters
from dateline.document.spans import Pieces, overlap
from dateline.kernel.clusters import ClusterMetric, Named
from dateline.kernel.contingency import Counted, Tables, ceaf
from dateline.kernel.items import ItemMetric, Matching, Settled, same_keys
from dateline.kernel.matching import Edge
from dateline.kernel.pair import Pair

PLACES = frozenset({"GPE", "LOC", "FAC", "ORG"})
WORD = re.compile(r"\w+")


class Link(ItemMetric, frozen=True):
    """Mentions that carry a Wikidata id (TAC-KBP entity linking; Hachey et al. 2014, neleval).

    `match=strong` wants equal span and id, `weak` overlap and equal id. `typed=yes` also wants the label. `nil=no` leaves `NIL` out,
    `yes` counts it as one more id. `given=mentions` leaves out predicted items on no gold mention's span. A gold mention whose entity
    was not judged is outside, and so is what is predicted on its span; a predicted mention without an id is no answer, so the gold
    item is missed.
    """

    layer: ClassVar[str] = "linking"
    axes: ClassVar[tuple[str, ...]] = ("type", "level", "qid")
    match: Literal["strong", "weak"] = "strong"
    typed: bool = False
    nil: bool = False
    given: Literal["nothing", "mentions"] = "nothing"

    def wanted(self, pair: Pair, side: Side) -> list[str | None]:
        """The links that count, by rank."""
        qids = links(pair, side)
        if self.given == "mentions":
            known = set(pair.gold.places)
            qids = [qid if place in known else None for qid, place in zip(qids, side.places, strict=True)]
        return qids if self.nil or NIL not in qids else [None if qid == NIL else qid for qid in qids]

    def settled(self, pair: Pair) -> Settled | None:
        if self.match == "weak" or not (pair.gold.single and pair.pred.single):
            return None
        gold, pred = self.wanted(pair, pair.gold), self.wanted(pair, pair.pred)
        golds, preds = pair.gold.spans.labels, pair.pred.spans.labels
        right = [(g, p) for g, p in pair.equals if gold[g] and gold[g] == pred[p]]
        if self.typed:
            right = [(g, p) for g, p in right if golds[g] == preds[p]]
        numbers = (list(compress(preds, pred)), list(compress(golds, gold)))
        return Settled(numbers, ([preds[p] for _, p in right], [golds[g] for g, _ in right]))

    def items(self, pair: Pair, side: Side) -> Iterable[Item]:
        wanted = self.wanted(pair, side)
        spans = side.spans.chosen([rank for rank, qid in enumerate(wanted) if qid])
        places, sources = spans.places(), list(compress(side.sources, wanted))
        keys = zip(places, filter(None, wanted), spans.labels if self.typed else repeat(""), strict=self.typed)
        return items(spans.starts, spans.ends, spans.labels, keys, places, sources)

    def matching(self, pair: Pair) -> Matching:
        """The best matching; where a place is one mention's on either side, equal place and id leave no choice."""
        if type(self) is not Link or self.match == "weak" or not (pair.gold.single and pair.pred.single):
            return super().matching(pair)
        gold, pred = list(self.items(pair, pair.gold)), list(self.items(pair, pair.pred))
        at = {item.key: rank for rank, item in enumerate(gold)}
        both = sorted([(at[item.key], rank) for rank, item in enumerate(pred) if item.key in at])
        return Matching(gold, pred, [Edge(g, p, 1.0) for g, p in both], [], [])

    def edges(self, pair: Pair, gold: list[Item], pred: list[Item]) -> Iterable[Edge]:
        if self.match == "strong":
            return same_keys(gold, pred)
        return [
            Edge(g, p, 1.0, gold[g].label == pred[p].label, characters)
            for g, p, characters in shared_characters(gold, pred)
            if gold[g].key[1:] == pred[p].key[1:]
        ]

    def wrong(self, pair: Pair, gold: Item, pred: Item) -> str | None:
        """Another link on the same span, by what makes it hard (ELEVANT; Bast et al. 2022), or the right one at another boundary."""
        if gold.pieces == pred.pieces:
            return difficulty(pair, gold)
        return "boundary" if gold.key[1:] == pred.key[1:] and overlap(gold.pieces, pred.pieces) else None


def difficulty(pair: Pair, gold: Item) -> str:
    """`demonym`: a people's name or adjective; `metonym`: a place or body for what the text calls otherwise; else `wrong candidate`."""
    if gold.label == "NORP":
        return "demonym"
    mention = gold.source
    entity = pair.gold.entities.get(mention.entity or "") if isinstance(mention, Mention) else None
    said = " ".join((pair.text or "")[start:end] for start, end in gold.pieces)
    named = isinstance(mention, Mention) and mention.level in {None, "NAM"}
    if not said.strip() or entity is None or not entity.name or not named or gold.label not in PLACES or said.isupper():
        return "wrong candidate"
    shared = {word.casefold() for word in WORD.findall(said)} & {word.casefold() for word in WORD.findall(entity.name)}
    return "wrong candidate" if shared else "metonym"


class LinkCEAF(ClusterMetric, frozen=True):
    """CEAFm over clusters of equal id (TAC-KBP; Ji et al. 2014): what was grouped rightly, whatever it was named.

    An entity judged to have no id is a cluster of its own. `typed=yes` also wants the labels of mentions; `across=yes` makes clusters run
    through documents. Which mentions are linked is said by `Link`.
    """

    layer: ClassVar[str] = "linking"
    axes: ClassVar[tuple[str, ...]] = ("type",)
    typed: bool = False
    across: bool = False

    def named(self, pair: Pair, side: Side) -> Named:
        clusters: Named = {}
        for rank, (qid, place) in enumerate(zip(links(pair, side), side.places, strict=True)):
            if not qid:
                continue
            alone = (side.document.id, side.sources[rank].entity or repr(place)) if qid == NIL else ()
            here = side.document.id if not self.across else ""
            key = "\0".join((qid, here, *alone))
            clusters.setdefault(key, set()).add((place, side.spans.labels[rank]) if self.typed else place)
        return clusters

    def kinds(self, pair: Pair, side: Side) -> Mapping[tuple[object, ...], Collection[str]]:
        labels: dict[tuple[object, ...], set[str]] = {}
        for place, label in zip(side.places, side.spans.labels, strict=True):
            labels.setdefault((place, label) if self.typed else place, set()).add(label)
        return labels

    def counts(self, tables: Tables) -> Counted:
        return ceaf(tables, entities=False)


HEADLINE = Link()


def unjudged_of(gold: Side) -> set[Pieces]:
    """Where gold has mentions, and none whose entity was judged."""
    if all(gold.qids):
        return set()
    return set(gold.places).difference([place for place, qid in zip(gold.places, gold.qids, strict=True) if qid])


def links(pair: Pair, side: Side) -> list[str | None]:
    """The links of one side's mentions by rank, `NIL` among them; none at places that gold has not judged."""
    unjudged = pair.once(Link, lambda: unjudged_of(pair.gold))
    if not unjudged:
        return side.qids
    return [None if place in unjudged else qid for qid, place in zip(side.qids, side.places, strict=True)]
