"""Scores with their intervals as a figure; needs `dateline[plots]` (matplotlib)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from dateline.evaluation.lines import Line
from dateline.evaluation.report import Report

if TYPE_CHECKING:
    from matplotlib.figure import Figure

STEP = 0.8  # of a layer's room that its systems share


def intervals(reports: Mapping[str, Report]) -> "Figure":
    """A figure of F1 by metric and system, with the interval of each where there is one; a system stands where it attempted the layer.

    `reports` are by the systems' names, scored with `intervals=`. Raises `ImportError` without matplotlib.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        msg = f"plots need their extra: pip install 'dateline[plots]' ({error})"
        raise ImportError(msg) from None
    metrics = list(dict.fromkeys(str(line.metric) for report in reports.values() for line in report.lines if not line.slice))
    figure = Figure(figsize=(8, 1 + 0.3 * len(metrics) * max(1, len(reports))), layout="constrained")
    axes = figure.subplots()
    for place, (name, report) in enumerate(reports.items()):
        offset = STEP * (place + 0.5) / len(reports) - STEP / 2
        low, high, values, places = [], [], [], []
        for row, line in rows(metrics, report):
            if line.score.f1 is not None:
                found = report.intervals.get(str(line.metric))
                low.append(line.score.f1 - found.low if found else 0.0)
                high.append(found.high - line.score.f1 if found else 0.0)
                values.append(line.score.f1)
                places.append(row + offset)
        axes.errorbar(values, places, xerr=[low, high], fmt="o", capsize=3, label=name)
    axes.set(xlim=(0, 1), xlabel="F1", yticks=range(len(metrics)), yticklabels=metrics)
    axes.invert_yaxis()
    figure.legend(loc="outside upper center", ncols=4)
    return figure


def rows(metrics: list[str], report: Report) -> list[tuple[int, Line]]:
    """The lines of what a system attempted, each with its row in the figure."""
    return [(metrics.index(str(line.metric)), line) for line in report.lines if not line.slice and line.attempted]
