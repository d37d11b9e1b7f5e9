"""Errors in words: what either side says, what of it differs, where, and what would be gained.

The gain of an error is what F1 of its metric, as it was asked for, would gain if this one were right; where the whole was scored too,
over the number of layers: what the whole would gain.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, overload

from dateline.analysis.chains import ChainError, chain_errors
from dateline.analysis.errors import Error, errors
from dateline.analysis.prices import Mending, Price, mending
from dateline.analysis.wording import attributes, phrase, words
from dateline.document.index import Side
from dateline.document.items import Item
from dateline.document.spans import Pieces
from dateline.files.faults import nearest
from dateline.kernel.items import ItemMetric
from dateline.kernel.pair import Pair

if TYPE_CHECKING:
    from pandas import DataFrame

NOWHERE = (-1, -1)
COLUMNS = (
    "document", "layer", "metric", "kind", "type", "gain", "weight", "differs", "gold_value", "predicted_value",
    "gold", "predicted", "text", "start", "end",
)  # fmt: skip


class Told(NamedTuple):
    """One side of an error: its label, its place and words, and what it says by attribute."""

    label: str
    spans: Pieces
    text: str
    says: dict[str, str]
    phrase: str


class Finding(NamedTuple):
    """One error. A missed item has no predicted side, a spurious one no gold side; `gain` is `None` where F1 is no sum of items."""

    document: str
    layer: str
    metric: str
    kind: str
    weight: float
    gain: float | None
    gold: Told | None
    predicted: Told | None
    mending: Mending = MappingProxyType({})  # what the counts behind F1 would gain

    @property
    def type(self) -> str:
        """Gold's label, else the predicted one."""
        side = self.gold or self.predicted
        return side.label if side else ""

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands in the text: gold's first piece, else the predicted one's; -1 is nowhere."""
        side = self.gold or self.predicted
        return side.spans[0] if side and side.spans else NOWHERE

    @property
    def differs(self) -> dict[str, tuple[str | None, str | None]]:
        """What differs: of each attribute gold's value and the predicted one, `None` where it is not said; empty where one side is not."""
        gold, pred = self.gold, self.predicted
        if gold is None or pred is None:
            return {}
        label = "kind" if self.layer == "quotes" else "type"
        sides = [{label: side.label, **side.says, "span": side.text} for side in (gold, pred)]
        if gold.spans != pred.spans and gold.text == pred.text:
            sides = [{**side, "span": f"{told.text} ({ranges(told.spans)})"} for side, told in zip(sides, (gold, pred), strict=True)]
        names = dict.fromkeys((*sides[0], *sides[1]))
        return {name: (sides[0].get(name), sides[1].get(name)) for name in names if sides[0].get(name) != sides[1].get(name)}

    @property
    def about(self) -> str:
        """What both sides say, where the item alone does not tell what the error is about: the argument's role or filler, an end."""
        if self.gold is None or self.predicted is None:
            return ""
        same = self.gold.says.items() & self.predicted.says.items()
        return ", ".join(f"{name} {value}" for name, value in sorted(same) if name in {"role", "filler", "head", "tail"})


def ranges(spans: Pieces) -> str:
    """Places in numbers, for spans of the same words."""
    return ", ".join(f"{start}–{end}" for start, end in spans) or "found nowhere"


class Kind(NamedTuple):
    """The errors of one kind of a metric together, and what F1 would gain were all of them right."""

    layer: str
    metric: str
    kind: str
    items: int
    weight: float
    gain: float | None


@dataclass(frozen=True)
class Errors(Sequence[Finding]):
    """The errors of a report: a sequence, a table (`to_pandas()`), its counts (`by_kind()`), and those chosen by words (`chosen`)."""

    found: tuple[Finding, ...]
    prices: Mapping[str, Price]  # of each metric
    layers: int = 1  # that the whole is a mean of; 1 where it was not asked for

    def __len__(self) -> int:
        return len(self.found)

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Finding, ...]: ...
    def __getitem__(self, index: int | slice) -> Finding | tuple[Finding, ...]:
        return self.found[index]

    def __repr__(self) -> str:
        return f"<Errors: {len(self.found)} of {', '.join(self.prices) or 'no metric'}>"

    def by_kind(self) -> list[Kind]:
        """The errors of each layer and kind together, in order of layers; within one what is most frequent first."""
        groups: dict[tuple[str, str, str], list[Finding]] = {}
        for error in self.found:
            groups.setdefault((error.layer, error.metric, error.kind), []).append(error)
        kinds = [
            Kind(*name, len(group), fsum(error.weight for error in group), self.gain(name[1], group)) for name, group in groups.items()
        ]
        order = list(dict.fromkeys(kind.metric for kind in kinds))
        return sorted(kinds, key=lambda kind: (order.index(kind.metric), -kind.items, kind.kind))

    def gain(self, metric: str, group: Iterable[Finding]) -> float | None:
        """What is gained if all errors of a group were right."""
        return self.prices[metric].gain([error.mending for error in group]) / self.layers if metric in self.prices else None

    def chosen(self, wanted: Iterable[str]) -> "Errors":
        """Those of the named layers, kinds, types and documents: any of one sort, each of several. `ValueError` for another word."""
        sorts: dict[str, set[str]] = {}
        for word in wanted:
            sorts.setdefault(self.sort_of(word), set()).add(word)
        return replace(self, found=tuple(e for e in self.found if all(SORTS[sort](e) in words_ for sort, words_ in sorts.items())))

    def sort_of(self, word: str) -> str:
        """Which sort of word it is: the name of a layer, a kind, a type or a document."""
        for sort, value in SORTS.items():
            if any(value(error) == word for error in self.found):
                return sort
        known = sorted({value(error) for value in SORTS.values() for error in self.found})
        told = f"{nearest(word, known)}, or a file that ends in .csv or .parquet"
        msg = f"no error here has the layer, kind, type or document {word!r}; {told}"
        raise ValueError(msg)

    def records(self) -> Iterator[tuple[object, ...]]:
        """One row an error, in `COLUMNS`."""
        for e in self.found:
            differs = e.differs
            values = [" | ".join(str(pair[side]) if pair[side] is not None else "–" for pair in differs.values()) for side in (0, 1)]
            sides = [side.phrase if side else "" for side in (e.gold, e.predicted)]
            side = e.gold or e.predicted
            yield (
                e.document, e.layer, e.metric, e.kind, e.type, e.gain, e.weight, " | ".join(differs), *values,
                *sides, side.text if side else "", *e.place,
            )  # fmt: skip

    def to_pandas(self) -> "DataFrame":
        """A table of one row an error: where, of what kind, what differs with both values, what would be gained."""
        import pandas as pd

        return pd.DataFrame.from_records(list(self.records()), columns=list(COLUMNS))

    def _repr_html_(self) -> str:
        return str(self.to_pandas().to_html())


SORTS: dict[str, Callable[[Finding], str]] = {
    "layer": lambda error: error.layer,
    "kind": lambda error: error.kind,
    "type": lambda error: error.type,
    "document": lambda error: error.document,
}


def found_in(pairs: Iterable[Pair], prices: Mapping[ItemMetric, Price], layers: int, *, chains: str = "") -> Errors:
    """The errors of pairs under item metrics, at their slices, and under the metric of coreference that is named."""
    todo = list(pairs)
    findings = [
        told(pair, metric, error, change, price.gain([change]) / layers)
        for metric, price in prices.items()
        for pair in todo
        if metric.layer in pair.judged
        for error in errors(pair, metric)
        if (change := mending(pair, error, price))
    ]
    clustered = [pair for pair in todo if chains and "coreference" in pair.judged]
    findings += [told_chain(pair, error, chains) for pair in clustered for error in chain_errors(pair)]
    order = list(dict.fromkeys(error.metric for error in findings))
    findings.sort(key=lambda error: (order.index(error.metric), error.document, error.place, error.kind))
    return Errors(tuple(findings), {str(metric): price for metric, price in prices.items()}, layers)


def told(pair: Pair, metric: ItemMetric, error: Error, change: Mending, gain: float) -> Finding:
    """An error in words."""
    gold, pred = side_of(pair, pair.gold, error.gold, metric.layer), side_of(pair, pair.pred, error.pred, metric.layer)
    return Finding(pair.id, metric.layer, str(metric), error.kind, error.weight, gain, gold, pred, change)


def side_of(pair: Pair, side: Side, item: Item | None, layer: str) -> Told | None:
    """What one side says."""
    if item is None:
        return None
    spans = tuple(piece for piece in item.pieces if piece[0] >= 0)
    return Told(item.label, spans, words(spans, pair.text or ""), attributes(pair, side, item, layer), phrase(pair, side, item, layer))


def told_chain(pair: Pair, error: ChainError, metric: str) -> Finding:
    """An error of coreference in words."""
    text = pair.text or ""
    gold, pred = (
        Told(error.label, error.spans, words(error.spans[:1], text), {"entities": said}, said) if said else None
        for said in (error.gold, error.predicted)
    )
    return Finding(pair.id, "coreference", metric, error.kind, error.weight, None, gold, pred)
