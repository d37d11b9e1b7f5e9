"""A metric is a frozen value whose name parses back: `NER`, `NER(match=partial)`, `NER(labels=conll)@PER`.

A parameter is a field; defaults are left out of the spelling.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

from msgspec import NODEFAULT, Struct
from msgspec.structs import replace

from dateline.kernel.counts import Score, mean


class Metric(Struct, frozen=True, kw_only=True):
    """What all metrics share: a layer, a spelling, and `at`, the slice that the name asks for.

    `axes` are those that its slices can be asked by, beside `document`. A parameter that is a `bool` is spelled yes or no. What a
    metric takes no parameter for stands here as what it does without.
    """

    layer: ClassVar[str]
    axes: ClassVar[tuple[str, ...]] = ()
    at: str = ""

    @property
    def labels(self) -> str:
        """The projection through which both sides' labels are read; empty: none."""
        return ""

    @property
    def across(self) -> bool:
        """Whether all documents are counted as one."""
        return False

    @property
    def types(self) -> str:
        """Whether event types are read in `full`, or by `family`."""
        return "full"

    @property
    def singletons(self) -> bool:
        """Whether clusters of one mention count."""
        return True

    def __str__(self) -> str:
        return self.spell(full=False)

    def spell(self, *, full: bool) -> str:
        """The name; `full` spells the defaults too, as signatures do."""
        shown = [(name, getattr(self, name), default) for name, default in defaults(type(self)).items()]
        inside = ",".join(f"{name}={spelled(value)}" for name, value, default in shown if full or value != default)
        at = self.at.removeprefix("type=")
        return type(self).__name__ + (f"({inside})" if inside else "") + (f"@{at}" if at else "")

    def whole(self) -> "Metric":
        """The same metric over all slices: what is counted."""
        return replace(self, at="") if self.at else self

    @property
    def needs(self) -> tuple[str, ...]:
        """The axes of the slices that the metric itself reads."""
        return (self.at.partition("=")[0],) if self.at else ()


def defaults(cls: type[Metric]) -> dict[str, Any]:
    """The parameters of a metric class with their defaults, those of the classes that it is made of first."""
    names, own = cls.__struct_fields__, cls.__struct_defaults__
    known = dict(zip(names, (*[NODEFAULT] * (len(names) - len(own)), *own), strict=True))
    ordered = dict.fromkeys(name for base in reversed(cls.__mro__) if issubclass(base, Metric) for name in base.__struct_fields__)
    return {name: known[name] for name in ordered if name != "at"}


class Composite(Metric, frozen=True):
    """A named function of scores of summed rows; it has no counts of its own."""

    def parts(self) -> Sequence[Metric]:
        """The metrics whose scores it reads."""
        raise NotImplementedError

    def sliced(self) -> Sequence[Metric]:
        """Its parts at the slice that its name asks for."""
        return [replace(part, at=self.at) for part in self.parts()] if self.at else self.parts()

    def combine(self, scores: Sequence[Score]) -> Score:
        """Its score from theirs, in the order of `parts`."""
        raise NotImplementedError


class Mean(Composite, frozen=True):
    """The mean of its parts' F1, of those that are defined; it has no precision and no recall of its own."""

    def combine(self, scores: Sequence[Score]) -> Score:
        return Score(None, None, mean(score.f1 for score in scores))


def spelled(value: object) -> str:
    """A parameter's value as names have it."""
    if isinstance(value, float):
        short = f"{value:g}"
        return short if float(short) == value else repr(value)
    return ("no", "yes")[value] if isinstance(value, bool) else str(value)


def labelled(metric: Metric, labels: str) -> Metric:
    """The metric under a projection, where it has the parameter and leaves it out."""
    if labels and not metric.labels and "labels" in defaults(type(metric)):
        return replace(metric, labels=labels)
    return metric
