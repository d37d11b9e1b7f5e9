"""Systems compared: scored over the same gold, or read from tables of rows, and judged unit by unit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dateline.analysis.resampling import ENOUGH, Sheet, slices_of
from dateline.analysis.statistics import compared
from dateline.analysis.verdicts import Difference, Resampling
from dateline.corpus.gold import load_gold
from dateline.corpus.reading import Reading
from dateline.evaluation.report import Report, Request, defaults_of
from dateline.evaluation.score import score_paths
from dateline.kernel.counts import Row
from dateline.kernel.metric import Composite, Metric
from dateline.metrics import headlines
from dateline.metrics.whole import Dateline


@dataclass(frozen=True)
class Comparison:
    """Later systems against the first: their names, the differences of each by metric, and what they rest on."""

    systems: tuple[str, ...]
    differences: tuple[tuple[Difference, ...], ...]
    how: Resampling
    signatures: tuple[str, ...]
    notes: tuple[str, ...] = ()

    def to_pandas(self) -> Any:
        """A data frame: one row a later system and metric."""
        import pandas as pd

        rows = [(self.systems[0], name, *each) for name, own in zip(self.systems[1:], self.differences, strict=True) for each in own]
        return pd.DataFrame(rows, columns=["first_system", "second_system", *Difference._fields])


def compare_paths(
    paths: Sequence[str],
    gold: str | None,
    request: Request,
    how: Resampling,
    *,
    format_: str = "",
    by: str = "",
    tables: dict[str, list[Row]] | None = None,
) -> Comparison:
    """The comparison of files or folders of predictions; `tables` are rows already read, by the path that they stand for."""
    tables = tables or {}
    few = gold is None or len(load_gold(gold, request.limits).documents) < ENOUGH
    request = replace(request, rows=few, axes=(*((by,) if by else ()), *(() if few else ("document",))))
    reports = {path: score_paths([path], gold, request, Reading(), format_=format_) for path in paths if path not in tables}
    sheets = [Sheet(tables[path] if path in tables else reports[path].result.rows) for path in paths]
    whole = metrics_of(request, list(reports.values()), gold)
    metrics = [each for metric in whole for each in (metric, *(slices_of(metric, by, sheets) if by else ()))]
    missing = [note for path, sheet in zip(paths, sheets, strict=True) if path in tables for note in lacking(name_of(path), sheet, whole)]
    annotated = annotated_of(list(reports.values()), metrics)
    found = compared(metrics, annotated, sheets, how)
    signatures = [f"{name_of(path)}: {reports[path].signature() if path in reports else 'rows'}" for path in paths]
    notes = [f"{name_of(path)}: {note}" for path, report in reports.items() for note in (*untried(report), *report.reading.notes)]
    notes = [*missing, *notes]
    return Comparison(tuple(map(name_of, paths)), tuple(map(tuple, found)), how, tuple(signatures), tuple(notes))


def metrics_of(request: Request, reports: Sequence[Report], gold: str | None) -> list[Metric]:
    """The metrics that were asked for, or the headlines of what the gold annotates."""
    if request.metrics:
        return list(request.metrics)
    if reports:
        return [line.metric for line in reports[0].lines if not line.slice]
    return defaults_of(load_gold(gold))


def annotated_of(reports: Sequence[Report], metrics: Sequence[Metric]) -> frozenset[str]:
    """The layers that the gold has; where only rows are given, those of the metrics."""
    if reports:
        return frozenset(reports[0].result.annotated)
    return frozenset({metric.layer for metric in metrics if not isinstance(metric, Dateline)} | set(headlines()))


def lacking(name: str, sheet: Sheet, metrics: Sequence[Metric]) -> Iterator[str]:
    """The metrics of which a table has no rows."""
    there = {key.metric for key in sheet.whole}
    missing = [str(metric) for metric in metrics if not isinstance(metric, Composite) and str(metric.whole()) not in there]
    if missing:
        yield f"{name}: has no rows of {', '.join(missing)}"


def untried(report: Report) -> Iterator[str]:
    """The layers that a system did not attempt, which count 0."""
    layers = [line.metric.layer for line in report.lines if not line.slice and not line.attempted]
    if layers:
        yield f"did not attempt {', '.join(dict.fromkeys(layers))}: 0 there"


def name_of(path: str) -> str:
    """What a system is called: its file's or folder's name."""
    known = Path(path)
    return known.parent.name if known.name in {"predictions.jsonl", "rows.csv", "rows.parquet"} and known.parent.name else known.stem
