"""Items of tools that differ only in the names of their fields: `fields.toml` has the names, this turns a row into mentions."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from dateline.document import NIL, Mention
from dateline.document.links import wikidata
from dateline.formats._reader import FAR, Offset, Texts

Row = Mapping[str, Any]
PIECE = re.compile(r"([BIES])-(\S+)")
SHAPE = "an item has start and end as whole numbers, or its text; and a label"


@cache
def fields() -> dict[str, list[str]]:
    """The names that stand in `fields.toml`, by part."""
    import tomllib

    return tomllib.loads(Path(__file__).with_name("fields.toml").read_text("utf-8"))


@cache
def names(part: str) -> tuple[str, ...]:
    """What tools call a part of an item."""
    return tuple(fields()[part])


AMAZON = {
    "Entities": "entities",
    "BeginOffset": "start",
    "EndOffset": "end",
    "Text": "text",
    "Type": "label",
    "File": "file",
    "Score": "score",
}
CAPITAL = re.compile(rf'"({"|".join(AMAZON)})"\s*:')


def spoken(content: str) -> str:
    """JSON with the keys of Amazon Comprehend as others write them."""
    return CAPITAL.sub(lambda key: f'"{AMAZON[key[1]]}":', content) if '"BeginOffset"' in content else content


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
    told = Layout(*(tuple(name for name in names(part) if name in own) for part in Layout._fields))
    if not told.text and "entity" in told.label[1:]:  # beside another label it is the words, as models write them
        return told._replace(text=("entity",), label=tuple(name for name in told.label if name != "entity"))
    return told


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


class Piece(NamedTuple):
    """A word piece or token with a tag of its own: what of a name it is (B, I, E or S), the name's label, its number and its end."""

    mark: str
    label: str
    number: int | None
    end: int | None


def mentions(rows: Iterable[tuple[int, Row | Sequence[Any]]], texts: Texts, article: str | None = None) -> list[Mention]:
    """The mentions of some rows with their lines: word pieces joined by their tags, several labels of one place apart.

    Pieces without offsets are spelled as the article has them, where it has them.
    """
    done: list[Mention] = []
    words: list[str] = []  # of the pieces of the last mention
    before: Piece | None = None
    for line, given in rows:
        row = given if isinstance(given, Mapping) else triple(given, line, texts)
        own = layout(*row)
        label = held(row, own.label)
        if label == "O":  # a token that a tagger left outside
            before = None
            continue
        start, end = place(row, own, line, texts)
        piece = piece_of(label, row.get("index"), end)
        said = held(row, own.text)
        number = piece.number if piece else None
        inner = isinstance(said, str) and said.startswith("##") and (number is None or before is None or number == (before.number or 0) + 1)
        if before and done and (inner or (piece and continues(piece, before, start))):
            words.append(said if isinstance(said, str) else "")
            done[-1] = msgspec.structs.replace(done[-1], end=end, text=None if start is not None else spelled(words, article))
        else:
            done += mention(row, own, (start, end), line, texts)
            words = [said if isinstance(said, str) else ""]
        before = piece
    return done


def piece_of(label: Any, index: Any, end: int | None) -> Piece | None:
    """The piece that a tag marks; a token that is numbered goes on with what has its label, as in Hugging Face's own grouping."""
    number = index if isinstance(index, int) else None
    marked = PIECE.fullmatch(label) if isinstance(label, str) and label[1:2] == "-" else None
    if marked:
        return Piece(marked[1], marked[2], number, end)
    return Piece("I", str(label), number, end) if number is not None else None


def continues(piece: Piece, before: Piece, start: int | None) -> bool:
    """Whether a piece goes on with the one before: it is inside the same label, and next to it."""
    if piece.mark not in "IE" or piece.label != before.label or before.mark in "ES":
        return False
    if piece.number is not None and before.number is not None:
        return piece.number == before.number + 1
    return start is None or (before.end is not None and 0 <= start - before.end <= 1)


def spelled(words: Sequence[str], article: str | None) -> str:
    """The words of pieces as an article has them, white space apart; else with blanks, but for what goes on inside a word."""
    pieces = r"\s*".join(re.escape(word.removeprefix("##").strip("Ġ▁ ")) for word in words)
    there = re.search(rf"(?<!\w){pieces}(?!\w)", article, re.IGNORECASE) if article else None
    return there.group() if there else words[0] + "".join(word[2:] if word.startswith("##") else f" {word}" for word in words[1:])


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
