"""The lines of a report: each metric with its score, then its slices."""

from collections.abc import Iterable, Sequence
from math import fsum
from typing import NamedTuple

from dateline.evaluation.count import Result, scored
from dateline.kernel.clusters import ClusterMetric
from dateline.kernel.counts import Counts, Score, mean
from dateline.kernel.counts import score as score_counts
from dateline.kernel.metric import Composite, Metric

UNDEFINED = Score(None, None, None)
Documented = dict[str, dict[str, Counts]]  # by metric and document


class Line(NamedTuple):
    """One line of a report: a metric, or one slice of it."""

    metric: Metric
    slice: str
    score: Score
    attempted: bool


def report_lines(asked: Sequence[Metric], result: Result, axes: Sequence[str], *, stated: bool) -> Iterable[Line]:
    """The lines of a report: each metric, then its slices, then the means over them where slices were asked for."""
    documents = by_document(result) if "document" in axes else {}
    for metric in asked:
        attempted = metric.layer in result.attempted or metric.layer == "whole"
        yield Line(metric, "", scored(result, metric), attempted)
        if metric != metric.whole() or (isinstance(metric, Composite | ClusterMetric) and not stated):
            continue
        for axis in axes:
            slices = slices_of(metric, axis, result, documents)
            yield from (Line(metric, f"{axis}={name}", each, attempted) for name, each in slices.items())
            if stated and slices and axis != "score":  # whose slices hold each other
                known = sum(each.f1 is not None for each in slices.values())
                values = [each.f1 for each in slices.values()]
                yield Line(metric, f"mean over {known} of {len(values)} {axis} values", Score(None, None, mean(values)), attempted)


def slices_of(metric: Metric, axis: str, result: Result, documents: Documented) -> dict[str, Score]:
    """The score of each value of an axis; a composite's from its parts'."""
    if isinstance(metric, Composite):
        parts = [slices_of(part, axis, result, documents) for part in metric.parts() if part.layer in result.annotated]
        wanted = dict.fromkeys(name for part in parts for name in part) if axis in {*metric.axes, "document"} else {}
        return {name: metric.combine([part.get(name, UNDEFINED) for part in parts]) for name in wanted}
    if metric.layer not in result.annotated:
        return {}
    if axis == "document":
        return {document: score_counts(counts) for document, counts in documents.get(str(metric), {}).items()}
    slices = [slice_ for slice_ in result.tally.slices(str(metric)) if slice_.partition("=")[0] == axis]
    return {slice_.partition("=")[2]: score_counts(result.tally.counts(str(metric), slice_)) for slice_ in slices}


def by_document(result: Result) -> Documented:
    """The counts of each document under each metric, from the rows."""
    blocks: dict[str, dict[str, list[list[float]]]] = {}
    for document, _, metric, slice_, *four in result.rows.cells(result.rows.order()):
        if not slice_:
            blocks.setdefault(metric, {}).setdefault(document, []).append(four)
    return {metric: {document: added(those) for document, those in own.items()} for metric, own in blocks.items()}


def added(blocks: list[list[float]]) -> Counts:
    """The sums of the counts of blocks."""
    return Counts(*blocks[0]) if len(blocks) == 1 else Counts(*map(fsum, zip(*blocks, strict=True)))
