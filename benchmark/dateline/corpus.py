"""Gold, predictions and the seeds: loaded, placed, checked and paired; every fault of every file is reported together."""

import hashlib
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from dateline import data, files
from dateline.accept import Noted, accept
from dateline.document import Document
from dateline.faults import DataError, Fault, Suggestion, one
from dateline.files import LIMITS, Limits
from dateline.formats import native
from dateline.formats.native import Read
from dateline.inventory import Inventory, shipped, used
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
    reads = read_all([str(path) for path in sorted(data.path("annotations", "gold").glob("*.json"))])
    documents = accepted_gold(reads, LIMITS)
    version = tomllib.loads(data.path("annotations", "labels.toml").read_text("utf-8"))["version"]
    return Gold(documents, shipped(), f"dateline-{version}", digest(documents.values()))


def load_gold(path: str | None, limits: Limits = LIMITS) -> Gold:
    """The shipped gold, or a user's: a file, or a folder of files."""
    if path is None:
        return gold()
    return gold_of(read_all(expand(path), limits), Path(path).stem, limits)


def gold_of(reads: Iterable[Read], name: str, limits: Limits = LIMITS) -> Gold:
    """Gold of documents already read: texts found, strings placed, checked; the inventory is what it uses."""
    documents = accepted_gold(watched(reads, "gold checked"), limits)
    return Gold(documents, used(documents.values()).inventory(), name, digest(documents.values()))


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


def accepted_gold(reads: Iterable[Read], limits: Limits) -> dict[str, Document]:
    """Gold documents by id, each with its text (its own, or a seed's), strings placed, checked; given twice is a fault."""
    found: dict[str, Document] = {}
    faults: list[Fault] = []
    for document, file, line in reads:
        if document.id in found:
            faults.append(Fault(file, line, "$.id", f"document {document.id!r} is given twice", "give each document once"))
            continue
        own = texted(document)
        accepted = accept(own, own.text, (file, line), limits, Noted(), gold=True)
        faults += accepted.faults
        found[document.id] = accepted.side.document
    if faults:
        raise DataError(faults)
    return found


def texted(document: Document) -> Document:
    """A gold document with its text: its own, or the seed's that has its id."""
    if document.text is not None or (text := seeds().get(document.id)) is None:
        return document
    return replace(document, text=text)


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
        if len(faults) > native.MOST:
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


def guarded(reads: Iterable[Read], faults: list[Fault]) -> Iterator[Read]:
    """Reads until they raise; what they raise is collected."""
    try:
        yield from reads
    except DataError as error:
        faults += error.faults
