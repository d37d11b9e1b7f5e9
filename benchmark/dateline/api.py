"""The package from Python: `gold()`, `load()`, `score()`, `compare()`."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from dateline.analysis.verdicts import STANDARD, Method, Resampling
from dateline.corpus.gold import Gold, gold_of, load_gold, shipped_gold
from dateline.corpus.reading import Reading
from dateline.document import Document
from dateline.evaluation.report import Report, Request
from dateline.evaluation.report import score as score_reads
from dateline.files.faults import one
from dateline.formats._reader import Read
from dateline.kernel.metric import Metric
from dateline.metrics import parse

if TYPE_CHECKING:
    from datasets import Dataset

    from dateline.evaluation.comparison import Comparison

Predictions = str | Path | Iterable[Document | dict[str, object]]


def gold() -> tuple[Document, ...]:
    """The gold documents with their texts, in the order of their ids."""
    return tuple(document for _, document in sorted(shipped_gold().documents.items()))


def load(config: str = "articles") -> "Dataset":
    """The gold as a `datasets.Dataset`.

    `articles` is nested; `entities`, `mentions`, `relations`, `times`, `events`, `arguments`, `quotes`, `sentences`, `facts`, `tokens` and
    `disagreements` are flat.

    Read from the installed package, without network or cache; equal to what the Hub's `load_dataset` gives for the split `test`.
    """
    from dateline.hub import build as publish

    return publish.dataset(config)


def score(
    predictions: Predictions,
    gold: str | Path | Iterable[Document] | None = None,
    metrics: Sequence[str | Metric] = (),
    *,
    labels: str = "",
    jobs: int | str = "",
    gold_strict: bool = False,
    intervals: Method | Literal[""] = "",
) -> Report:
    """Predictions (a path, or documents, or dicts of the interchange format) against the shipped gold, or the user's own.

    Large JSONL files on both sides are streamed; `jobs` counts them in that many processes, or at a Dask scheduler's address. With
    `gold_strict` what gold accepts beside its own items does not count; with `intervals` (`jackknife`, `percentile`, `bca`) the report has
    `intervals`.

    Raises `dateline.faults.DataError` with every fault, each with its place and what to do; `ValueError` for a metric that does not
    parse.
    """
    from dateline.corpus.predictions import read_any
    from dateline.evaluation.score import score_paths

    asked = tuple(parse(metric) if isinstance(metric, str) else metric for metric in metrics)
    request = Request(metrics=asked, projection=labels, gold_strict=gold_strict, intervals=intervals, rows=bool(intervals))
    reading = Reading()
    if isinstance(predictions, str | Path) and (gold is None or isinstance(gold, str | Path)):
        return score_paths([str(predictions)], None if gold is None else str(gold), request, reading, jobs=str(jobs))
    against = own_gold(gold)
    reads = read_any([str(predictions)], against, reading) if isinstance(predictions, str | Path) else decoded(predictions)
    return score_reads(reads, against, request, reading)


def compare(
    *systems: str | Path,
    gold: str | Path | None = None,
    metrics: Sequence[str | Metric] = (),
    labels: str = "",
    how: Resampling = STANDARD,
) -> "Comparison":
    """Later systems against the first: under each metric the difference, its interval, and whether these texts can tell them apart.

    Systems are paths of predictions, or of tables of rows. `how` says the level, the replicates and the seed. Raises as `score` does.
    """
    from dateline.evaluation.comparison import compare_paths
    from dateline.reporting import rows

    asked = tuple(parse(metric) if isinstance(metric, str) else metric for metric in metrics)
    paths = [str(system) for system in systems]
    request = Request(metrics=asked, projection=labels)
    return compare_paths(paths, None if gold is None else str(gold), request, how, tables=rows.tables(paths))


def own_gold(gold: str | Path | Iterable[Document] | None) -> Gold:
    """The shipped gold, a path's, or that of given documents."""
    if gold is None or isinstance(gold, str | Path):
        return load_gold(None if gold is None else str(gold))
    return gold_of([Read(document, "gold", number) for number, document in enumerate(gold, 1)], "own")


def decoded(predictions: Iterable[Document | dict[str, object]]) -> Iterable[Read]:
    """Documents from Python, checked for shape."""
    for number, document in enumerate(predictions, 1):
        try:
            found = document if isinstance(document, Document) else msgspec.convert(document, Document)
        except msgspec.ValidationError as error:
            raise one("predictions", number, "", str(error), "see `dateline describe schema`") from None
        yield Read(found, "predictions", number)
