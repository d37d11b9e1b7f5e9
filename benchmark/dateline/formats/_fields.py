"""Items of tools that differ only in the names of their fields: `fields.toml` has the names, this turns a row into mentions."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import msgspec

from dateline.document import NIL, Mention
from dateline.document.links import wikidata
from dateline.formats._reader import FAR, Offset, Texts

Row = Mapping[str, Any]
PIECE = re.compile(r"([BIES])-(\S+)")
SHAPE = "an item has start and end as whole numbers, or its text; and a label"


@cache
def names(part: str) -> tuple[str, ...]:
    """What tools call a part of an item."""
    fields: dict[str, list[str]] = tomllib.loads(files(__package__).joinpath("fields.toml").read_text("utf-8"))
    return tuple(fields[part])


class Layout(NamedTuple):
    """Under which of its keys a row may have each part, the likelier first."""

    label: tuple[str, ...]
    text: tuple[str, ...]
    document: tuple[str, ...]
    start: tuple[str, ...]
    end: tuple[str, ...]
    length: tuple[str, ...]
    score: tuple[str, ...]
    link: tuple[str, ...]


@lru_cache(maxsize=1 << 8)
def layout(*own: str) -> Layout:
    """The layout of rows with some keys; those of one file are mostly alike."""
    return Layout(*(tuple(name for name in names(part) if name in own) for part in Layout._fields))


def held(row: Row, own: tuple[str, ...]) -> Any:
    """The value of the first of some keys that a row has one for."""
    for name in own:
        value = row[name]
        if value is not None:
            return value
    return None


def first(row: Row, part: str) -> Any:
    """The value of the first name of a part that a row has."""
    return held(row, getattr(layout(*row), part))


def mentions(rows: Iterable[tuple[int, Row | Sequence[Any]]], texts: Texts) -> list[Mention]:
    """The mentions of some rows with their lines: word pieces joined by B- and I-, several labels of one place apart."""
    done: list[Mention] = []
    before: tuple[str, int | None, int | None] | None = None  # the label, index and end of the piece before
    for line, given in rows:
        row = given if isinstance(given, Mapping) else triple(given, line, texts)
        own = layout(*row)
        label = held(row, own.label)
        if label == "O":  # a token that a tagger left outside
            before = None
            continue
        piece = PIECE.fullmatch(label) if isinstance(label, str) and label[1:2] == "-" else None
        start, end = place(row, own, line, texts)
        index = row.get("index") if isinstance(row.get("index"), int) else None
        words = held(row, own.text)
        inner = isinstance(words, str) and words.startswith("##") and (index is None or before is None or index == (before[1] or 0) + 1)
        if before and done and (inner or (piece and continues(piece, before, index, start))):
            glued = None if start is not None else f"{done[-1].text}{words[2:] if inner else f' {words}'}"
            done[-1] = msgspec.structs.replace(done[-1], end=end, text=glued)
        else:
            done += mention(row, own, (start, end), line, texts)
        named = piece[2] if piece else str(label) if index is not None else ""
        before = (named, index, end) if named else None
    return done


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


def place(row: Row, own: Layout, line: int, texts: Texts) -> tuple[int | None, int | None]:
    """Where a row says that it stands."""
    start, end, size = (whole(held(row, names_), line, texts) for names_ in (own.start, own.end, own.length))
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


def mention(row: Row, own: Layout, span: tuple[int | None, int | None], line: int, texts: Texts) -> list[Mention]:
    """A row as a mention, or as one for each of its labels."""
    words, score, labels = held(row, own.text), held(row, own.score), held(row, own.label)
    words = words if isinstance(words, str) else None
    if words is None and (span[0] is None or span[1] is None):
        raise texts.wrong(line, "", f"item {line} has neither offsets nor a text", SHAPE)
    if words is not None and span[0] is not None and span[1] is None:
        span = (span[0], span[0] + len(words))
    every = [told for one in labels if isinstance(told := named(one), str)] if isinstance(labels, list) else [labels]
    qid = held(row, own.link) if own.link else None
    qid = qid if qid == NIL else wikidata(qid)
    done = []
    for label in every or [None]:
        name = bare(label) if isinstance(label, str) else None if label is None else str(label)
        done.append(Mention(start=span[0], end=span[1], text=words, type=name, score=sureness(score, line, texts), qid=qid))
    return done


def sureness(value: Any, line: int, texts: Texts) -> float | None:
    """The score of a row, which tables write as text."""
    if value is None or type(value) is float:
        return value
    try:
        return msgspec.convert(value, float, strict=False)
    except msgspec.ValidationError as error:
        what = f"item {line}: {str(value)[:60]!r} is no score: {str(error).lower()}"
        raise texts.wrong(line, "", what, "a score is a number from 0 to 1; leave it out where there is none") from None
