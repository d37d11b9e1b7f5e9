"""Submissions in any format, read into native documents at the door.

The format is named, or recognised from the content. Offsets are turned into code points; every item that carries its own text is
compared with its slice of the article. The rate is reported; a
constant shift of all items is named and taken back, a few items that stand beside their text are put on it, both as counted
repairs; what stands nowhere is scored as it is.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from dateline import files
from dateline.corpus.accept import Noted, accept
from dateline.corpus.gold import Gold
from dateline.corpus.offsets import settle
from dateline.corpus.repair import loosened
from dateline.document import Document
from dateline.document.parts import ITEM_LAYERS
from dateline.files import LIMITS, Limits, expand
from dateline.files.faults import DataError, Fault, Suggestion, one
from dateline.formats._reader import Articles, Read, Texts
from dateline.formats._registry import module_of, recognised
from dateline.formats.native import MOST, guarded, read_all

SAMPLE = 64 * 1024
ANSWER = 16 * 2**20  # no model's answer is longer; past it a file is native or refused


@dataclass
class Reading(Noted):
    """What was noted on the way in, repairs by name and notes in words beside it."""

    repairs: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def sliced(self, path: str, format_: str, carrying: int, agreeing: int) -> None:
        """Note how many items that carry a text were their slices, as they came."""
        rate = f", {agreeing} of {carrying} spans were their own text" if carrying else ""
        self.notes.append(f"{path}: read as {format_}{rate}")

    def repaired(self, name: str, number: int = 1) -> None:
        """Count a repair."""
        if number:
            self.repairs[name] = self.repairs.get(name, 0) + number


def read_any(paths: Iterable[str], gold: Gold, reading: Reading, *, format_: str = "", limits: Limits = LIMITS) -> Iterator[Read]:
    """The documents of files or folders, the format named or recognised from the content; the parts of one article are put together."""
    if format_:
        module_of(format_)
    merged: dict[str, Read] = {}
    articles = Articles({name: document.text for name, document in gold.documents.items()})
    faults: list[Fault] = []
    for path in paths:
        for file in expand_any(path):
            try:
                for read in read_file(file, articles, reading, format_, limits):
                    if read.line < 0:
                        merged[read.document.id] = joined(merged.get(read.document.id), read)
                    else:
                        yield read
            except DataError as error:
                faults += error.faults
    yield from merged.values()
    if faults:
        raise DataError(faults)


def expand_any(path: str) -> list[str]:
    """A file as itself, a folder as its files; texts and type systems beside annotations are passed over."""
    place = Path(path)
    if path == files.STDIN or not place.is_dir():
        return [path]
    found = sorted(str(p) for p in place.iterdir() if p.is_file() and not p.name.startswith(".") and p.name != "TypeSystem.xml")
    others = [name for name in found if not name.endswith(".txt")]
    return (others or found) or expand(path)


def read_file(path: str, articles: Articles, reading: Reading, format_: str, limits: Limits) -> Iterator[Read]:
    """One file's documents; foreign ones carry line -1, so that a folder's parts can be joined."""
    if path == files.STDIN and format_ in {"", "native"}:
        yield from read_all([path], limits)
        return
    with files.opened(path) as stream:
        sample = stream.read(SAMPLE)
    found = format_ or recognised(sample.decode("utf-8-sig", "replace"))
    if found == "native":
        yield from native_or_loose(path, reading, limits)
        return
    content = files.text(path, files.whole(path, limits))
    answers = module_of(found).read(content, Texts(path, articles))
    try:
        for answer in answers:
            own = articles[answer.document.id]
            document, notes, rate = settle(answer, own) if own is not None else (answer.document, {}, (0, 0))
            for note, number in notes.items():
                reading.repaired(note, number)
            reading.sliced(path, found, *rate)
            yield Read(document, path, -1)
    except json.JSONDecodeError as error:
        raise one(
            path, error.lineno, "", f"is not JSON at line {error.lineno}, column {error.colno}: {error.msg}", "mend the JSON there"
        ) from None
    except RecursionError:
        raise one(path, 0, "", f"is nested deeper than {limits.nesting} (limit nesting)", "flatten it") from None


def native_or_loose(path: str, reading: Reading, limits: Limits) -> Iterator[Read]:
    """Native documents; JSON inside a fence or prose, with trailing commas or a cut-off tail is read where that takes no guess."""
    if Path(path).stat().st_size > ANSWER:
        yield from read_all([path], limits)
        return
    faults: list[Fault] = []
    reads = list(guarded(read_all([path], limits), faults))
    found = loosened(files.text(path, files.whole(path, limits))) if faults else None
    if found is None:
        yield from reads
        if faults:
            raise DataError(faults)
    else:
        documents, repairs = found
        for name in repairs:
            reading.repaired(name)
        yield from (Read(document, path, 1) for document in documents)


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


def refuse_repairs(reading: Reading) -> None:
    """Under `--strict` a repair is a fault."""
    alignment = reading.alignment
    loose = {"text aligned by folding": alignment.normalised, "text aligned fuzzily": alignment.fuzzy}
    found = {**reading.repairs, **{name: number for name, number in loose.items() if number}}
    if found:
        raise DataError(
            [Fault("--strict", 0, "", f"{name}: {number} times", "give exact text or offsets") for name, number in sorted(found.items())]
        )


def paired(
    against: Gold, reads: Iterable[Read], reading: Reading, *, projection: str = "", limits: Limits = LIMITS
) -> Iterator[tuple[Document, Document | None]]:
    """Gold documents beside what was predicted for each, predictions first, then gold documents that none names."""
    inventory = against.inventory.widened(projection)
    seen: set[str] = set()
    faults: list[Fault] = []
    for document, file, line in guarded(reads, faults):
        own = against.documents.get(document.id)
        if own is None or document.id in seen:
            faults.append(stranger(document.id, file, line, against.documents.keys(), seen))
        else:
            seen.add(document.id)
            found = accept(document, own.text, (file, line), limits, reading, inventory)
            faults += found.faults
            if not faults:
                yield own, found.side.document
        if len(faults) > MOST:
            break
    if faults:
        raise DataError(faults)
    for name, document in against.documents.items():
        if name not in seen:
            yield document, None


def stranger(name: str, file: str, line: int, known: Collection[str], seen: Collection[str]) -> Fault:
    """A document that gold does not have, or that was given before."""
    if name in seen:
        return Fault(file, line, "$.id", f"document {name!r} is given twice", "give each document once")
    return Fault(file, line, "$.id", f"the gold has no document {name!r}", Suggestion(name, tuple(known)) if known else "the gold is empty")
