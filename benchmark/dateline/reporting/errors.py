"""Errors in words: counted by layer and kind, the costliest, and every one."""

from collections.abc import Iterator
from itertools import groupby

from dateline.analysis import cascade as cascades
from dateline.analysis.findings import Errors, Finding, Told
from dateline.evaluation.report import Report
from dateline.files.faults import block, printable, window
from dateline.kernel.items import ItemMetric
from dateline.reporting.figures import Screen, aligned_rows, clip, number, wrapped

COSTLIEST = 5
UNPLACED = frozenset({"relations", "claims"})  # whose items stand where their evidence does, if they give some
GAIN = {True: "what the whole would gain", False: "what its F1 would gain"}


def costliest(report: Report, screen: Screen, most: int = COSTLIEST) -> list[str]:
    """The costliest errors, each with its text, under their heading; nothing where there are none."""
    priced = sorted(
        ((e.gain, e) for e in report.errors if e.gain), key=lambda each: (-each[0], each[1].document, each[1].place, each[1].kind)
    )
    if not priced or most == 0:
        return []
    head = f"costliest errors: {GAIN[report.errors.layers > 1]} if one were right (all: --errors)"
    return [*wrapped(head, screen.width), *(line for _, error in priced[:most] for line in described(error, report, screen))]


def described(error: Finding, report: Report, screen: Screen) -> list[str]:
    """An error in a few lines: what it is, what differs on either side, and where in the text."""
    price = f"{error.gain:+.4f} " if error.gain else ""
    text = report.gold.documents[error.document].text or ""
    nowhere = "(no evidence given)" if error.layer in UNPLACED else "(found nowhere)"
    shown = window(text, *error.place) if error.place[0] >= 0 else nowhere
    lines = [f"{price}{error.layer}: {error.kind}: {said(error, screen)}", f"{error.document}: {shown}"]
    return [part for number_, line in enumerate(lines) for part in wrapped("  " * (number_ + 1) + printable(line), screen.width, "      ")]


def said(error: Finding, screen: Screen) -> str:
    """What an error says: of what stands on both sides what differs, of anything else the item."""
    if error.gold and error.predicted:
        pairs = ((name, *(shown(name, value, screen) for value in both)) for name, both in error.differs.items())
        told = "; ".join(f"{name} {gold}, predicted {pred}" for name, gold, pred in pairs)
        return f"{subject(error.gold, error, screen)}: gold {told}".removeprefix(": ")
    side = error.gold or error.predicted
    return subject(side, error, screen) if side else ""


def shown(name: str, value: str | None, screen: Screen) -> str:
    """A value that differs."""
    cut = clip(value or "nothing", screen.excerpt)
    return repr(cut) if name == "span" and value else cut


def subject(side: Told, error: Finding, screen: Screen) -> str:
    """The item that an error is about."""
    there = side.text and error.layer not in {"relations", "coreference"} and "span" not in error.differs
    words = repr(clip(side.text, screen.excerpt)) if there else ""
    told = side.label if error.gold and error.predicted else side.phrase
    return " ".join(part for part in (told, words, error.about and f"({error.about})") if part)


def item_metrics(report: Report) -> list[ItemMetric]:
    """The item metrics of a report that were attempted, slices put aside."""
    return [line.metric for line in report.lines if not line.slice and line.attempted and isinstance(line.metric, ItemMetric)]


def counted(errors: Errors) -> list[str]:
    """The errors by layer and kind, each with what would be gained."""
    rows = [
        [kind.layer, kind.metric, kind.kind, str(kind.items), f"{kind.gain:+.4f}" if kind.gain is not None else "–"]
        for kind in errors.by_kind()
    ]
    shown = [
        [*(["", ""] if number_ else row[:2]), *row[2:]]
        for _, group in groupby(rows, lambda row: row[1])
        for number_, row in enumerate(group)
    ]
    return aligned_rows([["layer", "metric", "error", "items", "gain"], *shown], 3)


def error_list(report: Report, errors: Errors, screen: Screen, *, cascade: bool) -> str:
    """Errors of a report: counted, then each with its text; and the cascade."""
    gains = f" by kind; gain: {GAIN[errors.layers > 1]} were all of a kind right" if errors else ""
    lines = ["", f"{len(errors)} errors{gains}", "", *([*counted(errors), ""] if errors else ())]
    lines += [line for error in errors for line in described(error, report, screen)]
    if cascade:
        lines += [*([""] if errors else ()), *cascaded(report)]
    return block(lines) + "\n"


def cascaded(report: Report) -> Iterator[str]:
    """What each layer loses to the layers before it."""
    head = ["cascade", "gold", "credit", "input missed", "input wrong", "own"]
    body = [[s.metric, *(number(value) for value in s[1:])] for s in cascades.cascade(report.pairs, item_metrics(report))]
    yield from aligned_rows([head, *body])
