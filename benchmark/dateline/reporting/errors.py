"""Errors in words: the costliest, and every one."""

import textwrap

from dateline.analysis.errors import Error, coreference_errors, cost
from dateline.analysis.wording import phrase, words
from dateline.document import Relation
from dateline.document.index import Side
from dateline.document.items import Item
from dateline.evaluation.report import Report
from dateline.files.faults import block, printable, window
from dateline.kernel.items import ItemMetric
from dateline.kernel.pair import Pair
from dateline.metrics import headlines
from dateline.reporting.figures import WIDTH, aligned_rows, clip, number

COSTLIEST = 5
LINES = 3  # of an error, before its place


def costliest(report: Report, most: int = COSTLIEST) -> list[str]:
    """The costliest errors of the headlines, each with its text."""
    layers = max(1, len(report.result.annotated))
    counts = {line.metric.layer: line.score.counts for line in report.lines if line.metric in headlines().values() and not line.slice}
    priced = [(cost(e.kind, found, layers), e) for e in report.errors if (found := counts.get(e.layer)) and found.gold]
    priced.sort(key=lambda each: (-each[0], each[1].document, place(each[1]), each[1].layer, each[1].kind))
    return [line for gain, error in priced[:most] for line in f"  {gain:+.4f} {described(error, report)}".split("\n")]


def place(error: Error) -> tuple[int, int]:
    """Where an error stands in the text."""
    item = error.gold or error.pred
    return (item.start, item.end) if item else (0, 0)


def described(error: Error, report: Report) -> str:
    """An error in a few lines: what, with what differs on either side, and where in the text."""
    text = report.gold.documents[error.document].text or ""
    pair = report.pair(error.document)
    sides = [f"{name} {content(pair, side, error, item)}" for name, side, item in of_sides(pair, error) if item]
    shown = window(text, *place(error)) if place(error)[0] >= 0 else "(found nowhere)"
    what = textwrap.wrap(
        printable(f"{error.layer}: {error.kind}: " + "; ".join(sides)), WIDTH - 10, subsequent_indent="    ", break_on_hyphens=False
    )
    return block([*what[:LINES], "    " + clip(printable(f"{error.document}: {shown}"), WIDTH - 4)])


def of_sides(pair: Pair, error: Error) -> tuple[tuple[str, Side, Item | None], ...]:
    """The items of an error with their sides."""
    return ("gold", pair.gold, error.gold), ("predicted", pair.pred, error.pred)


def content(pair: Pair, side: Side, error: Error, item: Item) -> str:
    """An item in a few words: of a predicted one beside a gold one, what differs."""
    told = phrase(pair, side, item, error.layer)
    there = words(item.pieces, pair.text or "").replace("\n", "\\n")
    same = item is error.pred and error.gold is not None and error.gold.pieces == item.pieces
    shown = f" {clip(there, 40)!r}" if there and not same and not isinstance(item.source, Relation) else ""
    return f"{told}{shown}".strip() or "item"


def item_metrics(report: Report) -> list[ItemMetric]:
    """The item metrics of a report, slices put aside."""
    return [m for m in (line.metric for line in report.lines if not line.slice) if isinstance(m, ItemMetric)]


def error_list(report: Report) -> str:
    """Every error of the item metrics with its text, the errors of coreference, and the cascade."""
    from dateline.analysis.cascade import cascade

    ordered = sorted(report.errors, key=lambda e: (e.layer, e.document, place(e), e.kind))
    lines = [f"{len(ordered)} errors", *(described(error, report) for error in ordered), ""]
    lines += [printable(f"{name}: {number}") for name, number in coreference_errors(report.pairs).items()]
    head = ["cascade", "gold", "credit", "input missed", "input wrong", "own"]
    body = [[s.metric, *(number(value) for value in s[1:])] for s in cascade(report.pairs, item_metrics(report))]
    lines += ["", *aligned_rows([head, *body])]
    return "\n".join(lines) + "\n"
