"""What projections leave out: mentions whose labels are out of scope of a scheme, counted and told."""

from collections import Counter
from collections.abc import Iterable, Sequence

from dateline.document.labels import Projection
from dateline.kernel.metric import Metric
from dateline.kernel.pair import Pair


def projections(asked: Sequence[Metric]) -> list[Projection]:
    """The projections of metrics, by name."""
    return sorted({labels for metric in asked if isinstance(labels := metric.labels, Projection)})


def outside(pairs: Iterable[Pair], projections_: Sequence[Projection]) -> Counter[tuple[str, int, str]]:
    """How many mentions of each label a projection leaves out: by its name, the side (0 gold, 1 predicted) and the label."""
    dropped: Counter[tuple[str, int, str]] = Counter()
    for pair in pairs if projections_ else ():
        for number, side in enumerate((pair.gold, pair.pred)):
            labels_ = Counter(side.spans.labels)
            for projection in projections_:
                dropped.update({(str(projection), number, label): labels_[label] for label in labels_.keys() & projection.out})
    return dropped


def outside_notes(found: Counter[tuple[str, int, str]]) -> Iterable[str]:
    """What the projections leave out, in words."""
    for name in sorted({name for name, _, _ in found}):
        sides = [[f"{label} {number}" for (n, s, label), number in sorted(found.items()) if (n, s) == (name, side)] for side in (0, 1)]
        listed = [", ".join(side) or "none" for side in sides]
        yield f"labels={name} leaves out, in gold: {listed[0]}; predicted: {listed[1]}"
