"""The package from Python: read, check, convert, run, score, compare and show, and the gold itself."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from dateline.analysis.findings import Errors, Finding
from dateline.analysis.verdicts import STANDARD, Method, Resampling, method_of
from dateline.corpus.loading import shipped_gold
from dateline.corpus.notes import Reading
from dateline.document import Document
from dateline.evaluation.given import GoldLike, Metrics, Predictions, answers_of, asked, own_gold, reads_of, refuse_content
from dateline.evaluation.report import score as score_reads
from dateline.evaluation.request import Request
from dateline.files.faults import DataError, Fault
from dateline.kernel.counts import Score
from dateline.reporting.notebook import Report
from dateline.variants.asked import asked_for, draw

if TYPE_CHECKING:
    from datasets import Dataset

    from dateline.pages.show import Page
    from dateline.reporting.compared import Comparison

__all__ = [
    "DataError", "Document", "Errors", "Fault", "Finding", "Report", "Score",
    "check", "compare", "convert", "gold", "load", "read", "run", "score", "show", "vary",
]  # fmt: skip


def gold() -> tuple[Document, ...]:
    """The gold documents with their texts, in the order of their ids.

    >>> [document.id for document in gold()]
    ['000_6bac379f7b3f3210', '001_431afd2a78419558']
    """
    return tuple(document for _, document in sorted(shipped_gold().documents.items()))


def load(config: str = "articles") -> "Dataset":
    """The gold as a `datasets.Dataset`.

    `articles` is nested; `entities`, `mentions`, `relations`, `times`, `events`, `arguments`, `quotes`, `sentences`, `facts`, `tokens` and
    `disagreements` are flat.

    Read from the installed package, without network or cache; equal to what the Hub's `load_dataset` gives for the split `test`.
    """
    from dateline.hub import build as publish

    return publish.dataset(config)


def read(path: str | Path, gold: GoldLike = None, *, format: str = "") -> list[Document]:  # noqa: A002 - as the command line calls it
    """The predictions of a file or folder in any format, placed in the gold's articles; those without an answer are left out.

    Raises `DataError` with every fault, each with its place and what to do.
    """
    from dateline.corpus.loading import read_any
    from dateline.corpus.predictions import paired, understood

    against, reading = own_gold(gold), Reading()
    reads, projection = understood(read_any([str(path)], against, reading, format_=format), against, reading)
    return [pred for _, pred in paired(against, reads, reading, projection=projection) if pred is not None]


def check(predictions: Predictions, gold: GoldLike = None) -> list[Fault]:
    """Every fault of predictions, each with its place and what to do; what would be repaired, or scored as wrong, is one too.

    >>> faults = check([{"id": "000_6bac379f7b3f3210", "mentions": [{"text": "Putin", "type": "HUMAN"}]}])
    >>> faults[0].path
    '$.mentions[0].type'
    """
    from dateline.corpus.predictions import paired, refuse_repairs

    against, reading = own_gold(gold), Reading(strict=True)
    try:
        for _ in paired(against, reads_of(predictions, against, reading), reading):
            pass
        refuse_repairs(reading, [str(predictions) if isinstance(predictions, str | Path) else "predictions"])
    except DataError as error:
        return error.faults
    return []


def convert(source: str | Path, target: str | Path, gold: str | Path | None = None, *, to: str = "") -> int:
    """Read a file or folder in any format and write it in another, by the target's ending or `to`; returns the number of documents."""
    from dateline.corpus import converting

    return converting.convert([str(source)], str(target), own_gold(gold), "", to or converting.by_ending(str(target)), own=gold is None)


def run(system: str | Callable[..., object], gold: GoldLike = None) -> list[Document]:
    """What an extractor answers about each article: a baseline's name, `module:callable`, or a function from a text (and its `dct`).

    >>> len(run(lambda text: [{"start": 0, "end": 5, "label": "PER"}]))
    2
    """
    from dateline.baselines._registry import find
    from dateline.corpus.returned import answered

    baseline = find(system) if isinstance(system, str) else system
    name = system if isinstance(system, str) else getattr(system, "__name__", "the extractor")
    return [answered(baseline, name, article, Reading()) for article in own_gold(gold).documents.values()]


def vary(kind: str, number: int, seed: str, gold: GoldLike = None) -> list[Document]:
    """Articles made of the gold ones, with their gold: so many of a kind (`renamed`, `swapped`, `shifted`, `typographic`) of each.

    They follow from the seed alone. `score` makes their gold anew from their ids. Raises `ValueError` for an article that cannot be
    rewritten so.

    >>> [document.id for document in vary("renamed", 1, "7")]
    ['000_6bac379f7b3f3210~renamed.7.0', '001_431afd2a78419558~renamed.7.0']
    """
    return [one for each, several in asked_for(f"{kind}:{number}") for one in draw(own_gold(gold), each, several, seed)]


def score(
    predictions: Predictions,
    gold: GoldLike = None,
    metrics: Metrics = (),
    *,
    labels: str = "",
    by: str | Sequence[str] = (),
    jobs: int | str = "",
    gold_strict: bool = False,
    intervals: Method | Literal[""] = "",
) -> Report:
    """Predictions (a path, or documents, or dicts of the interchange format) against the shipped gold, or the user's own.

    Large files are streamed; `jobs` counts them in that many processes, or at a Dask scheduler's address. With
    `gold_strict` what gold accepts beside its own items does not count; with `intervals` (`jackknife`, `percentile`, `bca`) the report has
    `intervals`; `by` names axes of slices, as `type` or `document`.

    Raises `DataError` with every fault, each with its place and what to do; `ValueError` for a metric that does not parse.

    >>> report = score([{"id": "000_6bac379f7b3f3210", "mentions": [{"text": "Vladimir Putin", "type": "PER"}]}], metrics="NER(level=NAM)")
    >>> report["NER(level=NAM)"].precision
    1.0
    """
    from dateline.evaluation.score import score_paths

    request = Request(
        metrics=asked(metrics),
        axes=((by,) if isinstance(by, str) else tuple(by)) or ("type",),
        projection=labels,
        gold_strict=gold_strict,
        intervals=method_of(intervals),
        rows=bool(intervals),
        means=bool(by),
    )
    refuse_content(predictions)
    if isinstance(predictions, str | Path) and (gold is None or isinstance(gold, str | Path)):
        return Report.of(score_paths([str(predictions)], None if gold is None else str(gold), request, jobs=str(jobs)))
    against, reading = own_gold(gold), Reading()
    return Report.of(score_reads(reads_of(predictions, against, reading), against, request, reading))


def compare(
    *systems: Predictions | Report,
    gold: GoldLike = None,
    metrics: Metrics = (),
    labels: str = "",
    how: Resampling = STANDARD,
    names: Sequence[str] = (),
) -> "Comparison":
    """Later systems against the first: under each metric the difference, its interval, and whether these texts can tell them apart.

    A system is what `score` takes, or what it gave, or the path of a table that `dateline score --rows` wrote; `names` are what systems are
    called. `how` says the level, the replicates and the seed. Raises as `score` does.

    >>> compare(run("rules"), run("empty"), names=["rules", "empty"], metrics="When")
    <Comparison against rules; empty: When worse>
    """
    from dateline.evaluation.comparison import compare_held, compare_paths, name_of
    from dateline.reporting import rows
    from dateline.reporting.compared import Comparison

    if len(systems) < 2:
        msg = "compare takes two systems or more: paths, predictions in memory, or reports"
        raise ValueError(msg)
    for system in systems:
        refuse_content(system)
    request = Request(metrics=asked(metrics), projection=labels)
    paths = [str(system) for system in systems if isinstance(system, str | Path)]
    if len(paths) == len(systems) and not names and (gold is None or isinstance(gold, str | Path)):
        return Comparison.of(compare_paths(paths, None if gold is None else str(gold), request, how, tables=rows.tables(paths)))
    against = next((system.gold for system in systems if isinstance(system, Report) and gold is None), None) or own_gold(gold)
    own = [name_of(str(system)) if isinstance(system, str | Path) else f"system {number}" for number, system in enumerate(systems, 1)]
    called = [*names, *own[len(names) :]]
    if len(set(called)) < len(systems) or len(called) > len(systems):
        msg = f"names: {', '.join(called)}; one for each system, none of them twice"
        raise ValueError(msg)
    held = {name: partial(reads_of, answers_of(system, against), against) for name, system in zip(called, systems, strict=True)}
    return Comparison.of(compare_held(held, against, request, how))


def show(*reports: Report, names: Sequence[str] = (), gold: GoldLike = None) -> "Page":
    """A page of what one or two systems got wrong, on the text; without a report, of the gold. A notebook shows it; `save(path)` writes it.

    Raises `ValueError` for more than two reports, and for one that kept no documents (over fifty, streamed).
    """
    from dateline.pages.show import Page, Shown

    if len(reports) > 2:
        msg = f"show takes one or two reports, not {len(reports)}"
        raise ValueError(msg)
    if any(not report.pairs for report in reports):
        msg = "the report kept no documents, as it was of many: `dateline show PREDICTIONS --gold GOLD -o FOLDER` makes a page of each"
        raise ValueError(msg)
    against = reports[0].gold if reports else own_gold(gold)
    called = [*names, *(f"system {number}" if len(reports) > 1 else "predicted" for number in range(len(names) + 1, len(reports) + 1))]
    documents = [document for _, document in sorted(against.documents.items())]
    return Page(Shown(against, documents, list(zip(called, reports, strict=False))))
