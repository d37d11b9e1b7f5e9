"""From pairs to the table: rows by document, block, metric and slice, and their exact sums."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress, islice

from dateline.block import Block, Documents
from dateline.clusters import ClusterMetric, contingency
from dateline.counts import Row, Score, Tally, score
from dateline.document import Document
from dateline.items import ItemMetric, sums_of
from dateline.metric import Composite, Metric
from dateline.pair import Pair
from dateline.side import Side
from dateline.table import Table

Memberships = dict[Metric, tuple[dict[str, set[tuple[object, ...]]], dict[str, set[tuple[object, ...]]]]]
BLOCK = 400
ENOUGH = 4_000  # mentions of both sides; below, the import of numpy costs more than it saves
EVERYWHERE = "*"


@dataclass(frozen=True)
class Plan:
    """What is to be counted: counted metrics without slices, the slices' axes, and whether by paragraph."""

    metrics: tuple[Metric, ...]
    axes: tuple[str, ...] = ("type",)
    blocks: bool = False


@dataclass
class Result:
    """What a share of the documents gives: exact sums, rows if kept, cross-document clusters, and what was there."""

    tally: Tally = field(default_factory=Tally.empty)
    rows: Table = field(default_factory=Table)
    memberships: Memberships = field(default_factory=dict)
    annotated: set[str] = field(default_factory=set)
    attempted: set[str] = field(default_factory=set)
    documents: int = 0
    missing: int = 0
    unscored: dict[str, int] = field(default_factory=dict)

    def merge(self, other: "Result") -> None:
        """Add another share."""
        self.tally.merge(other.tally)
        self.rows += other.rows
        for metric, sides in other.memberships.items():
            mine = self.memberships.setdefault(metric, ({}, {}))
            for ours, theirs in zip(mine, sides, strict=True):
                for name, cluster in theirs.items():
                    ours.setdefault(name, set()).update(cluster)
        self.annotated |= other.annotated
        self.attempted |= other.attempted
        self.documents += other.documents
        self.missing += other.missing
        for layer, number in other.unscored.items():
            self.unscored[layer] = self.unscored.get(layer, 0) + number


def plan(metrics: Iterable[Metric], axes: Iterable[str] = ("type",), *, blocks: bool = False) -> Plan:
    """The counted metrics behind what was asked for, each once, and the axes that their slices need."""
    counted: dict[Metric, None] = {}
    wanted = dict.fromkeys(axes)
    stack = list(metrics)
    for metric in stack:
        if metric.at:
            wanted[metric.at.partition("=")[0]] = None
        if isinstance(metric, Composite):
            stack += metric.parts()
        else:
            counted[metric.whole()] = None
    return Plan(tuple(counted), tuple(wanted), blocks)


def count(pairs: Iterable[Documents], todo: Plan, *, keep: bool = False, columns: bool | None = None) -> Result:
    """The result of a share of the documents; `columns` says whether by whole blocks, left out: where that pays."""
    result = Result()
    pairs = iter(pairs)
    while block := list(islice(pairs, BLOCK)):
        count_block(Block(block), todo, result, keep=keep, columns=columns)
    return result


def count_block(block: Block, todo: Plan, result: Result, *, keep: bool, columns: bool | None = None) -> None:
    """Add one block to a result."""
    told = list(zip(block.gold.answered, block.pred.answered, strict=True))
    note(block, told, result)
    wanted = not keep and set(todo.axes) <= {"type"} and not todo.blocks
    pays = columns if columns is not None else sum(block.gold.sizes) + sum(block.pred.sizes) > ENOUGH
    left = by_columns(block, todo, result) if wanted and pays else [todo.metrics] * len(block.pairs)
    rows = [
        row
        for pair, (here, _), metrics in zip(block.pairs, told, left, strict=True)
        for row in (rows_of(pair, here, metrics, todo, result) if metrics else ())
    ]
    result.tally.add(rows)
    if keep:
        result.rows += rows


def by_columns(block: Block, todo: Plan, result: Result) -> list[tuple[Metric, ...]]:
    """Add what can be counted for the block at once; the metrics that are left, for each pair."""
    from dateline.vectors.block import counted, covers

    known = tuple(metric for metric in todo.metrics if covers(metric))
    items = tuple(metric for metric in todo.metrics if metric not in known and isinstance(metric, ItemMetric) and metric.has_items())
    others = tuple(metric for metric in todo.metrics if metric not in known and metric not in items)
    found = counted(block, known, todo.axes)
    for metric, slice_, columns in found.sums:
        result.tally.add_columns(metric, slice_, columns)
    layers = list(compress(block.gold.answered, found.fit))
    pairs = found.pairs() if items else []
    for asked in items:
        here = [pair for pair, told in zip(pairs, layers, strict=True) if asked.layer in told] if pairs else []
        for slice_, columns in sums_of(asked, here) if here else ():
            if not slice_ or "type" in todo.axes:
                result.tally.add_columns(str(asked), slice_, columns)
    return [others if fits else todo.metrics for fits in found.fit]


def note(block: Block, told: Sequence[tuple[frozenset[str], frozenset[str]]], result: Result) -> None:
    """Note what was annotated and attempted in a block whose layers are told, gold's and predicted ones."""
    result.documents += len(block.pairs)
    result.missing += sum([pred is None for _, pred in block.pairs])
    for here, there in set(told):
        result.annotated |= here
        result.attempted |= there
        for layer in there - here:
            items = [items_in(pred, layer) for (_, pred), layers in zip(block.pairs, told, strict=True) if layers == (here, there)]
            result.unscored[layer] = result.unscored.get(layer, 0) + sum(items)


def rows_of(documents: Documents, here: frozenset[str], metrics: Iterable[Metric], todo: Plan, result: Result) -> Iterator[Row]:
    """The rows of one document under some metrics; `here` are the layers that its gold has."""
    asked = [metric for metric in metrics if metric.layer in here]
    pair = Pair(*documents)
    for metric in asked:
        if getattr(metric, "across", "no") == "yes":
            sides = result.memberships.setdefault(metric, ({}, {}))
            for clusters, side in zip(sides, (pair.gold, pair.pred), strict=True):
                collect(clusters, metric, side, pair.id)
        elif isinstance(metric, ItemMetric | ClusterMetric):
            for block, slice_, counts in metric.rows(pair, todo.axes, blocks=todo.blocks):
                yield Row(pair.id, block, str(metric), slice_, counts)


def collect(clusters: dict[str, set[tuple[object, ...]]], metric: Metric, side: Side, document: str) -> None:
    """Add one document's share of corpus-wide clusters."""
    for name, cluster in metric.named(side).items():  # type: ignore[attr-defined]
        clusters.setdefault(name, set()).update((document, mention) for mention in cluster)


def items_in(document: Document | None, layer: str) -> int:
    """The number of items that a document predicts for a layer."""
    if document is None:
        return 0
    if layer == "linking":
        return sum(m.qid is not None for m in document.mentions or ()) + sum(e.qid is not None for e in document.entities or ())
    name = "mentions" if layer in {"entities", "coreference"} else layer
    return len(getattr(document, name) or ())


def close(result: Result, *, keep: bool = False) -> None:
    """Add the rows of cross-document metrics: one each, for document `*`."""
    for metric, (gold, pred) in result.memberships.items():
        if isinstance(metric, ClusterMetric):
            table = contingency(gold.values(), pred.values(), singletons=getattr(metric, "singletons", "yes") == "yes")
            row = Row(EVERYWHERE, "", str(metric), "", metric.count(table))
            result.tally.add([row])
            if keep:
                result.rows += [row]


def scored(result: Result, metric: Metric) -> Score:
    """The score of a metric, a composite's from its parts' scores."""
    if not isinstance(metric, Composite):
        return score(result.tally.counts(str(metric.whole()), metric.at))
    parts = [part for part in metric.parts() if part.layer in result.annotated]
    return metric.combine([scored(result, part) for part in parts])


def evaluate(pairs: Iterable[Documents], metrics: Sequence[Metric], axes: Sequence[str] = ("type",)) -> Result:
    """The whole in one go: counted, closed, rows kept."""
    result = count(pairs, plan(metrics, axes), keep=True)
    close(result, keep=True)
    return result
