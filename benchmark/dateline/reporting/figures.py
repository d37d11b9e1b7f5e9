"""Figures, counts and rows as reports print them."""

import textwrap
from collections.abc import Callable, Iterable, Iterator

from dateline.analysis.verdicts import Interval
from dateline.evaluation.report import Report
from dateline.kernel.counts import Counts
from dateline.kernel.metric import Composite, Metric

WIDTH = 80


def figure(value: float | None) -> str:
    """A score with three decimals, a dash for none."""
    return "–" if value is None else f"{value:.3f}"


def number(value: float) -> str:
    """A count, with decimals only where it has them."""
    return f"{value:.0f}" if value == int(value) else f"{value:.2f}"


def between(found: Interval | None) -> str:
    """An interval, a dash for none."""
    return "–" if found is None else f"[{found.low:.2f}, {found.high:.2f}]"


def behind(report: Report, metric: Metric) -> Counts | None:
    """The items that stand behind a score: of a composite those of its largest part, of the whole none of its own."""
    if not isinstance(metric, Composite):
        return report.result.counts(metric)
    parts = [report.result.counts(part) for part in metric.sliced() if not isinstance(part, Composite)]
    return max(parts, key=lambda counts: (counts.gold, counts.predicted), default=None) if metric.layer != "whole" else None


def items_of_gold(report: Report) -> Callable[[str], str]:
    """What says how many items of gold stand behind a metric of a report, by its name."""
    metrics = {str(line.metric): line.metric for line in report.lines if not line.slice}

    def said(name: str) -> str:
        counts = behind(report, metrics[name])
        return number(counts.gold) if counts else ""

    return said


def attempted(report: Report, name: str) -> str:
    """The F1 of a metric, or a dash where its layer was not attempted."""
    there = any(line.attempted for line in report.lines if not line.slice and str(line.metric) == name)
    return figure(report[name].f1 if there else None)


def clip(text: str, width: int) -> str:
    """Text of at most a width, its end cut."""
    return text if len(text) <= width else text[: max(0, width - 1)] + "…"


def wrapped(remark: str) -> list[str]:
    """A remark in lines of the terminal's width; nothing in it is cut."""
    return textwrap.wrap(remark, WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def pipes(rows: Iterable[list[str]]) -> Iterator[str]:
    """Rows of cells as Markdown; pipes inside cells are escaped."""
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"


def aligned_rows(rows: list[list[str]]) -> list[str]:
    """Rows in columns, the first to the left, the others to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [
        "  ".join(f"{c:<{w}}" if i == 0 else f"{c:>{w}}" for i, (c, w) in enumerate(zip(row, widths, strict=True))).rstrip() for row in rows
    ]
