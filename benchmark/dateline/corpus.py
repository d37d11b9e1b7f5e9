"""Gold, predictions and the seeds: loaded, placed, checked and paired; every fault of every file is reported together."""

import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from dateline import data, files
from dateline.block import Flat
from dateline.check import check
from dateline.document import Document
from dateline.faults import DataError, Fault, one
from dateline.files import LIMITS, Limits
from dateline.formats import native
from dateline.formats.native import Read
from dateline.grounding import ungrounded
from dateline.inventory import Inventory, shipped, used
from dateline.metric import nearest
from dateline.place import Alignment, Choice, place
from dateline.progress import watched

_encoder = msgspec.json.Encoder()


@dataclass(frozen=True)
class Gold:
    """Gold documents by id, what they may be labelled with, and the name and hash that signatures give."""

    documents: Mapping[str, Document]
    inventory: Inventory
    name: str
    digest: str


@dataclass
class Reading:
    """What was noted on the way in: alignments, repairs by name, documents that gold has and predictions lack."""

    alignment: Alignment = field(default_factory=Alignment)
    repairs: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def sliced(self, path: str, format_: str, carrying: int, agreeing: int) -> None:
        """Note how many items that carry a text were their slices, as they came."""
        rate = f", {agreeing} of {carrying} spans were their own text" if carrying else ""
        self.notes.append(f"{path}: read as {format_}{rate}")

    def repaired(self, name: str, number: int = 1) -> None:
        """Count a repair."""
        if number:
            self.repairs[name] = self.repairs.get(name, 0) + number


@cache
def manifest() -> dict[str, Any]:
    """What is known of the seeds, and their sha256."""
    return tomllib.loads(data.path("seeds", "manifest.toml").read_text("utf-8"))


@cache
def seeds() -> dict[str, str]:
    """The seed articles' texts by id, exactly as their bytes decode; raises if a byte is not the manifest's."""
    found = {}
    for article in manifest()["articles"]:
        content = data.path("seeds", article["file"]).read_bytes()
        if hashlib.sha256(content).hexdigest() != article["sha256"]:
            raise one(article["file"], 0, "", "is not the article of the manifest (sha256)", "restore the file byte for byte")
        found[article["id"]] = content.decode("utf-8")
    return found


def canary() -> str:
    """The string that marks evaluation data."""
    return str(manifest()["canary"])


def content_of(document: Document) -> int:
    """A document's content as a number, whatever its layout."""
    own = document if document.canary is None else replace(document, canary=None)
    return int.from_bytes(hashlib.sha256(_encoder.encode(own)).digest(), "big")


def hex_of(content: int) -> str:
    """The hash of documents whose contents add up to a number, so that neither order nor sharding changes it."""
    return f"{content % (1 << 256):064x}"[:12]


def digest(documents: Iterable[Document]) -> str:
    """A hash of documents' content, whatever their order and layout."""
    return hex_of(sum(content_of(document) for document in documents))


@cache
def gold() -> Gold:
    """The shipped gold, with its texts."""
    documents = with_texts(read_all([str(path) for path in sorted(data.path("annotations", "gold").glob("*.json"))]))
    version = tomllib.loads(data.path("annotations", "labels.toml").read_text("utf-8"))["version"]
    return Gold(documents, shipped(), f"dateline-{version}", digest(documents.values()))


def load_gold(path: str | None, limits: Limits = LIMITS) -> Gold:
    """The shipped gold, or a user's: a file, or a folder of files."""
    if path is None:
        return gold()
    return gold_of(list(watched(read_all(expand(path), limits), "gold read")), Path(path).stem, limits)


def gold_of(reads: list[Read], name: str, limits: Limits = LIMITS) -> Gold:
    """Gold of documents already read: texts found, strings placed, checked; the inventory is what it uses."""
    documents = with_texts(reads)
    inventory = used(Flat(list(documents.values()))).inventory()
    faults: list[Fault] = []
    for read in watched(reads, "gold checked"):
        document = documents[read.document.id]
        faults += check(document, document.text, read[1:], limits=limits)
    faults += [fault for read in reads for fault in ungrounded(documents[read.document.id], read[1:])]
    if faults:
        raise DataError(faults)
    return Gold(documents, inventory, name, digest(documents.values()))


def expand(path: str) -> list[str]:
    """A file as itself, a folder as the documents in it."""
    place_ = Path(path)
    if path == files.STDIN or not place_.is_dir():
        return [path]
    files_ = [p for p in place_.iterdir() if p.is_file() and not p.name.startswith(".")]
    found = sorted(str(p) for p in files_ if p.suffix in {".json", ".jsonl", ".gz", ".bz2", ".xz"})
    if not found:
        raise one(path, 0, "", "is a folder without .json or .jsonl files", "name a file, or a folder of one file an article")
    return found


def read_all(paths: Iterable[str], limits: Limits = LIMITS) -> Iterator[Read]:
    """The documents of native files; faults of all of them together."""
    faults: list[Fault] = []
    for path in paths:
        try:
            yield from native.read(path, limits)
        except DataError as error:
            faults += error.faults
    if faults:
        raise DataError(faults)


def with_texts(reads: Iterable[Read]) -> dict[str, Document]:
    """Gold documents by id, each with its text (its own, or a seed's), strings placed; given twice is a fault."""
    found: dict[str, Document] = {}
    faults = []
    for document, file, line in reads:
        if document.id in found:
            faults.append(Fault(file, line, "$.id", f"document {document.id!r} is given twice", "give each document once"))
            continue
        text = document.text if document.text is not None else seeds().get(document.id)
        placed = place(document, text)[0] if text is not None else document
        found[document.id] = replace(placed, text=text)
    if faults:
        raise DataError(faults)
    return found


def paired(
    against: Gold, reads: Iterable[Read], reading: Reading, *, projection: str = "", limits: Limits = LIMITS
) -> Iterator[tuple[Document, Document | None]]:
    """Gold documents beside what was predicted for each, predictions first, then gold documents that none names."""
    inventory = against.inventory.widened(projection)
    seen: set[str] = set()
    faults: list[Fault] = []
    for read in guarded(reads, faults):
        found = accept(read, against, seen, inventory, reading, limits)
        if isinstance(found, list):
            faults += found
            if len(faults) > native.MOST:
                break
        elif not faults:
            yield against.documents[found.id], found
    if faults:
        raise DataError(faults)
    for name, document in against.documents.items():
        if name not in seen:
            yield document, None


def guarded(reads: Iterable[Read], faults: list[Fault]) -> Iterator[Read]:
    """Reads until they raise; what they raise is collected."""
    try:
        yield from reads
    except DataError as error:
        faults += error.faults


def accept(read: Read, against: Gold, seen: set[str], inventory: Inventory, reading: Reading, limits: Limits) -> Document | list[Fault]:
    """A prediction, placed in its article's text, or its faults."""
    document, file, line = read
    gold_document = against.documents.get(document.id)
    if gold_document is None:
        fix = nearest(document.id, sorted(against.documents)[:1000]) if against.documents else "the gold is empty"
        return [Fault(file, line, "$.id", f"the gold has no document {document.id!r}", fix)]
    if document.id in seen:
        return [Fault(file, line, "$.id", f"document {document.id!r} is given twice", "give each document once")]
    seen.add(document.id)
    if gold_document.text is not None:
        document, alignment = place(document, gold_document.text, reading.choices)
        reading.alignment = reading.alignment.plus(alignment)
        reading.lost += lost_in(document)
    faults = check(document, gold_document.text, (file, line), inventory, limits)
    return faults or document


def lost_in(document: Document) -> list[str]:
    """The strings of a document's items that were found nowhere."""
    placed = (*(document.mentions or ()), *(document.times or ()), *(document.events or ()))
    return [item.text for item in placed if item.aligned == "none" and item.text and item.start is None]
