"""A report for a paper: a LaTeX table (booktabs) with its notes, and rows with numbers in full."""

from collections.abc import Iterable, Iterator, Sequence

from dateline.evaluation.lines import Line
from dateline.evaluation.report import Report
from dateline.files.faults import printable
from dateline.reporting import memory, text
from dateline.reporting.columns import csv_text
from dateline.reporting.figures import behind, figure

COLUMNS = (
    *("layer", "metric", "slice", "precision", "recall", "f1", "low", "high", "unit", "units"),
    *("predicted", "gold", "attempted"),
)
PACKAGE = r"% \usepackage{booktabs}"


def records(report: Report) -> Iterator[tuple[object, ...]]:
    """One row a metric and slice, in `COLUMNS`; then one a metric and kind of variants, whose F1 is the mean over draws."""
    for line in report.lines:
        interval = report.intervals.get(str(line.metric)) if not line.slice else None
        spread = (interval.low, interval.high, interval.unit, interval.units) if interval else (None,) * 4
        counts = line.score.counts or (None if line.slice else behind(report, line.metric))
        items = (counts.predicted, counts.gold) if counts else (None, None)
        yield line.metric.layer, str(line.metric), line.slice, *line.score[:3], *spread, *items, line.attempted
    for each in report.memories:
        for metric, gap in memory.shown(report, each).items():
            own = (metric.layer, str(metric), f"variants={each.kind}", None, None, gap.mean, gap.low, gap.high, "draws", each.draws)
            yield *own, None, None, True


def latex(report: Report) -> str:
    """One row a metric or slice: P, R, F1, and the interval where it was asked for; a table for each kind of variants; and what to know.

    A layer that was not attempted has dashes.
    """
    level = rf" [{report.how.level * 100:g}\%]" if report.how else ""
    head = rf"layer & metric & P & R & F1{level} \\"
    body = [row(report, line) for line in report.lines if not line.slice.startswith("mean over")]
    lines = [PACKAGE, *(tabular("llrrr", [head], body) if report.lines else [])]
    for each in report.memories:
        rows = [
            " & ".join([cells[0], rf"\texttt{{{escaped(cells[1])}}}", *map(escaped, cells[2:])]) + r" \\"
            for cells in memory.rows(report, each)
        ]
        lines += ["", *tabular("llrrrr", [" & ".join(map(escaped, memory.HEAD)) + r" \\"], rows), *notes([memory.heading(each)])]
    remarks = [*text.remarks(report), *([memory.NOTE] if report.memories else [])]
    return "\n".join([*lines, *notes(remarks), f"% {printable(report.signature())}", ""])


def tabular(columns: str, head: Iterable[str], body: Iterable[str]) -> list[str]:
    """A table of booktabs."""
    return [rf"\begin{{tabular}}{{{columns}}}", r"\toprule", *head, r"\midrule", *body, r"\bottomrule", r"\end{tabular}"]


def notes(remarks: Sequence[str]) -> list[str]:
    """What a reader must know of a table, printed below it."""
    return [r"\par\smallskip{\footnotesize", *(f"{escaped(remark)}.\\\\" for remark in remarks), "}"] if remarks else []


def row(report: Report, line: Line) -> str:
    """One line of a report."""
    interval = report.intervals.get(str(line.metric)) if not line.slice else None
    spread = rf" {{\small [{interval.low:.2f}, {interval.high:.2f}]}}" if interval else ""
    name = line.slice.partition("=")[2] or str(line.metric)
    shown = rf"\quad {escaped(name)}" if line.slice else rf"\texttt{{{escaped(name)}}}"
    values = line.score[:3] if line.attempted else (None, None, None)
    cells = [figure(value) for value in values]
    return " & ".join(["" if line.slice else line.metric.layer, shown, *cells[:2], f"{cells[2]}{spread}"]) + r" \\"


def escaped(words: str) -> str:
    """Words as LaTeX shows them."""
    table = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    return "".join(table.get(c, f"\\{c}" if c in "_&%$#" else c) for c in printable(words))


def as_csv(report: Report) -> str:
    """The rows, each with what its numbers rest on."""
    signatures = {str(line.metric): report.signature(line.metric) for line in report.lines}
    rows = ([*record, signatures.get(str(record[1]), report.signature())] for record in records(report))
    return csv_text([[*COLUMNS, "signature"], *rows])
