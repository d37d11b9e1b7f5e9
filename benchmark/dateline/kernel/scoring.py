"""The score of a metric from summed rows, whoever has summed them."""

from collections.abc import Callable, Container, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from dateline.kernel.counts import Counts, Score, averaged, score
from dateline.kernel.items import ItemMetric
from dateline.kernel.metric import Composite, Metric

NOTHING = Counts(0.0, 0.0, 0.0, 0.0)


class Sums(NamedTuple):
    """Summed rows: the layers that gold has, the four sums of a metric at its slice, and the slices that a whole metric has."""

    annotated: Container[str]
    counts: Callable[[Metric], Counts]
    slices: Callable[[Metric], Sequence[str]]


def scored(sums: Sums, metric: Metric) -> Score:
    """The score of a metric, a composite's from its parts' scores."""
    if isinstance(metric, Composite):
        return metric.combine([scored(sums, part) for part in metric.sliced() if part.layer in sums.annotated])
    if metric.layer not in sums.annotated:
        return Score(None, None, None, NOTHING)
    if isinstance(metric, ItemMetric) and metric.average != "micro":
        return averaged([sums.counts(one) for one in by_type(sums, metric)], weighted=metric.average == "weighted")
    return score(sums.counts(metric))


def leaves(sums: Sums, metric: Metric) -> list[Metric]:
    """The metrics at their slices whose sums a score is made of."""
    if isinstance(metric, Composite):
        return [leaf for part in metric.sliced() if part.layer in sums.annotated for leaf in leaves(sums, part)]
    if isinstance(metric, ItemMetric) and metric.average != "micro":
        return by_type(sums, metric)
    return [metric] if metric.layer in sums.annotated else []


def by_type(sums: Sums, metric: ItemMetric) -> list[Metric]:
    """A metric at each type that is there."""
    whole = metric.whole()
    return [replace(whole, at=slice_) for slice_ in sums.slices(whole) if slice_.startswith("type=")]
