"""What is resampled: units with the counts that they bring, and the scores of sums of them. Nothing is ever scored again.

A unit is a document, with its variants if it has some. Where documents are few it is a paragraph, for metrics all of whose credits belong
to a place in the text; a metric that has others has then no unit.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from dateline.kernel.counts import EVERYWHERE, Counts, Row
from dateline.kernel.metric import Composite, Mean, Metric
from dateline.kernel.scoring import NOTHING, Sums, leaves, scored
from dateline.variants.name import Name

Array = NDArray[np.float64]
ENOUGH = 20  # documents, or paragraphs are the units
COLUMNS = len(Counts._fields)
CELLS = 2_000_000  # weights that are held at once


class Key(NamedTuple):
    """One sum: a metric's name and a slice."""

    metric: str
    slice: str


class Sheet:
    """The rows of one system by document and by paragraph: for each key the counts of each unit that has some."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.whole: dict[Key, dict[str, Counts]] = {}
        self.parts: dict[Key, dict[str, Counts]] = {}
        self.documents: set[str] = set()
        for row in rows:
            name = article_of(row.document)
            if row.document != EVERYWHERE:
                self.documents.add(name)
            key = Key(row.metric, row.slice)
            add(self.whole.setdefault(key, {}), name, row.counts)  # rows of paragraphs add up to their document's
            if row.block:
                add(self.parts.setdefault(key, {}), f"{row.document}\0{row.block}", row.counts)

    def score(self, metric: Metric, annotated: frozenset[str]) -> float | None:
        """The F1 of all rows together."""
        keys = sorted(self.whole)
        values = [float(sum(column)) for key in keys for column in zip(*self.whole[key].values(), strict=True)]
        return scored(sums_of(annotated, {key: number for number, key in enumerate(keys)}, values), metric).f1


def article_of(document: str) -> str:
    """The id of the article that a document is, or is a variant of."""
    name = Name.of(document)
    return name.article if name else document


def are_few(documents: Iterable[str]) -> bool:
    """Whether documents are of so few articles that paragraphs are the units."""
    return len(set(map(article_of, documents))) < ENOUGH


def add(units: dict[str, Counts], name: str, counts: Counts) -> None:
    """Add the counts of one row to its unit."""
    there = units.get(name)
    units[name] = counts if there is None else Counts(*(a + b for a, b in zip(there, counts, strict=True)))


def sums_of(annotated: frozenset[str], known: Mapping[Key, int], values: Sequence[float]) -> Sums:
    """Sums of units, four values a key in the keys' order, as scores are computed from them."""

    def counts(metric: Metric) -> Counts:
        at = known.get(Key(str(metric.whole()), metric.at))
        return NOTHING if at is None else Counts(*values[COLUMNS * at : COLUMNS * (at + 1)])

    def slices(metric: Metric) -> list[str]:
        return sorted(key.slice for key in known if key.metric == str(metric) and key.slice)

    return Sums(annotated, counts, slices)


class Sample(NamedTuple):
    """One system's units for one metric: what a unit is, and the counts of each, four columns a sum."""

    unit: str
    metric: Metric
    annotated: frozenset[str]
    known: Mapping[Key, int]
    names: tuple[str, ...]
    columns: Array

    @property
    def number(self) -> int:
        """How many units there are."""
        return len(self.columns)

    def values(self, sums: Array) -> Array:
        """The F1 of each row of sums; where it is undefined, not a number."""
        return self.values_of(self.metric, sums)

    def values_of(self, metric: Metric, sums: Array) -> Array:
        """The F1 of a metric, or of a part of it, for each row of sums: all rows at once where the formula is known."""
        if plain(metric):
            at = self.known.get(Key(str(metric.whole()), metric.at))
            return np.full(len(sums), np.nan) if at is None else f1_of(sums[:, COLUMNS * at : COLUMNS * (at + 1)])
        if isinstance(metric, Mean):
            parts = [self.values_of(part, sums) for part in metric.sliced() if part.layer in self.annotated]
            return mean_of(np.array(parts))
        scores = (scored(sums_of(self.annotated, self.known, values), metric).f1 for values in sums.tolist())
        return np.array([np.nan if value is None else value for value in scores])

    @property
    def value(self) -> float:
        """The F1 of all units together."""
        return float(self.values(self.columns.sum(axis=0, keepdims=True))[0])


def plain(metric: Metric) -> bool:
    """Whether a score is that of one sum."""
    return not isinstance(metric, Composite) and getattr(metric, "average", "micro") == "micro"


def f1_of(sums: Array) -> Array:
    """`kernel.counts.score(...).f1` of many sums at once, to the bit: a law holds them equal."""
    right_predicted, predicted, right_gold, gold = sums.T
    with np.errstate(invalid="ignore", divide="ignore"):
        precision = np.where(predicted > 0, right_predicted / predicted, 0.0)
        recall = np.where(gold > 0, right_gold / gold, 0.0)
        harmonic = np.where(precision + recall > 0, 2 * precision * recall / (precision + recall), 0.0)
    alone = ((predicted <= 0) & (recall > 0)) | ((gold <= 0) & (precision > 0))  # credit beside nothing on the other side
    return np.where(((predicted > 0) | (gold > 0)) & ~alone, harmonic, np.nan)


def mean_of(parts: Array) -> Array:
    """The mean over parts, of those that are defined; not a number where none is."""
    known = ~np.isnan(parts)
    number = known.sum(axis=0)
    return np.where(number > 0, np.where(known, parts, 0.0).sum(axis=0) / np.maximum(number, 1), np.nan)


def samples(metric: Metric, annotated: frozenset[str], sheets: Sequence[Sheet]) -> list[Sample]:
    """The samples of several systems over the same units, in the same order; empty where a metric has no unit.

    Units in which no system and no gold has anything say nothing, and are left out.
    """
    every = sorted({key for sheet in sheets for key in sheet.whole})
    wide = sums_of(annotated, {key: number for number, key in enumerate(every)}, ())
    wanted = [Key(str(leaf.whole()), leaf.at) for leaf in leaves(wide, metric)]
    known = {key: number for number, key in enumerate(dict.fromkeys(wanted))}
    few = are_few(name for sheet in sheets for name in sheet.documents)
    if any(EVERYWHERE in sheet.whole.get(key, {}) for sheet in sheets for key in known):
        return []
    if few and not all(any(key in sheet.parts for sheet in sheets) for key in known):
        return []
    tables = [sheet.parts if few else sheet.whole for sheet in sheets]
    names = sorted({name for table in tables for key in known for name, counts in table.get(key, {}).items() if any(counts)})
    at = {name: number for number, name in enumerate(names)}
    sampled = []
    for table in tables:
        columns = np.zeros((len(names), COLUMNS * len(known)))
        for key, number in known.items():
            for name, counts in table.get(key, {}).items():
                if name in at:
                    columns[at[name], COLUMNS * number : COLUMNS * (number + 1)] = counts
        sampled.append(Sample("paragraphs" if few else "documents", metric, annotated, known, tuple(names), columns))
    return sampled


def slices_of(metric: Metric, axis: str, sheets: Sequence[Sheet]) -> list[Metric]:
    """A metric at each value of an axis that some system's rows have; a composite has none."""
    if isinstance(metric, Composite) or metric.at:
        return []
    name = str(metric.whole())
    named = sorted({key.slice for sheet in sheets for key in sheet.whole if key.metric == name and key.slice.startswith(f"{axis}=")})
    return [replace(metric, at=slice_) for slice_ in named]


def side_by_side(units: Sequence[Sample]) -> Array:
    """The columns of several metrics of one system beside each other, over all their units."""
    names = {name: number for number, name in enumerate(sorted({name for each in units for name in each.names}))}
    table = np.zeros((len(names), sum(each.columns.shape[1] for each in units)))
    start = 0
    for each in units:
        table[[names[name] for name in each.names], start : start + each.columns.shape[1]] = each.columns
        start += each.columns.shape[1]
    return table


def left_out(columns: Array) -> Array:
    """The sums without each unit in turn."""
    return np.asarray(columns.sum(axis=0) - columns)


def drawn(columns: Sequence[Array], replicates: int, seed: int) -> Iterator[list[Array]]:
    """Sums of as many units as there are, drawn with replacement, the same units for every system; some replicates at a time."""
    generator = np.random.default_rng(seed)
    number = len(columns[0])
    for size in batches(replicates, number):
        chosen = generator.integers(0, number, size=(size, number), dtype=np.int32)
        weights = np.array([np.bincount(row, minlength=number) for row in chosen], dtype=np.float64)
        yield [weights @ own for own in columns]


def swapped(first: Array, second: Array, replicates: int, seed: int) -> Iterator[tuple[Array, Array]]:
    """The sums of two systems whose units are exchanged by the toss of a coin each; some replicates at a time."""
    generator = np.random.default_rng(seed)
    number = len(first)
    gap, theirs = first - second, second.sum(axis=0)
    whole = first.sum(axis=0) + theirs
    for size in batches(replicates, number):
        coins = np.unpackbits(np.frombuffer(generator.bytes(size * -(-number // 8)), np.uint8).reshape(size, -1), axis=1)[:, :number]
        moved = theirs + coins.astype(np.float64) @ gap
        yield moved, whole - moved


def batches(replicates: int, number: int) -> Iterator[int]:
    """The sizes of batches of replicates that fit into memory."""
    size = max(1, CELLS // max(1, number))
    while replicates > 0:
        yield min(size, replicates)
        replicates -= size
