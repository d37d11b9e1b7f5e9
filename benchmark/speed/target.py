"""What was measured as a line of the page, and the page's two sections, which are written by two commands."""

import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from speed.measure import Cost

TABLE = ("| what | measured | range | wanted | met |", "| --- | --: | --: | --: | --- |")
BESIDE = "\n## Beside commit"


class Target(NamedTuple):
    """One line of the page: what was measured, its figures, and the least or the most that their median should be."""

    name: str
    figures: Sequence[float]
    wanted: float | None
    unit: str
    least: bool = False

    def line(self) -> str:
        """The line as Markdown."""
        figure = statistics.median(self.figures)
        spread = f"{min(self.figures):.2f} to {max(self.figures):.2f}" if len(self.figures) > 1 else ""
        shown = f"| {self.name} | {figure:.2f} {self.unit} | {spread} "
        if self.wanted is None:
            return shown + "| | |"
        met = figure >= self.wanted if self.least else figure <= self.wanted
        return shown + f"| {'≥' if self.least else '≤'} {self.wanted:g} {self.unit} | {'yes' if met else '**no**'} |"


def ratio(runs: dict[str, list[Cost]], one: str, other: str) -> list[float]:
    """CPU of one command over that of another, run by run."""
    return [a.cpu / b.cpu for a, b in zip(runs[one], runs[other], strict=True)]


def parted(page: Path) -> tuple[str, str]:
    """What a page has of the peers, and of an earlier commit."""
    peers, mark, earlier = page.read_text("utf-8").partition(BESIDE)
    return peers, mark + earlier
