"""What offsets of other tools may count: a unit, in the article or in a copy of it as tools make them."""

import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from dateline.corpus.align import fold
from dateline.document import Span
from dateline.document.units import LENGTHS, Converter

UNITS = tuple(LENGTHS)
Move = Callable[[int, int], Span]


class Way(NamedTuple):
    """A unit of offsets, and the copy of the article in which they count it; `None`: the article itself."""

    unit: str = "code point"
    copy: str | None = None
    what: str = "a copy of the article"

    def name(self) -> str:
        """In words."""
        units = {"code point": "code points", "utf-16": "UTF-16 units", "byte": "bytes"}[self.unit]
        return f"{units} of {self.what}" if self.copy is not None else units

    def still(self, text: str) -> bool:
        """Whether offsets counted so are the text's own, as they are of most tools."""
        return self.copy in {None, text} and (self.unit == "code point" or text.isascii())

    def move(self, text: str) -> Move:
        """From offsets counted so to code points of the text."""
        convert = None if self.unit == "code point" else Converter(self.copy if self.copy is not None else text, self.unit)
        mapped = places_in(self.copy, text) if self.copy is not None and self.copy != text else None

        def one(start: int, end: int) -> Span:
            if convert:
                start, end = convert(start), convert(end)
            return mapped(start, end) if mapped else (start, end)

        return one


def made(text: str, units: tuple[str, ...]) -> Iterator[Way]:
    """The copies and units of other tools, the likelier first."""
    ordered = (*units, *(other for other in UNITS if other not in units))
    yield from (Way(unit, copy, what) for what, copy in copies(text) for unit in ordered)


@lru_cache(maxsize=4)
def copies(text: str) -> tuple[tuple[str, str], ...]:
    """The copies that tools make of a text, where they differ from it."""
    found = {
        "the article with line breaks as one character": text.replace("\r\n", "\n"),
        "the article with line breaks as two characters": text.replace("\r\n", "\n").replace("\n", "\r\n"),
        "the article without white space at its edges": text.strip(),
        "the article with its white space collapsed": " ".join(text.split()),
        "the article in composed characters (NFC)": unicodedata.normalize("NFC", text),
        "the article in decomposed characters (NFD)": unicodedata.normalize("NFD", text),
    }
    return tuple((what, copy) for what, copy in found.items() if copy != text)


@lru_cache(maxsize=64)
def places_in(copy: str, text: str) -> Move | None:
    """From offsets of a copy to those of a text, by the characters that are no white space; `None` where the copy is none."""
    (here, from_), (there, to) = dense(copy), dense(text)
    at = there.find(here) if here else -1
    if at < 0:
        return None

    def move(start: int, end: int) -> Span:
        if not 0 <= start < end <= len(copy):
            return start, end
        first, last = bisect_left(from_, start), bisect_left(from_, end) - 1
        if first > last:
            return start, end
        begin, stop = to[at + first], to[at + last] + 1
        while stop < len(text) and unicodedata.combining(text[stop]):
            stop += 1
        return begin, stop

    return move


@lru_cache(maxsize=16)
def dense(text: str) -> tuple[str, list[int]]:
    """A folded text without its white space, and where each of its characters stands."""
    folded, places = fold(text)
    kept = [(character, place) for character, place in zip(folded, places, strict=True) if character != " "]
    return "".join(character for character, _ in kept), [place for _, place in kept]
