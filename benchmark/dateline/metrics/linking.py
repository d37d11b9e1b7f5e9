"""Entity linking to Wikidata."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Literal

from dateline.document import NIL
from dateline.document.index import Item, Side, items, shared_characters
from dateline.document.spans import Pieces, overlap
from dateline.kernel.clusters import Gathered
from dateline.kernel.contingency import Clusters, Contingency, ceaf, contingency
from dateline.kernel.items import ItemMetric, Settled
from dateline.kernel.matching import Edge
from dateline.kernel.pair import Memo, Pair
from dateline.kernel.slicing import TOTAL, Slicing, Sums


@dataclass(frozen=True)
class Link(ItemMetric):
    """Mentions that carry a Wikidata id (TAC-KBP entity linking; Hachey et al. 2014, neleval).

    `match=strong` wants equal span and id, `weak` overlap and equal id. `typed=yes` also wants the label. `nil=no` leaves `NIL` out,
    `yes` counts it as one more id. `given=mentions` leaves out predicted items on no gold mention's span. `clustered=yes` is CEAFm
    over clusters of equal id, with a cluster for each entity judged to have none. A gold mention whose entity was not judged is
    outside, and so is what is predicted on its span; a predicted mention without an id is no answer, so the gold item is missed.
    """

    layer: ClassVar[str] = "linking"
    axes: ClassVar[tuple[str, ...]] = ("type", "level", "qid")
    match: Literal["strong", "weak"] = "strong"
    typed: Literal["no", "yes"] = "no"
    nil: Literal["no", "yes"] = "no"
    given: Literal["nothing", "mentions"] = "nothing"
    clustered: Literal["no", "yes"] = "no"

    def linked(self, pair: Pair, side: Side) -> list[tuple[int, str]]:
        """The ranks of one side's linked mentions with their ids, `NIL` among them."""
        unjudged = pair.once(Link, lambda: unjudged_of(pair.gold))
        found = [(rank, qid) for rank, qid in enumerate(side.qids) if qid]
        if unjudged:
            found = [(rank, qid) for rank, qid in found if side.places[rank] not in unjudged]
        if self.given == "mentions":
            known = set(pair.gold.places)
            found = [(rank, qid) for rank, qid in found if side.places[rank] in known]
        return found

    def wanted(self, pair: Pair, side: Side) -> list[tuple[int, str]]:
        """Those that count."""
        linked = self.linked(pair, side)
        return linked if self.nil == "yes" else [(rank, qid) for rank, qid in linked if qid != NIL]

    def settled(self, pair: Pair) -> Settled | None:
        if self.match == "weak" or not (pair.gold.single and pair.pred.single):
            return None
        gold, pred = dict(self.wanted(pair, pair.gold)), dict(self.wanted(pair, pair.pred))
        golds, preds = pair.gold.spans.labels, pair.pred.spans.labels
        right = [(g, p) for g, p in pair.equals if (qid := gold.get(g)) is not None and qid == pred.get(p)]
        if self.typed == "yes":
            right = [(g, p) for g, p in right if golds[g] == preds[p]]
        numbers = ([preds[p] for p in pred], [golds[g] for g in gold])
        return Settled(numbers, ([preds[p] for _, p in right], [golds[g] for g, _ in right]))

    def items(self, pair: Pair, side: Side) -> Iterable[Item]:
        wanted, typed = self.wanted(pair, side), self.typed == "yes"
        spans = side.spans.chosen([rank for rank, _ in wanted])
        places, sources = spans.places(), [side.sources[rank] for rank, _ in wanted]
        labels = spans.labels if typed else [""] * len(wanted)
        keys = zip(places, [qid for _, qid in wanted], labels, strict=True)
        return items(spans.starts, spans.ends, spans.labels, keys, places, sources)

    def edges(self, pair: Pair, gold: list[Item], pred: list[Item]) -> Iterable[Edge]:  # noqa: ARG002 - one signature for all metrics
        if self.match == "strong":
            places = {(item.key): g for g, item in reversed(list(enumerate(gold)))}
            return [
                Edge(places[item.key], p, 1.0, gold[places[item.key]].label == item.label)
                for p, item in enumerate(pred)
                if item.key in places
            ]
        return [
            Edge(g, p, 1.0, gold[g].label == pred[p].label, characters)
            for g, p, characters in shared_characters(gold, pred)
            if gold[g].key[1:] == pred[p].key[1:]
        ]

    def wrong(self, pair: Pair, gold: Item, pred: Item) -> str | None:  # noqa: ARG002 - one signature for all metrics
        """A link to something else on the same span, or the right link at another boundary."""
        if gold.pieces == pred.pieces:
            return "link"
        return "boundary" if gold.key[1:] == pred.key[1:] and overlap(gold.pieces, pred.pieces) else None

    def slicing(self, axes: Iterable[str], *, paragraphs: bool = False) -> Slicing:
        """How its items are told apart; clusters have no slices and no paragraphs."""
        return TOTAL if self.clustered == "yes" else super().slicing(axes, paragraphs=paragraphs)

    def sums(self, slicing: Slicing, shared: Memo) -> Sums:
        """What adds up the credits of documents, or the counts of their clusters."""
        return super().sums(slicing, shared) if self.clustered == "no" else Gathered(self.table).sums(partial(ceaf, entities=False))

    def table(self, pair: Pair) -> Contingency:
        """The contingency table of a pair's clusters."""
        return contingency(*(self.clusters(pair, side) for side in (pair.gold, pair.pred)))

    def clusters(self, pair: Pair, side: Side) -> Clusters:
        """Mentions of equal id, or of equal entity where that has none."""
        found: dict[tuple[str, ...], set[tuple[object, ...]]] = {}
        for rank, qid in self.linked(pair, side):
            place = side.places[rank]
            own = side.sources[rank].entity or repr(place)
            key = (qid, own if qid == NIL else "", *((side.spans.labels[rank],) if self.typed == "yes" else ()))
            found.setdefault(key, set()).add(place)
        return found.values()


HEADLINE = Link()


def unjudged_of(gold: Side) -> set[Pieces]:
    """Where gold has mentions, and none whose entity was judged."""
    if all(gold.qids):
        return set()
    return set(gold.places).difference([place for place, qid in zip(gold.places, gold.qids, strict=True) if qid])
