"""What the laws of the kernel share."""

from functools import cache
from itertools import starmap

from msgspec import StructMeta

from dateline import metrics as naming
from dateline.evaluation.count import close, count, evaluate, scored
from dateline.evaluation.plan import plan
from dateline.kernel.pair import Pair

TEXT = "Kim met Bank in Osaka. It said so."


@cache
def bare(metric):
    """The metric under an empty subclass of its class."""
    cls = StructMeta(type(metric).__name__, (type(metric),), {})
    return cls(**{name: getattr(metric, name) for name in metric.__struct_fields__})


def sums(found, metrics, axes=("type",), **how):
    """The exact sums of every metric and slice."""
    todo = plan(metrics, axes)
    result = count(starmap(Pair.of, found), todo, **how)
    close(result, todo.names)
    return {key: result.tally.counts(*key) for key in result.tally.sums}


METRICS = naming.every()
SPANS_ONLY = [m for m in METRICS if getattr(m, "view", "spans") == "spans"]


def scores(found, metrics=SPANS_ONLY):
    """The scores of a corpus of pairs."""
    result = evaluate(found, metrics)
    return {metric: scored(result, metric) for metric in metrics}
