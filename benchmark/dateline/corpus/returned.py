"""What an extractor's function returns, as a document: a document, a dict or JSON text of one, a list of items, a spaCy `Doc`."""

import inspect
from collections.abc import Callable
from typing import Any

import msgspec
from msgspec.structs import replace

from dateline.corpus.fitting import fitted
from dateline.corpus.notes import Reading
from dateline.corpus.repair import loosened
from dateline.document import Document
from dateline.files.faults import THEIRS, printable
from dateline.formats._articles import Articles
from dateline.formats._fields import mentions
from dateline.formats._reader import Texts
from dateline.formats._spacy import Doc, answer, told

KNOWN = "a document, a dict or JSON text of one, a list of items with start, end and label, or a spaCy Doc"


def answered(system: Callable[..., object], name: str, article: Document, reading: Reading) -> Document:
    """What an extractor says of an article's text, and its `dct` if it takes that; raises `ValueError` for what is no answer."""
    document, text = article.id, article.text or ""
    try:
        said = system(text, dct=article.dct) if takes_dct(system) else system(text)
    except SystemExit as error:
        msg = f"{name} on {document}: it ended with sys.exit({error.code!r}) instead of an answer"
        raise ValueError(msg) from None
    except StopIteration:
        msg = f"{name} on {document}: it raised StopIteration instead of an answer"
        raise ValueError(msg) from None
    except Exception as error:  # the extractor is somebody's code: its own traceback stays, with the article's name
        error.add_note(printable(f"{THEIRS}{name} on article {document}"))
        raise
    try:
        done = replace(understood(said, document, text, reading), id=document)
        msgspec.json.encode(done)
    except UnicodeEncodeError as error:
        msg = f"{name} on {document}: its answer holds half of a character: {error.object[error.start : error.end]!r}"
        raise ValueError(msg) from None
    except (msgspec.ValidationError, TypeError) as error:
        msg = f"{name} on {document}: its answer is no document: {error}; see `dateline describe schema`"
        raise ValueError(msg) from None
    return done


def takes_dct(system: Callable[..., object]) -> bool:
    """Whether a function has a parameter `dct`, the document creation time."""
    try:
        return "dct" in inspect.signature(system).parameters
    except (TypeError, ValueError):  # built in, without a signature
        return False


def understood(said: Any, document: str, text: str, reading: Reading) -> Document:
    """An answer as a document; raises `TypeError` for what is none."""
    if isinstance(said, Document):
        return said
    if isinstance(said, dict):
        return fitted(said, document, reading.mistakes)
    texts = Texts(f"what was returned for {document}", Articles([(document, text)]))
    if isinstance(said, list):
        items = [item if isinstance(item, list) else list(item) if isinstance(item, tuple) else item for item in said]
        if not all(isinstance(item, dict | list) for item in items):
            msg = f"it answered a list of {type(items[0]).__name__}; {KNOWN} will do"
            raise TypeError(msg)
        return Document(id=document, mentions=tuple(mentions(list(enumerate(items, 1)), texts)))
    if isinstance(said, str):
        found = loosened(said, lambda *_: document, reading.mistakes)
        if found is None:
            msg = "it answered a text without a JSON object that can be read"
            raise TypeError(msg)
        reading.repairs.update(found[1])
        return found[0][0]
    if callable(getattr(said, "to_json", None)):
        return answer(msgspec.convert(told(said), Doc), texts, 0).document
    msg = f"it answered {type(said).__name__}; {KNOWN} will do"
    raise TypeError(msg)
