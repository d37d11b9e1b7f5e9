"""Strings without offsets become spans: exact, then normalised, then fuzzy, each with its provenance.

`nth` counts the exact string over the whole text from 1, as whole words where it stands as such anywhere. Without it, items of one
string take its occurrences in reading order, those at word boundaries and not inside a longer item's span first. Normalised folds
quotation marks, dashes, white space, case and Unicode form. Fuzzy accepts a similarity of at least 0.9 (normalised Indel, best window)
for strings of at least 8 characters. What is found nowhere stays without offsets, says `none`, and is a spurious item.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from dateline.corpus.covered import Covered
from dateline.document import Aligned, Span
from dateline.document.tokens import bounded, is_word

SIMILARITY = 90.0
SHORTEST = 8
_FOLDS = str.maketrans(
    dict.fromkeys('‘’‚‛′`´ʼ“”„‟″«»"‹›', "'") | dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("\u200b\u200c\u200d\ufeff\xad", "")
)


class Placement(NamedTuple):
    """Where a string was put, how it was found, and how many places it could have had."""

    span: Span | None
    aligned: Aligned
    choices: int = 1


class Aligner:
    """Places strings in one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._taken: dict[str, Taken] = {}
        self._words: dict[str, tuple[Span, ...]] = {}
        self._loose: dict[str, tuple[Sequence[Span], Aligned]] = {}
        self._alike: dict[str, Sequence[Span]] = {}
        self._ordered: dict[str, Ordered] = {}
        self.covered = Covered()

    @cached_property
    def _folded(self) -> tuple[str, list[int]]:
        return fold(self.text)

    def restart(self) -> None:
        """Begin another layer: reading order starts again."""
        self._taken.clear()

    def leave(self, spans: Iterable[Span]) -> None:
        """Leave places to what is there, where a string has others."""
        there: dict[str, set[Span]] = {}
        for start, end in spans:
            there.setdefault(self.text[start:end], set()).add((start, end))
        for string, places in there.items():
            if string and not places.issuperset(self.whole_words(string)):
                self._taken.setdefault(string, Taken()).spans |= places

    def occurrences(self, string: str) -> list[Span]:
        """Plain occurrences of a string that do not overlap each other."""
        places, at = [], self.text.find(string) if string else -1
        while at >= 0:
            places.append((at, at + len(string)))
            at = self.text.find(string, at + len(string))
        return places

    def whole_words(self, string: str) -> tuple[Span, ...]:
        """Occurrences at word boundaries, or all where there is none; looked for once."""
        if string not in self._words:
            places = self.occurrences(string)
            self._words[string] = tuple([span for span in places if bounded(self.text, span)] or places)
        return self._words[string]

    def place(self, string: str, nth: int | None = None, *, within: Span | None = None, near: Span | None = None) -> Placement:
        """The span of a string: its `nth` occurrence, or inside `within`, or nearest to `near`, or the next in reading order."""
        if nth is not None:
            spans = self.whole_words(string)
            if 1 <= nth <= len(spans):
                return Placement(spans[nth - 1], "exact")
            return self.loosely(string, [], nth - 1) if nth >= 1 and not spans else Placement(None, "none")
        spans = self.whole_words(string)
        if within is not None:
            inner = next((span for span in spans if within[0] <= span[0] and span[1] <= within[1]), None)
            if inner is not None:
                return Placement(inner, "exact")
            inside = Aligner(self.text[within[0] : within[1]]).place(string)
            moved = (inside.span[0] + within[0], inside.span[1] + within[0]) if inside.span else None
            return Placement(moved, inside.aligned)
        if near is not None and spans:
            return Placement(nearest(spans, near), "exact", len(spans))
        return self.loosely(string, spans, 0 if near is not None else None)

    def loosely(self, string: str, spans: Sequence[Span], number: int | None) -> Placement:
        """The next free place among exact spans and those written otherwise, else among normalised ones, else the best fuzzy one."""
        how: Aligned = "exact"
        key = string
        if not spans:
            spans, how = self.loose(string)
            key = folded_words(string) if how == "normalised" else string
        elif number is None:
            spans = self.alike(string, spans)
        ordered = self.ordered(string, spans)
        place = self._taken.setdefault(key, Taken()).next(ordered) if number is None else (*ordered[number : number + 1], None)[0]
        if place is None:
            return Placement(None, "none")
        if how == "exact" and self.text[slice(*place)] != string:
            how = "normalised"
        return Placement(place, how, len(ordered))

    def alike(self, string: str, spans: Sequence[Span]) -> Sequence[Span]:
        """Exact places, and those where a string stands with other spaces, quotation marks or dashes, or a name in capitals."""
        if string not in self._alike:
            others = [span for span in self.normalised(string) if written_otherwise(string, self.text[slice(*span)])]
            self._alike[string] = sorted({*spans, *others})
        return self._alike[string]

    def loose(self, string: str) -> tuple[Sequence[Span], Aligned]:
        """The places of a string that does not stand in the text as it is, and how they were found; looked for once."""
        if string not in self._loose:
            spans = self.normalised(string)
            self._loose[string] = (spans, "normalised") if spans else (self.fuzzy(string), "fuzzy")
        return self._loose[string]

    def ordered(self, string: str, spans: Sequence[Span]) -> Sequence[Span]:
        """Places in the order in which they are taken, where several are: those inside a longer span that is placed come last."""
        if len(spans) < 2:
            return spans
        known = self._ordered.get(string)
        if known is None or known.longer != self.covered.longer(known.shortest):
            inside = self.covered.insides()
            shortest = min((end - start for start, end in spans), default=0)
            places = sorted(spans, key=lambda span: (inside(span), span))
            known = self._ordered[string] = Ordered(shortest, self.covered.longer(shortest), places)
        return known.spans

    def normalised(self, string: str) -> list[Span]:
        """Occurrences once quotation marks, dashes, white space, case and Unicode form are folded."""
        folded, places = self._folded
        wanted = folded_words(string)
        spans, at = [], folded.find(wanted) if wanted else -1
        while at >= 0:
            start, last = places[at], places[at + len(wanted) - 1]
            spans.append((start, self.character_end(last)))
            at = folded.find(wanted, at + len(wanted))
        return [span for span in spans if bounded(self.text, span)] or spans

    def character_end(self, last: int) -> int:
        """The end of a character with its combining marks."""
        end = last + 1
        while end < len(self.text) and unicodedata.combining(self.text[end]):
            end += 1
        return end

    def fuzzy(self, string: str) -> list[Span]:
        """The best similar window, on whole words, if it is similar enough."""
        from rapidfuzz.fuzz import partial_ratio_alignment

        folded, places = self._folded
        wanted = folded_words(string)
        if not SHORTEST <= len(wanted) <= len(folded):
            return []
        alignment = partial_ratio_alignment(wanted, folded, score_cutoff=SIMILARITY)
        if alignment is None or alignment.dest_end <= alignment.dest_start:
            return []
        start, end = places[alignment.dest_start], self.character_end(places[alignment.dest_end - 1])
        return [whole_word_span(self.text, start, end)]


class Taken:
    """The places that strings of one form have, of an order that may change when longer spans are placed."""

    def __init__(self) -> None:
        self.spans: set[Span] = set()
        self.order: Sequence[Span] = ()
        self.at = 0

    def next(self, order: Sequence[Span]) -> Span | None:
        """The first place of an order that is free, which is taken then."""
        if order is not self.order:
            self.order, self.at = order, 0
        while self.at < len(order) and order[self.at] in self.spans:
            self.at += 1
        if self.at == len(order):
            return None
        self.spans.add(order[self.at])
        return order[self.at]


class Ordered(NamedTuple):
    """A string's places in the order in which they are taken; it holds while as many spans are longer than the shortest."""

    shortest: int
    longer: int
    spans: list[Span]


def nearest(spans: Sequence[Span], near: Span) -> Span:
    """Of spans that follow each other the one nearest to another span; the first of several."""
    after = bisect_left(spans, near[0], key=lambda span: span[1])
    return min(spans[max(0, after - 1) : after + 1], key=lambda span: (distance(span, near), span))


def fold(text: str) -> tuple[str, list[int]]:
    """Folded text, and for each of its characters the place of the original it came from."""
    out: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if character.isspace():
            if out and out[-1] != " ":
                out.append(" ")
                places.append(place)
            continue
        for piece in unicodedata.normalize("NFKD", character).casefold().translate(_FOLDS):
            out.append(piece)
            places.append(place)
    return "".join(out), places


def folded_words(string: str) -> str:
    """A string folded, as normalised places are looked for."""
    return fold(string)[0].strip()


def written_otherwise(string: str, there: str) -> bool:
    """Whether words of a text are a string but for spaces and marks, or a name in capitals."""
    letters = [character for character in string if character.isalpha()]
    same = letters == [character for character in there if character.isalpha()]
    return same or (string[:1].isupper() and there.isupper())


def whole_word_span(text: str, start: int, end: int) -> Span:
    """A span grown to whole words and shrunk of white space."""
    while start > 0 and is_word(text[start]) and is_word(text[start - 1]):
        start -= 1
    while end < len(text) and is_word(text[end - 1]) and is_word(text[end]):
        end += 1
    inner = re.sub(r"^\s+", "", text[start:end])
    start = end - len(inner)
    return start, start + len(inner.rstrip())


def distance(a: Span, b: Span) -> int:
    """Characters between two spans, 0 when they touch or overlap."""
    return max(0, a[0] - b[1], b[0] - a[1])
