"""Files of any format as native documents: recognised, read by type, held against the article, put together.

What is told of them is told once for each kind: how many files were read as which format, how many spans were their own text, and what
was not read.
"""

import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import msgspec
from msgspec.structs import replace

from dateline import files
from dateline.corpus import batches
from dateline.corpus.accept import Noted
from dateline.corpus.declared import reader_of
from dateline.corpus.folders import expand_any, unopened
from dateline.corpus.mistakes import told
from dateline.corpus.proofs import proved
from dateline.corpus.repair import loosened
from dateline.corpus.slices import placed_items
from dateline.document import Document
from dateline.document.parts import ITEM_LAYERS
from dateline.files import Limits
from dateline.files.faults import DataError, Fault, one, plural
from dateline.formats._articles import Articles, squeezed
from dateline.formats._keys import doubled
from dateline.formats._reader import Answer, Read, Texts
from dateline.formats._registry import names, recognised
from dateline.formats.native import guarded, read_all

SAMPLE = 64 * 1024
NEVER_EMPTY = re.compile(r"\.(?:jsonl?|xml|xmi|tml|spacy|csv)(?:\.\w+)?$", re.IGNORECASE)
ANSWER = 16 * 2**20  # no model's answer is longer; past it a file is native or refused


@dataclass
class Reading(Noted):
    """What was noted on the way in: repairs and mistakes by name, formats by number of files, and notes in words."""

    said: list[str] = field(default_factory=list)
    formats: dict[str, list[int]] = field(default_factory=dict)  # files, items that carry a text, and those that were it
    unread: Counter[str] = field(default_factory=Counter)

    @property
    def notes(self) -> list[str]:
        """A line for each kind of thing that was noted."""
        lines = []
        for name, (number, carrying, agreeing) in sorted(self.formats.items()):
            proof = f"{agreeing:,} of {carrying:,} spans were their own text" if carrying else "what of it: `dateline describe formats`"
            lines.append(f"{plural(number, 'file')} read as {name}; {proof}")
        if self.unread:
            lines.append("not read: " + ", ".join(f"{number:,} × {name}" for name, number in sorted(self.unread.items())))
        return [*lines, *told(self.mistakes), *self.said]

    def sliced(self, format_: str, carrying: int, agreeing: int) -> None:
        """Note how many items that carry a text were their slices, as they came."""
        known = self.formats.setdefault(format_, [0, 0, 0])
        known[1] += carrying
        known[2] += agreeing


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
                for read in read_file(file, articles, reading, format_, limits):
                    if read.line >= 0:
                        yield read
                    else:
                        own[read.document.id] = joined(own.get(read.document.id), read)
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
    with files.opened(path) as stream:
        sample = stream.read(SAMPLE)
    texts = Texts(path, articles)
    if not sample.strip(b"\xef\xbb\xbf \t\r\n") and format_ != "native" and (known := texts.known(Path(path).name)):
        if NEVER_EMPTY.search(path):
            raise one(path, 0, "", "is empty, as a run that broke off leaves it", "write it again; nothing found is an empty list")
        yield Read(Document(id=known, mentions=()), path, -1)
        return
    if not format_ and batches.is_batch(sample.decode("utf-8-sig", "replace")):
        yield from batch(path, texts, reading, limits)
        return
    kind = format_ or recognised(sample.decode("utf-8-sig", "replace"))
    if kind == "native" or (kind is None and likely(sample)):
        yield from native_or_loose(path, texts, reading, limits)
        return
    if kind is None:
        fix = f"known: {', '.join(names())}; `dateline describe formats` says what each is, --format names one"
        raise one(path, 0, "", "is in none of the formats that are read here", fix)
    reading.formats.setdefault(kind, [0, 0, 0])[0] += 1
    yield from foreign(path, kind, texts, reading, limits)


def likely(sample: bytes) -> bool:
    """Whether a beginning may be a model's answer, or nothing at all, which has a message of its own."""
    return not sample.strip() or any(b'"%s"' % name.encode() in sample for name in ("id", *ITEM_LAYERS)) or sample.lstrip().startswith(b"{")


def piped(articles: Articles, reading: Reading, format_: str, limits: Limits) -> Iterator[Read]:
    """The documents of standard input, which can be read only once: put on disk first."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "stdin"
        with place.open("wb") as spool, files.opened(files.STDIN) as stream:
            while part := stream.read(files.PART):
                spool.write(part)
        try:
            yield from (read._replace(file=files.STDIN) for read in read_file(str(place), articles, reading, format_, limits))
        except DataError as error:
            raise DataError([fault._replace(file=files.STDIN) for fault in error.faults]) from None


def foreign(path: str, format_: str, texts: Texts, reading: Reading, limits: Limits) -> Iterator[Read]:
    """The documents of a foreign file, on their articles' texts."""
    reader, whole = reader_of(format_), files.whole(path, limits)
    content = whole if getattr(reader, "BINARY", False) else files.text(path, whole)
    if isinstance(content, str) and content[:1] in {"{", "["} and (twice := doubled(content)):
        raise one(path, 0, "", twice, "give each key once")
    seen: dict[str, int] = {}
    try:
        for answer in reader.read(content, texts):
            reading.unread.update(answer.unread)
            for repair, number in answer.repairs.items():
                reading.repaired(repair, number)
            own, document = texts.texts[answer.document.id], answer.document
            if own is None and "code point" not in answer.unit and placed_items(document):
                what = f"counts its offsets in {answer.unit} units, and there is no text of {document.id!r} to count them in"
                raise one(path, answer.line, "", what, "give `text` in the gold")
            if own is not None:
                refuse_second(answer, own, path, seen)
                settled = proved(answer, own, outside=not texts.texts.open)
                if faults := settled.doubted((path, answer.line), own):
                    raise DataError(faults)
                for note, number in settled.repairs.items():
                    reading.repaired(note, number)
                reading.sliced(format_, settled.carrying, settled.agreeing)
                document = settled.document
            yield Read(replace(document, text=own) if texts.texts.open else document, path, -1)
    except json.JSONDecodeError as error:
        what = f"is not JSON at line {error.lineno}, column {error.colno}: {error.msg}"
        raise one(path, error.lineno, "", what, "mend the JSON there") from None
    except RecursionError:
        raise one(path, 0, "", f"is nested deeper than {limits.nesting} (limit nesting)", "flatten it") from None


def refuse_second(answer: Answer, own: str, path: str, seen: dict[str, int]) -> None:
    """Raise a fault for an article that a file gives whole a second time."""
    name = answer.document.id
    if answer.text is None or (answer.text != own and squeezed(answer.text) != squeezed(own)):
        return
    if name in seen:
        what = f"document {name!r} is given twice, in lines {seen[name]} and {answer.line}"
        raise one(path, answer.line, "", what, "give each article once")
    seen[name] = answer.line


def native_or_loose(path: str, texts: Texts, reading: Reading, limits: Limits) -> Iterator[Read]:
    """Native documents; what a model answered is read in a fence, in prose, cut off, without an id, where that takes no guess."""
    if reading.strict or texts.texts.open or Path(path).stat().st_size > ANSWER:
        yield from read_all([path], limits)
        return
    faults: list[Fault] = []
    reads = list(guarded(read_all([path], limits), faults))
    beyond = any("(limit " in f.what or f.path == "$.id" or "given twice" in f.what for f in faults)  # not a question of writing
    if not faults or beyond:
        yield from reads
        if faults:
            raise DataError(faults)
        return
    try:
        mended = loosened(files.text(path, files.whole(path, limits)), texts.identify, reading.mistakes)
    except DataError:
        mended = None
    if mended is None:
        yield from reads
        raise DataError(faults)
    documents, repairs = mended
    for name in repairs:
        reading.repaired(name)
    yield from (Read(document, path, 1) for document in documents)


def batch(path: str, texts: Texts, reading: Reading, limits: Limits) -> Iterator[Read]:
    """The answers of a batch of requests, each named by its article; failed ones are counted."""
    failed = []
    try:
        for line, name, content in batches.told(files.text(path, files.whole(path, limits))):
            id_ = texts.identify(name, None, line)
            answer = loosened(content, partial(str, id_), reading.mistakes) if content is not None else None
            if answer is None or len(answer[0]) != 1:
                failed.append(line)
                continue
            for repair in answer[1]:
                reading.repaired(repair)
            yield Read(replace(answer[0][0], id=id_), path, line)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise one(path, 0, "", f"is no batch of answers: {error}", "give the output file of the batch, a request a line") from None
    if failed and reading.strict:
        raise one(path, failed[0], "", "has no answer that can be read", "ask again, or leave --strict out")
    if failed:
        reading.said.append(f"requests without an answer that can be read: {len(failed)}, the first in line {failed[0]}; missed")


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
