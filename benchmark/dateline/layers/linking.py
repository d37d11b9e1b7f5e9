"""Entity linking to Wikidata."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Literal

from dateline.clusters import Clusters, ceaf, contingency
from dateline.counts import Counts
from dateline.document import NIL, TITLE, Mention
from dateline.items import ItemMetric
from dateline.matching import Edge
from dateline.pair import Pair
from dateline.side import Item, Side, overlap, shared_characters


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

    def linked(self, pair: Pair, side: Side) -> list[tuple[Item, str]]:
        """The mentions of one side with their ids, `NIL` among them."""
        judged = {item.pieces for item in pair.gold.mentions if link_of(pair.gold, item)}
        known = {item.pieces for item in pair.gold.mentions}
        found = [(item, qid) for item in side.mentions if (qid := link_of(side, item)) and item.label != TITLE]
        outside = known - judged
        kept = [(item, qid) for item, qid in found if item.pieces not in outside]
        return [(item, qid) for item, qid in kept if item.pieces in known] if self.given == "mentions" else kept

    def items(self, pair: Pair, side: Side) -> Iterable[Item]:
        wanted = [(item, qid) for item, qid in self.linked(pair, side) if self.nil == "yes" or qid != NIL]
        return [item._replace(key=(item.pieces, qid, item.label if self.typed == "yes" else "")) for item, qid in wanted]

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

    def has_items(self) -> bool:
        return self.clustered == "no"

    def rows(self, pair: Pair, axes: Iterable[str], *, blocks: bool = False) -> list[tuple[str, str, Counts]]:
        """The counts of one pair; clusters have no slices and no blocks."""
        if self.clustered == "no":
            return super().rows(pair, list(axes), blocks=blocks)
        gold, pred = (self.clusters(pair, side) for side in (pair.gold, pair.pred))
        return [("", "", ceaf(contingency(gold, pred), entities=False))]

    def clusters(self, pair: Pair, side: Side) -> Clusters:
        """Mentions of equal id, or of equal entity where that has none."""
        found: dict[tuple[str, str], set[tuple[object, ...]]] = {}
        for item, qid in self.linked(pair, side):
            own = (item.source.entity if isinstance(item.source, Mention) else None) or repr(item.pieces)
            key = (qid, own if qid == NIL else "") + ((item.label,) if self.typed == "yes" else ())
            found.setdefault(key, set()).add(item.pieces)  # type: ignore[arg-type]
        return found.values()


HEADLINE = Link()


def link_of(side: Side, item: Item) -> str | None:
    """The id of a mention item."""
    return side.qid(item.source) if isinstance(item.source, Mention) else None
