"""The whole: one number over all layers, and each layer's headline."""

from collections.abc import Sequence
from typing import ClassVar

from msgspec.structs import force_setattr

from dateline.document.labels import Projection, projection
from dateline.kernel.metric import Mean, Metric, labelled
from dateline.metrics import headlines


class Dateline(Mean, frozen=True):
    """The mean of the headlines' F1 over the layers that the gold annotates.

    A layer that was not attempted counts 0; a headline that is undefined (nothing to find, nothing found) is left out and named. It
    is shown
    beside its layers, never alone, and cannot be lifted by one of them alone.
    """

    layer: ClassVar[str] = "whole"
    labels: str = ""

    def __post_init__(self) -> None:
        if self.labels and not isinstance(self.labels, Projection):
            force_setattr(self, "labels", projection(self.labels))

    def parts(self) -> Sequence[Metric]:
        return [labelled(metric, self.labels) for metric in headlines().values()]
