"""Items of tools that differ only in the names of their fields: `fields.toml` has the names, this turns a row into mentions."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import msgspec

from dateline.document import Mention
from dateline.formats._reader import FAR, Offset, Texts

Row = Mapping[str, Any]
PIECE = re.compile(r"([BIES])-(\S+)")
SHAPE = "an item has start and end as whole numbers, or its text; and a label"


@cache
def names(part: str) -> tuple[str, ...]:
    """What tools call a part of an item."""
    found: dict[str, list[str]] = tomllib.loads(files(__package__).joinpath("fields.toml").read_text("utf-8"))
    return tuple(found[part])


def first(row: Row, part: str) -> Any:
    """The value of the first name of a part that a row has."""
    for name in names(part):
        value = row.get(name)
        if value is not None:
            return value
    return None


def mentions(rows: Iterable[tuple[int, Row | Sequence[Any]]], texts: Texts) -> list[Mention]:
    """The mentions of some rows with their lines: word pieces joined by B- and I-, several labels of one place apart."""
    found: list[Mention] = []
    before: tuple[str, int | None, int | None] | None = None  # the label, index and end of the piece before
    for line, given in rows:
        row = given if isinstance(given, Mapping) else triple(given, line, texts)
        label = first(row, "label")
        if label == "O":  # a token that a tagger left outside
            before = None
            continue
        piece = PIECE.fullmatch(label) if isinstance(label, str) else None
        start, end = place(row, line, texts)
        index = row.get("index") if isinstance(row.get("index"), int) else None
        words = first(row, "text")
        inner = isinstance(words, str) and words.startswith("##") and (index is None or before is None or index == (before[1] or 0) + 1)
        if before and found and (inner or (piece and continues(piece, before, index, start))):
            glued = None if start is not None else f"{found[-1].text}{words[2:] if inner else f' {words}'}"
            found[-1] = msgspec.structs.replace(found[-1], end=end, text=glued)
        else:
            found += mention(row, (start, end), line, texts)
        named = piece[2] if piece else str(label) if index is not None else ""
        before = (named, index, end) if named else None
    return found


def continues(piece: re.Match[str], before: tuple[str, int | None, int | None], index: int | None, start: int | None) -> bool:
    """Whether a piece goes on with the one before: it is inside the same label, and next to it."""
    label, last, end = before
    if piece[1] not in "IE" or piece[2] != label:
        return False
    if index is not None and last is not None:
        return index == last + 1
    return start is not None and end is not None and 0 <= start - end <= 1


def triple(values: Sequence[Any], line: int, texts: Texts) -> dict[str, Any]:
    """An item written as [start, end, label]."""
    if not isinstance(values, list) or len(values) < 3:
        raise texts.wrong(line, "", f"{str(values)[:60]!r} is no item", "as [start, end, label]")
    return {"start": values[0], "end": values[1], "label": values[2]}


def place(row: Row, line: int, texts: Texts) -> tuple[int | None, int | None]:
    """Where a row says that it stands."""
    start = whole(first(row, "start"), line, texts)
    end = whole(first(row, "end"), line, texts)
    size = whole(first(row, "length"), line, texts)
    return start, start + size if end is None and start is not None and size is not None else end


def named(label: Any) -> Any:
    """A label, or the value of one that is an object, as Flair's are."""
    return label.get("value") if isinstance(label, Mapping) else label


def whole(value: Any, line: int, texts: Texts) -> int | None:
    """A number of characters."""
    if type(value) is int and 0 <= value <= FAR:  # as most are
        return value
    if value is None or value == "":
        return None
    try:
        return msgspec.convert(value, Offset, strict=False)
    except msgspec.ValidationError as error:
        raise texts.wrong(line, "", f"item {line}: {str(value)[:60]!r} is no offset: {str(error).lower()}", SHAPE) from None


@lru_cache(maxsize=1 << 10)
def bare(label: str) -> str:
    """A label without the mark of a tag."""
    return PIECE.sub(r"\2", label)


def mention(row: Row, span: tuple[int | None, int | None], line: int, texts: Texts) -> list[Mention]:
    """A row as a mention, or as one for each of its labels."""
    words, score = first(row, "text"), first(row, "score")
    labels = first(row, "label")
    every = [told for one in labels if isinstance(told := named(one), str)] if isinstance(labels, list) else [labels]
    found = []
    for label in every or [None]:
        name = bare(label) if isinstance(label, str) else None if label is None else str(label)
        more = {"start": span[0], "end": span[1], "text": words if isinstance(words, str) else None, "type": name, "score": score}
        if more["text"] is None and (span[0] is None or span[1] is None):
            raise texts.wrong(line, "", f"item {line} has neither offsets nor a text", SHAPE)
        try:
            found.append(msgspec.convert({key: value for key, value in more.items() if value is not None}, Mention, strict=False))
        except msgspec.ValidationError as error:
            raise texts.wrong(line, "", f"item {line}: {error}", SHAPE) from None
    return found
