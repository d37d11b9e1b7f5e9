"""The sides of a stream that are no native lines: read in any format, held against the articles, and put on disk as native lines."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from math import isfinite

import msgspec

from dateline.corpus.flow import Shelved, flow
from dateline.corpus.notes import Reading
from dateline.corpus.seeds import seeds
from dateline.document.parts import ITEM_LAYERS
from dateline.evaluation.join import repeated
from dateline.evaluation.sources import Source, Spool
from dateline.files import Limits
from dateline.formats._articles import Apart
from dateline.formats._reader import Read


class Told(msgspec.Struct):
    """What a line says of its article."""

    id: str
    text: str | None = None


_told = msgspec.json.Decoder(Told)


@contextmanager
def spooled_gold(gold: str, limits: Limits) -> Iterator[Spool]:
    """Gold whose texts are its own."""
    with Spool() as spool:
        with Shelved(open_=True) as articles:
            spooled(flow([gold], articles, Reading(), "", limits), spool)
        yield spool


@contextmanager
def spooled_answers(predictions: Sequence[str], gold: Source, format_: str, reading: Reading, limits: Limits) -> Iterator[Spool]:
    """Predictions about gold's articles."""
    with Spool() as spool:
        with Shelved() as articles:
            articles.update(texts_of(gold))
            spooled(flow(predictions, articles, reading, format_, limits), spool)
        yield spool


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
