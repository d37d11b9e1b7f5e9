"""The way back from a variant to its article: what was replaced of the text, and the values that were told otherwise."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from dateline.document import Document
from dateline.document.parts import changed, with_items
from dateline.variants.edits import Edit, Offsets, text_after


class Told(NamedTuple):
    """A value of an article in the place of which its variant has another, by its path."""

    path: tuple[str | int, ...]
    value: str


class Record(NamedTuple):
    """What brings a variant back: edits of its text, and values."""

    edits: tuple[Edit, ...]
    values: tuple[Told, ...]


def record(article: Document, variant: Document) -> Record:
    """What a variant no longer says of its article."""
    old, new = (plain(replace(document, text=None, edits=None)) for document in (article, variant))
    back = inverse(article.text or "", (Edit(*edit) for edit in variant.edits or ()))
    return Record(tuple(back), tuple(differences(old, new, ())))


def inverse(text: str, edits: Iterable[Edit]) -> list[Edit]:
    """The edits that bring an edited text back; `text` is the one before."""
    done, moved = [], 0
    for start, end, new in edits:
        done.append(Edit(start + moved, start + moved + len(new), text[start:end]))
        moved += len(new) - (end - start)
    return done


def plain(document: Document) -> Any:
    """A document as plain lists and dicts."""
    return msgspec.json.decode(msgspec.json.encode(document))


def differences(old: Any, new: Any, path: tuple[str | int, ...]) -> Iterator[Told]:
    """The strings of one value that another of its shape has otherwise."""
    if isinstance(old, dict):
        for name in old:
            yield from differences(old[name], new[name], (*path, name))
    elif isinstance(old, list):
        for number, pair in enumerate(zip(old, new, strict=True)):
            yield from differences(*pair, (*path, number))
    elif isinstance(old, str) and old != new:
        yield Told(path, old)


def undone(variant: Document, record: Record) -> Document:
    """The article that a variant was made of."""
    move = Offsets(record.edits).span
    back = with_items(variant, lambda item: changed(item, span=move))
    whole = plain(replace(back, text=text_after(variant.text or "", record.edits), edits=None))
    for (*path, last), value in record.values:
        held = whole
        for step in path:
            held = held[step]
        held[last] = value
    return msgspec.convert(whole, Document)
