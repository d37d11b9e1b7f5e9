"""Files from one format into another, and native files into shards by document id."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from dateline.corpus import Gold, Reading, expand, load_gold, paired, read_all
from dateline.document import Document
from dateline.files import bytes_of
from dateline.folder import remade
from dateline.formats import native
from dateline.output import write_bytes
from dateline.progress import Progress
from dateline.reading import read_any, writer
from dateline.shards import hashed


def convert(source: str, target: str, gold: str | None, from_: str, to: str) -> int:
    """Read in any format against a gold's texts, write in another; returns the number of documents."""
    against: Gold = load_gold(gold)
    write = writer(to)
    pairs = paired(against, read_any([source], against, Reading(), format_=from_), Reading())
    found = [(pred, gold_document.text) for gold_document, pred in pairs if pred is not None]
    write_bytes(target, write([document for document, _ in found], [text or "" for _, text in found]))
    return len(found)


def shard_of(name: str, shards: int) -> int:
    """The shard of a document id: the same in every file, on every machine."""
    return hashed(name.encode()) % shards


def shard(source: str, target: str, shards: int) -> int:
    """Split native documents into `OUT/shard-KKKKK-of-NNNNN.jsonl`; returns their number."""
    if shards < 1:
        msg = "--shards wants a number from 1"
        raise ValueError(msg)
    with remade(Path(target), "convert --shards") as part, contextlib.ExitStack() as stack:
        streams = [stack.enter_context((part / f"shard-{k:05}-of-{shards:05}.jsonl").open("wb")) for k in range(shards)]
        progress = stack.enter_context(Progress("sharded", bytes_of(expand(source))))
        for document in documents(source):
            line = native.write([document], [])
            streams[shard_of(document.id, shards)].write(line)
            progress.step(1, len(line))
    return progress.documents


def documents(source: str) -> Iterator[Document]:
    """The native documents of a file or folder."""
    return (read.document for read in read_all(expand(source)))
