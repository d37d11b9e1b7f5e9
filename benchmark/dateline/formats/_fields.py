"""Items of tools that differ only in the names of their fields: a row of any layout turned into mentions."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from dateline.document import NIL, Mention
from dateline.document.links import wikidata
from dateline.formats._layout import LEVELS, Layout, Row, held, labelled, layout
from dateline.formats._pieces import PIECE, Piece, are_counted, continues, piece_of, spelled, stand
from dateline.formats._placed import SHAPE, place, spread
from dateline.formats._reader import FAR, Texts

SCORED = re.compile(r"^(.*\S) \([01]?\.\d+\)$")
PERCENT = re.compile(r"\s*(\d+(?:\.\d+)?)\s*%\s*")
FIGURES = 6  # of the number of an occurrence
SENTENCE = 60  # characters; what is longer may be what a name stands in


def mentions(rows: Iterable[tuple[int, Row | Sequence[Any]]], texts: Texts, article: str | None = None) -> list[Mention]:
    """The mentions of some rows with their lines: word pieces joined by their tags, several labels of one place apart.

    Pieces without offsets are spelled as the article has them, where it has them.
    """
    given = list(rows)
    told = [simple(row) if type(row) is dict else None for _, row in given]
    known = [mention for mention in told if mention is not None]
    return known if len(known) == len(given) else together(given, texts, article)


def together(given: Iterable[tuple[int, Row | Sequence[Any]]], texts: Texts, article: str | None) -> list[Mention]:
    """The mentions of rows that may be pieces of each other, or name several places."""
    done: list[Mention] = []
    every = [(line, row) for line, one in given for row in spread(one, line, texts, article)]
    counted = bool(every) and "index" in every[0][1] and are_counted([row for _, row in every])
    words: list[str] = []  # of the pieces of the last mention
    before: Piece | None = None
    for line, row in every:
        own = layout(*row)
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


def simple(row: Row) -> Mention | None:
    """The mention of a row that has its offsets as numbers, one label and short words, and so no other reading, as most have."""
    own = layout(*row)
    if not own.plain:
        return None
    start, end, label = row[own.start[0]], row[own.end[0]], held(row, own.label)
    words, score = held(row, own.text), held(row, own.score)
    if (
        type(start) is int
        and type(end) is int
        and 0 <= start <= end <= FAR
        and type(label) is str
        and label[1:2] not in {"-", ""}
        and label[-1] != ")"
        and (len(own.label) == 1 or label not in LEVELS)
        and (words is None or (type(words) is str and len(words) <= SENTENCE and words[:2] != "##"))
        and (score is None or type(score) is float)
    ):
        return Mention(start=start, end=end, text=words, type=label, score=score)
    return None


def named(label: Any) -> Any:
    """A label, or the name of one that is an object, as Flair's are, or the surest of some with their scores."""
    if not isinstance(label, Mapping) or not label:
        return label
    scored = all(isinstance(value, float | int) for value in label.values())
    said = max(label, key=lambda key: label[key]) if scored else None
    return said or next((label[key] for key in ("value", "name", "label", "type") if isinstance(label.get(key), str)), None)


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
    every = [told for one in labels if isinstance(told := named(one), str)] if isinstance(labels, list) else [named(labels)]
    told = str(held(row, own.nth)) if own.nth and span[0] is None else ""
    nth = int(told) if told.isascii() and told.isdecimal() and len(told) < FIGURES else None
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
