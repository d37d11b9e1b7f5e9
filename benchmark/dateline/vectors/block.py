"""The sums of a block of documents for the metrics that the block kernel knows."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from dateline.block import Block
from dateline.items import Slice
from dateline.layers.coreference import Coreference
from dateline.layers.entities import NER
from dateline.layers.linking import Link
from dateline.metric import Metric
from dateline.vectors import clusters, keyed, links, mentions, quotes
from dateline.vectors.references import Terms
from dateline.vectors.spans import CrowdedError, Flags, Ints, Spans, fitting, tables, width_of

REFERRING = frozenset({"relations", "events", "quotes"})
Sum = tuple[str, str, list[list[float]]]


class Counted(NamedTuple):
    """Metric, slice and four columns over what fits into columns; and for each metric the pairs, by number, that are left."""

    sums: list[Sum]
    left: dict[Metric, list[int]]


def counted(block: Block, metrics: Sequence[Metric], axes: Sequence[str]) -> Counted:
    """Count what the block kernel knows."""
    everything = list(range(len(block)))
    fit = fitting(block)
    try:
        known = Tables(block.only(fit))
        if known.torn and any(isinstance(metric, Coreference) or metric.layer in REFERRING for metric in metrics):
            number = iter(everything)
            fit = [there and next(number) not in known.torn for there in fit]
            known = Tables(block.only(fit))
        numbers = [number for number, there in zip(everything, fit, strict=True) if there]
        unfit = [number for number, there in zip(everything, fit, strict=True) if not there]
        found = Counted([], {})
        for metric in metrics:
            sums, left = known.count(metric, axes)
            found.sums.extend((str(metric), slice_, columns) for slice_, columns in sums)
            found.left[metric] = unfit + [numbers[place] for place in left] if left is not None else everything
    except OverflowError:
        return Counted([], dict.fromkeys(metrics, everything))
    except CrowdedError:
        middle = len(block) // 2
        first, second = (counted(block.only([(n < middle) == early for n in everything]), metrics, axes) for early in (True, False))
        both = {metric: first.left[metric] + [middle + n for n in second.left[metric]] for metric in metrics}
        return Counted(first.sums + second.sums, both)
    return found


class Tables:
    """A block whose mentions fit into columns, and what its metrics share, each found once."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self.gold, self.pred, self.labels = tables(block.gold, block.pred)
        self.width = width_of(self.gold, self.pred)
        self._cells: dict[str, clusters.Contingency] = {}

    def where(self, layer: str) -> tuple[Flags, Flags]:
        """The documents whose gold has a layer, and those of them whose prediction has it."""
        gold, pred = (having(layer, side.answered) for side in (self.block.gold, self.block.pred))
        return gold, gold & pred

    @cached_property
    def partitions(self) -> tuple[clusters.Partition, clusters.Partition]:
        """Both sides' clusters in the documents whose gold has some; a prediction without clusters has none."""
        sides = zip((self.gold, self.pred), self.where("coreference"), strict=True)
        gold, pred = (clusters.Partition(rows(side, there), self.labels, self.width) for side, there in sides)
        return gold, pred

    @property
    def torn(self) -> set[int]:
        """Documents with a span in two clusters."""
        return {int(document) for side in self.partitions for document in side.torn}

    @cached_property
    def terms(self) -> Terms:
        """What references mean."""
        whole = self.where("coreference")[0].all()
        partition = self.partitions[0] if whole else clusters.Partition(self.gold, self.labels, self.width)
        return Terms(self.block, self.gold, self.pred, partition, self.labels, self.width)

    @cached_property
    def mentions(self) -> mentions.Mentions:
        """The mentions in the documents whose gold has some."""
        here, _ = self.where("entities")
        return mentions.Mentions(rows(self.gold, here), rows(self.pred, here), self.labels, self.block)

    @cached_property
    def links(self) -> links.Links:
        """The mentions with their ids in the documents whose gold has some."""
        here, _ = self.where("linking")
        qids = [links.linked(side) for side in (self.block.gold, self.block.pred)]
        return links.Links(rows(self.gold, here), rows(self.pred, here), qids, self.labels, self.width)

    @cached_property
    def quotes(self) -> quotes.Quotes:
        """The quotes with what their speakers mean."""
        return quotes.Quotes(self.block, self.terms)

    def cells(self, singletons: str) -> clusters.Contingency:
        """What the clusters of both sides share, with or without singletons."""
        if singletons not in self._cells:
            self._cells[singletons] = clusters.Contingency(*self.partitions, len(self.block), singletons=singletons == "yes")
        return self._cells[singletons]

    def count(self, metric: Metric, axes: Sequence[str]) -> tuple[Iterable[Slice], list[int] | None]:
        """The slices of a metric, and the documents that only pairs can settle; `None` where the metric is counted by pair alone."""
        here, _ = self.where(metric.layer)
        if not here.any():
            return (), []
        if keyed.covers(metric):
            gold, pred, labels = keyed.keyed(metric, self.block, self.terms)
            settled, left = settle(here, np.concatenate([gold.unsettled, pred.unsettled]))
            return keyed.sums(gold, pred, labels, settled, axes) if settled.any() else (), left
        if quotes.covers(metric):
            settled, left = settle(here, self.quotes.unsettled)
            return self.quotes.sums(settled, axes) if settled.any() else (), left
        found = self.of_mentions(metric, axes)
        return (found, []) if found is not None else ((), None)

    def of_mentions(self, metric: Metric, axes: Sequence[str]) -> Iterable[Slice] | None:
        """The slices of a metric of mentions and their clusters or links; `None` where it is none."""
        if isinstance(metric, NER) and mentions.covers(metric):
            return self.mentions.shared(metric.level, metric.labels).sums(metric.match, axes)
        if isinstance(metric, Coreference) and clusters.covers(metric):
            return [("", self.cells(metric.singletons).sums(metric))]
        if isinstance(metric, Link) and links.covers(metric):
            return self.links.sums(metric, axes)
        return None


def settle(here: Flags, unsettled: Ints) -> tuple[Flags, list[int]]:
    """The documents that have a layer, parted by whether they are settled."""
    open_ = np.zeros(len(here), dtype=bool)
    open_[unsettled] = True
    return here & ~open_, np.flatnonzero(here & open_).tolist()


def having(layer: str, answered: Sequence[frozenset[str]]) -> Flags:
    """Which documents have a layer; most blocks are of one kind."""
    if answered and answered.count(answered[0]) == len(answered):
        return np.full(len(answered), layer in answered[0])
    return np.array([layer in found for found in answered], dtype=bool)


def rows(side: Spans, documents: Flags) -> Spans:
    """The mentions of some documents."""
    return side if documents.all() else side.where(documents[side.document])
