"""Documents from Python, checked for shape as those of files are."""

from collections.abc import Iterable
from contextlib import suppress

import msgspec

from dateline.document import Document
from dateline.files.faults import DataError, Fault
from dateline.formats._explained import shapes
from dateline.formats._reader import Read


def decoded(documents: Iterable[Document | dict[str, object]], what: str) -> Iterable[Read]:
    """Documents from Python, checked for shape."""
    for number, document in enumerate(documents, 1):
        yield Read(shaped(document, what, number), what, number)


def shaped(document: object, what: str, number: int) -> Document:
    """A document from Python, whose numbers may be numpy's; raises `DataError` for what has not the schema's shape."""
    if isinstance(document, dict):
        with suppress(msgspec.ValidationError):
            return msgspec.convert(document, Document)
    try:
        value = msgspec.to_builtins(document, enc_hook=lambda inner: inner.item())
        return msgspec.convert(value, Document)
    except msgspec.ValidationError:
        raise DataError(shapes(what, number, value)) from None
    except (TypeError, AttributeError) as error:
        raise DataError([Fault(what, number, "$", f"is no document: {error}", "see `dateline describe schema`")]) from None
