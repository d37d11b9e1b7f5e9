"""The sums of a block of documents for the metrics that the block kernel knows."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import compress
from typing import NamedTuple

import numpy as np

from dateline.block import NOTHING, Block, Flat
from dateline.layers.coreference import Coreference
from dateline.layers.entities import NER
from dateline.layers.linking import Link
from dateline.metric import Metric
from dateline.pair import Pair
from dateline.vectors.clusters import Contingency, Partition
from dateline.vectors.clusters import covers as covers_clusters
from dateline.vectors.columns import Flags, Spans, fits, tables, width_of
from dateline.vectors.links import Links
from dateline.vectors.links import covers as covers_links
from dateline.vectors.mentions import Mentions
from dateline.vectors.mentions import covers as covers_mentions
from dateline.vectors.references import tell

REFERRING = frozenset({"relations", "events", "quotes"})
Sum = tuple[str, str, list[list[float]]]


def covers(metric: Metric) -> bool:
    """Whether the block kernel knows a metric."""
    return covers_mentions(metric) or covers_clusters(metric) or covers_links(metric)


class Counted(NamedTuple):
    """Metric, slice and four columns over the pairs of a block that fit into columns, and which do; those as pairs."""

    sums: list[Sum]
    fit: list[bool]
    pairs: Callable[[], list[Pair]]


def counted(block: Block, metrics: Sequence[Metric], axes: Sequence[str]) -> Counted:
    """Count what the block kernel knows, and prepare the pairs for the others."""
    fit = [True] * len(block.pairs)
    if not (fits(block.gold) and fits(block.pred)):
        fit = [fits(Flat([gold])) and fits(Flat([pred or NOTHING])) for gold, pred in block.pairs]
        block = Block(list(compress(block.pairs, fit)))
    try:
        columns = Columns(block)
        torn = columns.torn if columns.refers or any(isinstance(metric, Coreference) for metric in metrics) else set()
        if torn:
            number = iter(range(len(block.pairs)))
            fit = [fits_ and next(number) not in torn for fits_ in fit]
            columns = Columns(Block([pair for place, pair in enumerate(block.pairs) if place not in torn]))
        return Counted(list(columns.sums(metrics, axes)), fit, columns.pairs)
    except OverflowError:
        return Counted([], [False] * len(fit), list)


class Columns:
    """A block as tables of its mentions, with the layers that each side answers."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self.gold, self.pred, self.labels = tables(block.gold, block.pred)
        self.width = width_of(self.gold, self.pred)
        self.refers = any(layers & REFERRING for layers in block.gold.answered)

    def pairs(self) -> list[Pair]:
        """The pairs, each knowing what its mentions mean in gold's terms."""
        found = [Pair(*documents) for documents in self.block.pairs]
        if self.refers:
            tell(found, self.block.gold, self.block.pred, Partition(self.gold, self.labels, self.width), self.width)
        return found

    def where(self, layer: str) -> tuple[Flags, Flags]:
        """The documents whose gold has a layer, and those of them whose prediction has it."""
        gold, pred = (having(layer, side.answered) for side in (self.block.gold, self.block.pred))
        return gold, gold & pred

    @cached_property
    def partitions(self) -> tuple[Partition, Partition]:
        """Both sides' clusters in the documents whose gold has some; a prediction without clusters has none."""
        here, both = self.where("coreference")
        return Partition(rows(self.gold, here), self.labels, self.width), Partition(rows(self.pred, both), self.labels, self.width)

    @property
    def torn(self) -> set[int]:
        """Documents with a span in two clusters."""
        return {int(document) for side in self.partitions for document in side.torn}

    def sums(self, metrics: Sequence[Metric], axes: Sequence[str]) -> Iterator[Sum]:
        """Metric, slice and four columns."""
        here, _ = self.where("entities")
        if here.any():
            found = Mentions(rows(self.gold, here), rows(self.pred, here), self.labels, self.block)
            for metric in metrics:
                if isinstance(metric, NER):
                    shared = found.shared(metric.level, metric.labels)
                    yield from ((str(metric), slice_, columns) for slice_, columns in shared.sums(metric.match, axes))
        yield from self.linked([metric for metric in metrics if isinstance(metric, Link)], axes)
        if self.where("coreference")[0].any():
            wanted = [metric for metric in metrics if isinstance(metric, Coreference)]
            for choice in sorted({metric.singletons for metric in wanted}):
                cells = Contingency(*self.partitions, len(here), singletons=choice == "yes")
                yield from ((str(metric), "", cells.sums(metric)) for metric in wanted if metric.singletons == choice)

    def linked(self, metrics: Sequence[Link], axes: Sequence[str]) -> Iterator[Sum]:
        """The linking metrics."""
        here, _ = self.where("linking")
        if metrics and here.any():
            gold, pred = rows(self.gold, here), rows(self.pred, here)
            qids = [side.qids for side in (self.block.gold, self.block.pred)]
            links = Links(gold, pred, qids, self.labels, self.width)
            for metric in metrics:
                yield from ((str(metric), slice_, columns) for slice_, columns in links.sums(metric, axes))


def having(layer: str, answered: Sequence[frozenset[str]]) -> Flags:
    """Which documents have a layer; most blocks are of one kind."""
    if answered and answered.count(answered[0]) == len(answered):
        return np.full(len(answered), layer in answered[0])
    return np.array([layer in found for found in answered], dtype=bool)


def rows(side: Spans, documents: Flags) -> Spans:
    """The mentions of some documents."""
    return side if documents.all() else side.where(documents[side.document])
