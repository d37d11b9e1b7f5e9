"""What intervals cover, what the test rejects, and how many articles show a difference: `python -m simulations.run --output PAGE`."""

import argparse
import datetime as dt
import platform
import sys
from pathlib import Path

import numpy as np

from dateline.analysis.resampling import Array, Sample
from dateline.analysis.statistics import chances, interval
from dateline.analysis.verdicts import Method, Resampling
from dateline.version import __version__
from simulations.population import METRICS, SIZE, both, chosen, sample

SIZES = (20, 100, 1_000)
TESTED = (20, 100)
GAPS = (0.01, 0.02, 0.05)
ARTICLES = (10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
METHODS: tuple[Method, ...] = ("jackknife", "percentile", "bca")


def coverage(name: str, size: int, method: Method, runs: int, draw: np.random.Generator) -> float:
    """How often the interval of a sample of documents holds the population's F1."""
    population = sample(name)
    held = 0
    for run in range(runs):
        found = interval(chosen(population, draw.integers(0, population.number, size)), Resampling(method, replicates=1_000, seed=run))
        held += found is not None and found.low <= population.value <= found.high
    return held / runs


def rejections(name: str, size: int, runs: int, draw: np.random.Generator) -> float:
    """How often the test tells two systems apart whose answers are exchanged at random, document by document."""
    first, second = both(name)
    rejected = 0
    for run in range(runs):
        places, swap = draw.integers(0, first.number, size), draw.random(size)[:, None] < 0.5
        a, b = first.columns[places], second.columns[places]
        pair = (
            chosen(first, places)._replace(columns=np.where(swap, a, b)),
            chosen(second, places)._replace(columns=np.where(swap, b, a)),
        )
        rejected += chances([pair], Resampling(replicates=500, seed=run))[0] <= 0.05
    return rejected / runs


def needed(name: str, gap: float, runs: int, draw: np.random.Generator) -> int | None:
    """The fewest articles, of some numbers, at which the test sees a gap in four of five samples; `None` if none does."""
    first, second = both(name)
    better = raised(second, first.value + gap)
    for size in ARTICLES:
        seen = 0
        for run in range(runs):
            places = draw.integers(0, first.number, size)
            pair = chosen(first, places), chosen(better, places)
            seen += chances([pair], Resampling(replicates=300, seed=run))[0] <= 0.05
        if seen >= 0.8 * runs:
            return size
    return None


def raised(system: Sample, wanted: float) -> Sample:
    """A system with so much of its wrong items right, everywhere alike, that its F1 is as wanted."""
    low, high = -1.0, 1.0
    for _ in range(50):
        share = (low + high) / 2
        low, high = (share, high) if system._replace(columns=moved(system.columns, share)).value < wanted else (low, share)
    return system._replace(columns=moved(system.columns, (low + high) / 2))


def moved(columns: Array, share: float) -> Array:
    """Counts with a share of what is missing to all right added to what is right, or of what is right taken away."""
    new = columns.copy()
    for right, whole in ((0, 1), (2, 3)):
        for at in range(0, columns.shape[1], 4):
            room = columns[:, at + whole] - columns[:, at + right] if share > 0 else columns[:, at + right]
            new[:, at + right] += share * room
    return new


def table(head: list[str], rows: list[list[str]]) -> list[str]:
    """A Markdown table."""
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rows]
    return ["| " + " | ".join(line) + " |" for line in lines]


def page(runs: int, power: int) -> str:
    """The page of the docs."""
    draw = np.random.default_rng(20261126)
    told = [
        [f"`{name}`", method, *(f"{coverage(name, size, method, runs, draw):.3f}" for size in SIZES[: 3 if method == "jackknife" else 2])]
        for name in METRICS
        for method in (METHODS if name == "NER" else METHODS[:1])
    ]  # fmt: skip
    told = [row + ["–"] * (2 + len(SIZES) - len(row)) for row in told]
    null = [[f"`{name}`", *(f"{rejections(name, size, runs, draw):.3f}" for size in TESTED)] for name in METRICS]
    seen = [
        [f"`{name}`", *(f"{found:,}" if (found := needed(name, gap, power, draw)) else f"> {ARTICLES[-1]:,}" for gap in GAPS)]
        for name in METRICS
    ]
    return "\n".join([
        "# What scores can and cannot tell", "",
        "`dateline score --intervals` puts a 95 % interval beside F1; `dateline compare A B` says which is better, or that these texts",
        "cannot tell. A unit is a document; where there are fewer than 20, a paragraph, for metrics whose credits belong to a place.",
        "Coreference, and what contains it, has no interval below the document. Under ten units nothing is said.",
        "Paragraphs are of the articles at hand: what they tell does not reach to other articles, and intervals over a few paragraphs of",
        "two articles are not among what is simulated below.", "",
        f"Made {dt.datetime.now(tz=dt.UTC).date()} with dateline {__version__}, Python {platform.python_version()}, NumPy {np.__version__}",
        f"by `nox -s simulations` ({runs:,} runs; {SIZE:,} synthetic documents of 3 to 45 names, really scored).", "",
        "## How often a 95 % interval holds the truth", "",
        *table(["metric", "method", *(f"{size:,} documents" for size in SIZES)], told), "",
        "## How often two systems that do not differ are told apart, at 5 %", "",
        *table(["metric", *(f"{size:,} documents" for size in TESTED)], null), "",
        "## How many articles show a difference in four of five cases", "",
        "Two systems of one quality, one of them then raised by so many points everywhere alike.", "",
        *table(["metric", *(f"{gap * 100:.0f} points" for gap in GAPS)], seen), "",
    ])  # fmt: skip


def main() -> int:
    """Write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", required=True)
    parser.add_argument("--runs", type=int, default=5_000)
    parser.add_argument("--power", type=int, default=200)
    options = parser.parse_args()
    Path(options.output).write_text(page(options.runs, options.power), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
