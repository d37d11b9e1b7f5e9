"""From pairs to the table: rows by document, block, metric and slice, and their exact sums."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from dateline.block import Block, Documents, Flat
from dateline.clusters import ClusterMetric, contingency
from dateline.counts import Row, Score, Tally, score
from dateline.items import ItemMetric, sums_of
from dateline.metric import Composite, Metric
from dateline.pair import Pair
from dateline.side import Side
from dateline.table import Table

Memberships = dict[Metric, tuple[dict[str, set[tuple[object, ...]]], dict[str, set[tuple[object, ...]]]]]
BLOCK = 200
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
        count_block(Block.of(block), todo, result, keep=keep, columns=columns)
    return result


def count_block(block: Block, todo: Plan, result: Result, *, keep: bool, columns: bool | None = None) -> None:
    """Add one block to a result."""
    told = list(zip(block.gold.answered, block.pred.answered, strict=True))
    note(block, told, result)
    wanted = not keep and set(todo.axes) <= {"type"} and not todo.blocks
    pays = columns if columns is not None else len(block.gold) + len(block.pred) > ENOUGH
    pairs = Pairs(block)
    left = by_columns(block, pairs, todo, result) if wanted and pays else [todo.metrics] * len(block)
    rows = [
        row
        for number, ((here, _), metrics) in enumerate(zip(told, left, strict=True))
        for row in (rows_of(pairs.last(number), here, metrics, todo, result) if metrics else ())
    ]
    result.tally.add(rows)
    if keep:
        result.rows += rows


class Pairs(dict[int, Pair]):
    """The pairs of a block by number, each made when it is asked for."""

    def __init__(self, block: Block) -> None:
        super().__init__()
        self.block = block

    def __missing__(self, number: int) -> Pair:
        found = self[number] = Pair(*self.block[number])
        return found

    def last(self, number: int) -> Pair:
        """A pair that will not be asked for again: a block of them need not be held at once."""
        return self.pop(number) if number in self else Pair(*self.block[number])


def by_columns(block: Block, pairs: Pairs, todo: Plan, result: Result) -> list[tuple[Metric, ...]]:
    """Add what can be counted for the block at once; the metrics that are left, for each pair."""
    from dateline.vectors.block import counted

    found = counted(block, todo.metrics, todo.axes)
    for metric, slice_, columns in found.sums:
        result.tally.add_columns(metric, slice_, columns)
    rest: list[tuple[Metric, ...]] = [()] * len(block)
    for asked, numbers in found.left.items():
        here = [number for number in numbers if asked.layer in block.gold.answered[number]]
        if isinstance(asked, ItemMetric) and asked.has_items():
            for slice_, columns in sums_of(asked, [pairs[number] for number in here]) if here else ():
                if not slice_ or "type" in todo.axes:
                    result.tally.add_columns(str(asked), slice_, columns)
        else:
            for number in here:
                rest[number] = (*rest[number], asked)
    return rest


def note(block: Block, told: Sequence[tuple[frozenset[str], frozenset[str]]], result: Result) -> None:
    """Note what was annotated and attempted in a block whose layers are told, gold's and predicted ones."""
    result.documents += len(block)
    result.missing += len(block) - sum(block.given)
    for here, there in set(told):
        result.annotated |= here
        result.attempted |= there
        for layer in there - here:
            items = [items_in(block.pred, number, layer) for number, layers in enumerate(told) if layers == (here, there)]
            result.unscored[layer] = result.unscored.get(layer, 0) + sum(items)


def rows_of(pair: Pair, here: frozenset[str], metrics: Iterable[Metric], todo: Plan, result: Result) -> Iterator[Row]:
    """The rows of one document under some metrics; `here` are the layers that its gold has."""
    asked = [metric for metric in metrics if metric.layer in here]
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


def items_in(side: Flat, number: int, layer: str) -> int:
    """The number of items that a document predicts for a layer."""
    if layer == "linking":
        (a, b), (low, high) = side.bounds[number], side.entities.bounds[number]
        return sum(qid is not None for qid in (*side.column("qid")[a:b], *side.entities.column("qid")[low:high]))
    others = {"relations": side.relations, "times": side.times, "events": side.events, "quotes": side.quotes}
    return others.get(layer, side).sizes[number]


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
