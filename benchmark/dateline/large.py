"""Which inputs are scored as streams: native JSONL on both sides, and so much of it, or workers asked for, that it pays."""

from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from dateline import files
from dateline.formats import native
from dateline.reading import SAMPLE, expand_any, recognised
from dateline.scoring import FEW

LARGE = 8 * 2**20  # bytes of gold, compressed or not


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
    whole = len(first) > SAMPLE // 2 or not native.begins_a_pretty_document(first)
    return whole and recognised(sample.decode("utf-8-sig", "replace")) == "native"


def many(paths: list[str]) -> bool:
    """Whether there are more documents than a report keeps for its errors."""
    left = FEW
    for path in paths:
        with files.opened(path) as stream:
            left -= sum(1 for _ in islice(stream, left + 1))
        if left < 0:
            return True
    return False
