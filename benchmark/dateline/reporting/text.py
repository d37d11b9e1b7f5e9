"""Reports as a table for a terminal, and as Markdown."""

import textwrap
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from dateline.document.inventory import shipped
from dateline.evaluation.lines import Line
from dateline.evaluation.report import Report
from dateline.files.faults import block, printable
from dateline.kernel.counts import Score
from dateline.kernel.items import ItemMetric
from dateline.metrics.entities import NER
from dateline.reporting import memory
from dateline.reporting.errors import COSTLIEST, costliest
from dateline.reporting.figures import WIDTH, Screen, aligned_rows, behind, between, code, figure, number, pipes, prose, wrapped

STILL = Screen()
SLICES = 3
ALL = 10_000
ENOUGH = 10  # gold items that a slice needs to be shown unasked


def heads(report: Report) -> list[str]:
    """The heads of the scores' columns."""
    return ["P", "R", "F1", *([f"{report.how.level:.0%}"] if report.how else [])]


def cells(report: Report, line: Line) -> list[str]:
    """One line's figures, and the items behind them."""
    score = line.score
    if line.slice.startswith("…"):
        return [""] * (len(heads(report)) + 2)
    shown = [figure(score.precision), figure(score.recall), figure(score.f1)]
    if report.how:
        shown.append("" if line.slice else between(report.intervals[str(line.metric)]))
    counts = score.counts or (None if line.slice else behind(report, line.metric))
    return [*shown, *([number(counts.predicted), number(counts.gold)] if counts else ["", ""])]


def name(line: Line) -> str:
    """What a line is called: the metric, or indented the slice's value."""
    return f"  {line.slice.removeprefix('type=')}" if line.slice else str(line.metric)


def table(report: Report, most: int = SLICES, screen: Screen = STILL, worst: int = COSTLIEST) -> str:
    """The report for a terminal; of each metric the slices with most gold items, of the errors the costliest."""
    head = ["layer", "metric", *heads(report), "pred", "gold"]
    tried = [line for line in report.lines if not untried(report, line)]
    body = [["" if line.slice else line.metric.layer, printable(name(line)), *cells(report, line)] for line in commonest(tried, most)]
    lines = [report.signature(), "", *(aligned_rows([head, *body], 2) if report.lines else [])]
    told = [part for remark in remarks(report) for part in wrapped(printable(remark), screen.width)]
    lines += ["", *told] if told else []
    lines += memory.text(report, screen.width)
    lines += ["", *costliest(report, screen, worst)]
    return block(lines).rstrip() + "\n"


def untried(report: Report, line: Line) -> bool:
    """Whether a line says nothing: of a layer that gold annotates and the submission did not attempt, unless it was asked for by name."""
    shown = report.named and not line.slice
    return not line.attempted and not shown and line.metric.layer in report.result.annotated and line.score.counts != (0, 0, 0, 0)


def commonest(lines: list[Line], most: int) -> Iterator[Line]:
    """The lines with at most so many slices a metric, those with most items and at least ten of gold; then how many are left.

    More than a few are asked for, and then none is too small.
    """
    least = ENOUGH if most <= SLICES else 0
    for metric, those in groupby(lines, attrgetter("metric")):
        own = list(those)
        sizes = sorted((-(c.gold + c.predicted), line.slice) for line in own if line.slice and (c := line.score.counts))
        large = {line.slice for line in own if line.slice and (c := line.score.counts) and c.gold >= least}
        shown = {slice_ for _, slice_ in [size for size in sizes if size[1] in large][:most]}
        yield from (line for line in own if not line.slice or line.score.counts is None or line.slice in shown)
        if len(sizes) > len(shown):
            axes = dict.fromkeys(slice_.partition("=")[0] for _, slice_ in sizes)
            yield Line(metric, f"… {len(sizes) - len(shown)} more: --by {','.join(axes)}", Score(None, None, None), attempted=True)


def remarks(report: Report) -> Iterator[str]:
    """What a reader must know beside the figures."""
    result = report.result
    foreign = sorted({line.metric.layer for line in report.lines} - result.annotated - {"whole"})
    if foreign:
        yield f"the gold does not annotate {', '.join(foreign)}: nothing to score there"
    left = {line.metric.layer: None for line in report.lines if not line.attempted and line.metric.layer in result.annotated}
    if left:
        whole = "; each counts 0 in Dateline" if any(line.metric.layer == "whole" for line in report.lines) else ""
        yield f"not attempted: {', '.join(left)}{whole}"
    if result.missing:
        yield f"{result.missing} of {result.documents} documents have no prediction and count as missed"
    undefined = [str(line.metric) for line in report.lines if not line.slice and line.score.f1 is None and line.metric.layer not in foreign]
    if undefined:
        yield f"nothing to find and nothing found, left out of means: {', '.join(undefined)}"
    of_types = [line.score.counts for line in report.lines if isinstance(line.metric, NER) and line.metric.match in {"strict", "type"}]
    if not result.typed and any(counts is not None and counts.predicted and not counts.right_predicted for counts in of_types):
        yield "no predicted mention has a type, and where types count all are wrong; NER(match=exact) asks for their places alone"
    for layer, items in sorted(result.unscored.items()):
        yield f"{items} predicted items of {layer} are not scored: the gold does not annotate that layer there"
    if result.titles and report.gold.inventory != shipped():
        yield f"{result.titles} gold mentions labelled TITLE have no entity and no id: titles, which are in no cluster"
    yield from resampled(report)
    tried = {*result.attempted, "whole"}
    if strict := ", ".join(f"{metric} {figure(score.f1)}" for metric, score in report.strict.items() if metric.layer in tried):
        yield f"without the answers that gold accepts beside its own (--gold-strict): {strict}"
    yield from placements(report)
    told = [(name, figure(low.f1), figure(high.f1)) for name, (low, high) in ranges(report).items()]
    yield from (f"{name} over the places that ambiguous strings could have: F1 {low} to {high}" for name, low, high in told if low != high)
    for repair, times in sorted(report.reading.repairs.items()):
        yield f"repaired {times} ×: {repair}"
    yield from report.reading.notes


def resampled(report: Report) -> Iterator[str]:
    """What intervals rest on, and where there is none."""
    units: dict[str, list[str]] = {}
    for metric, interval in report.intervals.items():
        units.setdefault(f"{interval.units} {interval.unit}" if interval else "", []).append(metric)
    if without := units.pop("", None):
        yield f"no interval, n too small or nothing differs: {', '.join(without)}"
    if units:
        yield "intervals over " + "; ".join(f"{unit}: {', '.join(metrics)}" for unit, metrics in units.items())


def placements(report: Report) -> Iterator[str]:
    """How strings were placed."""
    alignment = report.reading.alignment
    if sum(alignment):
        ways = {"exact": alignment.exact, "normalised": alignment.normalised, "fuzzy": alignment.fuzzy, "found nowhere": alignment.none}
        yield (
            "strings placed: " + ", ".join(f"{n} {way}" for way, n in ways.items() if n) + f"; {alignment.ambiguous} could stand elsewhere"
        )
    if report.reading.lost:
        first = ", ".join(repr(words) for words in report.reading.lost[:3])
        yield f"found nowhere, so spurious: {first}{', …' if len(report.reading.lost) > 3 else ''}"


def ranges(report: Report) -> dict[str, tuple[Score, Score]]:
    """The worst and best score over the placements of ambiguous strings, of the metrics that have one."""
    if not report.reading.choices or not report.pairs:
        return {}
    from dateline.analysis.ambiguity import applies, ranged

    rows = [(line.metric, line.score.counts) for line in report.lines if not line.slice and applies(line.metric)]
    return {str(m): ranged(m, counts, report.pairs, report.reading.choices) for m, counts in rows if counts and isinstance(m, ItemMetric)}


def markdown(report: Report) -> str:
    """The report as a Markdown table, with its signature."""
    head = ["layer", "metric", *heads(report), "predicted", "gold"]
    body = [[line.metric.layer, code(name(line).strip()), *cells(report, line)] for line in report.lines]
    lines = [
        *(pipes([head, ["---", "---", *["--:"] * (len(head) - 2)], *body]) if body else []),
        *memory.markdown(report),
        "",
        code(report.signature()),
        *(f"- {prose(r)}" for r in remarks(report)),
    ]
    return block(lines) + "\n"


def kappa_table(report: Report) -> str:
    """Agreement on attributes of matched items."""
    from dateline.analysis.agreement import agreements

    head = ["attribute of matched items", "items", "equal", "kappa"]
    body = [
        [f"{a.metric} {a.attribute}", str(a.items), figure(a.equal if a.items else None), figure(a.kappa)] for a in agreements(report.pairs)
    ]
    return block(["", *aligned_rows([head, *body])]) + "\n"


def confusion_table(report: Report) -> str:
    """For each layer and gold label, how many items were given which label."""
    from dateline.analysis.confusion import confusions

    lines: list[str] = []
    for layer, counted in confusions(report.pairs, {line.metric.layer for line in report.lines}).items():
        rows: dict[str, list[tuple[int, str]]] = {}
        for (gold, pred), times in counted.items():
            rows.setdefault(gold or "none", []).append((-times, pred or "none"))
        width = min(max(map(len, rows), default=0), WIDTH // 2)
        lines += ["", f"{layer}: gold label, and what was predicted there"] if rows else []
        for gold, predicted in sorted(rows.items()):
            given = ", ".join(f"{pred} {-times}" for times, pred in sorted(predicted))
            lines += textwrap.wrap(printable(f"  {gold:<{width}}  {given}"), WIDTH, subsequent_indent=" " * (width + 4))
    return block(lines) + "\n" if lines else ""
