"""What is asked for: which metrics, sliced how, and what is kept of it."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from dateline.analysis.verdicts import Method
from dateline.files import LIMITS, Limits
from dateline.kernel.metric import Metric, labelled


class Request(Struct, frozen=True):
    """What to score and how to show it: the metrics, or the gold's headlines; `also` are asked for beside either.

    `details` keeps all documents, for their errors and agreements; otherwise a few are kept. `gold_strict`: what gold accepts
    beside its own items does not count.
    """

    metrics: tuple[Metric, ...] = ()
    also: tuple[Metric, ...] = ()
    axes: tuple[str, ...] = ("type",)
    projection: str = ""
    rows: bool = False
    limits: Limits = LIMITS
    means: bool = False
    details: bool = False
    gold_strict: bool = False
    intervals: Method | Literal[""] = ""

    def asked(self, defaults: Iterable[Metric]) -> list[Metric]:
        """The metrics under the projection, each once."""
        return list(dict.fromkeys(labelled(metric, self.projection) for metric in (*(self.metrics or defaults), *self.also)))

    @property
    def keeps(self) -> bool:
        """Whether the rows of documents are asked for."""
        return self.rows or "document" in self.axes
