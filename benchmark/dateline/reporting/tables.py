"""A report for a paper: a LaTeX table (booktabs), and CSV with numbers in full."""

import csv
import io

from dateline.evaluation.report import Report
from dateline.files.faults import printable
from dateline.reporting.figures import figure


def latex(report: Report) -> str:
    """One row a metric or slice: P, R, F1, and the interval where it was asked for."""
    lines = [r"\begin{tabular}{llrrr}", r"\toprule", r"layer & metric & P & R & F1 \\", r"\midrule"]
    for line in report.lines:
        if line.slice.startswith("mean over"):
            continue
        interval = report.intervals.get(str(line.metric)) if not line.slice else None
        spread = rf" {{\small [{interval.low:.2f}, {interval.high:.2f}]}}" if interval else ""
        name = line.slice.partition("=")[2] or str(line.metric)
        shown = rf"\quad {escaped(name)}" if line.slice else rf"\texttt{{{escaped(name)}}}"
        cells = [figure(line.score.precision), figure(line.score.recall), f"{figure(line.score.f1)}{spread}"]
        lines.append(" & ".join(["" if line.slice else line.metric.layer, shown, *cells]) + r" \\")
    return "\n".join([*lines, r"\bottomrule", r"\end{tabular}", f"% {printable(report.signature())}", ""])


def escaped(words: str) -> str:
    """Words as LaTeX shows them."""
    table = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    return "".join(table.get(c, f"\\{c}" if c in "_&%$#" else c) for c in printable(words))


def as_csv(report: Report) -> str:
    """One row a metric and slice."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    ends = ["low", "high", "unit", "units"]
    writer.writerow(["layer", "metric", "slice", "precision", "recall", "f1", *ends, "attempted", "signature"])
    for line in report.lines:
        interval = report.intervals.get(str(line.metric)) if not line.slice else None
        told = [interval.low, interval.high, interval.unit, interval.units] if interval else [None] * len(ends)
        name = str(line.metric)
        words = map(printable, (line.metric.layer, name, line.slice))
        writer.writerow([*words, *line.score[:3], *told, line.attempted, printable(report.signature(line.metric))])
    return stream.getvalue()
