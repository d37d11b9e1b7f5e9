"""The four numbers, and the only precision, recall and F1 in the house.

Every metric ends in four numbers a document: numerator and denominator of precision, numerator and denominator of recall.
They add up over documents; a score is computed from their sums, never averaged. Sums are exact: each is kept as an expansion
(floats that do not overlap and whose true sum is the total, Shewchuk 1997), so no order and no grouping can change a bit.
"""

from collections.abc import Iterable
from math import fsum
from typing import NamedTuple

from msgspec import Struct

EVERYWHERE = "*"  # the document of a row that counts all documents as one


class Counts(NamedTuple):
    """Credit and number of the predicted items, credit and number of the gold items."""

    right_predicted: float
    predicted: float
    right_gold: float
    gold: float


class Score(NamedTuple):
    """Precision, recall and F1 in [0, 1]; one with denominator 0 is `None`; F1 as `f1` has it."""

    precision: float | None
    recall: float | None
    f1: float | None
    counts: Counts | None = None


class Row(NamedTuple):
    """One row of the table: `block` is a paragraph's number or empty, `slice` is `axis=value` or empty."""

    document: str
    block: str
    metric: str
    slice: str
    counts: Counts


def f1(precision: float | None, recall: float | None) -> float | None:
    """The harmonic mean; an undefined side counts as 0, but beside one above 0 it leaves the mean undefined, as both do."""
    p, r = precision or 0.0, recall or 0.0
    if None in {precision, recall} and (precision is recall or p + r):
        return None
    return 2 * p * r / (p + r) if p + r else 0.0


def score(counts: Counts) -> Score:
    """Precision, recall and F1 of summed counts."""
    precision = counts.right_predicted / counts.predicted if counts.predicted else None
    recall = counts.right_gold / counts.gold if counts.gold else None
    return Score(precision, recall, f1(precision, recall), counts)


def averaged(types: Iterable[Counts], *, weighted: bool) -> Score:
    """The mean of the scores of types that either side has, each as much or by its gold items; what is undefined of a type counts 0."""
    counted = [(counts.gold if weighted else 1.0, score(counts)) for counts in types if counts.gold or counts.predicted]
    total = fsum(weight for weight, _ in counted)
    if not total:
        return Score(None, None, None)
    columns = zip(*((found.precision, found.recall, found.f1) for _, found in counted), strict=True)
    weights = [weight / total for weight, _ in counted]
    precision, recall, whole = (fsum(w * (value or 0.0) for w, value in zip(weights, column, strict=True)) for column in columns)
    return Score(precision, recall, whole)


def mean(values: Iterable[float | None]) -> float | None:
    """The mean over the defined values, `None` when there is none."""
    known = [value for value in values if value is not None]
    return fsum(known) / len(known) if known else None


def expand(values: list[float]) -> list[float]:
    """The exact sum of floats as a list of at most a few floats, the largest first."""
    parts: list[float] = []
    while rest := fsum([*values, *(-part for part in parts)]):
        parts.append(rest)
    return parts


class Tally(Struct):
    """Exact column sums of a table, by metric and slice: rows may come in any order and any grouping."""

    sums: dict[tuple[str, str], list[list[float]]]

    @classmethod
    def empty(cls) -> "Tally":
        """A tally of no rows."""
        return cls({})

    def add_rows(self, rows: Iterable[Row]) -> None:
        """Add rows; costs one exact summation a key and column, so many at a time are cheaper."""
        grouped: dict[tuple[str, str], list[Counts]] = {}
        for row in rows:
            grouped.setdefault((row.metric, row.slice), []).append(row.counts)
        for key, counts in grouped.items():
            columns = self.sums.setdefault(key, [[], [], [], []])
            for number, column in enumerate(zip(*counts, strict=True)):
                columns[number] = expand([*columns[number], *column])

    def add(self, metric: str, slice_: str, columns: Iterable[list[float]]) -> None:
        """Add the values of many rows of one metric and slice, column by column."""
        sums = self.sums.setdefault((metric, slice_), [[], [], [], []])
        self.sums[metric, slice_] = [expand([*ours, *theirs]) for ours, theirs in zip(sums, columns, strict=True)]

    def merge(self, other: "Tally") -> None:
        """Add another tally, as exactly as its rows themselves."""
        for key, theirs in other.sums.items():
            ours = self.sums.setdefault(key, [[], [], [], []])
            self.sums[key] = [expand(a + b) for a, b in zip(ours, theirs, strict=True)]

    def counts(self, metric: str, slice_: str = "") -> Counts:
        """The four sums of one metric and slice; zeros when no row named them."""
        columns = self.sums.get((metric, slice_), [[], [], [], []])
        return Counts(*(fsum(column) for column in columns))

    def only(self, metric: str, slice_: str) -> "Tally":
        """The sums of one metric and slice alone."""
        return Tally({key: sums for key, sums in self.sums.items() if key == (metric, slice_)})

    def slices(self, metric: str) -> list[str]:
        """The slices of a metric that occur, sorted, without the total."""
        return sorted(name for of, name in self.sums if of == metric and name)
