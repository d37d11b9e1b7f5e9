"""The whole: one number over all layers, and each layer's headline."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import ClassVar

from dateline.counts import Score, mean
from dateline.document import LAYERS
from dateline.metric import Composite, Metric


@cache
def headlines() -> dict[str, Metric]:
    """Each layer's headline metric, in the order of the layers."""
    return {name: import_module(f"dateline.layers.{name}").HEADLINE for name in LAYERS}


@dataclass(frozen=True)
class Dateline(Composite):
    """The mean of the headlines' F1 over the layers that the gold annotates.

    A layer that was not attempted counts 0; a headline that is undefined (nothing to find, nothing found) is left out and named. It
    is shown
    beside its layers, never alone, and cannot be lifted by one of them alone.
    """

    layer: ClassVar[str] = "whole"

    def parts(self) -> Sequence[Metric]:
        return list(headlines().values())

    def combine(self, scores: Sequence[Score]) -> Score:
        return Score(None, None, mean(score.f1 for score in scores))
