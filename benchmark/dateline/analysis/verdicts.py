"""What intervals and comparisons say, and how they are made."""

from typing import Literal, NamedTuple, get_args

from msgspec import Struct

Method = Literal["jackknife", "percentile", "bca"]
Verdict = Literal["better", "worse", "cannot tell", "too few", "undefined"]
LEAST = 10  # units, or nothing is said
MOST = 1_000_000  # replicates


def method_of(name: Method | Literal[""]) -> Method | Literal[""]:
    """The name of a method of intervals, or nothing; raises `ValueError` for another."""
    if name and name not in get_args(Method):
        msg = f"intervals={name!r}: no such method; {', '.join(get_args(Method))}"
        raise ValueError(msg)
    return name


class Resampling(Struct, frozen=True):
    """How intervals and tests are made."""

    method: Method = "jackknife"
    level: float = 0.95
    replicates: int = 10_000
    seed: int = 0

    def __post_init__(self) -> None:
        if not 0.5 < self.level < 1 or not 100 <= self.replicates <= MOST or self.seed < 0:
            told = f"level {self.level:g}, {self.replicates} replicates, seed {self.seed}"
            msg = f"the level is between 0.5 and 1, replicates are 100 to {MOST:,}, and the seed is 0 or more; these are {told}"
            raise ValueError(msg)

    def signature(self) -> str:
        """What an interval rests on, beside its units."""
        drawn_ = "" if self.method == "jackknife" else f",replicates={self.replicates},seed={self.seed}"
        return f"interval:{self.method}{drawn_},level={self.level:g}"


STANDARD = Resampling()


class Interval(NamedTuple):
    """A score's interval: its ends and standard error, and the units that it rests on."""

    low: float
    high: float
    error: float
    units: int
    unit: str


class Difference(NamedTuple):
    """Two systems under one metric: second less first, its interval, the test's p, and what it says.

    `detectable` is the smallest difference that so many units show in four of five cases; `needed` how many units would show this one.
    """

    metric: str
    first: float | None
    second: float | None
    difference: float | None
    low: float | None
    high: float | None
    p: float | None
    verdict: Verdict
    units: int
    unit: str
    detectable: float | None
    needed: int | None
