"""What Python gives: predictions, gold and metrics as paths, documents, dicts, tables of rows, names."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from dateline.corpus.given import decoded
from dateline.corpus.gold import Gold
from dateline.corpus.loading import gold_of, load_gold
from dateline.corpus.notes import Reading
from dateline.corpus.tables import rows_of
from dateline.document import Document
from dateline.evaluation.report import Report
from dateline.formats._reader import Read
from dateline.kernel.metric import Metric
from dateline.metrics import parse
from dateline.variants.rebuilt import with_variants

Predictions = str | Path | Iterable[Document | dict[str, object]]
GoldLike = str | Path | Iterable[Document | dict[str, object]] | None
Metrics = str | Metric | Sequence[str | Metric]


def refuse_content(given: object) -> None:
    """Raise `ValueError` for the content of a file in the place of its path."""
    if isinstance(given, str) and ("\n" in given or given.lstrip().startswith(("{", "["))):
        msg = "predictions are a path, and this is the content of a file: give the path, or the documents that json.loads makes of it"
        raise ValueError(msg)


def asked(metrics: Metrics) -> tuple[Metric, ...]:
    """The metrics of some names, or of one."""
    named = [metrics] if isinstance(metrics, str | Metric) else metrics
    for wrong in [metric for metric in named if not isinstance(metric, str | Metric)]:
        more = ", but a class: call it" if isinstance(wrong, type) else ""
        msg = f"metrics: {wrong!r} is neither a metric's name nor a metric{more}"
        raise ValueError(msg)
    return tuple(parse(metric) if isinstance(metric, str) else metric for metric in named)


def own_gold(gold: GoldLike) -> Gold:
    """The shipped gold, a path's, or that of given documents; with the variants of its articles."""
    if gold is None or isinstance(gold, str | Path):
        return with_variants(load_gold(None if gold is None else str(gold)))
    return with_variants(gold_of(decoded(rows_of(gold), "gold"), "own"))


def reads_of(predictions: Predictions, against: Gold, reading: Reading) -> Iterable[Read]:
    """Predictions from a path in any format, or from Python."""
    from dateline.corpus.loading import articles_of, read_any
    from dateline.corpus.reading import read_rows

    if isinstance(predictions, str | Path):
        return read_any([str(predictions)], against, reading)
    return read_rows(rows_of(predictions), articles_of(against), reading)


def answers_of(system: "Predictions | Report", against: Gold) -> Predictions:
    """Predictions that can be read again and again; of a report those that it kept.

    Raises `ValueError` for a report that kept none, and for one of other gold.
    """
    if not isinstance(system, Report):
        return system if isinstance(system, str | Path) else list(rows_of(system))
    if not system.pairs:
        msg = "the report kept no documents, as it was of many: give compare the path of its predictions"
        raise ValueError(msg)
    if system.gold.digest != against.digest:
        msg = f"the reports are of several gold: {against.name}#{against.digest}, {system.gold.name}#{system.gold.digest}"
        raise ValueError(msg)
    return [pred for _, pred in system.pairs if pred is not None]
