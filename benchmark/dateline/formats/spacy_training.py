"""spaCy's training data, as annotators write it: `[[text, {"entities": [[start, end, label], …]}], …]`.

It may stand under `annotations`, beside `classes`; an empty line of the annotator is `null`. The article by its text or file name. Unit:
code points of its text; end exclusive. Loses: levels, entities, and every other layer.
"""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from dateline.document import Document
from dateline.formats._fields import mentions
from dateline.formats._reader import Answer, Texts, mistyped

SHAPE = "a pair is a text and an object of entities, each as [start, end, label]"
TOP = re.compile(r'\{(?:\s*"classes"\s*:\s*\[[^\]]*\]\s*,)?\s*"annotations"\s*:\s*')
PAIR = re.compile(r'\[(?:\s*null\s*,)*\s*\[\s*"[^"\\]*(?:\\.[^"\\]*)*"\s*,\s*\{\s*"entities"\s*:', re.DOTALL)


class Spans(msgspec.Struct):
    """The entities of a text."""

    entities: list[Any]


Pairs = list[tuple[str, Spans] | None]


class Annotated(msgspec.Struct):
    """What annotators write."""

    annotations: Pairs


def recognise(sample: str) -> bool:
    """A list whose first item is a text with its entities."""
    start = sample.lstrip("\ufeff \t\r\n")
    top = TOP.match(start)
    return PAIR.match(start, top.end() if top else 0) is not None


def read(content: str, texts: Texts) -> Iterator[Answer]:
    """The documents of the file."""
    try:
        value = msgspec.json.decode(content.lstrip("\ufeff"), type=Annotated | Pairs)
    except msgspec.ValidationError as error:
        raise mistyped(error, texts, 1, SHAPE) from None
    for text, spans in filter(None, value.annotations if isinstance(value, Annotated) else value):
        found = mentions([(1, row) for row in spans.entities], texts, text)
        yield Answer(Document(id=texts.identify(None, text, 1), mentions=tuple(found)), "code point", text, 1)
