"""From pairs to the table: rows by document, block, metric and slice, and their exact sums."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice, starmap
from math import fsum

from msgspec import Struct, field

from dateline.analysis.prices import Price
from dateline.document import LAYERS
from dateline.evaluation.plan import Plan, plan
from dateline.evaluation.table import Table
from dateline.evaluation.unscored import unscored
from dateline.kernel import scoring
from dateline.kernel.clusters import Across, ClusterMetric
from dateline.kernel.counts import EVERYWHERE, Counts, Row, Score, Tally
from dateline.kernel.items import ItemMetric
from dateline.kernel.metric import Metric
from dateline.kernel.pair import FIRST, Documents, Memo, Pair
from dateline.kernel.slicing import Columns

BATCH = 500


class Result(Struct):
    """What a share of the documents gives: exact sums, rows if kept, cross-document clusters, and what was there."""

    tally: Tally = field(default_factory=Tally.empty)
    rows: Table = field(default_factory=Table)
    across: dict[ClusterMetric, Across] = {}
    layers: Counter[tuple[frozenset[str], frozenset[str]]] = field(default_factory=Counter)  # annotated and answered, by document
    missing: int = 0
    titles: int = 0  # gold mentions that are in no cluster
    accepting: int = 0  # documents of gold with alternatives or optional items
    strictly: Tally = field(default_factory=Tally.empty)  # what to add to the tally to have it without them
    unscored: Counter[str] = field(default_factory=Counter)
    typed: bool = False  # whether some predicted mention has a type

    @property
    def documents(self) -> int:
        """The number of gold documents."""
        return self.layers.total()

    @property
    def annotated(self) -> set[str]:
        """The layers that some gold document has."""
        return {layer for gold, _ in self.layers for layer in gold}

    @property
    def attempted(self) -> set[str]:
        """The layers that some prediction answers."""
        return {layer for _, pred in self.layers for layer in pred}

    def keep(self, rows: list[Row]) -> None:
        """Add rows, and keep them."""
        self.tally.add_rows(rows)
        self.rows += rows

    def counts(self, metric: Metric, *, strict: bool = False) -> Counts:
        """The four sums of a metric at its slice; `strict`: as if gold accepted no other answers."""
        name = str(metric.whole())
        if not strict:
            return self.tally.counts(name, metric.at)
        both = Tally.empty()
        for tally in (self.tally, self.strictly):
            both.merge(tally.only(name, metric.at))
        return both.counts(name, metric.at)

    def slices(self, metric: Metric) -> list[str]:
        """The slices of a metric that occur."""
        return self.tally.slices(str(metric))

    def noted(self, pair: Pair, todo: Plan) -> Pair:
        """A pair, once it is noted what it annotates and answers, and its share of corpus-wide clusters."""
        for metric in todo.across:
            if metric.layer in pair.judged:
                gold, pred = (metric.named(pair, side) for side in (pair.gold, pair.pred))
                self.across.setdefault(metric, Across()).add(pair.id, gold, pred)
        both = (pair.gold.answered, pair.pred.answered)
        self.layers[both] += 1
        self.missing += not pair.given
        self.titles += pair.gold.titles
        self.accepting += pair.accepts
        self.unscored.update(unscored(pair))
        self.typed = self.typed or any(pair.pred.spans.labels)
        return pair

    def merge(self, other: "Result") -> None:
        """Add another share."""
        self.tally.merge(other.tally)
        self.rows.take(other.rows)
        for metric, clusters in other.across.items():
            self.across.setdefault(metric, Across()).merge(clusters)
        self.layers.update(other.layers)
        self.missing += other.missing
        self.titles += other.titles
        self.accepting += other.accepting
        self.strictly.merge(other.strictly)
        self.unscored.update(other.unscored)
        self.typed |= other.typed


class Counting:
    """What counts documents one after the other under all metrics of a plan."""

    def __init__(self, todo: Plan) -> None:
        shared = Memo()
        self.sums = [(metric.layer, todo.names[metric], metric.sums(slicing, shared)) for metric, slicing in todo.slicings.items()]
        self.adders: dict[str, dict[Callable[[Pair], None], None]] = {}
        for layer, _, sums in self.sums:
            self.adders.setdefault(layer, {})[sums.add] = None
        self.clears = dict.fromkeys(sums.clear for _, _, sums in self.sums)

    def clear(self) -> None:
        """Begin anew."""
        for clear in self.clears:
            clear()

    def add(self, pair: Pair) -> None:
        """Count one document."""
        for layer, adders in self.adders.items():
            if layer in pair.judged:
                for add in adders:
                    add(pair)

    def columns(self, layers: Container[str]) -> Iterator[tuple[str, Iterator[Columns]]]:
        """Each metric of some layers, by its name, with the four columns of each of its paragraphs and slices."""
        return ((name, sums.columns()) for layer, name, sums in self.sums if layer in layers)

    def into(self, tally: Tally, sign: int = 1) -> None:
        """Add the sums to a tally, or take them away."""
        for name, slices in self.columns(LAYERS):
            for _, slice_, columns in slices:
                tally.add(name, slice_, columns if sign == 1 else [[-number for number in column] for column in columns])


class Rows:
    """What makes the rows of documents one after the other, of the layers that the gold of each has."""

    def __init__(self, todo: Plan) -> None:
        self.counting = {parted: Counting(todo if parted else todo.unparted) for parted in (True, False)}
        self.parted = {todo.names[metric] for metric, slicing in todo.slicings.items() if slicing.paragraphs}

    def of(self, pair: Pair) -> list[Row]:
        """The rows of one document."""
        counting = self.counting[pair.parted]
        counting.clear()
        counting.add(pair)
        rows = []
        for name, slices in counting.columns(pair.judged):
            first = FIRST if name in self.parted and not pair.parted else ""
            for paragraph, slice_, four in slices:
                counts = Counts(*[column[0] if len(column) == 1 else fsum(column) for column in four])
                rows.append(Row(pair.id, paragraph or (first if counts.predicted or counts.gold else ""), name, slice_, counts))
        return rows


def count(pairs: Iterable[Pair], todo: Plan, *, keep: bool = False) -> Result:
    """The result of a share of the documents; `keep` the rows of each."""
    result, each = Result(), Rows(todo)
    noted = (result.noted(pair, todo) for pair in pairs)
    while (first := next(noted, None)) is not None:
        rows: list[Row] = []
        plain, accepting, strictly = (Counting(todo) for _ in range(3))
        for pair in chain([first], islice(noted, BATCH - 1)):
            if keep:
                rows += each.of(pair)
            if pair.accepts and todo.both:
                accepting.add(pair)
                strictly.add(pair.strict())
            elif not keep:
                plain.add(pair)
        if keep:
            result.keep(rows)
        else:
            plain.into(result.tally)
        if result.accepting and todo.both:
            if not keep:
                accepting.into(result.tally)
            accepting.into(result.strictly, sign=-1)
            strictly.into(result.strictly)
    return result


def close(result: Result, names: Mapping[Metric, str], *, keep: bool = False) -> None:
    """Add the rows of cross-document metrics, one each, for document `*`; leave out what no document annotates."""
    result.rows.leave_out({name for metric, name in names.items() if metric.layer not in result.annotated})
    for metric, clusters in result.across.items():
        row = Row(EVERYWHERE, "", str(metric), "", metric.count(clusters.table(singletons=metric.singletons)))
        result.tally.add_rows([row])
        if keep:
            result.rows += [row]


def scored(result: Result, metric: Metric, *, strict: bool = False) -> Score:
    """The score of a metric; `strict`: as if gold accepted no other answers."""
    return scoring.scored(sums_of(result, strict=strict), metric)


def price(result: Result, metric: ItemMetric) -> Price:
    """What the F1 of a metric is made of, for what an error costs."""
    return Price({leaf.at: result.counts(leaf) for leaf in scoring.leaves(sums_of(result), metric)}, metric.average)


def sums_of(result: Result, *, strict: bool = False) -> scoring.Sums:
    """The sums that scores are made of."""
    return scoring.Sums(result.annotated, partial(result.counts, strict=strict), result.slices)


def evaluate(pairs: Iterable[Documents], metrics: Sequence[Metric], axes: Sequence[str] = ("type",)) -> Result:
    """The whole in one go: counted, closed, rows kept."""
    todo = plan(metrics, axes)
    result = count(starmap(Pair.of, pairs), todo, keep=True)
    close(result, todo.names, keep=True)
    return result
