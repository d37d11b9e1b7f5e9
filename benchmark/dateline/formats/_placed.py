"""Where a row says that it stands: its offsets under any names, in pairs and tuples, or what its words show."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from dateline.formats._layout import Layout, Row, held, layout, pair_of, paired
from dateline.formats._reader import FAR, Offset, Texts

FIGURES = 12  # of an offset
SENTENCES = frozenset(("sentence", "sent", "sentence_text"))
SHAPE = "an item has start and end as whole numbers, or its text; and a label"


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


def spread(given: Row | Sequence[Any], line: int, texts: Texts, article: str | None) -> list[Row]:
    """A row of a table, an object or a tuple as a row for each place that it names."""
    row = given if isinstance(given, Mapping) else triple(given, line, texts, article)
    for name in layout(*row).pair:
        value = row[name]
        if not isinstance(value, list) or not value:
            continue
        words = held(row, layout(*row).text)
        if all(type(one) is int for one in value) and article is not None and isinstance(words, str) and words:
            starts = len(value) != 2 or article[value[0] : value[1]] != words  # not a start and an end
            places = [(start, start + len(words)) for start in value] if starts else []
            if places and all(article.startswith(words, start) for start, _ in places):
                return [{**without(row, name), "start": start, "end": end} for start, end in places]
        pairs = [pair_of(one) for one in value]
        sound = not words or article is None or any(pair and article[slice(*pair)] == words for pair in pairs)
        if None not in pairs and sound:
            return [{**without(row, name), "start": start, "end": end} for start, end in filter(None, pairs)]
    own = layout(*row)
    if own.text and not own.start and article is not None and isinstance(told := row[own.text[0]], str) and told not in article:
        at = pair_of(told)  # where the words would stand
        return [{**without(row, own.text[0]), "start": at[0], "end": at[1]}] if at else [row]
    return [row]


def without(row: Row, name: str) -> dict[str, Any]:
    """A row without what stands under a key."""
    return {key: value for key, value in row.items() if key != name}


def place(row: Row, own: Layout, line: int, texts: Texts, article: str | None) -> tuple[int | None, int | None]:
    """Where a row says that it stands: its start and end, or both in a pair; numbers under other keys, if its words are there."""
    words = held(row, own.text)
    apart = type(held(row, own.start)) is type(held(row, own.end)) is int  # of a pair beside, it may be of tokens
    pair = paired(row, own) if own.pair and not apart else None
    at = pair_of(row[pair]) if pair is not None else None
    if pair is not None and at and (not isinstance(row[pair], str) or (article is not None and article[slice(*at)] == words)):
        return whole(at[0], line, texts), whole(at[1], line, texts)
    start, end, size = (whole(held(row, names_), line, texts) for names_ in (own.start, own.end, own.length))
    if start is None and article is not None and isinstance(words, str) and words:
        alone = (row[name] for name in own.pair if type(row[name]) is int)
        start = next((number for number in alone if article.startswith(words, number)), None)
        if start is None:
            place_ = proven(row, words, article)
            return place_ if place_[0] is not None else around(row, words, article)
    return start, start + size if end is None and start is not None and size is not None else end


def proven(row: Row, words: str, article: str) -> tuple[int | None, int | None]:
    """The only two numbers of a row between which its words stand in the article, whatever their keys."""
    numbers = {int(value) for value in map(str, row.values()) if value.isascii() and value.isdecimal() and len(value) < FIGURES}
    there = {start for start in numbers if start + len(words) in numbers and article.startswith(words, start)}
    return (start := there.pop(), start + len(words)) if len(there) == 1 else (None, None)


def around(row: Row, words: str, article: str) -> tuple[int | None, int | None]:
    """Where the words of a row stand in the longer string beside them, as its sentence, that stands once in the article."""
    longer = [value for key, value in row.items() if key.lower() in SENTENCES and isinstance(value, str) and value.count(words) == 1]
    for sentence in longer:
        if (at := article.find(sentence)) >= 0 and article.find(sentence, at + 1) < 0:
            start = at + sentence.index(words)
            return start, start + len(words)
    return None, None


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
