"""What variants tell, as tables: the articles' scores beside those of their variants, and the gap between them."""

from collections.abc import Iterator

from dateline.evaluation.memory import LEVEL, Gap, Memory
from dateline.evaluation.report import Report
from dateline.files.faults import plural
from dateline.kernel.metric import Metric
from dateline.reporting.figures import aligned_rows, figure, pipes, wrapped

HEAD = ["layer", "metric", "articles", "variants", f"{LEVEL:.0%}", "gap"]


def shown(report: Report, memory: Memory) -> dict[Metric, Gap]:
    """The metrics of the layers that were attempted, on the articles or on variants."""
    idle = {line.metric for line in report.lines if not line.attempted}
    return {
        metric: gap for metric, gap in memory.gaps.items() if metric not in idle and gap.mean is not None and (gap.mean or gap.original)
    }


def rows(report: Report, memory: Memory) -> Iterator[list[str]]:
    """One row a metric."""
    for metric, gap in shown(report, memory).items():
        yield [
            metric.layer,
            str(metric),
            figure(gap.original),
            figure(gap.mean),
            between(gap),
            "–" if gap.gap is None else f"{gap.gap:+.3f}",
        ]


def between(gap: Gap) -> str:
    """The interval of a mean."""
    return "–" if gap.low is None or gap.high is None else f"[{gap.low:.3f}, {gap.high:.3f}]"


def heading(memory: Memory) -> str:
    """What a table is about."""
    of = "each of " + str(len(memory.articles)) + " articles" if len(memory.articles) > 1 else memory.articles[0]
    seeds = f"seed {', '.join(memory.seeds)}" if len(memory.seeds) == 1 else f"seeds {', '.join(memory.seeds)}"
    missed = f"; {memory.missing} have no prediction and count as missed" if memory.missing else ""
    return f"{memory.kind}: {plural(memory.draws, 'variant')} of {of}, {seeds}{missed}"


def text(report: Report, width: int | None) -> list[str]:
    """The tables for a terminal."""
    lines: list[str] = []
    for memory in report.memories:
        lines += ["", *wrapped(heading(memory), width), *aligned_rows([HEAD, *rows(report, memory)], 2)]
    if report.memories:
        lines += ["", *wrapped(NOTE, width)]
    return lines


def markdown(report: Report) -> list[str]:
    """The tables as Markdown."""
    lines: list[str] = []
    for memory in report.memories:
        lines += ["", heading(memory), "", *pipes([HEAD, ["---", "---", *["--:"] * (len(HEAD) - 2)], *rows(report, memory)])]
    return lines


def as_dict(report: Report) -> dict[str, object]:
    """The tables as JSON, by kind."""
    return {
        memory.kind: {
            "seeds": list(memory.seeds),
            "articles": list(memory.articles),
            "draws": memory.draws,
            "missing": memory.missing,
            "scores": {str(metric): {**gap._asdict(), "gap": gap.gap} for metric, gap in memory.gaps.items()},
        }
        for memory in report.memories
    }


NOTE = (
    "the interval is over variants of these articles, not over other articles; "
    "a gap may be what a system remembers, or that the variants are harder for it"
)
