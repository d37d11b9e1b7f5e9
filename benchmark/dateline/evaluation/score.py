"""Paths scored in the way that fits them.

Native JSONL on both sides is streamed where there is much of it, or workers are asked for. Everything else is scored in memory, where
errors can be shown and small files repaired.
"""

from collections.abc import Iterable, Sequence
from itertools import chain, islice
from pathlib import Path

from dateline import files
from dateline.corpus.folders import expand_any
from dateline.corpus.gold import Gold, load_gold
from dateline.corpus.notes import Reading
from dateline.corpus.predictions import read_any
from dateline.corpus.reading import SAMPLE
from dateline.evaluation.garbage import uncollected
from dateline.evaluation.report import FEW, Report, Request, score
from dateline.files.faults import DataError, printable
from dateline.files.shards import incomplete
from dateline.formats import native
from dateline.formats._registry import recognised
from dateline.variants.rebuilt import with_variants

SMALL = 64 * 2**20  # bytes of both sides, decompressed
LARGE = 2 * 2**20  # bytes of gold, compressed or not


@uncollected()
def score_paths(
    predictions: Sequence[str], gold: str | None, request: Request, reading: Reading, *, format_: str = "", jobs: str = ""
) -> Report:
    """The report on files; `jobs` as `--jobs`. Raises `DataError` with every fault of every file."""
    if [*predictions, gold].count(files.STDIN) > 1:
        msg = "- is standard input, which can be read only once; give the others as files"
        raise ValueError(msg)
    refuse_incomplete(predictions, gold)
    found = None if request.details else streams(gold, predictions, format_, asked=bool(jobs))
    if found is not None:
        from dateline.evaluation.stream import score_files
        from dateline.evaluation.workers import workers

        with workers(jobs or "1") as workers_:
            try:
                return score_files(printable(Path(gold or "").stem), *found, request, reading, workers_)
            except (DataError, ValueError):
                if files.exceed(chain(*found), SMALL):
                    raise
        jobs = ""  # small files are read again in memory, where JSON can be repaired and faults are told in one way
    if jobs:
        reading.said.append("--jobs is for native JSONL with --gold, without --errors and --kappa; scored in one process")
    return score_held(predictions, with_variants(load_gold(gold, request.limits)), request, reading, format_=format_)


def score_held(predictions: Sequence[str], against: Gold, request: Request, reading: Reading, *, format_: str = "") -> Report:
    """The report on files of predictions against gold that is held in memory."""
    return score(read_any(predictions, against, reading, format_=format_, limits=request.limits), against, request, reading)


def refuse_incomplete(predictions: Iterable[str], gold: str | None) -> None:
    """Shards of a side that are not all there are a fault."""
    faults = incomplete(expand_any(gold)) if gold else []
    faults += incomplete([file for path in predictions for file in expand_any(path)])
    if faults:
        raise DataError(faults)


def streams(gold: str | None, predictions: Iterable[str], format_: str, *, asked: bool) -> tuple[list[str], list[str]] | None:
    """The files of both sides if they are to be streamed; `asked`: workers were asked for, whatever the size."""
    if gold is None or format_ not in {"", "native"} or files.STDIN in (gold, *predictions):
        return None
    golds, preds = expand_any(gold), [file for path in predictions for file in expand_any(path)]
    if not all(Path(path).is_file() for path in (*golds, *preds)):  # a pipe can be read only once
        return None
    if not asked and sum(Path(path).stat().st_size for path in golds) < LARGE:
        return None
    if not all(lined(path) for path in (*golds, *preds)):
        return None
    return (golds, preds) if asked or many(golds) else None


def lined(path: str) -> bool:
    """Whether a file is native JSONL, by its beginning."""
    with files.opened(path) as stream:
        sample = stream.read(SAMPLE)
    first = sample.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0]
    cut = len(first) > SAMPLE // 2 and first.startswith(b"{")
    return (cut or not native.begins_a_pretty_document(first)) and recognised(sample.decode("utf-8-sig", "replace")) == "native"


def many(paths: list[str]) -> bool:
    """Whether there are more documents than a report keeps for its errors."""
    left = FEW
    for path in paths:
        with files.opened(path) as stream:
            left -= sum(1 for _ in islice(stream, left + 1))
        if left < 0:
            return True
    return False
