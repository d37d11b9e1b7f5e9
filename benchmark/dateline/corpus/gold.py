"""Gold as a value: its documents, what they may be labelled with, and the hash of their content."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from dateline.corpus.seeds import seeds
from dateline.document import Document
from dateline.document.inventory import Inventory

_encoder = msgspec.json.Encoder()


class Gold(Struct, frozen=True):
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


def texted(document: Document) -> Document:
    """A gold document with its text: its own, or the seed's that has its id."""
    if document.text is not None or (text := seeds().get(document.id)) is None:
        return document
    return replace(document, text=text)
