"""Figures, counts and rows as reports print them."""

import re
import shutil
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import repeat
from typing import NamedTuple, TextIO

from dateline.analysis.verdicts import Interval
from dateline.evaluation.report import Report
from dateline.kernel.counts import Counts
from dateline.kernel.metric import Composite, Metric
from dateline.kernel.scoring import NOTHING

WIDTH = 80  # of lines that no terminal says a width for
NARROW = re.compile(r"[\0-~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u22ff]*")  # a column each, as no table need be asked


class Screen(NamedTuple):
    """What a report is printed on: how wide its lines are, and the longest excerpt, `None` where nothing is cut."""

    width: int = WIDTH
    excerpt: int | None = None


def screen(stream: TextIO) -> Screen:
    """A terminal with its own width, where long excerpts are cut; anything else is 80 wide, and gets everything."""
    if not stream.isatty():
        return Screen()
    return Screen(max(40, shutil.get_terminal_size((WIDTH, 24)).columns), 60)


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
    if metric.layer not in {*report.result.annotated, "whole"}:
        return NOTHING
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


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: wide characters two, combining ones none."""
    if NARROW.fullmatch(text):
        return len(text)
    from wcwidth import width

    return int(width(text))


def clip(text: str, width: int | None) -> str:
    """Text of at most a width, its end cut; without a width, whole."""
    if width is None or columns(text) <= width:
        return text
    kept = text[:width]  # a character takes a column or more, or stands with one
    while columns(kept) > max(0, width - 1):
        kept = kept[:-1]
    return kept + "…"


def wrapped(text: str, width: int | None = WIDTH, indent: str = "  ") -> list[str]:
    """Text in lines of a width, all but the first indented; nothing in it is cut."""
    if width is None or columns(text) <= width:
        return [text]
    if NARROW.fullmatch(text):
        return textwrap.wrap(text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    from wcwidth import wrap

    return list(wrap(text, width, subsequent_indent=indent, break_long_words=True, break_on_hyphens=False))


def padded(text: str, width: int, *, right: bool = False) -> str:
    """Text filled up to a width, to the left or right."""
    fill = " " * (width - columns(text))
    return fill + text if right else text + fill


def pipes(rows: Iterable[list[str]]) -> Iterator[str]:
    """Rows of cells as Markdown; pipes inside cells are escaped."""
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"


def code(words: str) -> str:
    """Words as a code span of Markdown, in which nothing is markup: between more backticks than follow each other in them."""
    longest = max((len(run) for run in re.findall("`+", words)), default=0)
    fence, space = "`" * (longest + 1), " " if longest else ""
    return f"{fence}{space}{words}{space}{fence}"


def prose(words: str) -> str:
    """Words as Markdown in which no tag and no link begins."""
    return words.replace("<", "&lt;").replace("](", "]\\(")


def aligned_rows(rows: list[list[str]], left: int = 1) -> list[str]:
    """Rows in columns, so many to the left, the others to the right."""
    filled = [even(column, right=number >= left) for number, column in enumerate(zip(*rows, strict=True))]
    return ["  ".join(row).rstrip() for row in zip(*filled, strict=True)]


def even(column: Sequence[str], *, right: bool) -> list[str]:
    """Cells filled up to the width of the widest."""
    if NARROW.fullmatch("".join(column)):
        fill = str.rjust if right else str.ljust
        return list(map(fill, column, repeat(max(map(len, column)))))
    width = max(map(columns, column))
    return [padded(cell, width, right=right) for cell in column]
