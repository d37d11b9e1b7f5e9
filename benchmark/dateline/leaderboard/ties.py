"""Which systems lead a column: the best, and those that these texts cannot tell from it."""

from collections.abc import Sequence

from dateline.analysis.resampling import Sheet, samples
from dateline.analysis.statistics import corrected, difference
from dateline.leaderboard.submissions import Entry
from dateline.metrics import parse


def leaders(found: Sequence[Entry], metrics: Sequence[str]) -> dict[str, frozenset[str]]:
    """The folders of the leading systems by metric; of a metric without units, as coreference of two articles, none.

    The best is compared with every other that attempted the layer, with Holm's correction over the column.
    """
    sheets = {entry.folder: Sheet(entry.report.result.rows) for entry in found}
    return {name: leading(found, sheets, name) for name in metrics}


def leading(found: Sequence[Entry], sheets: dict[str, Sheet], name: str) -> frozenset[str]:
    """The leaders of one column."""
    metric = parse(name)
    there = [entry for entry in found if any(line.attempted for line in entry.report.lines if str(line.metric) == name and not line.slice)]
    scored = sorted(((entry.report[name].f1 or 0.0, entry.folder) for entry in there), reverse=True)
    if not scored or not scored[0][0]:
        return frozenset()
    best, *others = [folder for _, folder in scored]
    annotated = frozenset(found[0].report.result.annotated)
    pairs = [samples(metric, annotated, [sheets[folder], sheets[best]]) for folder in others]
    if not samples(metric, annotated, [sheets[best]]):
        return frozenset()
    told = corrected([difference(other, first) for other, first in pairs])
    tied = (folder for folder, each in zip(others, told, strict=True) if each.verdict == "cannot tell" and each.first)
    return frozenset({best, *tied})
