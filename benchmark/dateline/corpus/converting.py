"""Documents from one format into another, or into shards by their ids."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from dateline.corpus.accept import accept
from dateline.corpus.gold import Gold
from dateline.corpus.losses import losses, read_back
from dateline.corpus.notes import Reading
from dateline.corpus.reading import read_files
from dateline.document import Document
from dateline.document.parts import ITEM_LAYERS
from dateline.files import LIMITS, bytes_of, expand
from dateline.files.faults import DataError, Fault, one
from dateline.files.folder import remade
from dateline.files.output import say, write_bytes
from dateline.files.progress import Progress
from dateline.files.shards import hashed
from dateline.formats import native
from dateline.formats._articles import Articles
from dateline.formats._reader import Read
from dateline.formats._registry import writer
from dateline.formats.native import read_all

ENDINGS = {".conll": "conll", ".ann": "brat", ".bio": "conll"}


def by_ending(path: str) -> str:
    """The format that a file's name asks for."""
    return next((name for ending, name in ENDINGS.items() if path.endswith(ending)), "native")


def accepted(sources: Sequence[str], against: Gold, format_: str, reading: Reading, *, own: bool) -> list[Document]:
    """The documents of files or folders in any format, placed in a gold's texts or in their `own`; labels stay.

    The first source has the documents; what the others say of them is joined before anything is placed, so that it may refer to it.
    """
    known = against.documents
    articles = Articles({name: document.text for name, document in known.items()}.items(), open_=own, more=known.get)
    documents, faults = [], []
    reads = list(read_files(sources[:1], articles, reading, format_, LIMITS))
    for source in sources[1:]:
        reads = merged(reads, list(read_files([source], articles, reading, format_, LIMITS)))
    for document, file, line in reads:
        text = articles[document.id] if articles.knows(document.id) and (document.text is None or not own) else document.text
        found = accept(document, text, (file, line), LIMITS, reading)
        faults += found.faults
        documents.append(replace(found.side.document, text=text))
    if faults:
        raise DataError(faults)
    return documents


def merged(reads: Sequence[Read], more: Sequence[Read]) -> list[Read]:
    """Documents with the layers that other answers about them have; a layer of both, and a document of theirs alone, is a fault."""
    others = {read.document.id: read for read in more}
    done, faults = [], []
    for read in reads:
        other = others.pop(read.document.id, None)
        said = {name: items for name in ITEM_LAYERS if other and (items := getattr(other.document, name)) is not None}
        both = [name for name in said if getattr(read.document, name) is not None]
        if other and both:
            what = f"{', '.join(both)} of {read.document.id!r} stand in {read.file} too"
            faults.append(Fault(other.file, other.line, f"$.{both[0]}", what, "leave each layer in one of the files"))
        done.append(read._replace(document=replace(read.document, **said)))
    faults += [
        Fault(other.file, other.line, "$.id", f"{name!r} is not in the first file", "give the file with the documents first")
        for name, other in others.items()
    ]
    if faults:
        raise DataError(faults)
    return done


def convert(sources: Sequence[str], target: str, against: Gold, from_: str, to: str, *, own: bool) -> int:
    """Read in any format, about a gold's texts or the files' `own`, write in another. Returns the number of documents."""
    write, reading = writer(to), Reading(keeps=True)
    documents = accepted(sources, against, from_, reading, own=own)
    if to != native.NAME and not documents:
        raise one(sources[0], 0, "", f"holds no document, so there is nothing to write as {to}", "give the folder of all shards")
    if to != native.NAME and (without := [document.id for document in documents if document.text is None]):
        what = f"no text is known of {len(without)} documents, as {without[0]!r}, and {to} holds words of the text"
        raise one(sources[0], 0, "", what, "give the gold that has them with --gold, or `text` in the documents")
    content = write(documents, [document.text or "" for document in documents])
    write_bytes(target, content)
    for line in reading.notes:
        say(line)
    if to != native.NAME and (lost := losses(documents, read_back(to, content, documents))):
        say(f"not in it, as {to} has no place for it or it has none in the text: {'; '.join(lost)}")
    return len(documents)


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
