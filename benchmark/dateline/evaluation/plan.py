"""What is to be counted: the metrics behind what was asked for, and how their items are told apart."""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from dateline.kernel.clusters import ClusterMetric
from dateline.kernel.items import ItemMetric
from dateline.kernel.metric import Composite, Metric
from dateline.kernel.slicing import Slicing


class Plan(Struct, frozen=True, dict=True):
    """What is to be counted: metrics without slices, by name; how items are told apart; and those that count all documents as one.

    `both`: gold that accepts other answers is counted a second time as if it did not.
    """

    names: dict[Metric, str]
    slicings: dict[ItemMetric | ClusterMetric, Slicing]
    across: tuple[ClusterMetric, ...]
    both: bool = True

    @cached_property
    def unparted(self) -> "Plan":
        """The same for texts of one paragraph, which need not be asked where each item stands."""
        return replace(self, slicings={metric: slicing._replace(paragraphs=False) for metric, slicing in self.slicings.items()})


def plan(metrics: Iterable[Metric], axes: Iterable[str] = ("type",), *, stated: bool = False, paragraphs: bool = False) -> Plan:
    """The counted metrics behind what was asked for, each once, and the axes that their slices need.

    Clusters are sliced only where that is `stated`, by the axes or by a metric's name.
    """
    wanted: dict[Metric, dict[str, None]] = {}
    asked, stack = tuple(axes), list(metrics)
    for metric in stack:
        if isinstance(metric, Composite):
            stack += metric.sliced()
        else:
            own = asked if stated or isinstance(metric, ItemMetric) else ()
            wanted.setdefault(metric.whole(), {}).update(dict.fromkeys((*own, *metric.needs)))
    if twice := [name for name, number in Counter(map(str, wanted)).items() if number > 1]:
        msg = f"two metrics are called {twice[0]}: give the class of your own another name"
        raise ValueError(msg)
    across = tuple(metric for metric in wanted if isinstance(metric, ClusterMetric) and metric.across)
    alone = [metric for metric in wanted if isinstance(metric, ItemMetric | ClusterMetric) and metric not in across]
    return Plan(
        {metric: str(metric) for metric in wanted},
        {metric: metric.slicing(wanted[metric], paragraphs=paragraphs) for metric in alone},
        across,
    )
