"""Word pieces and tokens with a tag or a number of their own, and when one goes on with the one before."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from dateline.formats._layout import Row, held, layout

PIECE = re.compile(r"([BIES])-(\S+)")


class Piece(NamedTuple):
    """A word piece or token with a tag of its own: what of a name it is (B, I, E or S), the name's label, its number and its end.

    `marked`: the tag says what of a name it is; else a number does.
    """

    mark: str
    label: str
    number: int | None
    end: int | None
    marked: bool = True


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
    if any(isinstance(words, str) and words.startswith("##") for row in rows for words in [held(row, layout(*row).text)]):
        return False
    if len(numbers) < 2 or not isinstance(numbers[0], int) or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return False
    places = [(held(row, own.start), held(row, own.end)) for row in rows for own in [layout(*row)]]
    apart = [type(a[1]) is type(b[0]) is int and not 0 <= b[0] - a[1] <= 1 for a, b in pairwise(places)]
    return numbers[0] == 0 or any(apart)


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
    return piece.marked or not article or found(words, article, whole=False) is not None


def found(words: Sequence[str], article: str, *, whole: bool = True) -> re.Match[str] | None:
    """Words of pieces in an article, white space apart; the last may go on if they need not be whole."""
    pieces = r"\s*".join(re.escape(word.removeprefix("##").strip("Ġ▁ ")) for word in words)
    end = r"(?!\w)" if whole else ""
    return re.search(rf"(?<!\w){pieces}{end}", article, re.IGNORECASE)


def spelled(words: Sequence[str], article: str | None) -> str:
    """The words of pieces as an article has them; else with blanks, but for what goes on inside a word."""
    there = found(words, article) if article else None
    return there.group() if there else words[0] + "".join(word[2:] if word.startswith("##") else f" {word}" for word in words[1:])
