"""Paths scored in the way that fits them.

Where there is much gold, or workers are asked for, both sides are streamed. Everything else is scored in memory, where errors can be
shown, small files repaired, and the parts of an article put together from wherever they stand.
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from dateline import files
from dateline.corpus.folders import expand_any
from dateline.corpus.gold import Gold
from dateline.corpus.notes import Reading
from dateline.evaluation.garbage import uncollected
from dateline.evaluation.report import FEW, Report, score
from dateline.evaluation.request import Request
from dateline.files.faults import DataError, printable
from dateline.files.shards import incomplete
from dateline.formats._articles import Apart
from dateline.variants.rebuilt import with_variants

SMALL = 64 * 2**20  # bytes of both sides, decompressed
HELD = (
    "read in memory and in one process: the parts of an article stand apart, or only the whole file tells which article each is;"
    " articles that follow each other under their ids are streamed"
)
LARGE = 2 * 2**20  # bytes of gold, compressed or not


@uncollected()
def score_paths(
    predictions: Sequence[str], gold: str | None, request: Request, *, strict: bool = False, format_: str = "", jobs: str = ""
) -> Report:
    """The report on files; `jobs` as `--jobs`. Raises `DataError` with every fault of every file."""
    if [*predictions, gold].count(files.STDIN) > 1:
        msg = "- is standard input, which can be read only once; give the others as files"
        raise ValueError(msg)
    refuse_incomplete(predictions, gold)
    streamable = not request.details and streams(gold, predictions, asked=bool(jobs))
    if gold is not None and streamable:
        report = streamed(predictions, gold, request, Reading(strict=strict), format_, jobs or "1")
        if report is not None:
            return report
    from dateline.corpus.loading import load_gold  # and with it all that reads formats, which native lines do not need

    reading = Reading(strict=strict)
    if streamable:  # small files are read again in memory, where JSON can be repaired and faults are told in one way
        reading.said += [HELD] if large(gold, predictions) else []
    elif jobs:
        reading.said.append("--jobs is for files on disk with --gold, without --errors and --kappa; scored in one process")
    return score_held(predictions, with_variants(load_gold(gold, request.limits)), request, reading, format_=format_)


def streamed(predictions: Sequence[str], gold: str, request: Request, reading: Reading, format_: str, jobs: str) -> Report | None:
    """The report of a stream; `None` for what memory has to score: faults of small files and of other formats are told there."""
    from dateline.evaluation.sides import sides
    from dateline.evaluation.stream import score_files
    from dateline.evaluation.workers import workers

    native = False
    with workers(jobs) as workers_:
        try:
            with sides(gold, predictions, format_, reading, request.limits) as (own, answers):
                native = bool(own.paths and answers.paths)
                return score_files(printable(Path(gold).stem), own, answers, request, reading, workers_)
        except (Apart, RecursionError):
            return None
        except (DataError, ValueError):
            if native and large(gold, predictions):
                raise
            return None


def large(gold: str | None, predictions: Iterable[str]) -> bool:
    """Whether both sides are more than a few seconds' reading."""
    return files.exceed((file for path in (gold, *predictions) if path is not None for file in expand_any(path)), SMALL)


def score_held(predictions: Sequence[str], against: Gold, request: Request, reading: Reading, *, format_: str = "") -> Report:
    """The report on files of predictions against gold that is held in memory."""
    from dateline.corpus.loading import read_any

    return score(read_any(predictions, against, reading, format_=format_, limits=request.limits), against, request, reading)


def refuse_incomplete(predictions: Iterable[str], gold: str | None) -> None:
    """Shards of a side that are not all there are a fault."""
    faults = incomplete(expand_any(gold)) if gold else []
    faults += incomplete([file for path in predictions for file in expand_any(path)])
    if faults:
        raise DataError(faults)


def streams(gold: str | None, predictions: Iterable[str], *, asked: bool) -> bool:
    """Whether both sides are to be streamed; `asked`: workers were asked for, whatever the size."""
    if gold is None or files.STDIN in (gold, *predictions):
        return False
    golds, preds = expand_any(gold), [file for path in predictions for file in expand_any(path)]
    if not all(Path(path).is_file() for path in (*golds, *preds)):  # a pipe can be read only once
        return False
    return asked or (sum(Path(path).stat().st_size for path in golds) >= LARGE and many(golds))


def many(paths: list[str]) -> bool:
    """Whether there are more lines, and so perhaps documents, than a report keeps documents for its errors."""
    left = FEW
    for path in paths:
        with files.opened(path) as stream:
            left -= sum(1 for _ in islice(stream, left + 1))
        if left < 0:
            return True
    return False
