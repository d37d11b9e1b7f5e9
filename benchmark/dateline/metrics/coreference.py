"""Entity coreference, within a document and across documents."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import ClassVar, Literal

from dateline.document import Mention
from dateline.document.index import NO_CHAINS, Side, is_title
from dateline.document.items import shared_characters
from dateline.document.spans import Pieces
from dateline.kernel.clusters import ClusterMetric, Gathered, Named
from dateline.kernel.contingency import Contingency, Counted, Tables, b3, ceaf, found, lea, links, muc
from dateline.kernel.counts import Score, f1, mean
from dateline.kernel.heads import same_head
from dateline.kernel.matching import Edge, assign
from dateline.kernel.metric import Composite, Mean
from dateline.kernel.pair import Memo, Pair
from dateline.kernel.slicing import Slicing, Sums

NOWHERE = (-1, -1)  # before the place of a predicted mention that has no gold mention's head


class Coreference(ClusterMetric, frozen=True):
    """What the coreference metrics share: sets of mentions; titles are in none; a mention without entity is alone.

    A prediction without `entities` and without a mention that has one says nothing of clusters there, and has none.

    Mentions are the same if their spans are equal; with `match=head` if their heads are the same, one to one, as in the CorefUD scorer's
    default (Žabokrtský et al. 2022); a head that one side leaves out is taken from the other, as in `NER(match=head)`.
    """

    axes: ClassVar[tuple[str, ...]] = ("type",)
    singletons: bool = True
    across: bool = False
    match: Literal["span", "head"] = "span"

    def sums(self, slicing: Slicing, shared: Memo) -> Sums:
        """What adds up counts; this module's metrics share their tables, a subclass elsewhere has its own."""
        if type(self).__module__ != __name__ or slicing.axes:
            return super().sums(slicing, shared)
        gathered = shared.once((Coreference, self.singletons, self.across, self.match), lambda: Gathered(self.tabled))
        return gathered.sums(self.counts)

    def tabled(self, pair: Pair) -> Contingency:
        """The table from the sides' chains; from sets of spans where a side's are not so plain."""
        golds = pair.gold.chains
        preds = pair.pred.chains if clustered(pair.pred) else NO_CHAINS
        if golds is None or preds is None or self.across or not self.singletons or self.match == "head":
            return self.table(pair)
        of, to = golds.names, preds.names
        cells = Counter([(of[g], to[p]) for g, p in pair.equals]) if of and to else {}
        return Contingency(golds.sizes, preds.sizes, cells)

    def named(self, pair: Pair, side: Side) -> Named:
        """The clusters of one side by name: the entity's id, or its corpus-wide referent where it has one."""
        if side is not pair.gold and not clustered(side):
            return {}
        clusters: dict[str, set[tuple[object, ...]]] = {}
        place_of = self.places(pair, side)
        for name, cluster in side.clusters.items():
            entity = side.entities.get(name)
            shared = self.across and entity is not None and entity.referent is not None
            key = f"\1{entity.referent}" if shared and entity else f"{side.document.id}\0{name}"
            clusters.setdefault(key, set()).update(map(place_of, cluster))
        return clusters

    def kinds(self, pair: Pair, side: Side) -> Mapping[tuple[object, ...], Collection[str]]:
        labels: dict[tuple[object, ...], set[str]] = {}
        place_of = self.places(pair, side)
        for place, label, mention in zip(side.places, side.spans.labels, side.sources, strict=True):
            if not is_title(label, mention):
                labels.setdefault(place_of(place), set()).add(label)
        return labels

    def places(self, pair: Pair, side: Side) -> Callable[[Pieces], tuple[object, ...]]:
        """What stands for a mention at a place: the place, or of a predicted one that of the gold mention whose head it has."""
        if self.match == "span" or side is pair.gold:
            return lambda place: place
        heads = pair.once(Coreference, lambda: headed(pair))
        return lambda place: heads.get(place, (NOWHERE, *place))


def clustered(side: Side) -> bool:
    """Whether a prediction says which mentions are one, and be it that none are."""
    return "coreference" in side.answered or side.document.entities is not None


class MUC(Coreference, frozen=True):
    """Links to keep over links: R = Σ(|k| − parts of k) / Σ(|k| − 1), P with the sides swapped (Vilain et al. 1995).

    Blind to singletons: with nothing but singletons it is undefined. Flattered by putting all mentions into one cluster.
    """

    layer: ClassVar[str] = "coreference"

    def counts(self, tables: Tables) -> Counted:
        return muc(tables)


class B3(Coreference, frozen=True):
    """Mention by mention: R = Σ_k Σ_r |k∩r|²/|k| / Σ|k|, P with the sides swapped (Bagga and Baldwin 1998).

    Flattered by leaving every mention alone.
    """

    layer: ClassVar[str] = "coreference"

    def counts(self, tables: Tables) -> Counted:
        return b3(tables)


class CEAFm(Coreference, frozen=True):
    """Clusters matched one to one by common mentions, φ3 = |k∩r|, over the numbers of mentions (Luo 2005)."""

    layer: ClassVar[str] = "coreference"

    def counts(self, tables: Tables) -> Counted:
        return ceaf(tables, entities=False)


class CEAFe(Coreference, frozen=True):
    """Clusters matched one to one by φ4 = 2|k∩r|/(|k|+|r|), over the numbers of clusters (Luo 2005)."""

    layer: ClassVar[str] = "coreference"

    def counts(self, tables: Tables) -> Counted:
        return ceaf(tables, entities=True)


class LEA(Coreference, frozen=True):
    """Each cluster's resolved links over its links, weighed by its size; links = n(n−1)/2 (Moosavi and Strube 2016).

    A singleton has one link to itself, resolved only if it is a singleton on the other side too.
    """

    layer: ClassVar[str] = "coreference"

    def counts(self, tables: Tables) -> Counted:
        return lea(tables)


class Mentions(Coreference, frozen=True):
    """Mentions of clusters found with equal spans, whatever their cluster."""

    layer: ClassVar[str] = "coreference"

    def counts(self, tables: Tables) -> Counted:
        return found(tables)


class Links(Coreference, frozen=True):
    """One of BLANC's two classes: pairs of mentions in the same cluster, or in different ones (Recasens and Hovy 2011)."""

    layer: ClassVar[str] = "coreference"
    kind: Literal["coreference", "other"] = "coreference"

    def counts(self, tables: Tables) -> Counted:
        return links(tables, coreferent=self.kind == "coreference")


class CoNLL(Mean, frozen=True):
    """The mean of the F1 of MUC, B3 and CEAFe, each of summed counts (Pradhan et al. 2012); undefined ones are left out.

    It has no precision and no recall of its own.
    """

    layer: ClassVar[str] = "coreference"
    axes: ClassVar[tuple[str, ...]] = ("type",)
    singletons: bool = True
    across: bool = False
    match: Literal["span", "head"] = "span"

    def parts(self) -> Sequence[Coreference]:
        return [cls(self.singletons, self.across, self.match) for cls in (MUC, B3, CEAFe)]


class BLANC(Composite, frozen=True):
    """The mean over coreference links and other links of P, R and F1, link counts summed over documents.

    `convention=B` averages the two classes unless both sides lack one (Luo et al. 2014; CorefUD scorer); `convention=A` leaves out
    a class that the key lacks (CoNLL scorer 8.01). Within a class that counts, an undefined P or R is 0. With A the sides do not
    swap: only the key decides which classes count.
    """

    layer: ClassVar[str] = "coreference"
    axes: ClassVar[tuple[str, ...]] = ("type",)
    convention: Literal["B", "A"] = "B"
    singletons: bool = True
    across: bool = False
    match: Literal["span", "head"] = "span"

    def parts(self) -> Sequence[Coreference]:
        return [Links(self.singletons, self.across, self.match, kind) for kind in ("coreference", "other")]

    def combine(self, scores: Sequence[Score]) -> Score:
        counted = [s for s in scores if s.recall is not None or (self.convention == "B" and s.precision is not None)]
        if not counted:
            return Score(None, None, None)
        precision, recall = mean(s.precision or 0.0 for s in counted), mean(s.recall or 0.0 for s in counted)
        return Score(precision, recall, mean(f1(s.precision, s.recall) for s in counted))


HEADLINE = CoNLL()


def headed(pair: Pair) -> dict[Pieces, Pieces]:
    """The place of the gold mention that each predicted mention has the head of; a place is one mention on either side."""
    gold, pred = (
        list({i.pieces: i for i in side.mentions if not (isinstance(i.source, Mention) and is_title(i.label, i.source))}.values())
        for side in (pair.gold, pair.pred)
    )
    near = ((g, p, n) for g, p, n in shared_characters(gold, pred) if same_head(gold[g], pred[p], pair.text))
    edges = [Edge(g, p, 1.0, gold[g].pieces == pred[p].pieces, n) for g, p, n in near]
    return {pred[edge.pred].pieces: gold[edge.gold].pieces for edge in assign(edges)}
