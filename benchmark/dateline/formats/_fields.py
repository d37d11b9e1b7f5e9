"""Items of tools that differ only in the names of their fields: a row of any layout turned into mentions."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

import msgspec

from dateline.document import NIL, Mention
from dateline.document.links import wikidata
from dateline.formats._layout import Layout, Row, held, labelled, layout, pair_of, paired
from dateline.formats._reader import FAR, Offset, Texts

PIECE = re.compile(r"([BIES])-(\S+)")
SCORED = re.compile(r"^(.*\S) \([01]?\.\d+\)$")
PERCENT = re.compile(r"\s*(\d+(?:\.\d+)?)\s*%\s*")
FIGURES = 12  # of an offset
SENTENCE = 60  # characters; what is longer may be what a name stands in
SHAPE = "an item has start and end as whole numbers, or its text; and a label"


class Piece(NamedTuple):
    """A word piece or token with a tag of its own: what of a name it is (B, I, E or S), the name's label, its number and its end.

    `marked`: the tag says what of a name it is; else a number does.
    """

    mark: str
    label: str
    number: int | None
    end: int | None
    marked: bool = True


def mentions(rows: Iterable[tuple[int, Row | Sequence[Any]]], texts: Texts, article: str | None = None) -> list[Mention]:
    """The mentions of some rows with their lines: word pieces joined by their tags, several labels of one place apart.

    Pieces without offsets are spelled as the article has them, where it has them.
    """
    done: list[Mention] = []
    every = [(line, row) for line, given in rows for row in spread(given, line, texts, article)]
    counted = are_counted([row for _, row in every])
    words: list[str] = []  # of the pieces of the last mention
    before: Piece | None = None
    for line, row in every:
        own = layout(*row)
        if own.plain and (told := simple(row, own)) is not None:
            done.append(told)
            before = None
            continue
        label = labelled(row, own)
        if label == "O":  # a token that a tagger left outside
            before = None
            continue
        start, end = place(row, own, line, texts, article)
        said = held(row, own.text)
        piece = piece_of(label, None if counted or (isinstance(said, str) and " " in said) else row.get("index"), end)
        number = piece.number if piece else None
        inner = isinstance(said, str) and said.startswith("##") and (number is None or before is None or number == (before.number or 0) + 1)
        goes_on = piece is not None and before is not None and continues(piece, before, start)
        if goes_on and piece and start is None and isinstance(said, str):
            goes_on = stand(piece, [*words, said], article)
        if before and done and (inner or goes_on):
            words.append(said if isinstance(said, str) else "")
            done[-1] = msgspec.structs.replace(done[-1], end=end, text=None if start is not None else spelled(words, article))
        else:
            done += mention(row, own, (start, end), line, texts)
            words = [said if isinstance(said, str) else ""]
        before = piece
    return done


def simple(row: Row, own: Layout) -> Mention | None:
    """The mention of a row that has its offsets as numbers, one label and short words, and so no other reading, as most have."""
    start, end, label = held(row, own.start), held(row, own.end), held(row, own.label)
    words, score = held(row, own.text), held(row, own.score)
    if (
        type(start) is int
        and type(end) is int
        and 0 <= start <= end <= FAR
        and type(label) is str
        and label[1:2] not in {"-", ""}
        and label[-1] != ")"
        and (words is None or (type(words) is str and len(words) <= SENTENCE and words[:2] != "##"))
        and (score is None or type(score) is float)
    ):
        return Mention(start=start, end=end, text=words, type=label, score=score)
    return None


def piece_of(label: Any, index: Any, end: int | None) -> Piece | None:
    """The piece that a tag marks; a token that is numbered goes on with what has its label, as in Hugging Face's own grouping."""
    number = index if isinstance(index, int) else None
    marked = PIECE.fullmatch(label) if isinstance(label, str) and label[1:2] == "-" else None
    if marked:
        return Piece(marked[1], marked[2], number, end)
    return Piece("I", str(label), number, end, marked=False) if number is not None else None


def are_counted(rows: Sequence[Row]) -> bool:
    """Whether the `index` of rows is their own number, and not that of a token: from 0 on, or of rows that do not touch."""
    numbers = [row.get("index") for row in rows]
    if len(numbers) < 2 or not isinstance(numbers[0], int) or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return False
    places = [(held(row, own.start), held(row, own.end)) for row in rows for own in [layout(*row)]]
    apart = [type(a[1]) is type(b[0]) is int and not 0 <= b[0] - a[1] <= 1 for a, b in pairwise(places)]
    return numbers[0] == 0 or any(apart)


def spread(given: Row | Sequence[Any], line: int, texts: Texts, article: str | None) -> list[Row]:
    """A row of a table, an object or a tuple as a row for each place that it names."""
    row = given if isinstance(given, Mapping) else triple(given, line, texts, article)
    own = layout(*row)
    for name in own.pair:
        value = row[name]
        if not isinstance(value, list) or not value:
            continue
        words = held(row, own.text)
        if all(type(one) is int for one in value) and article is not None and isinstance(words, str) and words:
            starts = len(value) != 2 or article[value[0] : value[1]] != words  # not a start and an end
            places = [(start, start + len(words)) for start in value] if starts else []
            if places and all(article.startswith(words, start) for start, _ in places):
                return [{**without(row, name), "start": start, "end": end} for start, end in places]
        pairs = [pair_of(one) for one in value]
        if None not in pairs:
            return [{**without(row, name), "start": start, "end": end} for start, end in filter(None, pairs)]
    return [row]


def without(row: Row, name: str) -> dict[str, Any]:
    """A row without what stands under a key."""
    return {key: value for key, value in row.items() if key != name}


def continues(piece: Piece, before: Piece, start: int | None) -> bool:
    """Whether a piece goes on with the one before: it is inside the same label, and next to it."""
    if piece.mark not in "IE" or piece.label != before.label or before.mark in "ES":
        return False
    near = start is None or (before.end is not None and 0 <= start - before.end <= 1)
    if piece.number is not None and before.number is not None:
        return piece.number == before.number + 1 and (near or piece.marked)
    return near


def stand(piece: Piece, words: Sequence[str], article: str | None) -> bool:
    """Whether words stand together in an article as they should where only a number tells that they are one name."""
    return piece.marked or not article or found(words, article) is not None


def found(words: Sequence[str], article: str) -> re.Match[str] | None:
    """Words of pieces in an article, white space apart."""
    pieces = r"\s*".join(re.escape(word.removeprefix("##").strip("Ġ▁ ")) for word in words)
    return re.search(rf"(?<!\w){pieces}(?!\w)", article, re.IGNORECASE)


def spelled(words: Sequence[str], article: str | None) -> str:
    """The words of pieces as an article has them; else with blanks, but for what goes on inside a word."""
    there = found(words, article) if article else None
    return there.group() if there else words[0] + "".join(word[2:] if word.startswith("##") else f" {word}" for word in words[1:])


def triple(values: Sequence[Any], line: int, texts: Texts, article: str | None) -> dict[str, Any]:
    """An item written as [start, end, label], [label, start, end] or [text, start, end, label]."""
    if not isinstance(values, list) or len(values) < 3:
        raise texts.wrong(line, "", f"{str(values)[:60]!r} is no item", "as [start, end, label]")
    first = 1 if isinstance(values[0], str) and not values[0].isdecimal() and type(values[1]) is type(values[2]) is int else 0
    start, end, *others = *values[first : first + 2], *values[:first], *values[first + 2 :]
    words = [one for one in others[:2] if isinstance(one, str)]
    row = {"start": start, "end": end, "label": others[0]}
    if len(words) < 2:
        return row
    said = article[start:end] if article is not None and type(start) is type(end) is int else ""
    return {**row, "text": words[0], "label": words[1]} if said == words[0] or (first and said != words[1]) else row


def place(row: Row, own: Layout, line: int, texts: Texts, article: str | None) -> tuple[int | None, int | None]:
    """Where a row says that it stands: its start and end, or both in a pair; numbers under other keys, if its words are there."""
    if own.pair and (pair := paired(row, own)) is not None:
        own_start, own_end = pair_of(row[pair]) or (None, None)
        return whole(own_start, line, texts), whole(own_end, line, texts)
    start, end, size = (whole(held(row, names_), line, texts) for names_ in (own.start, own.end, own.length))
    if start is None and own.pair:
        start = next((row[name] for name in own.pair if type(row[name]) is int), None)
    if start is None and article is not None and isinstance(words := held(row, own.text), str) and words:
        return proven(row, words, article)
    return start, start + size if end is None and start is not None and size is not None else end


def proven(row: Row, words: str, article: str) -> tuple[int | None, int | None]:
    """The only two numbers of a row between which its words stand in the article, whatever their keys."""
    numbers = {int(value) for value in map(str, row.values()) if value.isascii() and value.isdecimal() and len(value) < FIGURES}
    there = {start for start in numbers if start + len(words) in numbers and article.startswith(words, start)}
    return (start := there.pop(), start + len(words)) if len(there) == 1 else (None, None)


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
    """A label without the mark of a tag, and without its score behind it, as Flair once printed it."""
    own = SCORED.sub(r"\1", label)
    return marked[2] if (marked := PIECE.fullmatch(own)) else own


def mention(row: Row, own: Layout, span: tuple[int | None, int | None], line: int, texts: Texts) -> list[Mention]:
    """A row as a mention, or as one for each of its labels."""
    words, score, labels = spoken_of(row, own), held(row, own.score), labelled(row, own)
    if words is None and (span[0] is None or span[1] is None):
        raise texts.wrong(line, "", f"item {line} has neither offsets nor a text", SHAPE)
    if words is not None and span[0] is not None and span[1] is None:
        span = (span[0], span[0] + len(words))
    every = [told for one in labels if isinstance(told := named(one), str)] if isinstance(labels, list) else [labels]
    nth = whole(held(row, own.nth), line, texts) if own.nth and span[0] is None else None
    qid = next((link for name in own.link if (link := NIL if row[name] == NIL else linked(row[name])) is not None), None)
    done = []
    for label in every or [None]:
        name = bare(label) if isinstance(label, str) else None if label is None else str(label)
        done.append(
            Mention(start=span[0], end=span[1], text=words, type=name, score=sureness(score, line, texts), qid=qid, nth=nth or None)
        )
    return done


def linked(value: Any) -> str | None:
    """The id that a link gives, be it the first of several, or in an object."""
    if isinstance(value, list | dict):
        return next((link for one in (value.values() if isinstance(value, dict) else value) if (link := wikidata(one))), None)
    return wikidata(value)


def spoken_of(row: Row, own: Layout) -> str | None:
    """The words of a row; where its longest text is the sentence or the article, the words inside it that stand beside."""
    words = held(row, own.text)
    if not isinstance(words, str):
        return None
    if len(words) <= SENTENCE:
        return words
    beside = (*own.text, "entity") if "entity" in own.label[1:] else own.text
    inner = [row[name] for name in beside if isinstance(row[name], str) and 0 < 2 * len(row[name]) < len(words) and row[name] in words]
    return max(inner, key=len) if inner else words


def sureness(value: Any, line: int, texts: Texts) -> float | None:
    """The score of a row, which tables write as text, perhaps in per cent; words are none."""
    if value is None or type(value) is float:
        return value
    if isinstance(value, str) and (value.strip().endswith("%") or not any(map(str.isdecimal, value))):
        return float(share[1]) / 100 if (share := PERCENT.fullmatch(value)) else None
    try:
        return msgspec.convert(value, float, strict=False)
    except msgspec.ValidationError as error:
        what = f"item {line}: {str(value)[:60]!r} is no score: {str(error).lower()}"
        raise texts.wrong(line, "", what, "a score is a number from 0 to 1; leave it out where there is none") from None
