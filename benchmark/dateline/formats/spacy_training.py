"""spaCy's training data, as annotators write it: `[[text, {"entities": [[start, end, label], …]}], …]`.

It may stand under `annotations`, beside `classes`, or a pair a line; an empty line of the annotator is `null`. The article by its text
or file name. Unit: code points of its text; end exclusive. Loses: levels, entities, and every other layer.
"""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from dateline.document import Document
from dateline.formats._fields import mentions
from dateline.formats._reader import Answer, Texts
from dateline.formats._typed import mistyped

SHAPE = "a pair is a text and an object of entities, each as [start, end, label]"
TOP = re.compile(r'\{(?:\s*"classes"\s*:\s*\[[^\]]*\]\s*,)?\s*"annotations"\s*:\s*')
PAIR = re.compile(r'\[(?:\s*null\s*,)*\s*\[\s*"[^"\\]*(?:\\.[^"\\]*)*"\s*,\s*\{\s*"entities"\s*:', re.DOTALL)

LINE = re.compile(r'\[\s*"[^"\\]*(?:\\.[^"\\]*)*"\s*,\s*\{\s*"entities"\s*:', re.DOTALL)


class Spans(msgspec.Struct):
    """The entities of a text."""

    entities: list[Any]


Pair = tuple[str, Spans]
Pairs = list[Pair | None]


class Annotated(msgspec.Struct):
    """What annotators write."""

    annotations: Pairs


Whole = Annotated | Pairs


def recognise(sample: str) -> bool:
    """A list whose first item is a text with its entities, or such a pair a line."""
    start = sample.lstrip("\ufeff \t\r\n")
    top = TOP.match(start)
    return PAIR.match(start, top.end() if top else 0) is not None or LINE.match(start) is not None


def read(content: str, texts: Texts) -> Iterator[Answer]:
    """The documents of the file."""
    content = content.lstrip("\ufeff \t\r\n")
    lines = [(number, line) for number, line in enumerate(content.split("\n"), 1) if line.strip()] if LINE.match(content) else []
    pairs = [(number, decoded(line, Pair, texts, number)) for number, line in lines]
    value = decoded(content, Whole, texts, 1) if not lines else []
    whole = value.annotations if isinstance(value, Annotated) else value
    for number, (text, spans) in (*pairs, *((1, pair) for pair in whole if pair is not None)):
        found = mentions([(number, row) for row in spans.entities], texts, text)
        yield Answer(Document(id=texts.identify(None, text, number), mentions=tuple(found)), "code point", text, number)


def decoded(content: str, kind: Any, texts: Texts, line: int) -> Any:
    """Some JSON as a type."""
    try:
        return msgspec.json.decode(content, type=kind)
    except msgspec.ValidationError as error:
        raise mistyped(error, texts, line, SHAPE) from None
