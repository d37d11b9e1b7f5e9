"""The two sides of a stream out of files of any format: native lines as they stand, others read and put on disk."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from dateline import files
from dateline.corpus.folders import expand_any, unopened
from dateline.corpus.notes import Reading
from dateline.evaluation.report import FEW
from dateline.evaluation.sources import Lines, Source
from dateline.files import Limits
from dateline.formats import native
from dateline.formats._articles import Apart
from dateline.formats._registry import SAMPLE, recognised


@contextmanager
def sides(gold: str, predictions: Sequence[str], format_: str, reading: Reading, limits: Limits) -> Iterator[tuple[Source, Source]]:
    """Gold and predictions; raises `Apart` where they have to be read in memory, and `DataError`."""
    golds, answers = expand_any(gold), [file for path in predictions for file in expand_any(path)]
    with ExitStack() as stack:
        own: Source = Lines(golds, limits)
        if not all(map(lined, golds)):
            from dateline.evaluation.spooling import spooled_gold  # and with it all that reads formats, which native lines do not need

            own = stack.enter_context(spooled_gold(gold, limits))
            if own.lines <= FEW:  # whose documents a report keeps
                raise Apart
        if format_ in {"", native.NAME} and all(map(lined, answers)):
            reading.said += [note for path in predictions for note in unopened(path)]
            yield own, Lines(answers, limits)
            return
        from dateline.evaluation.spooling import spooled_answers

        yield own, stack.enter_context(spooled_answers(predictions, own, format_, reading, limits))


def lined(path: str) -> bool:
    """Whether a file is native JSONL, by its beginning."""
    with files.opened(path) as stream:
        sample = stream.read(SAMPLE)
    first = sample.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0]
    cut = len(first) > SAMPLE // 2 and first.startswith(b"{")
    return (cut or not native.begins_a_pretty_document(first)) and recognised(sample.decode("utf-8-sig", "replace")) == native.NAME
