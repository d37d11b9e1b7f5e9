"""The two sides of a stream out of files of any format: native lines as they stand, others read and put on disk."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from math import isfinite

import msgspec

from dateline import files
from dateline.corpus.flow import Shelved, flow
from dateline.corpus.folders import expand_any, unopened
from dateline.corpus.notes import Reading
from dateline.corpus.reading import SAMPLE
from dateline.corpus.seeds import seeds
from dateline.document.parts import ITEM_LAYERS
from dateline.evaluation.join import repeated
from dateline.evaluation.report import FEW
from dateline.evaluation.sources import Lines, Source, Spool
from dateline.files import Limits
from dateline.formats import native
from dateline.formats._articles import Apart
from dateline.formats._reader import Read
from dateline.formats._registry import recognised


class Told(msgspec.Struct):
    """What a line says of its article."""

    id: str
    text: str | None = None


_told = msgspec.json.Decoder(Told)


@contextmanager
def sides(gold: str, predictions: Sequence[str], format_: str, reading: Reading, limits: Limits) -> Iterator[tuple[Source, Source]]:
    """Gold and predictions; raises `Apart` where they have to be read in memory, and `DataError`."""
    golds, answers = expand_any(gold), [file for path in predictions for file in expand_any(path)]
    with ExitStack() as stack:
        own: Source = Lines(golds, limits)
        if not all(map(lined, golds)):
            own = stack.enter_context(Spool())
            with Shelved(open_=True) as articles:
                spooled(flow([gold], articles, Reading(), "", limits), own)
            if own.lines <= FEW:  # whose documents a report keeps
                raise Apart
        if format_ in {"", native.NAME} and all(map(lined, answers)):
            reading.said += [note for path in predictions for note in unopened(path)]
            yield own, Lines(answers, limits)
            return
        pred = stack.enter_context(Spool())
        with Shelved() as articles:
            articles.update(texts_of(own))
            spooled(flow(predictions, articles, reading, format_, limits), pred)
        yield own, pred


def lined(path: str) -> bool:
    """Whether a file is native JSONL, by its beginning."""
    with files.opened(path) as stream:
        sample = stream.read(SAMPLE)
    first = sample.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0]
    cut = len(first) > SAMPLE // 2 and first.startswith(b"{")
    return (cut or not native.begins_a_pretty_document(first)) and recognised(sample.decode("utf-8-sig", "replace")) == native.NAME


def texts_of(gold: Source) -> Iterator[tuple[str, str | None]]:
    """The articles' ids and texts; a line that cannot be read is told of where it is scored."""
    for entry in gold:
        try:
            told = _told.decode(entry.content)
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            continue
        yield told.id, told.text if told.text is not None else seeds().get(told.id)


def spooled(reads: Iterable[Read], spool: Spool) -> None:
    """Put documents on disk; raises `Apart` for one that comes twice, whose parts have to be put together, or has what JSON cannot hold."""
    seen = array("q")
    for document, file, line in reads:
        if not all(isfinite(item.score or 0) for name in ITEM_LAYERS for item in getattr(document, name) or ()):
            raise Apart
        seen.append(hash(document.id))
        spool.document(document, file, max(0, line))
    if repeated(seen):
        raise Apart
