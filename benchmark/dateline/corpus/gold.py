"""Gold: loaded, placed, checked; every fault of every file is reported together."""

import dataclasses
import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec
from msgspec.structs import replace

from dateline.corpus.accept import Noted, accept
from dateline.corpus.notes import Reading
from dateline.corpus.reading import read_files
from dateline.corpus.seeds import seeds
from dateline.document import Document
from dateline.document.inventory import Inventory, shipped, used
from dateline.files import LIMITS, Limits, data
from dateline.files.faults import DataError, Fault, printable
from dateline.files.progress import watched
from dateline.formats._articles import Articles
from dateline.formats._reader import Read
from dateline.formats.native import read_all

RECIPES = "variants"  # the folder beside gold
_encoder = msgspec.json.Encoder()


@dataclass(frozen=True)
class Gold:
    """Gold documents by id, what they may be labelled with, and the name and hash that signatures give.

    `recipes` is the folder beside it that says what variants rewrite.
    """

    documents: Mapping[str, Document]
    inventory: Inventory
    name: str
    digest: str
    recipes: Path | None = None


def content_of(document: Document, written: bytes = b"") -> int:
    """A document's content as a number, whatever its layout; `written` is its JSON as it is written here, where that is known."""
    if document.canary is not None:
        document, written = replace(document, canary=None), b""
    return int.from_bytes(hashlib.sha256(written or _encoder.encode(document)).digest(), "big")


def hex_of(content: int) -> str:
    """The hash of documents whose contents add up to a number, so that neither order nor sharding changes it."""
    return f"{content % (1 << 256):064x}"[:12]


def digest(documents: Iterable[Document]) -> str:
    """A hash of documents' content, whatever their order and layout."""
    return hex_of(sum(content_of(document) for document in documents))


@cache
def shipped_gold() -> Gold:
    """The shipped gold, with its texts."""
    reads = read_all([str(path) for path in sorted(data.path("annotations", "gold").glob("*.json"))])
    documents = accepted_gold(reads, LIMITS)
    version = tomllib.loads(data.path("annotations", "labels.toml").read_text("utf-8"))["version"]
    return Gold(documents, shipped(), f"dateline-{version}", digest(documents.values()), data.path("annotations", RECIPES))


def load_gold(path: str | None, limits: Limits = LIMITS) -> Gold:
    """The shipped gold, or a user's: a file or a folder in any format, its text from the file, the `.txt` beside it, or the tokens."""
    if path is None:
        return shipped_gold()
    own = gold_of(read_files([path], Articles(open_=True), Reading(), "", limits), printable(Path(path).stem), limits)
    return dataclasses.replace(own, recipes=Path(path).parent / RECIPES)


def gold_of(reads: Iterable[Read], name: str, limits: Limits = LIMITS) -> Gold:
    """Gold of documents already read: texts found, strings placed, checked; the inventory is what it uses."""
    documents = accepted_gold(watched(reads, "gold checked"), limits)
    return Gold(documents, used(documents.values()).inventory(), name, digest(documents.values()))


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
