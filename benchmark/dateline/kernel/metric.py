"""A metric is a frozen value whose name parses back: `NER`, `NER(match=partial)`, `NER(labels=conll)@PER`.

A parameter is a dataclass field; defaults are left out of the spelling.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from typing import ClassVar, Literal

from dateline.kernel.counts import Score

YesNo = Literal["yes", "no"]


@dataclass(frozen=True)
class Metric:
    """What all metrics share: a layer, a spelling, and `at`, the slice that the name asks for."""

    layer: ClassVar[str]
    at: str = field(default="", kw_only=True)

    def __str__(self) -> str:
        return self.spell(full=False)

    def spell(self, *, full: bool) -> str:
        """The name; `full` spells the defaults too, as signatures do."""
        shown = [(f.name, getattr(self, f.name), f.default) for f in fields(self) if f.name != "at"]
        inside = ",".join(f"{name}={value}" for name, value, default in shown if full or value != default)
        at = self.at.removeprefix("type=")
        return type(self).__name__ + (f"({inside})" if inside else "") + (f"@{at}" if at else "")

    def whole(self) -> "Metric":
        """The same metric over all slices: what is counted."""
        return replace(self, at="") if self.at else self


@dataclass(frozen=True)
class Composite(Metric):
    """A named function of scores of summed rows; it has no counts of its own."""

    def parts(self) -> Sequence[Metric]:
        """The metrics whose scores it reads."""
        raise NotImplementedError

    def combine(self, scores: Sequence[Score]) -> Score:
        """Its score from theirs, in the order of `parts`."""
        raise NotImplementedError
