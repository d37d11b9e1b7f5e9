"""The articles that files may be about: their texts by id, their ids by text, and what a file's name says of which it is."""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, MutableMapping
from functools import cached_property
from itertools import islice, takewhile

from dateline.document import Document

ENDING = re.compile(
    r"\.(?:jsonl?|txt|md|ann|conll\w*|iob2?|bio\w*|csv|tsv|xmi|xml|tml|gz|bz2|xz|zst|zip|citron|spacy|entities|quotes|tokens|answer|response|out|pred\w*)$",
    re.IGNORECASE,
)
PIECE = 16  # characters
SHORTEST = 6  # characters of a part of an article that tell which one it is


class Apart(Exception):  # noqa: N818 - nothing is wrong
    """What is said of an article stands apart, or only all texts together tell which it is: that cannot be read piece by piece."""


class Articles(MutableMapping[str, str | None]):
    """The articles' texts by id, and their ids by text, indexed once for all files; `open` takes up new ones, as gold does.

    `more` has articles that are known by their id alone, as variants are. `pieced`: files about them are read piece by piece.
    """

    pieced = False

    def __init__(
        self,
        texts: Iterable[tuple[str, str | None]] = (),
        *,
        open_: bool = False,
        more: Callable[[str], Document | None] | None = None,
    ) -> None:
        self.store: MutableMapping[str, str | None] = dict(texts)
        self.open = open_
        self.given: Collection[str] = frozenset(self)
        self.more = more

    def __getitem__(self, name: str) -> str | None:
        return self.store[name]

    def __setitem__(self, name: str, text: str | None) -> None:
        self.store[name] = text

    def __delitem__(self, name: str) -> None:
        del self.store[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.store)

    def __len__(self) -> int:
        return len(self.store)

    def knows(self, name: str) -> bool:
        """Whether there is an article of an id; one of those that `more` has is taken up."""
        if name not in self and self.more and (document := self.more(name)) is not None and document.text is not None:
            self[name] = document.text
            self.by_text.setdefault(squeezed(document.text), []).append(name)
            self.__dict__.pop("pieces", None)
            self.__dict__.pop("sizes", None)
        return name in self

    @cached_property
    def by_text(self) -> dict[str, list[str]]:
        """The ids of each text, white space apart."""
        ids: dict[str, list[str]] = {}
        for name, text in self.items():
            if text is not None:
                ids.setdefault(squeezed(text), []).append(name)
        return ids

    @cached_property
    def ordered(self) -> list[str]:
        """The ids that were given, in order."""
        return sorted(self.given)

    def begun(self, begins: str) -> list[str]:
        """The ids that were given and begin so, in their order."""
        at = bisect_left(self.ordered, begins)
        return list(takewhile(lambda name: name.startswith(begins), islice(self.ordered, at, None)))

    def alike(self, whole: str) -> list[str]:
        """The ids of a text that is given without white space."""
        return self.by_text.get(whole, [])

    @cached_property
    def sizes(self) -> frozenset[int]:
        """How long the texts are, white space apart."""
        return frozenset(map(len, self.by_text))

    @cached_property
    def pieces(self) -> dict[str, list[str]]:
        """The texts by each piece of theirs, cut one after the other: a part that is long enough holds a whole one."""
        texts: dict[str, list[str]] = {}
        for text in self.by_text:
            for piece in {text[at : at + PIECE] for at in range(0, len(text) - PIECE + 1, PIECE)}:
                texts.setdefault(piece, []).append(text)
        return texts

    def candidates(self, part: str) -> Iterable[str]:
        """The texts that may hold a part."""
        if len(part) < 2 * PIECE - 1:
            return self.by_text
        return dict.fromkeys(text for at in range(PIECE) for text in self.pieces.get(part[at : at + PIECE], ()))

    def holding(self, part: str, before: str = "") -> str | None:
        """The only article whose text holds a part of some length, white space apart; of others the one that the part `before` is of."""
        holders = [text for text in self.candidates(part) if part in text] if len(part) >= SHORTEST or len(self.by_text) == 1 else []
        if len(holders) == 1:
            return self.by_text[holders[0]][0]
        own = self.get(before)
        return before if part and own and part in squeezed(own) else None


def without_ending(name: str) -> str:
    """A file's name without what says of which kind it is."""
    while (shorter := ENDING.sub("", name)) != name:
        name = shorter
    return name


def squeezed(text: str) -> str:
    """A text without its white space, for finding an article by text."""
    return "".join(text.split()).replace("\ufeff", "")
