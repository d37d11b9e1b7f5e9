"""A report as JSON: the public contract of `score --json`."""

import re

import msgspec

from dateline.analysis.agreement import agreements
from dateline.analysis.cascade import cascade
from dateline.analysis.confusion import confusions
from dateline.analysis.findings import Errors
from dateline.evaluation.report import Report
from dateline.kernel.counts import Score
from dateline.reporting import memory
from dateline.reporting.errors import item_metrics
from dateline.reporting.findings import as_dict as error_dict
from dateline.reporting.text import ranges


def as_dict(report: Report) -> dict[str, object]:
    """The documented JSON: `signature`, `scores`, `slices`, `repairs`, and what was there."""
    slices: dict[str, dict[str, object]] = {}
    for line in report.lines:
        if line.slice:
            slices.setdefault(str(line.metric), {})[line.slice] = score_dict(line.score)
    return {
        "signature": report.signature(),
        "scores": {str(line.metric): score_dict(line.score) for line in report.lines if not line.slice},
        "slices": slices,
        "signatures": {str(line.metric): report.signature(line.metric) for line in report.lines if not line.slice},
        **({"intervals": {name: interval and interval._asdict() for name, interval in report.intervals.items()}} if report.how else {}),
        "strict": {str(metric): score_dict(score) for metric, score in report.strict.items()},
        "documents": report.result.documents,
        "missing": report.result.missing,
        "annotated": sorted(report.result.annotated),
        "attempted": sorted(report.result.attempted),
        "not_scored": dict(sorted(report.result.unscored.items())),
        "alignment": report.reading.alignment._asdict(),
        "ranges": {name: {"worst": low.f1, "best": high.f1} for name, (low, high) in ranges(report).items()},
        **({"variants": memory.as_dict(report)} if report.memories else {}),
        "repairs": dict(sorted(report.reading.repairs.items())),
        "notes": report.reading.notes,
    }


def score_dict(score: Score) -> dict[str, object]:
    """One score as JSON."""
    return {
        "precision": score.precision,
        "recall": score.recall,
        "f1": score.f1,
        "counts": list(score.counts) if score.counts else None,
    }


def as_json(report: Report, *, errors: Errors | None = None, kappa: bool = False, confusion: bool = False) -> bytes:
    """The report as JSON, pretty-printed; errors with the cascade, agreement on attributes and confused labels if asked."""
    shown = as_dict(report)
    if errors is not None:
        shown["errors"] = [error_dict(error) for error in errors]
        shown["errors_by_kind"] = [kind._asdict() for kind in errors.by_kind()]
        shown["cascade"] = [split._asdict() for split in cascade(report.pairs, item_metrics(report))]
    if kappa:
        shown["kappa"] = [agreement._asdict() for agreement in agreements(report.pairs)]
    if confusion:
        shown["confusion"] = {
            layer: [{"gold": gold, "predicted": pred, "items": number} for (gold, pred), number in sorted(counted.items())]
            for layer, counted in confusions(report.pairs, {line.metric.layer for line in report.lines}).items()
        }
    return plain(msgspec.json.format(msgspec.json.encode(shown), indent=2).decode()).encode() + b"\n"


def plain(text: str) -> str:
    """JSON for a terminal: what does not print is spelled by its number, which reads back as the same."""
    return re.sub(r"[^ -~\n]", lambda found: found[0] if found[0].isprintable() else numbered(found[0]), text)


def numbered(character: str) -> str:
    """A character by its numbers in UTF-16, as JSON spells them."""
    return "".join(f"\\u{unit}" for unit in character.encode("utf-16-be").hex(" ", 2).split())
