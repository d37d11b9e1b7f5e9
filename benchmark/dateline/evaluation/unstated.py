"""What a reader of slices must know: which predicted items state nothing on an axis, and so are in no slice that can be read."""

from collections.abc import Iterable, Iterator, Sequence

from dateline.evaluation.count import Result
from dateline.kernel.items import ItemMetric
from dateline.kernel.metric import Metric


def unstated_notes(asked: Iterable[Metric], result: Result, axes: Sequence[str]) -> Iterator[str]:
    """Notes on slices by some axes, and on means over types; one for all metrics of which the same is to be said."""
    told: dict[str, list[str]] = {}
    for metric in asked:
        if not isinstance(metric, ItemMetric) or metric.at:
            continue
        for axis in dict.fromkeys((*axes, *(("type",) if metric.average != "micro" else ()))):
            if note := unscored_slices(metric, result) if axis == "score" else unmatched(metric, result, axis):
                told.setdefault(note, []).append(str(metric))
    yield from (f"{', '.join(metrics)}: {note}" for note, metrics in told.items())


def unmatched(metric: ItemMetric, result: Result, axis: str) -> str:
    """What is said where predicted items that state nothing match nothing, and so lower the precision of no slice."""
    name = str(metric.whole())
    none = result.tally.counts(name, f"{axis}=none")
    wrong = none.predicted - none.right_predicted
    if axis == "document" or wrong <= 0 or len(result.tally.slices(name)) < 2:
        return ""
    return (
        f"predicted items that state no {axis} and match nothing: {wrong:g}; they are under {axis}=none alone, "
        f"so that the precision of every other {axis}, and a mean of them, is too high"
    )


def unscored_slices(metric: ItemMetric, result: Result) -> str:
    """What is said where predicted items have no score, and so reach no threshold."""
    every, scored = (result.tally.counts(str(metric.whole()), at).predicted for at in ("", "score=at least 0.0"))
    return f"predicted items without a score: {every - scored:g} of {every:g}; they are in no slice by score" if scored < every else ""
