"""The cluster kernel: metrics that read four numbers off a contingency table, within a document and across documents."""

from abc import abstractmethod
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain

from dateline.document.index import Side
from dateline.kernel.contingency import Contingency, Counted, Mention, Name, Tables, contingency, only
from dateline.kernel.counts import Counts
from dateline.kernel.metric import Metric
from dateline.kernel.pair import Memo, Pair
from dateline.kernel.slicing import TOTAL, Columns, Slicing, Sums

Named = dict[str, set[Mention]]
TOGETHER = 32  # tables that are read at once: many are a column, few are still near the processor


class Across:
    """The contingency table of clusters that run through documents, added up document by document.

    Of a cluster its size is kept and where it first stands, which orders clusters as their sorted mentions would.
    """

    def __init__(self) -> None:
        self.sizes: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        self.first: tuple[dict[str, tuple[str, Mention]], dict[str, tuple[str, Mention]]] = ({}, {})
        self.cells: Counter[tuple[str, str]] = Counter()

    def add(self, document: str, gold: Mapping[str, Collection[Mention]], pred: Mapping[str, Collection[Mention]]) -> None:
        """Add one document's clusters by name."""
        for side, clusters in enumerate((gold, pred)):
            for name, cluster in clusters.items():
                self.sizes[side][name] += len(cluster)
                self.note(side, name, (document, min(cluster)))
        place = {mention: name for name, cluster in gold.items() for mention in cluster}
        if len(place) < sum(map(len, gold.values())):  # one in several: the last in canonical order has it, as within a document
            place = {
                mention: name for _, name in sorted((sorted(cluster), name) for name, cluster in gold.items()) for mention in gold[name]
            }
        self.cells.update([(place[mention], name) for name, cluster in pred.items() for mention in cluster if mention in place])

    def note(self, side: int, name: str, first: tuple[str, Mention]) -> None:
        """Note where a cluster stands, if that is its first place."""
        known = self.first[side].get(name)
        if known is None or first < known:
            self.first[side][name] = first

    def merge(self, other: "Across") -> None:
        """Add other documents."""
        self.cells.update(other.cells)
        for side in (0, 1):
            self.sizes[side].update(other.sizes[side])
            for name, first in other.first[side].items():
                self.note(side, name, first)

    def table(self, *, singletons: bool) -> Contingency:
        """The table, clusters in canonical order; without singletons if asked."""
        gold, pred = (
            dict[Name, int]({name: sizes[name] for name in sorted(sizes, key=first.__getitem__) if sizes[name] > 1 or singletons})
            for sizes, first in zip(self.sizes, self.first, strict=True)
        )
        return Contingency(gold, pred, {(g, p): number for (g, p), number in self.cells.items() if g in gold and p in pred})


class ClusterMetric(Metric, frozen=True):
    """A metric over a contingency table; a subclass says which clusters, and which numbers: `count` of one table, or `counts` of many."""

    @abstractmethod
    def named(self, pair: Pair, side: Side) -> Named:
        """The clusters of one side by name; clusters of one name are one across documents."""

    def count(self, table: Contingency) -> Counts:
        """The four numbers of a table."""
        return only(self.counts(Tables([table])))

    def counts(self, tables: Tables) -> Counted:
        """The four numbers of each of many tables, a column each."""
        right, predicted, found, gold = zip(*map(self.count, tables.tables), strict=True) if tables.tables else ((), (), (), ())
        return right, predicted, found, gold

    def kinds(self, pair: Pair, side: Side) -> Mapping[Mention, Collection[str]]:
        """The labels of one side's mentions, for slices by type."""
        return {}

    def table(self, pair: Pair) -> Contingency:
        """The contingency table of a pair."""
        gold, pred = (self.named(pair, side).values() for side in (pair.gold, pair.pred))
        return contingency(gold, pred, singletons=self.singletons)

    def tables(self, pair: Pair) -> Iterator[tuple[str, Contingency]]:
        """The table of each type: its mentions alone, on both sides (as neleval filters them)."""
        sides = [(self.named(pair, side), self.kinds(pair, side)) for side in (pair.gold, pair.pred)]
        for label in sorted({label for _, kinds in sides for labels in kinds.values() for label in labels}):
            kept = [[{m for m in cluster if label in kinds.get(m, ())} for cluster in named.values()] for named, kinds in sides]
            yield label or "none", contingency(*kept, singletons=self.singletons)

    def slicing(self, axes: Iterable[str], *, paragraphs: bool = False) -> Slicing:
        """How clusters are told apart: by the types of their mentions and by document; they have no paragraphs."""
        return TOTAL if self.across else Slicing(tuple(axis for axis in axes if axis in {*self.axes, "document"}))

    def sums(self, slicing: Slicing, shared: Memo) -> Sums:
        """What adds up the counts of documents."""
        sliced = SlicedTables(self, slicing)
        return Sums(sliced.add, sliced.columns, sliced.clear)


class Gathered:
    """The tables of some documents, made once for all metrics that read the same clusters, and read some at a time by their formulas."""

    def __init__(self, table: Callable[[Pair], Contingency]) -> None:
        self.table = table
        self.held: list[Contingency] = []
        self.read: dict[Callable[[Tables], Counted], tuple[list[float], ...]] = {}  # by formula, the four numbers of each table

    def add(self, pair: Pair) -> None:
        """Take up one document's table."""
        self.held.append(self.table(pair))
        if len(self.held) == TOGETHER:
            self.put_down()

    def put_down(self) -> None:
        """Have the tables read that are held, and hold none."""
        tables, self.held = Tables(self.held), []
        for counts, columns in self.read.items():
            for column, numbers in zip(columns, counts(tables), strict=True):
                column.extend(numbers)

    def sums(self, counts: Callable[[Tables], Counted]) -> Sums:
        """What adds up the counts that a formula gives."""
        self.read[counts] = ([], [], [], [])
        return Sums(self.add, partial(self.columns, counts), self.clear)

    def clear(self) -> None:
        """Begin anew."""
        self.held.clear()
        for column in chain.from_iterable(self.read.values()):
            column.clear()

    def columns(self, counts: Callable[[Tables], Counted]) -> Iterator[Columns]:
        """The counts that a formula gives."""
        if self.held:
            self.put_down()
        yield "", "", list(self.read[counts])


class SlicedTables:
    """The tables of some documents under one metric, by slice."""

    def __init__(self, metric: ClusterMetric, slicing: Slicing) -> None:
        self.metric, self.slicing = metric, slicing
        self.found: dict[str, list[Contingency]] = {"": []}

    def add(self, pair: Pair) -> None:
        """Keep one document's tables."""
        whole = self.metric.table(pair)
        self.found[""].append(whole)
        if "document" in self.slicing.axes:
            self.found.setdefault(f"document={pair.id}", []).append(whole)
        for label, table in self.metric.tables(pair) if "type" in self.slicing.axes else ():
            self.found.setdefault(f"type={label}", []).append(table)

    def clear(self) -> None:
        """Begin anew."""
        self.found = {"": []}

    def columns(self) -> Iterator[Columns]:
        """The four columns of each slice."""
        for name, tables in self.found.items():
            yield "", name, [list(column) for column in zip(*map(self.metric.count, tables), strict=True)] or [[], [], [], []]
