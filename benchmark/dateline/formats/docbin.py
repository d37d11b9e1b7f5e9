"""spaCy's `DocBin`, the `.spacy` files of its training, through spaCy, which `dateline[spacy]` installs.

Unit: code points of each document's own text; end exclusive. What is read of a document is what `spacy_json` reads, and the article is
known by its text. Loses: levels, heads, and every other layer.
"""

import zlib
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from dateline.formats._reader import Answer, Texts
from dateline.formats._spacy import Doc, answer, told

BINARY = True
LARGEST = 1 << 30  # bytes that a file may unfold to
SHAPE = "write it with DocBin.to_disk() of spaCy 3"
REFUSED = (zlib.error, ValueError, LookupError, TypeError, AttributeError, OverflowError, AssertionError)  # what spaCy raises for bytes


def recognise(sample: str) -> bool:
    """The beginning of a zlib stream, whose second byte is no text."""
    return sample.startswith("x\ufffd")


def read(content: bytes, texts: Texts) -> Iterable[Answer]:
    """Every document."""
    for number, said in enumerate(documents(content, texts), 1):
        yield answer(msgspec.convert(said, Doc), texts, number)


def documents(content: bytes, texts: Texts) -> Iterator[dict[str, Any]]:
    """The documents of a file as `Doc.to_json()` has them; a fault for bytes that spaCy does not take."""
    try:
        from spacy.tokens import DocBin
        from spacy.vocab import Vocab
    except ImportError:
        msg = "reading spaCy's DocBin needs spaCy: pip install 'dateline[spacy]'"
        raise ImportError(msg) from None
    try:
        unfold = zlib.decompressobj()
        unfold.decompress(content, LARGEST)
        if not unfold.eof:
            raise texts.wrong(0, "", f"is cut off, or unfolds to more than {LARGEST:,} bytes", SHAPE)
        yield from map(told, DocBin().from_bytes(content).get_docs(Vocab()))
    except REFUSED as error:
        raise texts.wrong(0, "", f"is no DocBin that spaCy reads: {error}", SHAPE) from None
