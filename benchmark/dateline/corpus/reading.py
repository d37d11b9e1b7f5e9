"""Files of any format as native documents: recognised, read by type, held against the article, put together.

What is told of them is told once for each kind: how many files were read as which format, how many spans were their own text, and what
was not read.
"""

import codecs
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from dateline import files
from dateline.corpus import answers, batches, tables
from dateline.corpus.folders import expand_any, unopened
from dateline.corpus.foreign import foreign, reader_of
from dateline.corpus.notes import Reading
from dateline.corpus.wording import layer_of
from dateline.document import Document
from dateline.document.parts import ITEM_LAYERS
from dateline.files import Limits
from dateline.files.faults import DataError, Fault, one
from dateline.formats._articles import Articles
from dateline.formats._keys import is_cut, item_keys, keys
from dateline.formats._reader import Read, Texts
from dateline.formats._registry import SAMPLE, names, recognised

WIDE = {"UTF-32": (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE), "UTF-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)}
MANY = 10  # keys of an object; no article's has as many of one kind
LONGEST = 8 * 2**20  # bytes of a file's first object that are looked at
NEVER_EMPTY = re.compile(r"\.(?:jsonl?|xml|xmi|tml|spacy|[ct]sv|conll\w*|iob2?|bio)(?:\.\w+)?$", re.IGNORECASE)


def read_files(paths: Iterable[str], articles: Articles, reading: Reading, format_: str, limits: Limits) -> Iterator[Read]:
    """The documents of files or folders, the parts and layers of an article put together; a layer that two files answer is a fault."""
    if format_:
        reader_of(format_)
    merged: dict[str, Read] = {}
    faults: list[Fault] = []
    for path in paths:
        reading.said += unopened(path)
        for file in expand_any(path):
            own: dict[str, Read] = {}
            try:
                yield from together(read_file(file, articles, reading, format_, limits), own)
            except DataError as error:
                faults += error.faults
            for name, read in own.items():
                before = merged.get(name)
                if before is not None and answered(before) & answered(read):
                    what = f"document {name!r} is given twice: {before.file}, {file}"
                    faults.append(Fault(file, 0, "", what, "give each article once"))
                else:
                    merged[name] = joined(before, read)
    yield from merged.values()
    if faults:
        raise DataError(faults)


def read_file(path: str, articles: Articles, reading: Reading, format_: str, limits: Limits) -> Iterator[Read]:
    """One file's documents; foreign ones carry line -1, so that its parts can be joined."""
    if path == files.STDIN:
        yield from piped(articles, reading, format_, limits)
        return
    sample, texts = beginning(path), Texts(path, articles)
    refuse_wide(path, sample)
    if sample.startswith(tables.PARQUET):
        yield from tables.table(tables.parquet(path, limits), path, articles, reading, limits)
    elif not sample.strip(b"\xef\xbb\xbf \t\r\n") and format_ != "native" and (known := texts.known(Path(path).name)):
        if NEVER_EMPTY.search(path):
            raise one(path, 0, "", "is empty, as a run that broke off leaves it", "write it again; nothing found is an empty list")
        yield Read(Document(id=known, mentions=()), path, -1)
    else:
        told = None if format_ else told_answers(path, sample, texts, reading, limits)
        yield from in_format(path, sample, texts, reading, format_, limits) if told is None else told


def refuse_wide(path: str, sample: bytes) -> None:
    """Raise a fault for text of two or four bytes a character."""
    for name, marks in WIDE.items():
        if sample.startswith(marks):
            raise one(path, 0, "", f"is {name} text{', as PowerShell writes it' if name == 'UTF-16' else ''}", "save it as UTF-8")


def told_answers(path: str, sample: bytes, texts: Texts, reading: Reading, limits: Limits) -> Iterator[Read] | None:
    """The documents of a file that holds answers by article, or as an interface returned them; `None`: it is neither."""
    begins = sample.decode("utf-8-sig", "replace")
    if names_articles(begins, texts):
        return answers.by_article(path, texts, reading, limits)
    if batches.is_told(begins):
        return answers.batch(path, files.text(path, files.whole(path, limits)), texts, reading, limits)
    return None


def in_format(path: str, sample: bytes, texts: Texts, reading: Reading, format_: str, limits: Limits) -> Iterator[Read]:
    """The documents of a file in the format that is named, or recognised from its beginning."""
    kind = format_ or recognised(sample.decode("utf-8-sig", "replace"))
    if kind == "native" or (kind is None and answers.likely(sample)):
        yield from answers.native_or_loose(path, texts, reading, limits)
        return
    if kind is None:
        fix = f"known: {', '.join(names())}; `dateline describe formats` says what each is, --format names one"
        raise one(path, 0, "", "is in none of the formats that are read here", fix)
    if not format_ and len(sample) < SAMPLE and answers.broken(sample) and (other := answers.other_format(files.text(path, sample))):
        yield from answers.of_another_format(path, *other, texts, reading, limits)
        return
    yield from foreign(path, kind, texts, reading, limits)


def names_articles(begins: str, texts: Texts) -> bool:
    """Whether a beginning is that of an object of answers by article, each an object or lists of lists."""
    top = keys(begins)
    known = bool(top) and all(map(texts.texts.knows, top))
    return known and (set(top.values()) <= {"{", "[["} or (set(top.values()) <= {"[{", "[]"} and bool(layer_of(item_keys(begins)))))


def read_rows(rows: Iterable[object], articles: Articles, reading: Reading) -> Iterator[Read]:
    """The documents of rows in Python, the parts of an article put together."""
    merged: dict[str, Read] = {}
    yield from together(tables.table(rows, "predictions", articles, reading, files.LIMITS), merged)
    yield from merged.values()


def together(reads: Iterable[Read], merged: dict[str, Read]) -> Iterator[Read]:
    """The reads that are whole; those that are parts of an article are put together by its id."""
    for read in reads:
        if read.line >= 0:
            yield read
        else:
            merged[read.document.id] = joined(merged.get(read.document.id), read)


def beginning(path: str) -> bytes:
    """What a file is recognised by: its beginning, of JSON as far as the first object goes, as tools write what tells them apart last."""
    with files.opened(path) as stream:
        sample = stream.read(SAMPLE)
        if len(sample) == SAMPLE and goes_on(sample.decode("utf-8-sig", "replace")):
            sample += stream.read(LONGEST)
    return sample


def goes_on(begins: str) -> bool:
    """Whether the first object goes on behind a beginning of JSON, and is none of many lists or objects of one kind, as by article."""
    if not is_cut(begins):
        return False
    top = keys(begins)
    kinds = set(top.values()) - {"[]"}
    return len(top) < MANY or len(kinds) > 1 or not kinds or kinds.pop() == '"'


def piped(articles: Articles, reading: Reading, format_: str, limits: Limits) -> Iterator[Read]:
    """The documents of standard input, which can be read only once: put on disk first."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        place = Path(folder) / "stdin"
        with place.open("wb") as spool, files.opened(files.STDIN) as stream:
            while part := stream.read(files.PART):
                spool.write(part)
        try:
            yield from (read._replace(file=files.STDIN) for read in read_file(str(place), articles, reading, format_, limits))
        except DataError as error:
            raise DataError([fault._replace(file=files.STDIN) for fault in error.faults]) from None


def answered(read: Read) -> set[str]:
    """The layers that a document answers."""
    return {name for name in ITEM_LAYERS if getattr(read.document, name) is not None}


def joined(before: Read | None, read: Read) -> Read:
    """Two answers about one article as one: layers follow each other; ids that would clash are made new by the file's number."""
    if before is None:
        return Read(read.document, read.file, 0)
    old, new = before.document, read.document
    both = {
        name: (*(getattr(old, name) or ()), *(getattr(new, name) or ()))
        for name in ITEM_LAYERS
        if getattr(old, name) is not None or getattr(new, name) is not None
    }
    return Read(replace(old, **both), before.file, 0)
